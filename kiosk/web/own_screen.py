"""Which browser is the machine's own screen: the one that was opened with the key in its address.

A loopback address proves nothing: behind a proxy on this machine everybody has one. The key lies in
the data folder. `kiosk run` prints the wall's address with it, and the launcher of a kiosk machine
(deploy/kiosk-session) opens that address. The browser then keeps it in a cookie, and the address is
shown without it.
"""

import hmac
import os
import secrets
from pathlib import Path

from flask import Request

from kiosk.errors import StorageUnavailable

FILE = "screen.key"
PARAMETER = "key"
COOKIE = "own_screen"


def screen_key(folder: Path) -> str:
    """The key of the data folder; made the first time.

    :raises StorageUnavailable: there is none, and none can be written.
    """
    path = folder / FILE
    try:
        return path.read_text(encoding="ascii").strip() or _new_key(path)
    except FileNotFoundError:
        return _new_key(path)
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(path, error) from error


def is_own_screen(asked: Request, key: str) -> bool:
    """Whether a request comes from the machine's own screen."""
    return hmac.compare_digest(asked.cookies.get(COOKIE, "").encode(), key.encode())


def brings_key(asked: Request, key: str) -> bool:
    """Whether the address that is asked for has the key in it."""
    return hmac.compare_digest(asked.args.get(PARAMETER, "").encode(), key.encode())


def _new_key(path: Path) -> str:
    key = secrets.token_urlsafe(24)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as opened:
            opened.write(f"{key}\n")
    except OSError as error:
        raise _unusable(path, error) from error
    return key


def _unusable(path: Path, error: Exception) -> StorageUnavailable:
    return StorageUnavailable(
        "%(path)s cannot be used: %(reason)s. Give this program the right to, or delete it",
        path=str(path),
        reason=getattr(error, "strerror", None) or str(error),
    )
