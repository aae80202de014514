"""Overtime counts once the work is over: what was counted before stays counted."""


def migrate(cr, version):
    """Tell when overtime was counted that was counted at its approval."""
    cr.execute(
        """
        UPDATE cs_overtime
           SET counted_at = write_date, worked_hours = approved_hours
         WHERE state = 'approved' AND counted_at IS NULL AND because IS NOT NULL
        """
    )
