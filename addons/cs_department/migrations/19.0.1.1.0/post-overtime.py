"""Overtime counts once the work is over: what was counted before stays counted, and the
form asks for the hours of human resources after the work only. That it is filed
afterwards the times say: nobody ticks it any more."""

import logging

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: when the part of the form that human resources fill in is there
AFTER_THE_WORK = "end < TODAY()"
#: the field that people ticked when they filed overtime after the work
TICKED = "afterwards"


def migrate(cr, version):
    """Tell when overtime was counted that was counted at its approval."""
    cr.execute(
        """
        UPDATE cs_overtime
           SET counted_at = write_date, worked_hours = approved_hours
         WHERE state = 'approved' AND counted_at IS NULL AND because IS NOT NULL
        """
    )
    _renew_form(api.Environment(cr, SUPERUSER_ID, {}))


def _renew_form(env):
    """Bring the form up that came with the module, unless somebody has changed it."""
    form = env.ref("cs_department.form_overtime", raise_if_not_found=False)
    if not form or form.version_id.number > 1 or form.state == "changed":
        return
    part = form.draft_id.field_ids.filtered(lambda field: field.key == "checked")
    if len(part) != 1 or part.visible_if:
        return
    is_out = form.state == "published"
    try:
        with env.cr.savepoint():
            part.visible_if = AFTER_THE_WORK
            draft = form.draft_id
            draft.rule_ids.filtered(lambda rule: rule.field == TICKED).unlink()
            draft.field_ids.filtered(lambda field: field.key == TICKED).unlink()
            env.flush_all()
            form.invalidate_recordset(["state"])
            if is_out:
                form._publish(None)
    except UserError as error:
        env.invalidate_all()
        _logger.info("'%s' stays as it is: %s", form.code, error)
