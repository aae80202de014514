import io

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...logic.form_values import is_blank
from ..flow.engine import inputs
from .request_sight import without_columns

MOST_EXPORTED = 20_000
#: with a number behind it, a name of a sheet has 31 characters at most
LONGEST_TITLE = 25
_NUMBERS = ("number", "money", "duration")


class RequestExport(models.Model):
    """Requests as a workbook: the fields of their forms are its columns."""

    _inherit = "cs.request"

    def action_export_xlsx(self):
        """Open the workbook of the chosen requests."""
        inputs.rows(self).check_access("read")
        if len(self) > 500:
            raise UserError(
                self.env._("At most %s requests at once: use a filter.", 500)
            )
        ids = ",".join(str(i) for i in self.ids)
        return {
            "type": "ir.actions.act_url",
            "url": f"/cs/requests.xlsx?ids={ids}",
            "target": "download",
        }

    @api.model
    def _head_labels(self):
        names = ("name", "form_id", "employee_id", "department_id", "submitted_at")
        names += ("decided_at", "flow_state")
        return [
            self._fields[n].get_description(self.env, ["string"])["string"]
            for n in names
        ]

    def _xlsx(self):
        """Return a workbook: a sheet for each form, one for each detail table."""
        self.check_access("read")
        output = io.BytesIO()
        book = xlsxwriter.Workbook(
            output,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#EEEEEE"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "datetime": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        titles = set()
        for form, requests in self.grouped("form_id").items():
            requests._xlsx_form(book, styles, titles, form.sudo())
        book.close()
        return output.getvalue()

    def _xlsx_form(self, book, styles, titles, form):
        """Write the requests of one form, of whatever versions."""
        states, (specs, tables) = self._seen_states(), self._xlsx_specs()
        own = [spec for spec in specs.values() if spec["kind"] != "table"]
        sheet = book.add_worksheet(_title(titles, form.name))
        heads = [*self._head_labels(), *(spec["label"] for spec in own)]
        _heading(sheet, styles, heads)
        for index, request in enumerate(self, start=1):
            state = states[request.id]["fields"]
            cells = request._xlsx_head()
            cells += [(spec, _value(state, spec["key"])) for spec in own]
            for column, (spec, value) in enumerate(cells):
                request._xlsx_cell(sheet, styles, (index, column), spec, value)
        for key, columns in tables.items():
            name = f"{form.name} {specs[key]['label']}"
            sheet = book.add_worksheet(_title(titles, name))
            self._xlsx_table(sheet, styles, key, list(columns.values()), states)

    def _seen_states(self):
        """Return the values of the requests without what is hidden from the user."""
        states = self._look(node="")
        for request_id, hidden in self._concealed().items():
            fields_ = states[request_id]["fields"]
            states[request_id]["fields"] = {
                key: {"value": without_columns(entry["value"], hidden)}
                for key, entry in fields_.items()
                if key not in hidden
            }
        return states

    def _xlsx_specs(self):
        """Return the fields and the columns of tables of all versions, newest first."""
        specs, tables = {}, {}
        for version in self.sudo().version_id.sorted("number", reverse=True):
            for spec in version.with_env(self.env(su=True))._known_design()["fields"]:
                if spec["parent"]:
                    columns = tables.setdefault(spec["parent"], {})
                    columns.setdefault(spec["key"], spec)
                elif spec["kind"] != "section":
                    specs.setdefault(spec["key"], spec)
        return specs, tables

    def _xlsx_table(self, sheet, styles, key, columns, states):
        """Write the lines of one detail table of all requests."""
        heads = [self._head_labels()[0], *(spec["label"] for spec in columns)]
        _heading(sheet, styles, heads)
        index = 0
        for request in self:
            for row in _value(states[request.id]["fields"], key) or ():
                index += 1
                sheet.write_string(index, 0, request.name or "")
                for column, spec in enumerate(columns, start=1):
                    value, place = row.get(spec["key"]), (index, column)
                    request._xlsx_cell(sheet, styles, place, spec, value)

    def _xlsx_head(self):
        request = self.sudo()
        states = dict(self._fields["flow_state"]._description_selection(self.env))
        texts = [request.name, request.form_id.name]
        texts.append(self._requester_name())
        texts.append(request.department_id.name)
        moments = [request.submitted_at, request.decided_at]
        return (
            [({"kind": "text"}, text or None) for text in texts]
            + [({"kind": "datetime"}, str(m)[:19] if m else None) for m in moments]
            + [({"kind": "text"}, states[request.flow_state])]
        )

    def _xlsx_cell(self, sheet, styles, place, spec, value):
        kind = spec["kind"]
        if is_blank(value):
            return
        if kind in _NUMBERS:
            sheet.write_number(*place, value)
        elif kind == "date":
            sheet.write_datetime(*place, fields.Date.to_date(value), styles["date"])
        elif kind == "datetime":
            moment = fields.Datetime.to_datetime(value)
            local = fields.Datetime.context_timestamp(self, moment)
            sheet.write_datetime(*place, local.replace(tzinfo=None), styles["datetime"])
        elif kind == "text":
            sheet.write_string(*place, str(value))
        else:
            sheet.write_string(*place, self._value_text(spec, value))


def _heading(sheet, styles, labels):
    for column, label in enumerate(labels):
        sheet.write_string(0, column, label, styles["head"])
        sheet.set_column(column, column, min(max(len(label) + 4, 12), 40))
    sheet.freeze_panes(1, 0)


def _title(titles, name):
    """Return a name for a sheet that no other has; a sheet counts in UTF-16."""
    bare = "".join(letter for letter in name if letter not in "[]:*?/\\'")
    units = bare.encode("utf-16-le", "replace")[: LONGEST_TITLE * 2]
    bare = units.decode("utf-16-le", "ignore") or "-"
    title, number = bare, 2
    while title.casefold() in titles:
        title, number = f"{bare} {number}", number + 1
    titles.add(title.casefold())
    return title


def _value(state, key):
    return state[key]["value"] if key in state else None
