from . import org
from . import flow
from . import time
