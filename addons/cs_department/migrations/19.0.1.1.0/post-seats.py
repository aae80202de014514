"""Seats know whom the leader named; until now these had lost their shift."""


def migrate(cr, version):
    """Whoever comes without a shift was named."""
    cr.execute(
        """
        UPDATE cs_handover_seat SET is_named = TRUE
         WHERE incoming_id IS NOT NULL AND incoming_shift_id IS NULL
           AND is_named IS NOT TRUE
        """
    )
