"""What forms have made or saved lately, so that one that is sent twice does it once."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from gevent.lock import BoundedSemaphore

MOST = 1000
Result = TypeVar("Result")


class SubmittedForms(Generic[Result]):
    """What became of a form, by its digest; the newest of them. In memory: a form is sent twice
    within seconds.
    """

    def __init__(self) -> None:
        # Each lives for as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[str, BoundedSemaphore] = WeakValueDictionary()
        self._results: OrderedDict[str, Result] = OrderedDict()

    @contextmanager
    def turn(self, form: str) -> Iterator[None]:
        """Held while a form is answered: its double waits for what comes of it, others do not."""
        own = self._turns.get(form)
        if own is None:
            own = self._turns[form] = BoundedSemaphore(1)
        with own:
            yield

    def result(self, form: str) -> Result | None:
        """What a form has made; None for one that made nothing yet."""
        return self._results.get(form)

    def keep(self, form: str, result: Result) -> None:
        """Remember what a form has made."""
        self._results[form] = result
        while len(self._results) > MOST:
            self._results.popitem(last=False)
