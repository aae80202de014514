"""The rooms of the add-on depend on each other in one direction only."""

import ast
import re
from pathlib import Path

ADDON = Path(__file__).parents[2] / "addons/cs_department"
# the order of the rooms: each may use those before it, never those after it
ROOMS = [
    "org",
    "flow",
    "form",
    "limit",
    "time",
    "conduct",
    "desk",
    "dispatch",
    "score",
    "pay",
    "pack",
]
# rooms hold Python in these folders
FOLDERS = ["models", "wizard", "report"]


def _assigned(node: ast.ClassDef) -> dict[str, ast.expr]:
    """Return what the names in the body of a class are set to."""
    return {
        target.id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _definitions(tree: ast.AST) -> set[str]:
    """Return the models that a module creates: those with a ``_name`` of their own."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            values = _assigned(node)
            name = values.get("_name")
            if isinstance(name, ast.Constant):
                found.add(name.value)
    return found


def _extended(node: ast.ClassDef) -> list[str]:
    """Return the model that a class extends in place: an ``_inherit``, no ``_name``."""
    values = _assigned(node)
    inherit = values.get("_inherit")
    if "_name" in values or not isinstance(inherit, ast.Constant):
        return []
    return [inherit.value] if not inherit.value.startswith("cs.") else []


def _strings(tree: ast.AST) -> set[str]:
    """Return the texts in a module that are code, not documentation."""
    documentation = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            documentation.add(id(body[0].value))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    }


def _files(room: str) -> list[Path]:
    return [
        file for folder in FOLDERS for file in (ADDON / folder / room).rglob("*.py")
    ]


def _room_folders() -> set[str]:
    return {
        path.name
        for folder in FOLDERS
        for path in (ADDON / folder).glob("*/")
        if path.name != "__pycache__"
    }


def test_every_room_is_declared():
    assert _room_folders() <= set(ROOMS)


def test_a_model_belongs_to_one_room():
    owners: dict[str, str] = {}
    for room in ROOMS:
        for file in _files(room):
            for model in _definitions(ast.parse(file.read_text())):
                assert owners.setdefault(model, room) == room, model


def test_rooms_use_only_those_before_them():
    owner = {
        model: room
        for room in ROOMS
        for file in _files(room)
        for model in _definitions(ast.parse(file.read_text()))
        if "." in model
    }
    wrong = [
        f"{file.relative_to(ADDON)} uses {model} of the later room {owner[model]}"
        for room in ROOMS
        for file in _files(room)
        for model in sorted(_strings(ast.parse(file.read_text())) & owner.keys())
        if ROOMS.index(owner[model]) > ROOMS.index(room)
    ]
    assert not wrong, "\n".join(wrong)


def test_rooms_import_only_those_before_them():
    wrong = []
    for room in ROOMS:
        later = set(ROOMS[ROOMS.index(room) + 1 :])
        for file in _files(room):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.ImportFrom) and node.level > 1:
                    named = set((node.module or "").split("."))
                    if "logic" in named:  # belongs to no room
                        continue
                    named |= {alias.name for alias in node.names}
                    wrong += [f"{file.relative_to(ADDON)}: {n}" for n in named & later]
    assert not wrong, "\n".join(wrong)


def test_logic_knows_no_odoo():
    for file in (ADDON / "logic").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in getattr(node, "names", []) if alias]
            module = getattr(node, "module", None) or ""
            assert not any(n.split(".")[0] == "odoo" for n in [module, *names]), file


def test_test_modules_have_unique_names():
    """Odoo finds tests by name: of two files with one name only the last would run."""
    seen: dict[str, Path] = {}
    for file in sorted((ADDON / "tests").rglob("test_*.py")):
        assert file.name not in seen, f"{file} hides {seen[file.name]}"
        seen[file.name] = file


def test_test_modules_are_imported():
    """A test file that its package does not import never runs."""
    for file in sorted((ADDON / "tests").rglob("test_*.py")):
        init = (file.parent / "__init__.py").read_text()
        assert re.search(rf"\b{file.stem}\b", init), file


def test_a_core_model_is_extended_in_one_room():
    """Two rooms that extend one model of Odoo's would depend on each other unseen."""
    rooms: dict[str, set[str]] = {}
    for room in ROOMS:
        for file in _files(room):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.ClassDef):
                    for model in _extended(node):
                        rooms.setdefault(model, set()).add(room)
    shared = {model: sorted(of) for model, of in rooms.items() if len(of) > 1}
    assert not shared


def _model(node: ast.ClassDef) -> str | None:
    """Return the model that a class creates or, without a name, extends in place."""
    values = _assigned(node)
    for key in ("_name", "_inherit"):
        if isinstance(values.get(key), ast.Constant):
            return values[key].value
    return None


def test_a_method_of_a_model_is_not_hidden_by_another_file():
    """Of two methods of one name only the one that is loaded last runs, unless it calls
    the other.
    """
    wholes: dict[tuple[str, str], list[str]] = {}
    for file in (file for room in ROOMS for file in _files(room)):
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.ClassDef) or not (model := _model(node)):
                continue
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not re.search(
                    r"\bsuper\(", ast.unparse(method)
                ):
                    wholes.setdefault((model, method.name), []).append(file.name)
    hidden = {key: files for key, files in wholes.items() if len(files) > 1}
    assert not hidden
