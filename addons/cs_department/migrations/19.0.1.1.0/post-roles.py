"""Leading roles begin with the day of their company, wherever it is."""


def migrate(cr, version):
    """Look each hour whether a day has begun somewhere, no longer each day."""
    cr.execute(
        """
        UPDATE ir_cron job SET interval_type = 'hours', nextcall = now()
          FROM ir_model_data name
         WHERE name.module = 'cs_department' AND name.model = 'ir.cron'
           AND name.name = 'cron_cs_forget_led_departments'
           AND name.res_id = job.id AND job.interval_type = 'days'
        """
    )
