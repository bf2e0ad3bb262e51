"""Passwords: hashed with argon2 in a thread. argon2 is loaded with the first password, not at the
start."""

import secrets
from base64 import b64encode
from functools import cached_property
from typing import TYPE_CHECKING

from gevent.lock import BoundedSemaphore

from kiosk.errors import Collector, TooLittleMemory, ValidationError
from kiosk.live.thread_pool import run_in_thread
from kiosk.okr.text import NAME_LENGTH, validated_line

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_PASSWORD_LENGTH = 10
MAX_PASSWORD_LENGTH = 200
AT_ONCE = 2


class Passwords:
    """Hashes and compares passwords. Each takes a core, 64 MB and a tenth of a second, so only a
    few run at once: a flood of log-ins must leave threads for saving."""

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        self._given = hasher
        self._turn = BoundedSemaphore(AT_ONCE)

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return self._given or PasswordHasher()

    def hash(self, password: str) -> str:
        """The hash of a password, as it is stored.

        :raises TooLittleMemory: there is not enough memory.
        """
        with self._turn:
            return run_in_thread(lambda: self._hash(password))

    def matches(self, password: str, password_hash: str | None) -> bool:
        """Whether a password is right. For an unknown user (hash None) it takes just as long.

        :raises TooLittleMemory: there is not enough memory to check it, so it may be right.
        """
        known = password_hash or self._unknown_user_hash
        with self._turn:
            same = run_in_thread(lambda: self._verify(password, known))
        return same and password_hash is not None

    def _hash(self, password: str) -> str:
        from argon2.exceptions import Argon2Error

        try:
            return self._hasher.hash(password)
        except (Argon2Error, MemoryError) as error:
            raise _too_little_memory() from error

    def _verify(self, password: str, password_hash: str) -> bool:
        from argon2.exceptions import Argon2Error, InvalidHashError, VerifyMismatchError

        try:
            return self._hasher.verify(password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
        except (Argon2Error, MemoryError) as error:
            raise _too_little_memory() from error

    @cached_property
    def _unknown_user_hash(self) -> str:
        """A hash that no password has, as slow to compare as any."""
        from argon2.low_level import ARGON2_VERSION

        hasher = self._hasher
        salt, digest = secrets.token_bytes(hasher.salt_len), secrets.token_bytes(hasher.hash_len)
        cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
        return f"$argon2id$v={ARGON2_VERSION}${cost}${_text(salt)}${_text(digest)}"


def _too_little_memory() -> TooLittleMemory:
    return TooLittleMemory(
        "The server is short of memory and could not check the password. Try again in a moment"
    )


def _text(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")


def validated_password(password: str, again: str) -> str:
    """A new password.

    :raises ValidationError: on "password" or "again".
    """
    if len(password) < MIN_PASSWORD_LENGTH:
        raise ValidationError(
            "password", "Use at least %(least)s characters", least=MIN_PASSWORD_LENGTH
        )
    if len(password) > MAX_PASSWORD_LENGTH:
        raise ValidationError(
            "password", "Use at most %(most)s characters", most=MAX_PASSWORD_LENGTH
        )
    if password != again:
        raise ValidationError("again", "The passwords do not match. Enter both again")
    return password


def validated_person(name: str, password: str, again: str) -> tuple[str, str]:
    """A user's name and password.

    :raises ValidationError: naming each invalid field.
    """
    collect = Collector()
    plain = collect.read(lambda: validated_name(name), "")
    collect.read(lambda: validated_password(password, again), "")
    collect.finish()
    return plain, password


def validated_name(name: str) -> str:
    """A name to log in with, in one line.

    :raises ValidationError: on "name".
    """
    plain = validated_line("name", name, NAME_LENGTH)
    if not plain.isprintable():
        raise ValidationError("name", "Enter letters that can be seen")
    return plain
