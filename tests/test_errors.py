import ast
from pathlib import Path

import kiosk

PACKAGE = Path(kiosk.__file__).parent
TREE = PACKAGE / "errors.py"


def classes(path: Path) -> list[ast.ClassDef]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes if isinstance(node, ast.ClassDef)]


def test_every_error_of_the_tree_is_defined_in_the_tree():
    names = {node.name for node in classes(TREE)}
    strays = {
        f"{path.relative_to(PACKAGE)}: {node.name}"
        for path in PACKAGE.rglob("*.py")
        if path != TREE
        for node in classes(path)
        if names & {getattr(base, "id", "") for base in node.bases}
    }

    assert strays == set()


def test_one_function_marks_sentences_for_the_catalogues():
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == "N_"
    ]

    assert found == ["errors.py"]
