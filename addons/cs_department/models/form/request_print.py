from base64 import b64encode

from odoo import models
from odoo.tools import consteq, hmac
from odoo.tools.image import image_data_uri
from odoo.tools.misc import format_datetime

SCOPE = "cs_department.request_print"
#: letters of a verification code
CODE = 16
#: columns of a table in which every number fits on one line of the paper
NARROW = 8


class RequestPrint(models.Model):
    """A request on paper: what was filled in, who decided, and a code that finds it."""

    _inherit = "cs.request"

    def _get_report_base_filename(self):
        self.ensure_one()
        return (self.name or self.display_name or "request").replace("/", "-")

    def _verification_code(self):
        """Return the code on the paper: the number of the record, signed."""
        self.ensure_one()
        return f"{self.id}-{hmac(self.env(su=True), SCOPE, str(self.id))[:CODE]}"

    def _verification_url(self):
        return f"{self.get_base_url()}/cs/verify/{self._verification_code()}"

    def _from_code(self, code):
        """Return the request of a code, whoever asks; none when the code is wrong."""
        number = str(code).partition("-")[0]
        if not number.isascii() or not number.isdecimal() or len(number) > 9:
            return self.browse()
        request = self.sudo().browse(int(number)).exists()
        if not request or not consteq(request._verification_code(), str(code)):
            return self.browse()
        return request

    def _qr_code(self):
        """Return a picture of the verification address, as a data URI."""
        png = self.env["ir.actions.report"].barcode(
            "QR", self._verification_url(), width=220, height=220, quiet=0
        )
        return image_data_uri(b64encode(png))

    def _paper(self):
        """Return what the paper shows, in words.

        :return: ``{"rows": [{"label", "text", "width", "section", "table"}],
            "decisions": [{"node", "person", "result", "at", "comment"}]}``
        """
        self.ensure_one()
        request, hidden = self.sudo(), self._concealed()[self.id]
        state = request._look(node="")[request.id]
        design = request.version_id.with_env(request.env)._known_design()
        columns = {}
        for spec in design["fields"]:
            if spec["parent"] and spec["key"] not in hidden:
                columns.setdefault(spec["parent"], []).append(spec)
        rows = [
            request._paper_row(spec, state["fields"][spec["key"]], columns)
            for spec in design["fields"]
            if not spec["parent"]
            and spec["key"] not in hidden
            and state["fields"][spec["key"]]["visible"]
        ]
        return {"rows": rows, "decisions": request._paper_decisions()}

    def _paper_row(self, spec, entry, columns):
        kind = spec["kind"]
        row = {
            "label": spec["label"],
            "kind": kind,
            "text": "",
            "wide": spec["width"] == "full" or kind in ("long_text", "table"),
        }
        if kind == "table":
            shown = columns.get(spec["key"], [])
            row["columns"] = [
                {
                    "label": column["label"],
                    "is_number": is_number,
                    # a number stays on its line while the table fits the paper
                    "is_whole": is_number and len(shown) <= NARROW,
                }
                for column in shown
                for is_number in [column["kind"] in _NUMBERS]
            ]
            row["lines"] = [
                [self._value_text(column, line.get(column["key"])) for column in shown]
                for line in entry["value"] or ()
            ]
        elif kind != "section":
            row["text"] = self._value_text(spec, entry["value"])
        return row

    def _paper_decisions(self):
        """Return who decided what and when, in the order of time."""
        tasks = self.flow_run_id.task_ids.filtered(
            lambda task: task.done_at and task.kind in ("approve", "fill")
        )
        states = dict(tasks._fields["state"]._description_selection(self.env))
        # a step keeps the name it had; in the reader's language while it has it still
        nodes = self.flow_run_id.flow_id.node_ids
        plain = nodes.with_context(lang=None)
        names = {
            (node.key, source.name): node.name
            for node, source in zip(nodes, plain, strict=True)
        }
        return [
            {
                "node": names.get((task.node_key, task.node_name))
                or task.node_name
                or "",
                "person": task.done_by_id.name or "",
                "behalf": task.owner_id.name
                if task.owner_id and task.owner_id != task.done_by_id
                else "",
                "result": states[task.state],
                "at": format_datetime(self.env, task.done_at),
                "comment": task.comment or "",
            }
            for task in tasks.sorted("done_at")
        ]


_NUMBERS = ("number", "money", "duration")
