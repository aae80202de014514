from . import hr_leave_generate_multi_wizard
from . import leave_emergency
from . import roster_copy
from . import roster_import
from . import swap_undo
from . import attendance_close
from . import overtime_register
