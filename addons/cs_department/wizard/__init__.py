from . import flow
from . import time
