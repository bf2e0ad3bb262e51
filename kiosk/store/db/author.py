"""Who writes: set by whoever knows, taken along into the transaction, gone before its commit.

The journal's triggers read it there, so that nothing that writes needs to pass a name on; what a
stranger's program writes stands in the journal without one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar
from dataclasses import dataclass
from datetime import datetime

from kiosk.store.db.conversion import timestamp_to_text

current_author: ContextVar[str] = ContextVar("acting_as", default="")
"""The name of whoever acts in this context; "" for nobody known."""

current_time: ContextVar[datetime | None] = ContextVar("acting_at", default=None)
"""The moment they act at; None for the machine's own clock."""


@dataclass(frozen=True, slots=True)
class AuthorContext:
    """Who acts, and when. Read where the work is asked for: a pool's thread knows neither."""

    author: str
    at: datetime | None


def current() -> AuthorContext:
    """Whoever acts in this context."""
    return AuthorContext(current_author.get(), current_time.get())


def set_author(author: str, at: datetime | None = None) -> None:
    """From now on, whatever this context writes is by `author`."""
    current_author.set(author)
    current_time.set(at)


def act_as_in(other: Context) -> None:
    """From now on, this context writes as another does: who acts was found out in there."""
    current_author.set(other.get(current_author, ""))
    current_time.set(other.get(current_time))


# All that one transaction changes belongs together: its rows carry the number of the first.
_BEGIN = (
    "INSERT OR REPLACE INTO acting (id, author, at, batch)"
    " SELECT 1, ?, ?, coalesce(max(id), 0) + 1 FROM journal"
)


@contextmanager
def record_author(db: sqlite3.Connection, by: AuthorContext) -> Iterator[None]:
    """Inside a transaction: what is written in this block is by whoever acts."""
    db.execute(_BEGIN, (by.author, timestamp_to_text(by.at) if by.at else None))
    yield
    db.execute("DELETE FROM acting")
