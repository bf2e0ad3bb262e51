"""The links that admins hand out: each opens once, and only the hash of its token is kept."""

import secrets

from flask import request

from kiosk.okr.codes import ALPHABET
from kiosk.web.house import house

TOKEN_LENGTH = 26
"""130 random bits, in letters that a QR code holds in little room."""


def one_time_token() -> str:
    """A new token."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


def link_url(path: str) -> str:
    """A link that phones can open."""
    base = house().base_url() or request.host_url.rstrip("/")
    return f"{base}{path}"
