from .test_time_adapter import *
from .test_time_ending import *
