from . import decide
