from .test_org_lines import *
from .test_org_roles import *
