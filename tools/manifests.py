"""What the project's manifests and test folders say, for the shell scripts.

Usage: manifests.py depends ADDONS MODULE,...  the modules from elsewhere they need
       manifests.py tags ADDONS ROOM           Odoo's --test-tags for a room's tests
       manifests.py others TAGS MODULE,...     the modules that tags name beside these
       manifests.py logic ADDONS TESTS ROOM    the test files of the logic a room uses
"""

import ast
import re
import sys
from pathlib import Path


def depends(addons: Path, modules: str) -> str:
    """Return, with commas, what ``modules`` depend on outside ``addons``."""
    todo, own, outer = modules.split(","), set(), set()
    while todo:
        name = todo.pop()
        manifest = addons / name / "__manifest__.py"
        if name in own or name in outer:
            continue
        if manifest.exists():
            own.add(name)
            todo += ast.literal_eval(manifest.read_text())["depends"]
        else:
            outer.add(name)
    return ",".join(sorted(outer))


def tags(addons: Path, room: str) -> str:
    """Return the tags that select the test files of ``room``, with commas."""
    files = sorted(addons.glob(f"*/tests/{room}/test_*.py"))
    if not files:
        rooms = {path.name for path in addons.glob("*/tests/*/")} - {"__pycache__"}
        sys.exit(f"no tests in room {room!r}; the rooms: {' '.join(sorted(rooms))}")
    return ",".join(f"/{file.relative_to(addons)}" for file in files)


def others(test_tags: str, modules: str) -> str:
    """Return, with commas, the modules in ``test_tags`` that are not in ``modules``."""
    named = re.findall(r"(?:^|,)[^/,]*/(\w+)", test_tags)
    return ",".join(sorted(set(named) - set(modules.split(","))))


def _logic_names(file: Path) -> set[str]:
    """Return the modules of logic/ that ``file`` imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        parts = (getattr(node, "module", None) or "").split(".")
        if isinstance(node, ast.ImportFrom) and "logic" in parts:
            below = parts[parts.index("logic") + 1 :]
            names |= {below[0]} if below else {alias.name for alias in node.names}
    return names


def logic(addons: Path, tests: Path, room: str) -> str:
    """Return the files below ``tests``, one a line, of the logic ``room`` imports."""
    used = set()
    for file in addons.glob(f"*/models/{room}/*.py"):
        used |= _logic_names(file)
    chosen = [file for file in tests.rglob("test_*.py") if used & _logic_names(file)]
    return "\n".join(str(file) for file in sorted(chosen))


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "depends":
        print(depends(Path(arguments[0]), arguments[1]))
    elif command == "tags":
        print(tags(Path(arguments[0]), arguments[1]))
    elif command == "others":
        print(others(*arguments))
    elif command == "logic":
        print(logic(Path(arguments[0]), Path(arguments[1]), arguments[2]))
    else:
        sys.exit(__doc__)
