from odoo import api, models


class HandoverSource(models.AbstractModel):
    """Work that is alive when a shift ends: tickets, jobs, approvals.

    A model with such work inherits this and answers for whole batches; each hand-over
    and each report of the day asks every model that does.
    """

    _name = "cs.handover.source"
    _description = "Work that goes into a hand-over"

    @api.model
    def _handover_items(self, shifts):
        """Return what the people of the ending shifts have in hand.

        :return: ``{shift id: [values of cs.handover.item]}``: ``kind`` and ``name``,
            with ``progress``, ``contact``, ``is_important``, ``first_owner_id``,
            ``res_model`` and ``res_id`` where they are known
        """
        return {}

    @api.model
    def _handover_live(self, employees):
        """Return the ids of the employees who serve a customer at this moment."""
        return set()

    @api.model
    def _handover_workload(self, employees, first, last):
        """Return what people did from ``first`` to ``last`` (naive UTC).

        :return: ``{employee id: {label: number}}``
        """
        return {}

    @api.model
    def _sources(self):
        """Return every model that has such work."""
        names = self.env.registry.descendants(["cs.handover.source"], "_inherit")
        return [self.env[name].sudo() for name in names if name != "cs.handover.source"]

    @api.model
    def _all_items(self, shifts):
        """Return ``{shift id: [values]}`` of all models."""
        found = {}
        for source in self._sources():
            for shift_id, rows in source._handover_items(shifts).items():
                found.setdefault(shift_id, []).extend(rows)
        return found

    @api.model
    def _all_live(self, employees):
        """Return the ids of those who serve a customer, whatever the model."""
        return set().union(*(s._handover_live(employees) for s in self._sources()))

    @api.model
    def _all_workload(self, employees, first, last):
        """Return ``{employee id: {label: number}}`` of all models."""
        found = {}
        for source in self._sources():
            figures = source._handover_workload(employees, first, last)
            for employee_id, numbers in figures.items():
                found.setdefault(employee_id, {}).update(numbers)
        return found
