"""Separation of duty: who may not decide on what concerns himself."""


def concerned(motion):
    """Return the users that a document is about: requester and person concerned."""
    return {motion.requester.id, motion.person.get("user_id")} - {False, None}


def may_decide_own(motion, spec):
    """Tell whether a node lets the requester decide."""
    return spec.get("if_requester") == "allow" and not motion.policy.get("no_requester")


def barred(motion, below, spec):
    """Return the users whom separation of duty keeps from deciding on a node.

    :param below: ``{user id: users below}`` where subordinates are kept out.
    """
    out, policy = set(), motion.policy
    if not may_decide_own(motion, spec):
        out.add(motion.requester.id)
    if policy.get("no_beneficiary"):
        out.add(motion.person.get("user_id"))
    if policy.get("no_subordinate"):
        for boss in concerned(motion):
            out |= below.get(boss, set())
    return out - {False, None}
