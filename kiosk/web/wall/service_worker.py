"""The wall's service worker, which serves the wall while this server is unreachable.

It is static/js/wall/offline/service_worker.js, preceded by what only the server knows: the release,
the wall's assets, and the texts for a wall that was never loaded.
"""

import json

from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.web.core import assets

# The offline page has no script; it refreshes itself.
_OFFLINE_POLICY = "default-src 'none'; style-src 'self'"


def worker_script(localizer: Localizer) -> str:
    """The text of this release's worker."""
    known = {
        "RELEASE": assets.release(),
        "SHELL": wall_asset_urls(),
        "OFFLINE_PAGE": {
            "html": render("wall/offline.html", localizer, release=assets.release()),
            "headers": {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": _OFFLINE_POLICY,
            },
        },
    }
    lines = [f"const {name} = {json.dumps(value)};\n" for name, value in known.items()]
    return "".join((*lines, assets.script("wall/offline/service_worker").text))


def wall_asset_urls() -> list[str]:
    """The URLs of a wall's assets, without the page itself."""
    style = f"/static/wall.css?v={assets.release()}"
    return [style, *(f"/static/js/{name}.js" for name in sorted(assets.modules_of("wall/main")))]
