"""Which browser is the machine's own screen: the one that was opened with the key in its address.

A loopback address proves nothing: behind a proxy on this machine everybody has one. The key lies in
the data folder. `kiosk run` prints the wall's address with it, and the launcher of a kiosk machine
(deploy/kiosk-session) opens that address. The browser then keeps it in a cookie, and the address is
shown without it.
"""

import hmac
from pathlib import Path

from flask import Request

from kiosk.web.core.key_file import load_or_create_key

FILE = "screen.key"
PARAMETER = "key"
COOKIE = "own_screen"


def screen_key(folder: Path) -> str:
    """The key of the data folder; made the first time.

    :raises StorageUnavailable: there is none, and none can be written.
    """
    return load_or_create_key(folder / FILE)


def is_own_screen(req: Request, key: str) -> bool:
    """Whether a request comes from the machine's own screen."""
    return hmac.compare_digest(req.cookies.get(COOKIE, "").encode(), key.encode())


def has_key_in_url(req: Request, key: str) -> bool:
    """Whether the address that is asked for has the key in it."""
    return hmac.compare_digest(req.args.get(PARAMETER, "").encode(), key.encode())
