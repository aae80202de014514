"""Swaps remember what their shifts were called when they were asked for."""


def migrate(cr, version):
    """Take the type of shifts that are still at the time they were asked for."""
    cr.execute(
        """
        UPDATE cs_shift_swap_leg leg SET type_id = shift.type_id
          FROM cs_shift shift
         WHERE shift.id = leg.shift_id AND leg.type_id IS NULL
           AND shift.start = leg.start AND shift.stop = leg.stop
        """
    )
