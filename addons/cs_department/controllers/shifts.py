from odoo.exceptions import AccessError
from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ShiftsController(Controller):
    """Rosters as workbooks for those who lead the department, and somebody's shifts for
    the calendar of his phone, under a secret address."""

    @route(
        "/cs/rosters/<int:roster_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def workbook(self, roster_id):
        """Return a roster as a workbook."""
        rosters = request.env["cs.roster"]
        roster = rosters.browse(roster_id if roster_id < 2**31 else 0).exists()
        if not roster or not roster._may_see_all():
            raise AccessError(request.env._("This roster cannot be read by you."))
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(f"{roster.display_name}.xlsx")),
        ]
        return request.make_response(roster._workbook(), headers=headers)

    @route(
        "/cs/shifts/<string:token>.ics",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def feed(self, token):
        """Return the shifts as iCalendar; an address that was revoked is not found."""
        text = request.env["cs.shift.feed"]._calendar(token)
        if text is None:
            raise request.not_found()
        return request.make_response(
            text,
            headers=[
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Cache-Control", "private, no-store"),
                ("X-Robots-Tag", "noindex"),
            ],
        )
