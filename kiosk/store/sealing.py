"""Answers that nobody may see yet, sealed with a key that is not in the database.

A copy of the database, or two of them from before and after one answer, hold nothing that can
be read while a survey is open. The key is a file beside it; when the survey is closed, what may
be shown is written out all at once, and the key is destroyed.

The cipher is a stream of SHAKE-256 under the key and a fresh nonce, with a keyed BLAKE2b over
nonce and text; the same length whatever is in it, up to the next BLOCK.
"""

import contextlib
import hmac
import os
import re
import secrets
from hashlib import blake2b, shake_256
from pathlib import Path

BLOCK = 64 * 1024
KEY = NONCE = TAG = 32
_LENGTH = 8


class Unreadable(Exception):
    """Not sealed with this key, or damaged."""


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


def seal(key: bytes, text: bytes) -> bytes:
    """The text, readable with the key alone; another sealing at each call."""
    whole = len(text).to_bytes(_LENGTH) + text
    whole += bytes(-len(whole) % BLOCK)
    nonce = secrets.token_bytes(NONCE)
    hidden = _mixed(key, nonce, whole)
    return nonce + _tag(key, nonce + hidden) + hidden


def unseal(key: bytes, sealed: bytes) -> bytes:
    """The text.

    :raises Unreadable: it was not sealed with this key.
    """
    nonce, tag, hidden = sealed[:NONCE], sealed[NONCE : NONCE + TAG], sealed[NONCE + TAG :]
    if not hmac.compare_digest(tag, _tag(key, nonce + hidden)):
        raise Unreadable
    whole = _mixed(key, nonce, hidden)
    return whole[_LENGTH : _LENGTH + int.from_bytes(whole[:_LENGTH])]


def _mixed(key: bytes, nonce: bytes, text: bytes) -> bytes:
    stream = shake_256(_part(key, b"stream") + nonce).digest(len(text))
    return (int.from_bytes(text) ^ int.from_bytes(stream)).to_bytes(len(text))


def _tag(key: bytes, text: bytes) -> bytes:
    return blake2b(text, key=_part(key, b"tag"), digest_size=TAG).digest()


def _part(key: bytes, purpose: bytes) -> bytes:
    return blake2b(key=key, person=purpose, digest_size=KEY).digest()
