# the order of the rooms: each uses only those above it
from . import org
from . import flow
from . import form
from . import limit
from . import time
