"""Events say where they come from to each reader in his own language."""


def migrate(cr, version):
    """Forget the notes that were written in the language of whoever confirmed."""
    cr.execute(
        """
        UPDATE cs_attendance_event event SET note = NULL
         WHERE note IS NOT NULL
           AND (sheet_id IS NOT NULL OR EXISTS (
                   SELECT 1 FROM cs_shift_miss miss WHERE miss.event_id = event.id))
        """
    )
