"""Rows of clock files, as lists of cells."""

from ...org import table_file

#: so many rows, and bytes, of a file are read at most
MOST_ROWS = 200_000
MOST_COLUMNS = 60
LARGEST = 40_000_000


def rows_of(data):
    """Return the rows of a file in base64, or None when it cannot be read."""
    content = table_file.content_of(data)
    if not content or len(content) > LARGEST:
        return None
    rows = table_file.rows_of(content, MOST_ROWS + 1, MOST_COLUMNS)
    return rows if rows and len(rows) > 1 else None
