"""The store's methods about customs."""

from collections.abc import Mapping
from sqlite3 import Connection

from kiosk.okr.customs import BY_NAME
from kiosk.store.base import Base
from kiosk.store.custom_rows import customs_rows, set_customs
from kiosk.store.objectives import rename_office


class CustomsStore(Base):
    """The store's methods about customs. The office has them too, read with everything else."""

    def given_customs(self) -> dict[str, str]:
        """What was set, as it was typed, by name; what is not there is the default."""
        rows = self._read(customs_rows)
        return {name: text for name, text in rows.items() if name in BY_NAME}

    def set_customs(self, given: Mapping[str, str], *, name: str | None = None) -> None:
        """Set these customs; the others are the default again.

        :param name: the office's new name; None leaves it.
        :raises Refused: it is too long, or a team is called so.
        """

        def write(db: Connection) -> None:
            set_customs(db, given)
            if name is not None:
                rename_office(db, name)

        self._write(write)
        # For whoever asks what holds before the office is read again.
        self.settle()
