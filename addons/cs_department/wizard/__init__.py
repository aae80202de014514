from . import org
from . import flow
from . import form
from . import time
