from odoo import api, models


class ShiftCallBack(models.Model):
    """Takes back that a shift was cancelled, as long as nobody was told of it."""

    _inherit = "cs.shift"

    @api.model
    def _call_back(self, wanted):
        """Bring back shifts that people still know, instead of making them anew.

        :param wanted: of ``(roster id, employee id or None, type id, day, start,
            stop)``
        :return: ``{wanted: shift}`` of those that came back; nobody has to be told
        """
        wanted = {key for key in wanted if key[1]}
        if not wanted:
            return {}
        cancelled = self.search(
            [
                ("roster_id", "in", list({key[0] for key in wanted})),
                ("employee_id", "in", list({key[1] for key in wanted})),
                ("date", "in", list({key[3] for key in wanted})),
                ("state", "=", "cancelled"),
                ("is_untold", "=", True),
            ]
        ).sudo()
        found = {}
        for shift in cancelled:
            person, kind = shift.employee_id, shift.type_id
            span = shift.start, shift.stop
            key = (shift.roster_id.id, person.id, kind.id, shift.date, *span)
            known = shift.known_employee_id, shift.known_type_id
            is_known = known == (person, kind) and span == (
                shift.known_start,
                shift.known_stop,
            )
            if is_known and key in wanted:
                found.setdefault(key, shift)
        back = self.sudo().union(*found.values())
        back.write({"state": "published", "is_untold": False})
        back._log_new()
        return {key: shift.with_env(self.env) for key, shift in found.items()}
