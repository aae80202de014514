from odoo import api, models


class LimitDocument(models.AbstractModel):
    """A document that limits apply to. A model answers what limits ask.

    No access of its own: the limits read with sudo after the document's own check.
    """

    _name = "cs.limit.document"
    _description = "Document held to limits"

    _limit_document = True

    @api.model
    def _limit_take_turns(self, employees):
        """Let documents of these people be held to limits one after the other, so that
        two that come at once do not both take what is left."""
        self.env["cs.turn"]._take({(number, self._name) for number in employees.ids})

    def _limit_company_ids(self):
        """Return the companies whose limits apply."""
        return self.company_id.ids

    def _limit_cases(self, moment):
        """Return one ``Case`` for each person concerned by each document.

        :param moment: naive UTC time of the application; None: now, or what the
            document knows itself
        """
        raise NotImplementedError

    @api.model
    def _limit_history(self, employee_ids, first, last):
        """Return an ``Entry`` for every document of these people that counts.

        Those approved and those still waiting, touching first..last, in one query.
        """
        raise NotImplementedError

    @api.model
    def _limit_colleagues(self, department_ids, first, last):
        """Return an ``Entry`` for every document of these departments that counts."""
        raise NotImplementedError

    def _limit_facts(self):
        """Return ``{document id: {name: value}}`` for conditions."""
        return {document.id: {} for document in self}

    @api.model
    def _limit_fact_types(self):
        """Return ``{name: type}`` of the facts, as the expression language wants it."""
        return {}

    def _limit_origins(self):
        """Return ``{document id: {(model, id), ...}}``: the screens that apply to it.

        A limit that is a line of a screen applies only where the screen does.
        """
        return {document.id: set() for document in self}
