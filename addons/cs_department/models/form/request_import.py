from zoneinfo import ZoneInfo

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...logic import form_design, form_import
from ...logic.form_check_field import labels_of, place_of
from ..org import table_file
from .form_freeze import COMODELS

MOST_ERRORS = 200
#: by which fields a record may be named in a table
NAMES = {
    "hr.employee.public": ("name", "work_email"),
    "hr.department": ("name", "complete_name"),
    "res.partner": ("name", "email"),
    "cs.request": ("name",),
}


class RequestImport(models.Model):
    """Requests out of a spreadsheet: all of them, or with an error none."""

    _inherit = "cs.request"

    @api.model
    def import_rows(self, form_id, data, filename="", submit=False):
        """Create requests of a form from an XLSX or CSV file.

        The first row names the fields by label or technical name (``Table / Column``
        for detail lines); a row that fills only detail lines adds a line to the request
        above. HR may name the requester in a column.

        :param data: the file, in base64
        :param submit: ``True`` sends the requests on their way
        :return: ``{"count", "ids", "errors": [{"row", "column", "message"}]}``; with an
            error nothing is created
        """
        _nobody, form = self._page_records(None, form_id)
        rows = self._table_of(data, filename)
        version = form.version_id
        labels = self._import_labels(version)
        columns, strange = form_import.head(rows[0], labels, self._person_words())
        errors = [
            {
                "row": 1,
                "column": name,
                "message": self.env._("There is no field '%s' in this form.", name),
            }
            for name in strange
        ]
        if not columns:
            raise UserError(self.env._("The first row names no field of the form."))
        found = self._read_rows(version, columns, rows, labels, errors)
        if errors:
            return {"count": 0, "ids": [], "errors": errors[:MOST_ERRORS]}
        return self._create_rows(form, found, submit is True)

    def _person_words(self):
        field = self._fields["employee_id"].get_description(self.env, ["string"])
        return [field["string"], "employee_id"]

    def _import_labels(self, version):
        return labels_of(
            spec
            for spec in version._known_design()["fields"]
            if spec["kind"] not in ("section", "table")
        ) | {
            s["key"]: s["label"]
            for s in version._known_design()["fields"]
            if s["kind"] == "table"
        }

    # ---- the file --------------------------------------------------------------------

    def _table_of(self, data, filename):
        """Return the rows of a file as lists of cells.

        :raises UserError: when it is none that can be read
        """
        rows = table_file.read(
            self.env, data, form_import.MOST_ROWS + 50, form_import.MOST_COLUMNS
        )
        rows = [row for row in rows if any(c not in (None, "") for c in row)]
        if len(rows) < 2:
            raise UserError(self.env._("This file has no rows below the heading."))
        if len(rows) > form_import.MOST_ROWS + 1:
            raise UserError(
                self.env._("At most %s rows at once.", form_import.MOST_ROWS)
            )
        return rows

    # ---- the cells -------------------------------------------------------------------

    def _read_rows(self, version, columns, rows, labels, errors):
        """Return ``[{"row", "values", "employee"}]``; what is wrong goes to errors."""
        form = version._form()
        read = self._cell_reader(version, columns, rows)
        found = []
        for number, row in enumerate(rows[1:], start=2):
            entry = {"row": number, "values": {}, "employee": None}
            lines = {}
            for column in columns:
                cell = row[column.index] if column.index < len(row) else None
                value, problem = read(column, cell)
                if problem is not None:
                    name = labels.get(column.place, self._person_words()[0])
                    text = problem.translated(self.env._)
                    errors.append({"row": number, "column": name, "message": text})
                elif value is None:
                    continue
                elif not column.place:
                    entry["employee"] = value
                elif column.table:
                    key = form.fields[column.place].key
                    lines.setdefault(column.table, {})[key] = value
                else:
                    entry["values"][column.place] = value
            above = found and not entry["values"] and not entry["employee"] and lines
            if not above:
                found.append(entry)
            for table, line in lines.items():
                found[-1]["values"].setdefault(table, []).append(line)
        return found

    def _cell_reader(self, version, columns, rows):
        """Return a function that reads a cell of a column."""
        form, options = version._form(), _options(version._known_design())
        records = self._named_records(form, columns, rows)
        zone = ZoneInfo(self.env.user.tz or "UTC")
        person = form_design.Field("employee", "employee", {}, "employee")

        def read(column, cell):
            one = form.fields.get(column.place) if column.place else person
            if one is None or one.kind in ("table", "section"):
                return None, None
            known = records.get(COMODELS.get(one.kind), {})
            return form_import.read(
                one, cell, options.get(column.place, {}), known, zone
            )

        return read

    def _named_records(self, form, columns, rows):
        """Return ``{model: {name: id}}`` of what the cells name; several are ``None``.

        Only what the user may read is found.
        """
        wanted = {}
        for column in columns:
            one = form.fields.get(column.place)
            kind = one.kind if one else "" if column.place else "employee"
            if COMODELS.get(kind) in NAMES:
                names = wanted.setdefault(COMODELS[kind], set())
                names |= {
                    str(row[column.index]).strip()
                    for row in rows[1:]
                    if column.index < len(row) and row[column.index] not in (None, "")
                }
        found = {}
        for model, names in wanted.items():
            known = found.setdefault(model, {})
            domain = Domain.OR(
                Domain(field, "=ilike", name.replace("%", r"\%").replace("_", r"\_"))
                for name in sorted(names)
                for field in NAMES[model]
            )
            for record in self.env[model].search(domain):
                for field in NAMES[model]:
                    word = (record[field] or "").strip().casefold()
                    same = known.get(word, record.id) == record.id
                    known[word] = record.id if same else None
        return found

    # ---- creating --------------------------------------------------------------------

    def _create_rows(self, form, found, submit):
        created, errors = self.browse(), []
        point = self.env.cr.savepoint(flush=True)
        for entry in found:
            try:
                with self.env.cr.savepoint():
                    created |= self._create_row(form, entry, submit)
            except UserError as error:
                self.env.invalidate_all()
                errors.append(
                    {"row": entry["row"], "column": "", "message": str(error)}
                )
        if errors:
            point.close(rollback=True)
            self.env.invalidate_all(flush=False)
            return {"count": 0, "ids": [], "errors": errors[:MOST_ERRORS]}
        point.close(rollback=False)
        return {"count": len(created), "ids": created.ids, "errors": []}

    def _create_row(self, form, entry, submit):
        head = {"form_id": form.id}
        if entry["employee"]:
            head["employee_id"] = entry["employee"]
        request = self.create(head)
        request._file({request.id: entry["values"]})
        if submit:
            request.action_submit()
        self.env.flush_all()
        return request


def _options(design):
    """Return ``{place: {word: key}}`` of the options of a design."""
    found = {}
    for spec in design["fields"]:
        words = {choice["key"].casefold(): choice["key"] for choice in spec["choices"]}
        words |= {c["label"].strip().casefold(): c["key"] for c in spec["choices"]}
        found[place_of(spec)] = words
    return found
