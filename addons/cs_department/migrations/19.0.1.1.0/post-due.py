"""Month sheets say by how many days their rate is divided."""


def migrate(cr, version):
    """Count the days for sheets that were counted before, locked ones included."""
    cr.execute(
        """
        UPDATE cs_attendance_month sheet SET due_days = counted.days
          FROM (SELECT sheet_id, count(*) AS days
                  FROM cs_attendance_day
                 WHERE expected_minutes > 0 AND state <> 'ahead'
                   AND (state <> 'excused' OR worked_minutes > 0)
              GROUP BY sheet_id) counted
         WHERE counted.sheet_id = sheet.id
        """
    )
