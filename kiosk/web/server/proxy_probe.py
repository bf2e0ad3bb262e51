"""Answers `kiosk doctor` with the request as it arrived through a proxy.

Doctor proves that it may read the data folder by signing a nonce with the key of the machine's own
screen. Everybody else gets 404.
"""

import hmac
import secrets

from flask import Response, request

from kiosk.web.core.json import json_response
from kiosk.web.core.services import get_services

PATH = "/arrival"
PROOF = "X-Doctor"


def proof(key: str) -> str:
    """A new nonce with its signature, which reveals nothing about the key."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_signature(key, nonce)}"


def answer_doctor() -> Response | None:
    """Answer doctor, and nobody else. This precedes all other checks, because a refused Host is one
    of the findings."""
    if request.path != PATH or not _is_doctor():
        return None
    # From a trusted proxy, these were already replaced by its headers.
    replaced = request.environ.get("werkzeug.proxy_fix.orig", {})
    headers = request.headers
    return json_response(
        {
            "peer": replaced.get("REMOTE_ADDR") or request.remote_addr,
            "peer_port": int(request.environ.get("REMOTE_PORT", 0)),
            "is_trusted": bool(replaced),
            "scheme": request.scheme,
            "host": headers.get("Host", ""),
            "forwarded_for": headers.get("X-Forwarded-For", ""),
            "forwarded_proto": headers.get("X-Forwarded-Proto", ""),
            "protocol": request.environ.get("SERVER_PROTOCOL", ""),
            "upgrade": headers.get("Upgrade", ""),
            "connection": headers.get("Connection", ""),
        }
    )


def _is_doctor() -> bool:
    nonce, _, signature = request.headers.get(PROOF, "").rpartition(".")
    wanted = _signature(get_services().screen_key, nonce)
    return bool(nonce) and hmac.compare_digest(signature.encode(), wanted.encode())


def _signature(key: str, nonce: str) -> str:
    return hmac.new(key.encode(), f"doctor\n{nonce}".encode(), "sha256").hexdigest()
