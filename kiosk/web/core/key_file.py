"""Random keys that the server keeps as files in the data folder, outside the database."""

import os
import secrets
from pathlib import Path

from kiosk.errors import StorageUnavailable


def load_or_create_key(path: Path) -> str:
    """The key in a file; created on first use.

    :raises StorageUnavailable: there is none, and none can be written.
    """
    try:
        return path.read_text(encoding="ascii").strip() or _new_key(path)
    except FileNotFoundError:
        return _new_key(path)
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(path, error) from error


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
