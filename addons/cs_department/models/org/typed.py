"""Values that come over the wire for a record: of the right type, or a sentence."""

import binascii
import json
import math
from collections.abc import Mapping
from functools import wraps

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .called import LARGEST_ID, is_id

#: what a command of a list of records begins with
COMMANDS = range(7)
#: beyond it a float does not tell one from the next, and reckoning ends in infinity
LARGEST_NUMBER = 2**53


class Typed(models.AbstractModel):
    """Refuses values of a wrong type in a sentence, where Odoo would show a traceback.

    Clients send what they like. Each field is looked at before any other code of the
    model sees the values, so nothing is half-done; what they mean is checked by the
    models themselves. Every model of the house with a table is of this kind.
    """

    _name = "cs.typed"
    _description = "Record whose values are checked for their type"

    def _register_hook(self):
        """Look at values before the methods of the model and of its extensions do.

        An override here would come last, behind those that already read the values.
        """
        super()._register_hook()
        model = type(self)
        if not (self._abstract or hasattr(model.create, "cs_typed")):
            model.create = _looking_at_lists(model.create)
            model.write = _looking_at_values(model.write)

    @api.model
    def _check_list(self, vals_list):
        """Look at the values of new records.

        :raises ValidationError: names the field and what is needed there
        """
        if not isinstance(vals_list, list | tuple):
            raise ValidationError(self.env._("These values cannot be read."))
        for vals in vals_list:
            self._check_types(vals)

    @api.model
    def _check_types(self, vals):
        """Look at the values of one record.

        :raises ValidationError: names the field and what is needed there
        """
        if not isinstance(vals, Mapping):
            raise ValidationError(self.env._("These values cannot be read."))
        for name, value in vals.items():
            field = self._fields.get(name)
            if field is None:
                raise ValidationError(
                    self.env._(
                        "%(record)s has no field '%(name)s'.",
                        record=self.env["ir.model"]._get(self._name).name,
                        name=str(name)[:60],
                    )
                )
            check_value(self, field, value)


def _looking_at_lists(create):
    @wraps(create)
    def typed_create(self, vals_list):
        vals_list = [vals_list] if isinstance(vals_list, Mapping) else vals_list
        self.browse()._check_list(vals_list)
        return create(self, vals_list)

    typed_create.cs_typed = True
    return typed_create


def _looking_at_values(write):
    @wraps(write)
    def typed_write(self, vals):
        self._check_types(vals)
        return write(self, vals)

    return typed_write


def check_value(record, field, value):
    """Look at one value that came over the wire.

    :raises ValidationError: names the field and what is needed there
    """
    is_right = _RIGHT.get(field.type)
    is_blank = isinstance(value, str) and not value.strip()
    if is_blank and field.required and field.type in ("char", "text"):
        # PostgreSQL takes an empty text where one is required
        raise wrong(record, field)
    if value is None or value is False or not is_right:
        return
    if not is_right(record, field, value):
        raise wrong(record, field)


def wrong(record, field):
    """Return the error that names a field and what is needed there."""
    return ValidationError(
        record.env._(
            "%(field)s: %(wanted)s",
            field=field._description_string(record.env) or field.name,
            wanted=_WANTED[field.type](record.env._),
        )
    )


def _is_text(_record, _field, value):
    if isinstance(value, int | float | list | tuple | Mapping):
        return False
    return not any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in str(value))


def _is_whole(_record, _field, value):
    if isinstance(value, str):
        # what a file that is imported holds
        value = int(value) if value.strip().lstrip("-").isdecimal() else None
    is_number = isinstance(value, int | float) and math.isfinite(value)
    return is_number and value == int(value) and abs(value) <= LARGEST_ID


def _is_number(_record, _field, value):
    try:
        is_number = isinstance(value, int | float | str)
        return is_number and abs(float(value)) <= LARGEST_NUMBER
    except (ValueError, OverflowError):
        return False


def _is_choice(record, field, value):
    return isinstance(value, str) and value in field.get_values(record.env)


def _is_moment(_record, field, value):
    read = field.to_date if field.type == "date" else field.to_datetime
    try:
        return not isinstance(value, int | float | dict) and bool(read(value))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return False


def _is_file(_record, _field, value):
    if not isinstance(value, str):
        return isinstance(value, bytes)
    try:
        return bool(binascii.a2b_base64(value)) or not value
    except ValueError:
        return False


def _is_json(_record, _field, value):
    """Tell whether PostgreSQL can keep it: no NaN, no NUL, no half of a character."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        return "\\u0000" not in json.dumps(value)
    except (TypeError, ValueError):
        return False


def _is_definition(record, field, value):
    """Tell whether Odoo can keep it as what properties there are."""
    try:
        is_list = isinstance(value, list | tuple) and all(
            isinstance(item, Mapping) for item in value
        )
        return is_list and bool(field.convert_to_column(value, record) or not value)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _is_record(_record, _field, value):
    return is_id(value) or isinstance(value, models.BaseModel)


def _is_list(record, field, value):
    if isinstance(value, models.BaseModel):
        return True
    return isinstance(value, list | tuple) and all(
        _is_command(record, field, item) for item in value
    )


def _is_command(record, field, item):
    """Tell whether an item is an id, or a command with what it needs."""
    if not isinstance(item, list | tuple):
        return _is_record(record, field, item)
    if not item or type(item[0]) not in (int, Command) or item[0] not in COMMANDS:
        return False
    code, target, values = (*item, None, None)[:3]
    if code == Command.SET:
        ids = values if isinstance(values, list | tuple | models.BaseModel) else [None]
        return all(_is_record(record, field, i) for i in getattr(ids, "ids", ids))
    if code in (Command.CREATE, Command.UPDATE) and not isinstance(values, Mapping):
        return False
    is_free = code in (Command.CREATE, Command.CLEAR)
    return is_free or _is_record(record, field, target)


_RIGHT = {
    "binary": _is_file,
    "json": _is_json,
    "properties_definition": _is_definition,
    "char": _is_text,
    "text": _is_text,
    "html": _is_text,
    "integer": _is_whole,
    "float": _is_number,
    "monetary": _is_number,
    "selection": _is_choice,
    "date": _is_moment,
    "datetime": _is_moment,
    "many2one": _is_record,
    "many2one_reference": _is_whole,
    "one2many": _is_list,
    "many2many": _is_list,
}
_WANTED = {
    "binary": lambda _: _("a file is needed here."),
    "json": lambda _: _("these values cannot be kept."),
    "properties_definition": lambda _: _("these values cannot be kept."),
    "char": lambda _: _("a text is needed here."),
    "text": lambda _: _("a text is needed here."),
    "html": lambda _: _("a text is needed here."),
    "integer": lambda _: _("a whole number is needed here."),
    "float": lambda _: _("a number is needed here."),
    "monetary": lambda _: _("a number is needed here."),
    "selection": lambda _: _("this is not one of the choices."),
    "date": lambda _: _("a date is needed here."),
    "datetime": lambda _: _("a date and a time are needed here."),
    "many2one": lambda _: _("one record is needed here."),
    "many2one_reference": lambda _: _("one record is needed here."),
    "one2many": lambda _: _("a list of records is needed here."),
    "many2many": lambda _: _("a list of records is needed here."),
}
