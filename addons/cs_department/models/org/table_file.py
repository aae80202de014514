"""Tables in files that people send, XLSX or CSV, as lists of cells."""

import base64
import binascii
import codecs
import csv
import io
import zipfile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from odoo.exceptions import UserError

LARGEST_FILE = 10_000_000


def read(env, data, most_rows, most_columns, sheet=None):
    """Return the rows of a file that somebody sent; what is beyond is left out.

    :param data: the file, in base64
    :param sheet: the name of a workbook's sheet; the first where none is called so
    :raises UserError: when it is none that can be read
    """
    content = content_of(data)
    if content is None:
        raise UserError(env._("This file cannot be read."))
    if len(content) > LARGEST_FILE:
        raise UserError(env._("This file is too large."))
    rows = rows_of(content, most_rows, most_columns, sheet)
    if rows is None:
        raise UserError(env._("This file cannot be read: it must be XLSX or CSV."))
    return rows


def content_of(data):
    """Return the bytes of a file in base64, or ``None`` when it is none."""
    try:
        return base64.b64decode(data or b"", validate=True)
    except (TypeError, ValueError, binascii.Error):
        return None


def rows_of(content, most_rows, most_columns, sheet=None):
    """Return the first rows of a workbook's sheet, or of a text; ``None`` when it is
    neither."""
    if content[:2] == b"PK":
        return _xlsx(content, most_rows, most_columns, sheet)
    return _csv(content, most_rows, most_columns)


def _xlsx(content, most_rows, most_columns, sheet):
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        named = [one for one in book.worksheets if one.title == sheet]
        rows = (named or book.worksheets)[0].iter_rows(
            max_row=most_rows, max_col=most_columns, values_only=True
        )
        return [list(row) for row in rows]
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


def _csv(content, most_rows, most_columns):
    """Read a text with commas, semicolons or tabs."""
    is_wide = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
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
            row[:most_columns]
            for row, _limit in zip(reader, range(most_rows), strict=False)
        ]
    except csv.Error:
        return None
