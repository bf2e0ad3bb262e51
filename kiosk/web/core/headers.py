"""Headers of every response."""

from flask import Flask, Response, g, request

from kiosk.web.core.assets import Inline
from kiosk.web.core.compression import compress

# Half a year; of this name alone, for what else the domain serves is not ours to say.
STRICT_TRANSPORT_SECURITY = "max-age=15552000"
NOBODY = "'none'"
_STAY = {
    "X-Content-Type-Options": "nosniff",
    # same-origin, not no-referrer: with that, browsers send "Origin: null" with a form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def register(app: Flask) -> None:
    """Set the headers of every response."""
    app.after_request(_headers)


def allow_inline(*texts: Inline) -> None:
    """Allow these inline styles and scripts, and no others, in this response."""
    g.setdefault("inline", []).extend(texts)


def allow_frame() -> None:
    """Allow this page to frame one of our own."""
    g.framed = "; frame-src 'self'"


def allow_framing() -> None:
    """Allow this page to be framed by one of our own."""
    g.framed_by = "'self'"


def _headers(response: Response) -> Response:
    for name, value in _STAY.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _policy())
    if request.is_secure:
        # Browsers ignore it on http; there, it would say what is not so.
        response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY)
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return compress(response)


def _policy() -> str:
    # By hash and not by nonce: a 304 would bring a page whose nonce has changed.
    hashes = " ".join(inline.source for inline in g.get("inline", []))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}".rstrip(),
            f"style-src 'self' {hashes}".rstrip(),
            "connect-src 'self'",
            "img-src 'self' data:",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {g.get('framed_by', NOBODY)}",
        )
    ) + str(g.get("framed", ""))
