from .org import *
from .flow import *
from .form import *
from .limit import *
from .time import *
