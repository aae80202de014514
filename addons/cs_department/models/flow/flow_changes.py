"""The differences between two graphs, in sentences."""

from ...logic import flow_diff


def sentences(env, old, new):
    """Return one sentence for every difference between two compiled graphs."""
    found = flow_diff.changes(old, new)
    return [_sentence(env, what, name) for what, _key, name in found]


def _sentence(env, what, name):
    if what == "policy":
        return env._("The rules about who may not decide differ.")
    return {
        "added": env._("'%s' is new.", name),
        "removed": env._("'%s' is gone.", name),
        "changed": env._("'%s' works differently.", name),
        "moved": env._("'%s' stands at another place.", name),
    }[what]
