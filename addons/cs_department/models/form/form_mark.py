"""The marks of forms: one lets a version be frozen, one lets checked values be stored.

They are no context values, which clients can send.
"""

from ..org.mark import Mark

publishing = Mark("cs_form_publishing")
is_publishing = publishing.is_set
filing = Mark("cs_form_filing")
is_filing = filing.is_set
