"""Imports point down only, and each floor stays ignorant of what is not its business."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

KIOSK = Path(__file__).parents[1] / "kiosk"

# The folders and modules right under kiosk/; "" is kiosk/__init__.py itself.
FLOORS = {
    "": 0,
    "errors": 0,
    "config": 0,
    "resources": 0,
    "okr": 0,
    "store": 1,
    "views": 2,
    "live": 3,
    "exchange": 3,
    "web": 4,
    "cli": 5,
    "__main__": 5,
}
# What else of the ground floor a part of the ground floor may use; nothing else has neighbours.
GROUND_NEIGHBOURS = {"config": {"errors"}, "resources": {"errors"}, "okr": {"errors"}}

WEB_LIBRARIES = {"flask", "flask_sock", "werkzeug"}
DATABASE_LIBRARIES = {"sqlite3", "sqlite_utils"}
# Not Babel: its lists tell a language or a currency from a typing mistake on any floor.
PAGE_LIBRARIES = {"jinja2", "markupsafe", "qrcode"}
SERVER_LIBRARIES = {"gevent", "simple_websocket", "wsproto"}

# The live floor may speak the socket's protocol; it may not know whose request began it.
UNKNOWN_TO = {
    "errors": WEB_LIBRARIES | DATABASE_LIBRARIES | PAGE_LIBRARIES | SERVER_LIBRARIES,
    "config": WEB_LIBRARIES | DATABASE_LIBRARIES | PAGE_LIBRARIES | SERVER_LIBRARIES,
    "resources": WEB_LIBRARIES | DATABASE_LIBRARIES | PAGE_LIBRARIES | SERVER_LIBRARIES,
    "okr": WEB_LIBRARIES | DATABASE_LIBRARIES | PAGE_LIBRARIES | SERVER_LIBRARIES,
    "store": WEB_LIBRARIES | PAGE_LIBRARIES | SERVER_LIBRARIES,
    "views": WEB_LIBRARIES | DATABASE_LIBRARIES | SERVER_LIBRARIES,
    "live": {"flask", "werkzeug"} | DATABASE_LIBRARIES,
    "exchange": WEB_LIBRARIES | DATABASE_LIBRARIES | SERVER_LIBRARIES,
    "web": DATABASE_LIBRARIES,
    "cli": DATABASE_LIBRARIES,
    "__main__": DATABASE_LIBRARIES,
}

SQL = re.compile(
    r"\s*(select\s.+\sfrom\s|select\s+\w+\(|insert\s+(or\s+\w+\s+)?into\s|update\s+\S+\s+set\s"
    r"|delete\s+from\s|pragma\s+\w+|(create|alter|drop)\s+(\w+\s+)?(table|trigger|index|view)\s"
    r"|begin\s+(immediate|exclusive|deferred)|vacuum\b|attach\s+database|with\s+.+\sas\s*\(\s*select)",
    re.IGNORECASE | re.DOTALL,
)


def unit_of(module: str) -> str:
    """kiosk.okr.pace -> okr; kiosk -> the empty word."""
    return [*module.split("."), ""][1]


def module_name(path: Path, package: Path) -> str:
    parts = [package.name, *path.relative_to(package).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_names(tree: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    """Every module a tree imports, wherever the import stands, relative ones made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if node.level:
                parents = module.split(".")
                kept = parents[: len(parents) - node.level + is_package]
                source = ".".join([*kept, source] if source else kept)
            # `from kiosk import store` names the floor only in its second half.
            yield from (f"{source}.{alias.name}" for alias in node.names)


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string but the ones that stand alone, which are docstrings and do nothing."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def import_complaint(module: str, imported: str, package: str) -> str | None:
    unit, top = unit_of(module), imported.partition(".")[0]
    if top != package:
        if top in UNKNOWN_TO.get(unit, set()):
            return f"{module} imports {top}, which is none of its business"
        return None
    target = unit_of(imported)
    # `from kiosk import __version__` names no part of the house.
    target = target if target in FLOORS else ""
    same_part = target == unit
    neighbour = target in GROUND_NEIGHBOURS.get(unit, set())
    if same_part or neighbour or FLOORS[target] < FLOORS[unit]:
        return None
    return f"{module} (floor {FLOORS[unit]}) imports {imported} (floor {FLOORS[target]})"


def module_complaints(path: Path, package: Path) -> Iterator[str]:
    module = module_name(path, package)
    unit = unit_of(module)
    if unit not in FLOORS:
        yield f"{module} is on no floor"
        return
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    for imported in imported_names(tree, module, path.name == "__init__.py"):
        complaint = import_complaint(module, imported, package.name)
        if complaint:
            yield complaint
    if unit != "store":
        yield from (f"{module} speaks SQL: {text!r}" for text in strings(tree) if SQL.match(text))


def complaints(package: Path) -> list[str]:
    """All that is wrong with the floors of a package, a sentence each."""
    paths = sorted(package.rglob("*.py"))
    assert paths, f"no modules in {package}"
    return [sentence for path in paths for sentence in module_complaints(path, package)]


def test_the_house_keeps_to_its_floors():
    assert complaints(KIOSK) == []


def test_every_part_that_exists_is_on_a_floor():
    parts = {path.stem for path in KIOSK.iterdir() if path.suffix == ".py"}
    parts |= {path.parent.name for path in KIOSK.glob("*/__init__.py")}
    assert {"errors", "okr", "resources"} <= parts, "the house was not found"
    assert parts - {"__init__"} <= FLOORS.keys()


@pytest.mark.parametrize(
    ("where", "code", "expected"),
    [
        ("okr/pace.py", "from kiosk.store import Store", "(floor 1)"),
        ("okr/pace.py", "from kiosk import config", "kiosk.config (floor 0)"),
        ("okr/pace.py", "import sqlite3", "imports sqlite3"),
        ("errors.py", "import kiosk.config", "kiosk.config (floor 0)"),
        ("store/rows.py", "from ..views import wall", "kiosk.views.wall (floor 2)"),
        ("store/rows.py", "import jinja2", "imports jinja2"),
        ("store/__init__.py", "from ..live import hub", "kiosk.live.hub (floor 3)"),
        ("views/wall.py", "def url():\n    from flask import url_for", "imports flask"),
        ("views/wall.py", "import sqlite_utils.db", "imports sqlite_utils"),
        ("live/hub.py", "from flask import request", "imports flask"),
        ("live/hub.py", "from kiosk.exchange import poster", "kiosk.exchange.poster (floor 3)"),
        ("live/hub.py", "from kiosk.web.app import create_app", "(floor 4)"),
        ("web/admin.py", "rows = run('SELECT code FROM teams')", "speaks SQL"),
        ("web/admin.py", "rows = run(f'delete from {table}')", "speaks SQL"),
        ("web/admin.py", "from kiosk.cli import main", "(floor 5)"),
        ("cli.py", "run('PRAGMA data_version')", "speaks SQL"),
        ("attic/box.py", "", "on no floor"),
    ],
)
def test_a_broken_rule_is_seen(tmp_path, where, code, expected):
    path = tmp_path / "kiosk" / where
    path.parent.mkdir(parents=True)
    path.write_text(code)

    found = complaints(tmp_path / "kiosk")

    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("okr/pace.py", "from decimal import Decimal\nfrom .model import Cycle"),
        ("okr/__init__.py", "from kiosk.errors import ValidationError\nfrom .model import Cycle"),
        ("store/rows.py", "import sqlite3\nfrom kiosk import okr\nquery = 'SELECT 1 FROM teams'"),
        ("views/render.py", "from kiosk.resources import templates_folder\nimport jinja2"),
        ("web/app.py", "from kiosk import __version__, live\nimport flask"),
        ("web/app.py", "label = 'Select a team'\nhint = 'Update the value and save'"),
        ("web/app.py", '"""Select what comes from the store."""'),
    ],
)
def test_what_is_allowed_is_left_alone(tmp_path, where, code):
    path = tmp_path / "kiosk" / where
    path.parent.mkdir(parents=True)
    path.write_text(code)

    assert complaints(tmp_path / "kiosk") == []
