"""The author of writes, set for a context and recorded in each of its transactions.

The audit triggers read it, so that no function has to pass a name on. Entries by other programs
have no author.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar
from dataclasses import dataclass
from datetime import datetime

from kiosk.store.db.conversion import timestamp_to_text

current_author: ContextVar[str] = ContextVar("acting_as", default="")
"""The name of the current user; "" if unknown."""

current_time: ContextVar[datetime | None] = ContextVar("acting_at", default=None)
"""The time of the write; None for the machine's clock."""


@dataclass(frozen=True, slots=True)
class AuthorContext:
    """Who writes, and when. Captured in the caller's context: a pool's thread does not have it."""

    author: str
    at: datetime | None


def current() -> AuthorContext:
    """The author of this context."""
    return AuthorContext(current_author.get(), current_time.get())


def set_author(author: str, at: datetime | None = None) -> None:
    """Set the author of everything that this context writes from now on."""
    current_author.set(author)
    current_time.set(at)


def act_as_in(other: Context) -> None:
    """Copy the author from a different context, in which the user was identified."""
    current_author.set(other.get(current_author, ""))
    current_time.set(other.get(current_time))


# Entries of one transaction share a batch: the id of the first.
_BEGIN = (
    "INSERT OR REPLACE INTO acting (id, author, at, batch)"
    " SELECT 1, ?, ?, coalesce(max(id), 0) + 1 FROM journal"
)


@contextmanager
def record_author(db: sqlite3.Connection, by: AuthorContext) -> Iterator[None]:
    """Record the author for the writes in this block, inside a transaction."""
    db.execute(_BEGIN, (by.author, timestamp_to_text(by.at) if by.at else None))
    yield
    db.execute("DELETE FROM acting")
