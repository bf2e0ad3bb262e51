"""The wall's service worker: it answers for the wall while this server does not.

It is static/js/wall-worker.js with what only the server knows before it: the release, what a
wall is made of, and the words for a wall that knows nothing yet.
"""

import json

from kiosk.views.render import render
from kiosk.views.words import Words
from kiosk.web import assets

# The waiting page has no script; it asks again by itself.
_WAITING_POLICY = "default-src 'none'; style-src 'self'"


def worker_script(words: Words) -> str:
    """The text of the worker of this release."""
    known = {
        "RELEASE": assets.release(),
        "SHELL": shell(),
        "WAITING": {
            "html": render("wall/waiting.html", words, release=assets.release()),
            "headers": {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": _WAITING_POLICY,
            },
        },
    }
    lines = [f"const {name} = {json.dumps(value)};\n" for name, value in known.items()]
    return "".join((*lines, assets.script("wall-worker").text))


def shell() -> list[str]:
    """The addresses of what a wall's page is made of, beside the page itself."""
    style = f"/static/wall.css?v={assets.release()}"
    return [style, *(f"/static/js/{name}.js" for name in sorted(assets.modules_of("wall")))]
