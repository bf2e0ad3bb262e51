"""What forms for new things have made lately, so that one that is sent twice makes it once."""

from collections import OrderedDict

from gevent.lock import BoundedSemaphore

MOST = 1000


class Made:
    """Where what a form made stands, by a digest of the form; the newest of them. In memory: a
    form is sent twice within seconds.

    :ivar turn: held while a form is answered, so that its double waits for what comes of it.
    """

    def __init__(self) -> None:
        self.turn = BoundedSemaphore(1)
        self._places: OrderedDict[str, str] = OrderedDict()

    def place(self, form: str) -> str:
        """The path that a form's answer led to; "" for one that made nothing yet."""
        return self._places.get(form, "")

    def keep(self, form: str, place: str) -> None:
        """Remember where a form's answer led to."""
        self._places[form] = place
        while len(self._places) > MOST:
            self._places.popitem(last=False)
