from . import test_form_drawing
from . import test_form_filing
from . import test_form_gallery
from . import test_form_papers
from . import test_form_sight
from . import test_form_attacks
from . import test_form_versions
from . import test_form_tours
