"""The repository of the office settings."""

from collections.abc import Mapping
from sqlite3 import Connection

from kiosk.okr.office_settings import BY_NAME, OfficeSettings
from kiosk.store.queries.office_settings import set_settings, settings_rows
from kiosk.store.queries.teams import rename_office
from kiosk.store.repositories.base import Repository


class OfficeSettingsRepository(Repository):
    """The office's own settings. An Office holds them too, read with everything else."""

    @property
    def current(self) -> OfficeSettings:
        """The settings as last read, without reading the database."""
        return self._database.settings

    def texts(self) -> dict[str, str]:
        """The settings that were changed, as they were typed, by name; others have their
        default."""
        rows = self._database.read(settings_rows)
        return {name: text for name, text in rows.items() if name in BY_NAME}

    def replace(self, texts: Mapping[str, str], *, name: str | None = None) -> None:
        """Set these settings and reset all others to their default.

        :param name: the office's new name; None leaves it.
        :raises ValidationError: it is too long, or a team has this name.
        """

        def write(db: Connection) -> None:
            set_settings(db, texts)
            if name is not None:
                rename_office(db, name)

        self._database.write(write)
        # For those who use `current` before the office is read again.
        self._database.read(self._database.load_settings)
