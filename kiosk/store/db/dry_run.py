"""A dry run: a form is read and checked as ever, and nothing of it is saved.

After a log-in the form that was sent before it is answered once more, by the page that would
refuse it, so that it comes back filled. That must not save it, unseen by its sender.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kiosk.errors import NotSaved

_dry: ContextVar[bool] = ContextVar("dry_run", default=False)


@contextmanager
def dry_run() -> Iterator[None]:
    """Whatever is written in this block is refused.

    The store raises NotSaved for each write.
    """
    before = _dry.set(True)
    try:
        yield
    finally:
        _dry.reset(before)


def is_dry_run() -> bool:
    """Whether this context only tries."""
    return _dry.get()


def refuse_in_dry_run() -> None:
    """Raise NotSaved in a dry run."""
    if _dry.get():
        raise NotSaved
