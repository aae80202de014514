from . import test_flow_hoot
