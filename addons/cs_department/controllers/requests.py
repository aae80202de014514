import json

from odoo.exceptions import AccessError
from odoo.http import Controller, content_disposition, request, route


class RequestsController(Controller):
    """Files made of requests, for those who may read these."""

    @route(
        "/cs/requests.xlsx", type="http", auth="user", methods=["GET"], readonly=True
    )
    def workbook(self, ids=""):
        """Return the workbook of some requests."""
        numbers = [int(i) for i in ids.split(",") if i.isascii() and i.isdecimal()]
        numbers = [number for number in numbers if 0 < number < 2**31][:500]
        requests = request.env["cs.request"].browse(dict.fromkeys(numbers)).exists()
        if not requests or not requests.has_access("read"):
            raise AccessError(request.env._("These requests cannot be read by you."))
        name = f"{request.env._('Requests')}.xlsx"
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        headers = [
            ("Content-Type", kind),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(requests._xlsx(), headers=headers)

    @route(
        "/cs/forms/<int(max=2147483647):form_id>.json",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def form_file(self, form_id):
        """Return a form with its flow as a file that another database can import."""
        form = request.env["cs.form"].browse(form_id).exists()
        if not form or not form.has_access("write"):
            raise AccessError(request.env._("This form cannot be exported by you."))
        text = json.dumps(form.export_definition(), ensure_ascii=False, indent=2)
        name = f"{form.code}.json"
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(text, headers=headers)
