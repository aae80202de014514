from .org import *
from .flow import *
from .limit import *
from .time import *
