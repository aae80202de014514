"""Rows of XLSX and CSV files, as lists of cells."""

import base64
import binascii
import csv
import io
import zipfile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

#: so many rows, and bytes, of a file are read at most
MOST_ROWS = 200_000
MOST_COLUMNS = 60
LARGEST = 40_000_000


def rows_of(data):
    """Return the rows of a file in base64, or None when it cannot be read."""
    try:
        content = base64.b64decode(data or b"", validate=True)
    except (TypeError, ValueError, binascii.Error):
        return None
    if not content or len(content) > LARGEST:
        return None
    rows = _xlsx(content) if content[:2] == b"PK" else _csv(content)
    return rows if rows and len(rows) > 1 else None


def _xlsx(content):
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        cells = book.worksheets[0].iter_rows(
            max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True
        )
        return [list(row) for row in cells]
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        OSError,
        SyntaxError,
    ):
        return None


def _csv(content):
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        return None
    if "\x00" in text:
        return None
    mark = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=mark)
        return [
            row[:MOST_COLUMNS]
            for row, _n in zip(reader, range(MOST_ROWS + 1), strict=False)
        ]
    except csv.Error:
        return None
