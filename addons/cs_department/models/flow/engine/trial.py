"""Trying a design: the same walk as a run, in memory only. Nothing is ever written."""

import json

from odoo.exceptions import UserError

from ....logic import flow_graph
from ..flow_version import Published
from . import facts, forecast
from .batch import Batch
from .motion import Motion


class Design:
    """A compiled graph in the place of a published version."""

    def __init__(self, flow, data):
        """Read the graph.

        :raises UserError: when the draft is no tree yet.
        """
        self.flow = flow
        try:
            self.graph = flow_graph.Graph(json.loads(json.dumps(data)))
        except flow_graph.GraphError as error:
            raise UserError(
                flow.env._("The tree is not a flow: %(reason)s.", reason=str(error))
            ) from error
        self.policy = data.get("policy") or {}

    def _published(self):
        return Published(self.graph, self.policy, "", self.flow.id)


class Paper:
    """A document that does not exist: only the people named in it are known."""

    id = 0

    def __init__(self, model, people):
        self.env, self._name, self._fields = model.env, model._name, model._fields
        self.model, self.people = model, people

    def _flow_fact_types(self):
        return facts.fact_types(self.model)

    def __getitem__(self, name):
        if name in self.people:
            return self.people[name]
        comodel = self._fields[name].comodel_name
        return self.env[comodel] if comodel else False


class Trial(Motion):
    """A run that is only thought of; it remembers the cases it took."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.taken = []

    def choose(self, node):
        index = super().choose(node)
        self.taken.append(node.children[index])
        return index


def new_batch(flow):
    """Return a batch in which trials are made for the reader of a flow."""
    return Batch(flow.env, flow.env.user)


def add(batch, document, design, who, known, choices=None):
    """Put one trial into a batch.

    :param who: requester, person concerned and company.
    """
    trial = Trial(batch, document, design, *who)
    trial.know(known)
    trial.choices = dict(choices or {})
    batch.motions.append(trial)
    return trial


def walk_all(batch):
    """Walk every trial of a batch; constant queries for any number of them.

    :return: ``{trial: (steps, keys, problem)}``: the steps as ``forecast.ahead`` gives
        them, the keys of every node passed with those around, and a sentence when the
        way could not be found to its end.
    """
    people = forecast.everybody(batch, batch.motions)
    found = {}
    for trial in batch.motions:
        steps, problem = [], ""
        try:
            steps = forecast.ahead(batch, trial, trial.begin(), (), people[trial])
        except UserError as error:
            problem = str(error)
        keys = dict.fromkeys(
            [
                key
                for place in [*(step["key"] for step in steps), *trial.taken]
                for key in (place, *trial.graph.ancestors(place))
            ]
        )
        found[trial] = (steps, list(keys), problem)
    return found
