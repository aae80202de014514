from . import decide
from . import verify
from . import requests
