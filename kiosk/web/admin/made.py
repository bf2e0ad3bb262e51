"""What forms have made or saved lately, so that one that is sent twice does it once."""

from collections import OrderedDict
from typing import Generic, TypeVar

from gevent.lock import BoundedSemaphore

MOST = 1000
Result = TypeVar("Result")


class Made(Generic[Result]):
    """What became of a form, by its digest; the newest of them. In memory: a form is sent twice
    within seconds.

    :ivar turn: held while a form is answered, so that its double waits for what comes of it.
    """

    def __init__(self) -> None:
        self.turn = BoundedSemaphore(1)
        self._results: OrderedDict[str, Result] = OrderedDict()

    def result(self, form: str) -> Result | None:
        """What a form has made; None for one that made nothing yet."""
        return self._results.get(form)

    def keep(self, form: str, result: Result) -> None:
        """Remember what a form has made."""
        self._results[form] = result
        while len(self._results) > MOST:
            self._results.popitem(last=False)
