"""Browsers that have logged in before: each keeps a signed cookie for every name it did so with.

The cookie logs nobody in. It only lets a password be looked at in a lane of its own (see
kiosk.web.security.password_guesses), so that a stranger's guesses never keep the owner waiting.
It is signed with a key in the data folder, so nothing is stored for it.
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
    """Makes and checks the cookies. Where the folder cannot be written, the key lasts until the
    server stops."""

    def __init__(self, folder: Path) -> None:
        try:
            self._key = load_or_create_key(folder / FILE).encode()
        except StorageUnavailable:
            self._key = secrets.token_bytes(32)

    def known(self, req: Request, name: str) -> str:
        """What the browser is known by, where it has logged in with this name; else ""."""
        device, _, signature = req.cookies.get(cookie_name(name), "").partition(".")
        good = hmac.compare_digest(signature.encode(), self._signature(name, device).encode())
        return device if device and good else ""

    def remember(self, response: Response, name: str) -> None:
        """Have the browser known from now on, as the same device if it was already."""
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
    """One a name, for a browser that several people log in with. A name may have any letter, a
    cookie's may not."""
    return _COOKIE + hashlib.sha256(account_of(name).encode(errors="replace")).hexdigest()[:16]
