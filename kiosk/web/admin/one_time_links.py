"""Links that admins hand out. Each works once, and only the hash of its token is stored."""

import secrets

from flask import request

from kiosk.okr.codes import ALPHABET
from kiosk.web.core.services import get_services

TOKEN_LENGTH = 26
"""130 random bits, in letters that a QR code holds in little room."""


def one_time_token() -> str:
    """A new token."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


def link_url(path: str) -> str:
    """A URL that phones can open."""
    base = get_services().base_url() or request.host_url.rstrip("/")
    return f"{base}{path}"
