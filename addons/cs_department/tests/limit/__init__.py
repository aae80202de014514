from .test_limit_check import *
from .test_limit_rules import *
