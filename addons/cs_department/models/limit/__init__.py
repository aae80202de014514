from . import limit_document
from . import cs_limit
from . import cs_limit_range
from . import cs_limit_override
from . import limit_screen
