from . import flow_publication
from . import flow_intervention
