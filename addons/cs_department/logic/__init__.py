"""Pure rules: values in, values out. Nothing here imports Odoo."""
