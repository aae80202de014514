"""The mark 'the hand-over book is being kept', after everything was checked: not a
context value, which clients can send."""

from ...org.mark import Mark

keeping = Mark("cs_handover_keeping")
is_keeping = keeping.is_set
