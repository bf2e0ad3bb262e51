"""Stylesheets and scripts: joined at start, so that there is no build step."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kiosk.resources import static_folder

LAYERS = "@layer reset, tokens, base, layout, components, utilities;\n"
_SHARED = ("reset", "tokens", "base")
STYLESHEETS: dict[str, tuple[str, ...]] = {
    "wall": (*_SHARED, "layout-wall", "components/wall-*"),
    "phone": (*_SHARED, "layout-phone", "components/phone-*"),
    "admin": (*_SHARED, "layout-admin", "components/admin-*"),
}


@dataclass(frozen=True, slots=True)
class Inline:
    """A text to stand in a page, and the source that a Content-Security-Policy allows it by."""

    text: str
    source: str


@lru_cache
def stylesheet(name: str) -> Inline:
    """The joined stylesheet of "wall", "phone" or "admin"."""
    folder = static_folder() / "css"
    parts = [path for pattern in STYLESHEETS[name] for path in sorted(folder.glob(f"{pattern}.css"))]
    return _inline(LAYERS + "\n".join(_read(path) for path in parts))


@lru_cache
def script(name: str) -> Inline:
    """One script of static/js as it is."""
    return _inline(_read(static_folder() / "js" / f"{name}.js"))


def _inline(text: str) -> Inline:
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Inline(text, f"'sha256-{digest}'")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache
def release() -> str:
    """A short name of exactly these files: pages of another release load themselves anew."""
    files = sorted(path for path in static_folder().rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:10]
