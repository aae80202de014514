"""Telling steps and requests in languages whose words came after them.

What the rows carry stays as it was written; a text that the document still says in one
language is added in the others.
"""

import copy

from odoo import models

from ..engine_mark import storing
from ..flow_version import graph_digest
from . import words
from .start import subjects_of


def retell(env, runs):
    """Tell the steps of all published flows, and ``runs``, in all languages."""
    _retell_steps(env["cs.flow.version"].sudo().search([]))
    env.invalidate_all()
    env.registry.clear_cache("stable")
    for name, same in runs.sudo().grouped("res_model").items():
        if name in env:
            documents = env[name].sudo().browse(same.mapped("res_id")).exists()
            if hasattr(documents, "_flow_retell"):
                documents._flow_retell()
            _retell_runs(documents, same)


def _retell_steps(versions):
    """Take the names of steps that are still called as they were published.

    Names in further languages are not part of what a version is: its digest stays.
    """
    for version in versions:
        nodes = {node.key: node for node in version.flow_id.node_ids}
        graph = copy.deepcopy(version.graph)
        for spec in _specs(graph["nodes"]):
            node = nodes.get(spec["key"])
            if node and node.with_context(lang=None).name == spec["name"]:
                spec["names"] = node._compiled_names()
        if graph != version.graph and graph_digest(graph) == version.digest:
            with storing():
                # past the guard of published versions
                models.BaseModel.write(version, {"graph": graph})


def _specs(nodes):
    """Return every step of a compiled tree."""
    for spec in nodes:
        yield spec
        yield from _specs(spec.get("children", ()))


def _retell_runs(documents, runs):
    subjects, summaries = {}, {}
    for code in words.installed(documents.env):
        words.forget_names(documents)
        told = documents.with_context(lang=code)
        subjects[code] = subjects_of(told)
        if hasattr(told, "_flow_summary"):
            summaries[code] = told._flow_summary()
    words.forget_names(documents)
    for run in runs:
        subject = _others(run.subject, subjects, run.res_id)
        _write(run, {"subject": subject})
        for task in run.task_ids:
            node = task.run_id.version_id._load().nodes.get(task.node_key)
            found = {
                "subject": _others(task.subject, subjects, run.res_id),
                "facts": _others(task.summary, summaries, run.res_id),
            }
            if node and node.name == task.node_name:
                found["step"] = words.of_node(runs.env, node)
            _write(task, found)


def _others(written, told, res_id):
    """Return ``{language: value}`` that differ from what was written.

    ``None`` when the document says something else by now.
    """
    values = {code: by_id[res_id] for code, by_id in told.items() if res_id in by_id}
    if written not in values.values():
        return None
    return {code: value for code, value in values.items() if value != written}


def _write(row, found):
    """Replace the parts of the words of a row that were found."""
    names = {name for parts in (row.words or {}).values() for name in parts}
    parts = {name: words.part(row.words, name) for name in names}
    parts |= {name: texts for name, texts in found.items() if texts is not None}
    told = words.joined(**parts)
    if told != (row.words or None):
        with storing():
            row.write({"words": told})
