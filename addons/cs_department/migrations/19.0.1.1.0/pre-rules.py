"""Record rules follow the module from now on: an update brings those of its version."""


def migrate(cr, version):
    """Forget that the rules were to be kept as they were installed."""
    cr.execute(
        """
        UPDATE ir_model_data SET noupdate = FALSE
         WHERE module = 'cs_department' AND model = 'ir.rule'
        """
    )
