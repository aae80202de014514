from . import cs_number_wizard
