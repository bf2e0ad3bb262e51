"""What pages are made of: every stylesheet is in one, a wall asks for all its modules at once."""

import posixpath
import re

from kiosk.resources import static_folder
from kiosk.web.core import assets

IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[\w./-]+)\.js["']""")


def test_every_stylesheet_is_in_a_page():
    folder = static_folder() / "css"
    used = {
        path
        for patterns in assets.STYLESHEETS.values()
        for pattern in patterns
        for path in folder.glob(f"{pattern}.css")
    }
    there = set(folder.rglob("*.css"))
    assert len(there) > 30
    assert there - used == set()


def test_a_wall_asks_for_each_module_it_imports_at_once_and_for_no_other(client):
    page = client.get("/screens/hall").text
    asked = re.findall(r'<link rel="modulepreload" href="/static/js/([\w/-]+)\.js">', page)
    needed, waiting = set(), ["wall/main"]
    while waiting:
        name = waiting.pop()
        text = (static_folder() / "js" / f"{name}.js").read_text()
        folder = posixpath.dirname(name)
        new = {posixpath.normpath(f"{folder}/{path}") for path in IMPORT.findall(text)} - needed
        needed |= new
        waiting += new
    assert len(needed) > 30
    assert sorted(asked) == sorted(needed)


def test_a_new_module_is_asked_for_without_anybody_writing_it_down(tmp_path, monkeypatch):
    scripts = {
        "wall/main": 'import { a } from "../one.js";',
        "one": 'export { b } from "./two.js";',
    }
    scripts["two"] = 'import "./one.js"; await import("./three.js");'
    scripts["three"] = ""
    (tmp_path / "js/wall").mkdir(parents=True)
    for name, text in scripts.items():
        (tmp_path / "js" / f"{name}.js").write_text(text)
    monkeypatch.setattr(assets, "static_folder", lambda: tmp_path)
    for cached in (assets.script, assets.modules_of):
        cached.cache_clear()
    try:
        assert assets.modules_of("wall/main") == ("wall/main", "one", "two", "three")
    finally:
        for cached in (assets.script, assets.modules_of):
            cached.cache_clear()
