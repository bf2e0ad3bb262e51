"""Stylesheets and scripts, joined at the start; there is no build step."""

import hashlib
import posixpath
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kiosk.resources import static_folder, templates_folder

LAYERS = "@layer reset, tokens, base, layout, components;\n"
_SHARED = ("reset", "tokens", "base")
STYLESHEETS: dict[str, tuple[str, ...]] = {
    "wall": (*_SHARED, "wall/*", "replay/*"),
    "phone": (*_SHARED, "phone/*"),
    "admin": (*_SHARED, "admin/*", "survey/results"),
    # For a phone, when its user plays the replay.
    "replay": ("replay/*",),
    # In addition to the phone's, for the survey's pages and its printed slips.
    "survey": ("survey/results", "survey/answer-form"),
    # The file of a cycle, which has everything in it.
    "cycle-file": (*_SHARED, "phone/*", "survey/results", "cycle-file/*"),
    "slips": ("reset", "survey/slips"),
    "room-slips": ("reset", "poster/room-slips"),
}


@dataclass(frozen=True, slots=True)
class Inline:
    """A text to inline in a page, and its source for a Content-Security-Policy."""

    text: str
    source: str


@lru_cache
def stylesheet(name: str) -> Inline:
    """The joined stylesheet of "wall", "phone" or "admin"."""
    folder = static_folder() / "css"
    parts = [sorted(folder.glob(f"{pattern}.css")) for pattern in STYLESHEETS[name]]
    text = LAYERS + "\n".join(_read(path) for found in parts for path in found)
    if name != "wall":
        text += _system_dark_palette(text)
    return _inline(_minified_style(text) if name in ("phone", "cycle-file") else text)


def _system_dark_palette(text: str) -> str:
    """The dark palette again, for pages without a theme on a dark system: walls set a theme, phones
    do not."""
    found = re.search(r':root\[data-theme="dark"\] (\{[^}]*\})', text)
    if found is None:
        return ""
    palette = f":root:not([data-theme]) {found[1]}"
    return f"@layer tokens {{ @media (prefers-color-scheme: dark) {{ {palette} }} }}\n"


@lru_cache
def script_names() -> frozenset[str]:
    """The names of all scripts in static/js, such as "wall/main"."""
    folder = static_folder() / "js"
    paths = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.js"))
    return frozenset(path.as_posix() for path in paths)


@lru_cache
def script(name: str) -> Inline:
    """One script of static/js, unchanged; its name is like "wall/main"."""
    return _inline(_read(static_folder() / "js" / f"{name}.js"))


_IMPORTS = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*"(\.[\w./-]+)\.js\"""")


@lru_cache
def modules_of(name: str) -> tuple[str, ...]:
    """The names of a module and of all modules it imports, directly or not; each after the modules
    that import it."""
    found = {name: None}
    waiting = [name]
    while waiting:
        new = [n for n in _imported_by(waiting.pop()) if n not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)


def _imported_by(name: str) -> list[str]:
    folder = posixpath.dirname(name)
    paths = _IMPORTS.findall(script(name).text)
    return [posixpath.normpath(posixpath.join(folder, path)) for path in paths]


@lru_cache
def joined_script(*names: str) -> Inline:
    """Modules joined in this order into one text, which can be inlined."""
    return _inline("\n".join(_minified_script(script(name).text) for name in names))


# Whole lines only: inside a line, it may be part of a string.
_UNNEEDED = re.compile(r"^\s*(//.*|import .* from .*|/\*\*(?s:.*?)\*/\s*)$\n?", re.MULTILINE)


def _minified_script(text: str) -> str:
    """A module without comments, indentation, imports and exports."""
    bare = _UNNEEDED.sub("", text)
    return re.sub(r"^(\s*)(export )?", "", bare, flags=re.MULTILINE).strip()


def _minified_style(text: str) -> str:
    """A stylesheet without comments and needless spaces."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()


def _inline(text: str) -> Inline:
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Inline(text, f"'sha256-{digest}'")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache
def release() -> str:
    """A short name for exactly these files: pages of another release reload."""
    folders = (static_folder(), templates_folder())
    files = sorted(path for f in folders for path in f.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:10]
