"""What every transition stands on: a clean environment."""

from odoo.modules import module

#: what the engine takes over from a client's context; the rest (defaults, switches of
#: other modules, ``active_test``) could bend what it does
_KEPT_CONTEXT = ("lang", "tz")


def engine_env(env):
    """Return the superuser's environment in which the engine works."""
    kept = {name: env.context[name] for name in _KEPT_CONTEXT if name in env.context}
    wanted = env.context.get("allowed_company_ids")
    if isinstance(wanted, list | tuple):
        own = env.user._get_company_ids()
        kept["allowed_company_ids"] = [i for i in wanted if i in own]
    if not kept.get("allowed_company_ids"):
        kept.pop("allowed_company_ids", None)
    if module.current_test and env.context.get("queue_job__no_delay"):
        kept["queue_job__no_delay"] = True
    return env(su=True, context=kept)
