from . import test_form_filing
