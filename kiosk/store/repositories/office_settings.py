"""The store's methods about customs."""

from collections.abc import Mapping
from sqlite3 import Connection

from kiosk.okr.office_settings import BY_NAME
from kiosk.store.queries.objectives import rename_office
from kiosk.store.queries.office_settings import set_settings, settings_rows
from kiosk.store.repositories.base import Repository


class OfficeSettingsRepository(Repository):
    """The store's methods about customs. The office has them too, read with everything else."""

    def given_customs(self) -> dict[str, str]:
        """What was set, as it was typed, by name; what is not there is the default."""
        rows = self._read(settings_rows)
        return {name: text for name, text in rows.items() if name in BY_NAME}

    def set_customs(self, given: Mapping[str, str], *, name: str | None = None) -> None:
        """Set these customs; the others are the default again.

        :param name: the office's new name; None leaves it.
        :raises ValidationError: it is too long, or a team is called so.
        """

        def write(db: Connection) -> None:
            set_settings(db, given)
            if name is not None:
                rename_office(db, name)

        self._write(write)
        # For whoever asks what holds before the office is read again.
        self.settle()
