"""Encrypts survey answers until the survey is closed, with a key outside the database.

A copy of the database, or two of them from before and after one answer, hold nothing that can
be read while a survey is open. The key is a file beside it; when the survey is closed, what may
be shown is written out all at once, and the key is destroyed.

The cipher is AES-256 in GCM, by the `cryptography` package; the same length whatever is in it, up
to the next BLOCK. What version 1.0 sealed with a cipher of its own (a stream of SHAKE-256 with a
keyed BLAKE2b) still opens, and is sealed the new way with the next answer.
"""

import contextlib
import hmac
import os
import re
import secrets
from hashlib import blake2b, shake_256
from pathlib import Path

from kiosk.errors import DecryptionError

BLOCK = 64 * 1024
KEY = 32
_LENGTH = 8
_AES_GCM = b"AES-GCM1"
"""Before what is sealed so. What was sealed before begins with 32 bytes of chance instead."""
_NONCE = 12
_FORMER_NONCE = _FORMER_TAG = 32


def key_path(database: Path, cycle: int) -> Path:
    """Where the key of a cycle's survey is."""
    return database.with_name(f"survey-{cycle}.key")


def keys_there(database: Path) -> dict[Path, int]:
    """Every file with a key, or the draft of one, and the cycle it belongs to."""
    name = re.compile(r"survey-([0-9]{1,15})\.(?:key|new)")
    found = ((path, name.fullmatch(path.name)) for path in database.parent.glob("survey-*"))
    return {path: int(match[1]) for path, match in found if match}


def read_key(path: Path) -> bytes | None:
    """The key, or None where there is none."""
    with contextlib.suppress(FileNotFoundError):
        key = path.read_bytes()
        return key if len(key) == KEY else None
    return None


def make_key(path: Path) -> bytes:
    """A new key, on the disk before anything is sealed with it; for its owner's eyes."""
    key, draft = secrets.token_bytes(KEY), path.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    file = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(file, key)
        os.fsync(file)
    finally:
        os.close(file)
    draft.replace(path)
    _sync_folder(path)
    return key


def destroy_key(path: Path) -> None:
    """Overwrite the key and take it away; some disks keep what was overwritten for a while."""
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(KEY))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync_folder(path)


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def encrypt(key: bytes, text: bytes) -> bytes:
    """The encrypted text; different at each call."""
    # Here and not above: it takes a while to load, and most days no survey is open.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    whole = len(text).to_bytes(_LENGTH) + text
    whole += bytes(-len(whole) % BLOCK)
    nonce = secrets.token_bytes(_NONCE)
    return _AES_GCM + nonce + AESGCM(_part(key, b"aes-gcm")).encrypt(nonce, whole, _AES_GCM)


def decrypt(key: bytes, sealed: bytes) -> bytes:
    """The text.

    :raises Unreadable: it was not sealed with this key.
    """
    is_new = sealed.startswith(_AES_GCM)
    whole = _opened(key, sealed[len(_AES_GCM) :]) if is_new else _formerly_sealed(key, sealed)
    return whole[_LENGTH : _LENGTH + int.from_bytes(whole[:_LENGTH])]


def _opened(key: bytes, sealed: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, hidden = sealed[:_NONCE], sealed[_NONCE:]
    try:
        return AESGCM(_part(key, b"aes-gcm")).decrypt(nonce, hidden, _AES_GCM)
    except (InvalidTag, ValueError):  # ValueError: too short to be anything
        raise DecryptionError from None


def _formerly_sealed(key: bytes, sealed: bytes) -> bytes:
    """What version 1.0 has sealed; raises Unreadable."""
    start = _FORMER_NONCE + _FORMER_TAG
    nonce, tag, hidden = sealed[:_FORMER_NONCE], sealed[_FORMER_NONCE:start], sealed[start:]
    expected = blake2b(nonce + hidden, key=_part(key, b"tag"), digest_size=_FORMER_TAG).digest()
    if not hmac.compare_digest(tag, expected):
        raise DecryptionError
    stream = shake_256(_part(key, b"stream") + nonce).digest(len(hidden))
    return (int.from_bytes(hidden) ^ int.from_bytes(stream)).to_bytes(len(hidden))


def _part(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose alone, from the one in the file."""
    return blake2b(key=key, person=purpose, digest_size=KEY).digest()
