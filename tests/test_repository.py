"""The checkout itself: nothing in it belongs to one machine, and no file outgrows its reader."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TOP_LEVEL = {
    *("kiosk", "static", "templates", "data", "deploy", "tests", "docs"),
    *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile"),
}

# Lines a file may have, by its ending; tests may be longer than what they test.
LINES = {".py": 400, ".js": 200, ".css": 200, ".html": 150}
FUNCTION_LINES = 40

# The API's types are the model's nouns as JSON: the same things under the same names, which are the
# names in the API's description as well.
OF_MODEL_AND_API = ("CheckIn", "Cycle", "KeyResult", "Milestone", "Objective", "Team")

# Each is somebody's machine or network, not the product. Written so as not to match themselves.
OUTSIDE = {
    "a home folder": r"(?<![\w.~-])/(?:root|home/(?!kiosk\b)\w+|Users/\w+)/",
    "a folder of one machine": r"(?<![\w.$}~-])/(?:work|workspace|opt/(?!okr|kiosk)\w+)/\w",
    "a package index": r"(?i)\bindex-url\b|https?://[^\s\"']*/simple\b",
    "a link to a local package": r"(?i)\bfind-links\b|\bfile:///(?!path/)",
    "a registry": r"(?i)\bfiles\.pythonhosted\.org|\bregistry\.npm|\bpypi\.org\b|\bartifactory\b",
}


def committed() -> list[Path]:
    """The files of the checkout: what git knows, or all but the hidden where there is no git."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if asked.returncode == 0 and asked.stdout:
        paths = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        paths = [
            path for name in sorted(TOP_LEVEL) for path in [ROOT / name, *(ROOT / name).rglob("*")]
        ]
    return [path for path in paths if path.is_file() and "__pycache__" not in path.parts]


def text_of(path: Path) -> str:
    """What a file says; nothing for a picture."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def outside_words(text: str) -> list[str]:
    return [
        f"line {text.count(chr(10), 0, match.start()) + 1}: {what}: {match[0]}"
        for what, pattern in OUTSIDE.items()
        for match in re.finditer(pattern, text)
    ]


def is_test(path: Path) -> bool:
    return path.relative_to(ROOT).parts[0] == "tests"


def functions(text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_speaks_of_one_machine_or_network():
    files = [path for path in committed() if path != Path(__file__)]
    found = [
        f"{path.relative_to(ROOT)}, {words}"
        for path in files
        for words in outside_words(text_of(path))
    ]

    assert len(files) > 20, "the checkout was not found"
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "home = /root/kiosk",
        "see /home/alice/okr",
        "--index-url https://packages.example/simple",
        "--extra-index-url=x",
        "six @ file:///wheels/six.whl",
        "--find-links x",
        "https://pypi.org/project/flask",
        "path: /workspace/checkout",
    ],
)
def test_a_word_from_outside_is_seen(text):
    assert outside_words(f"first line\n{text}\n")[0].startswith("line 2: ")


@pytest.mark.parametrize(
    "text",
    [
        "/home/kiosk/.config/chromium",
        "the address /admin/ and /o/K7Q2",
        "ReadWritePaths=/var/lib/kiosk",
        "a simple page at http://localhost:8000/",
        "https://example.com/framework/simply",
    ],
)
def test_words_of_the_product_are_not(text):
    assert outside_words(text) == []


def test_files_stay_within_what_one_reading_holds():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in committed()
        if path.suffix in LINES and not is_test(path)
        if (lines := text_of(path).count("\n")) > LINES[path.suffix]
    }

    assert too_long == {}


def test_functions_stay_within_what_one_look_holds():
    modules = [path for path in committed() if path.suffix == ".py" and not is_test(path)]
    too_long = {
        f"{path.relative_to(ROOT)}: {name}": lines
        for path in modules
        for name, lines in functions(text_of(path))
        if lines > FUNCTION_LINES
    }

    assert modules
    assert too_long == {}


def public_classes(files: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Where each public class is defined, from the names and texts of modules."""
    found: dict[str, set[str]] = {}
    for name, text in files:
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, set()).add(name)
    return found


def test_no_two_public_classes_share_a_name():
    paths = [path for path in committed() if path.suffix == ".py" and not is_test(path)]
    classes = public_classes((str(path.relative_to(ROOT)), text_of(path)) for path in paths)

    assert len(classes) > 200
    assert {name: where for name, where in classes.items() if len(where) > 1} == {
        name: {"kiosk/okr/model.py", "kiosk/web/api/types.py"} for name in OF_MODEL_AND_API
    }


# Public functions that share a name, with the reason. Handlers of pages, the API and the command
# line are left out: Flask and click name them by their blueprint or group.
SAME_FUNCTIONS = {
    "add_token": "the query, and the command that calls it",
    "add_user": "the query, and the command that calls it",
    "check_in": "the query, and the command that calls it",
    "cycle_by_id": "the query, and the pages' way to it",
    "people": "a migration has the name of its tables; the command lists them",
    "register": "what Flask extensions call it: hooks on an app",
    "screen_groups": "a migration has the name of its tables",
    "screens": "a migration has the name of its tables",
}
ROUTE = re.compile(r"blueprint\.|cli\.|\.command\(|\.group\(|\.callback\(|overload")


def public_functions(files: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Where each public function is defined, but for handlers."""
    found: dict[str, set[str]] = {}
    for name, text in files:
        handlers = set(re.findall(r"view_func=(\w+)", text))
        for node in ast.parse(text).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            decorated = any(ROUTE.search(ast.unparse(each)) for each in node.decorator_list)
            if not decorated and node.name not in handlers:
                found.setdefault(node.name, set()).add(name)
    return found


def test_public_functions_share_a_name_only_for_a_reason():
    paths = [path for path in committed() if path.suffix == ".py" and not is_test(path)]
    found = public_functions((str(path.relative_to(ROOT)), text_of(path)) for path in paths)

    assert len(found) > 800
    shared = {name: where for name, where in found.items() if len(where) > 1}
    assert shared.keys() - SAME_FUNCTIONS.keys() == set(), shared
    assert SAME_FUNCTIONS.keys() - shared.keys() == set(), "these share no name any more"


def test_two_public_functions_of_one_name_are_seen_but_no_handlers():
    rule, handler = "def rate(): ...\n", '@blueprint.get("/")\ndef rate(): ...\n'

    assert public_functions([("a.py", rule), ("b.py", rule)]) == {"rate": {"a.py", "b.py"}}
    assert public_functions([("a.py", rule), ("b.py", handler)]) == {"rate": {"a.py"}}


def test_two_public_classes_of_one_name_are_seen():
    text = "class Page: ...\nclass _Private: ...\n"

    assert public_classes([("a.py", text), ("b.py", text)]) == {"Page": {"a.py", "b.py"}}


def test_the_length_of_a_function_is_counted():
    assert list(functions("async def one():\n    pass\n\ndef two():\n    return (\n    )\n")) == [
        ("one", 2),
        ("two", 3),
    ]


def test_nothing_new_lies_at_the_top():
    tops = {path.relative_to(ROOT).parts[0] for path in committed()}
    visible = {name for name in tops if not name.startswith(".")}

    assert visible <= TOP_LEVEL
    assert {"kiosk", "tests", "Makefile"} <= visible


def test_pages_need_no_inline_style_or_handler():
    inline = re.compile(r"""<[a-z][^>]*\s(?:style|on[a-z]+)\s*=\s*["']""")
    pages = [path for path in committed() if path.suffix == ".html" and not is_test(path)]
    found = [str(path.relative_to(ROOT)) for path in pages if inline.search(text_of(path))]

    assert inline.search('<p class="a" onclick="x()">')
    assert inline.search("<p\n  style='color: blue'>")
    assert not inline.search('<p data-style="x" class="on">')
    assert found == []
