from .test_flow_chains import *
from .test_flow_decisions import *
from .test_flow_definition import *
from .test_flow_hoot import *
from .test_flow_nodes import *
from .test_flow_proving import *
from .test_flow_run import *
