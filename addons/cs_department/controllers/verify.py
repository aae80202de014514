from odoo.http import Controller, request, route


class VerifyController(Controller):
    """The address printed on a request: it leads those who may see the record to it."""

    @route("/cs/verify/<string:code>", type="http", auth="user", methods=["GET"])
    def verify(self, code):
        """Open the request of a code; a sentence when there is none to be seen."""
        requests = request.env["cs.request"]
        found = requests._from_code(code)
        if found and found.with_env(request.env).has_access("read"):
            return request.redirect(f"/odoo/cs-requests/{found.id}")
        values = {
            "message": request.env._("There is no request with this code for you.")
        }
        return request.make_response(
            request.env["ir.qweb"]._render("cs_department.verify_nothing", values),
            headers=[("Content-Type", "text/html; charset=utf-8")],
            status=404,
        )
