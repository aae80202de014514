from . import overtime_policy
from . import overtime_form
from . import protected_period
from . import overtime_limits
from . import overtime
from . import overtime_asking
from . import overtime_counting
from . import request
