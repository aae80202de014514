from . import request_import
