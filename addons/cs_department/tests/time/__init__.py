from .test_time_adapter import *
from .test_time_ending import *
from .test_time_policy import *
from .test_time_terms import *
from .test_time_wire import *
from .test_time_game import *
from .test_time_online import *
from .test_time_hospital import *
