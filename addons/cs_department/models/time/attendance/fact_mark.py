"""The mark 'facts are being posted', or what was counted is kept: not a context value,
which clients can send."""

from ...org.mark import Mark

posting = Mark("cs_fact_posting")
is_posting = posting.is_set
