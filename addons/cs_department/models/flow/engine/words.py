"""What people read of a request, in every language that the database has.

The rows of the engine carry it, so that a list is read without its documents: the text
in the language of whoever acted, and beside it what differs in other languages.
"""


def installed(env):
    """Return the codes of the installed languages."""
    return [code for code, _name in env["res.lang"].get_installed()]


def others(env):
    """Return the codes of the installed languages but that of the environment."""
    own = env.lang or "en_US"
    return [code for code in installed(env) if code != own]


def of_documents(documents, read):
    """Return what is read of documents, and what differs in other languages.

    :param read: called with the documents in one language after the other; returns
        ``{document id: value}``.
    :return: (``{document id: value}``, ``{document id: {language: value}}``).
    """
    base, found = read(documents), {}
    for code in others(documents.env):
        forget_names(documents)
        for record_id, value in read(documents.with_context(lang=code)).items():
            if value != base.get(record_id):
                found.setdefault(record_id, {})[code] = value
    if found:
        forget_names(documents)
    return base, found


def forget_names(documents):
    """Names are kept in one language, even of models whose names are translated."""
    documents.invalidate_recordset(["display_name"], flush=False)


def of_node(env, node):
    """Return ``{language: name}`` of a node where it differs from its own name."""
    names = {code: node.called(code) for code in installed(env)}
    return {code: name for code, name in names.items() if name != node.name}


def joined(**found):
    """Return ``{language: {part: text}}`` of parts given as ``{language: text}``."""
    words = {}
    for part, texts in found.items():
        for code, text in (texts or {}).items():
            words.setdefault(code, {})[part] = text
    return words or None


def part(words, name):
    """Return one part of what :func:`joined` returned, as ``{language: text}``."""
    return {code: parts[name] for code, parts in (words or {}).items() if name in parts}
