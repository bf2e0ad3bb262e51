"""Recognises the machine's own screen: the browser that opened the address with the key.

A loopback address proves nothing: behind a proxy on this machine every browser has one. The key is
in the data folder. `kiosk run` prints the wall's address with it, and the launcher of a kiosk
machine (deploy/kiosk-session) opens that address. The browser then keeps it in a cookie, and the
address is shown without it.
"""

import hmac
from pathlib import Path

from flask import Request

from kiosk.web.core.key_file import load_or_create_key

FILE = "screen.key"
PARAMETER = "key"
COOKIE = "own_screen"


def screen_key(folder: Path) -> str:
    """The key in the data folder; created on first use.

    :raises StorageUnavailable: there is none, and none can be written.
    """
    return load_or_create_key(folder / FILE)


def has_screen_key(req: Request, key: str) -> bool:
    """Whether a request comes from the machine's own screen."""
    return hmac.compare_digest(req.cookies.get(COOKIE, "").encode(), key.encode())


def has_key_in_url(req: Request, key: str) -> bool:
    """Whether the requested address has the key."""
    return hmac.compare_digest(req.args.get(PARAMETER, "").encode(), key.encode())
