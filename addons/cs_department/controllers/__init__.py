from . import decide
from . import verify
from . import requests
from . import shifts
