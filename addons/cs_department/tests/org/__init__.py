from .test_org_lines import *
from .test_org_roles import *
from .test_org_substitution import *
from .test_org_grades import *
from .test_org_numbers import *
from .test_org_access import *
from .test_org_number_life import *
