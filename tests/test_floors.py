"""Imports point down only, and each floor stays ignorant of what is not its business."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
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

# The folders inside a floor, lowest first: each imports from itself and from those before it. "*"
# are the modules that lie right in the floor's folder, "" is the floor's __init__.py.
SUB_FLOORS = {
    "store": ["db", "schema", "backups", "queries", "repositories", ""],
    "views": ["i18n", "*", "common", "history", "replay", "wall.pages", "wall", "admin", "phone"],
    "live": ["socket.limits", "capacity", "socket", "*", "content", "mirror"],
    "exchange": [
        "images",
        "poster",
        "office_file",
        "reading",
        "understanding",
        "import_source",
        "import_worker",
        "import_histories",
        "import_due",
        "import_alignment",
        "import_same_titles",
        "import_preview",
        "import_cycles",
        "*",
    ],
    "web": [
        *("core", "security", "wall", "admin", "check_in"),
        *("phone", "api", "server", "commands", ""),
    ],
}
# Imports that still point up inside a floor, with the reason.
UPWARD: dict[tuple[str, str], str] = {
    (
        "kiosk.store.schema.migrate",
        "kiosk.store.backups.backup",
    ): "a backup is made before each migration, and restoring one checks its schema",
}

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


def sub_floor(module: str, order: list[str]) -> str:
    """kiosk.views.wall.pages.team -> wall.pages; what lies right in the floor's folder -> "*"."""
    inside = module.split(".")[2:]
    prefixes = [".".join(inside[:end]) for end in range(len(inside), 0, -1)]
    default = "*" if inside and "*" in order else ""
    return next((prefix for prefix in prefixes if prefix in order), default)


def points_up(module: str, imported: str) -> bool:
    """Whether an import inside a floor leads to a folder above."""
    order = SUB_FLOORS.get(unit_of(module), [])
    if unit_of(module) != unit_of(imported) or not order:
        return False
    here, there = sub_floor(module, order), sub_floor(imported, order)
    return order.index(here) < order.index(there)


def modules(package: Path) -> dict[str, Path]:
    return {module_name(path, package): path for path in sorted(package.rglob("*.py"))}


def module_of(name: str, known: Iterable[str]) -> str:
    """kiosk.okr.model.Cycle -> kiosk.okr.model; "" for what is not of the package."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def imports(package: Path, read: Callable[[ast.Module], ast.Module]) -> dict[str, set[str]]:
    """What each module imports from the package, in the part of its tree that `read` leaves."""
    known = modules(package)
    graph = {}
    for module, path in known.items():
        tree = read(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
        names = imported_names(tree, module, path.name == "__init__.py")
        graph[module] = {module_of(name, known) for name in names} - {module, ""}
    return graph


def at_import(tree: ast.Module) -> ast.Module:
    """What runs when a module is imported: no functions, and nothing for type checkers alone."""

    class Left(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            return None

        visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]

        def visit_If(self, node: ast.If) -> ast.AST | None:
            is_for_types = "TYPE_CHECKING" in ast.unparse(node.test)
            return None if is_for_types else self.generic_visit(node)

    return Left().visit(tree)


def upward_imports(package: Path) -> set[tuple[str, str]]:
    graph = imports(package, lambda tree: tree)
    return {(one, other) for one in graph for other in graph[one] if points_up(one, other)}


def import_cycle(package: Path) -> list[str]:
    """Modules that import one another in a circle, the first of them again at the end."""
    try:
        TopologicalSorter(imports(package, at_import)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def import_complaint(module: str, imported: str, package: str) -> str | None:
    unit, top = unit_of(module), imported.partition(".")[0]
    if top != package:
        if top in UNKNOWN_TO.get(unit, set()):
            return f"{module} imports {top}, which is none of its business"
        return None
    target = unit_of(imported)
    # `from kiosk import __version__` names no folder of the package.
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


def test_imports_keep_to_the_floors():
    assert complaints(KIOSK) == []


def test_every_part_that_exists_is_on_a_floor():
    parts = {path.stem for path in KIOSK.iterdir() if path.suffix == ".py"}
    parts |= {path.parent.name for path in KIOSK.glob("*/__init__.py")}
    assert {"errors", "okr", "resources"} <= parts, "the package was not found"
    assert parts - {"__init__"} <= FLOORS.keys()


def test_imports_point_down_inside_a_floor_as_well():
    found = upward_imports(KIOSK)

    assert found - UPWARD.keys() == set()
    assert UPWARD.keys() - found == set(), "these exceptions are no longer needed"
    assert all(UPWARD.values())


def test_every_folder_inside_a_floor_has_its_place():
    folders = {
        tuple(path.parent.relative_to(KIOSK).parts[:2])
        for path in KIOSK.glob("*/*/*.py")
        if path.parent.parent.name in SUB_FLOORS
    }
    placed = {(floor, name) for floor, order in SUB_FLOORS.items() for name in order}

    assert ("web", "core") in folders
    assert folders - placed == set()


def test_no_modules_import_one_another_in_a_circle():
    assert import_cycle(KIOSK) == []


def package_of(folder: Path, files: dict[str, str]) -> Path:
    for name, code in files.items():
        path = folder / "kiosk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
    return folder / "kiosk"


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("kiosk.store.db.author", "kiosk.store.queries.teams"),
        ("kiosk.store.queries.teams", "kiosk.store"),
        ("kiosk.views.urls", "kiosk.views.common.values"),
        ("kiosk.views.wall.pages.team", "kiosk.views.wall.rotation"),
        ("kiosk.views.wall.rotation", "kiosk.views.phone.pages"),
        ("kiosk.live.hub", "kiosk.live.content.renderer"),
        ("kiosk.web.core.errors", "kiosk.web.admin"),
    ],
)
def test_an_import_that_points_up_inside_a_floor_is_seen(module, imported):
    assert points_up(module, imported)
    assert not points_up(imported, module)


def test_a_circle_is_seen_but_not_one_that_only_functions_or_types_close(tmp_path):
    one = "from kiosk.okr import two"
    late = "def use():\n    from kiosk.okr import one"
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from kiosk.okr import one"
    for second, circle in (("import kiosk.okr.one", True), (late, False), (types, False)):
        files = {"okr/__init__.py": "", "okr/one.py": one, "okr/two.py": second}

        assert bool(import_cycle(package_of(tmp_path, files))) is circle


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


# Errors that depend on what only the database knows, with the reason.
ERRORS_OF_THE_STORE = {
    "kiosk/store/queries/audit_undo.py": "compares what was saved with the rows as they are now",
    "kiosk/store/queries/bulk_import.py": "names another field for the error of a rule",
    "kiosk/store/queries/seed.py": "only an empty database is filled, only a sample is cleared",
    "kiosk/store/queries/teams.py": "names another field for the error of a rule",
    "kiosk/store/queries/users.py": "there is no team with this code",
}


def test_business_rules_leave_the_sql_floor():
    folders = (KIOSK / "store" / "queries", KIOSK / "store" / "repositories")
    found = {
        str(path.relative_to(KIOSK.parent))
        for folder in folders
        for path in folder.rglob("*.py")
        if re.search(r"\bValidationErrors?\(", path.read_text(encoding="utf-8"))
    }

    assert found - {"kiosk/store/repositories/edit_guard.py"} == set(ERRORS_OF_THE_STORE)
