"""Headers of every response."""

from flask import Flask, Response, g, request

from kiosk.web.core.assets import Inline
from kiosk.web.core.compression import compress

# Half a year, without subdomains, which are not ours.
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
        # Only on https: on http it is ignored, and would be untrue.
        response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY)
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return compress(response)


def _policy() -> str:
    # Hashes instead of nonces: after a 304, the cached page has an old nonce.
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
