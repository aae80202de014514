from odoo import models


class RequestOptions(models.Model):
    """What values conditions of a flow choose from; whoever may read the flow reads."""

    _inherit = "cs.request"

    def _flow_fact_options(self):
        options = super()._flow_fact_options()
        for version in self._fact_versions():
            for spec in version._known_design()["fields"]:
                if spec.get("choices") and not spec.get("parent"):
                    options[spec["key"]] = [
                        [one["key"], one["label"]] for one in spec["choices"]
                    ]
        return options
