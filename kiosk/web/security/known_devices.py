"""Browsers that have logged in before have a signed cookie for each name they used.

The cookie logs nobody in. It only gives password guesses a queue of their own (see
kiosk.web.security.password_guesses), so that strangers' guesses never delay the owner. It is signed
with a key in the data folder; nothing is stored for it.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from pathlib import Path

from flask import Request, request
from werkzeug.wrappers import Response

from kiosk.errors import StorageUnavailable
from kiosk.web.core.key_file import load_or_create_key
from kiosk.web.security.password_guesses import account_of

FILE = "devices.key"
LIFETIME = timedelta(days=365)
_COOKIE = "device_"


class KnownDevices:
    """Creates and checks the cookies. If the data folder cannot be written, the key lasts until the
    server stops."""

    def __init__(self, folder: Path) -> None:
        try:
            self._key = load_or_create_key(folder / FILE).encode()
        except StorageUnavailable:
            self._key = secrets.token_bytes(32)

    def known(self, req: Request, name: str) -> str:
        """The device's id, if this browser has logged in with this name; else ""."""
        device, _, signature = req.cookies.get(cookie_name(name), "").partition(".")
        is_valid = hmac.compare_digest(signature.encode(), self._signature(name, device).encode())
        return device if device and is_valid else ""

    def remember(self, response: Response, name: str) -> None:
        """Mark the browser as known; a known one keeps its id."""
        device = self.known(request, name) or secrets.token_urlsafe(16)
        response.set_cookie(
            cookie_name(name),
            f"{device}.{self._signature(name, device)}",
            max_age=LIFETIME,
            path="/admin",
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )

    def _signature(self, name: str, device: str) -> str:
        text = f"{account_of(name)}\n{device}".encode(errors="replace")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()


def cookie_name(name: str) -> str:
    """The cookie's name for a user: a browser may have several. A user's name may have any letter,
    a cookie's may not."""
    return _COOKIE + hashlib.sha256(account_of(name).encode(errors="replace")).hexdigest()[:16]
