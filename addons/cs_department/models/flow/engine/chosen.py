"""People that somebody on the way chooses for a later node.

The requester fills the nodes that leave the choice to the requester, an approver those
after his own node that leave it to the approver before, each once. Whatever else comes
over the wire is refused: else a requester could name who decides in another's place.
"""

from odoo.exceptions import UserError

from . import inputs


def by_requester(batch, choices):
    """Keep for each new run what the requester chose."""
    _keep(
        batch,
        batch.motions,
        choices,
        lambda _motion, node: _is(node, "requester_choice"),
    )


def by_approver(batch, decided, choices):
    """Keep for each run what the person deciding chose.

    :param decided: list of (motion, node key).
    """
    places = {id(motion): key for motion, key in decided}

    def fits(motion, node):
        return (
            _is(node, "previous_choice")
            and motion.graph.order(places[id(motion)], node.key) == -1
            and not motion.choices.get(node.key)
        )

    _keep(batch, [motion for motion, _key in decided], choices, fits)


def _is(node, who):
    return node.spec.get("who") == who


def _keep(batch, motions, choices, fits):
    for key, user_ids in (choices or {}).items():
        known = [motion for motion in motions if key in motion.graph.nodes]
        matching = [m for m in known if fits(m, m.graph.nodes[key])]
        if known and not matching:
            raise UserError(batch.env._("Nobody can be chosen for this step."))
        for motion in matching:
            inputs.users(batch.env, user_ids, motion.company)
            motion.choices[key] = user_ids
