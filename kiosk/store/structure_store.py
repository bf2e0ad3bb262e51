"""The store's methods that change what there is: archive, restore and delete."""

from datetime import datetime
from sqlite3 import Connection

from kiosk.okr.archive import Archived, Dependants, Table
from kiosk.store import archiving, deletion, screens
from kiosk.store.base import Base


class StructureStore(Base):
    """Teams, objectives, key results and cycles that leave, and come back."""

    def archive_team(self, code: str, *, now: datetime) -> None:
        """Archive a team with its objectives that are in no closed cycle; raises NotFound, and
        Refused for the company itself."""
        self._write(lambda db: archiving.archive_team(db, code, now))

    def restore(self, code: str) -> Table:
        """Bring an archived team, objective or key result back with all that left with it; which
        of these it is. What is not archived stays as it is.

        :raises NotFound: nothing has this code.
        :raises Refused: its cycle is closed, or what it belongs to is archived.
        """
        return self._write(lambda db: archiving.restore(db, code))

    def dependants(self, code: str) -> Dependants:
        """What depends on a team, an objective or a key result; raises NotFound."""
        return self._read(lambda db: archiving.dependants(db, code))

    def archived(self) -> tuple[Archived, ...]:
        """Everything archived outside closed cycles, the newest first."""
        return self._read(archiving.archived)

    def may_delete(self, code: str) -> bool:
        """Whether a team, an objective or a key result was never used; raises NotFound."""

        def look(db: Connection) -> bool:
            found = archiving.find(db, code)
            return deletion.may_delete(db, found.table, found.code)

        return self._read(look)

    def reason_to_keep(self, code: str) -> str:
        """Why something cannot be deleted, as a msgid; "" where it can. Raises NotFound."""

        def look(db: Connection) -> str:
            found = archiving.find(db, code)
            return deletion.reason_to_keep(db, found.table, found.code)

        return self._read(look)

    def deleted_with(self, code: str) -> tuple[str, ...]:
        """The titles of the key results, archived or not, that an objective is deleted with."""
        return self._read(lambda db: archiving.key_results_of(db, code))

    def delete(self, table: Table, code: str) -> None:
        """Delete what was never used; its code stays reserved. Raises NotFound and Refused."""
        self._write(lambda db: deletion.delete(db, table, code))

    def may_delete_cycle(self, cycle: int) -> bool:
        """Whether a cycle is a draft with nothing in it; raises NotFound."""
        return self._read(lambda db: deletion.may_delete_cycle(db, cycle))

    def delete_cycle(self, cycle: int) -> None:
        """Delete a draft with nothing in it; raises NotFound and Refused."""
        self._write(lambda db: deletion.delete_cycle(db, cycle))

    def may_delete_screen(self, name: str) -> bool:
        """Whether a screen is known, and showed the wall on one day at most."""
        return self._read(lambda db: screens.may_delete(db, name))

    def delete_screen(self, name: str) -> None:
        """Delete what a screen was set to, and that it was seen; raises NotFound and Refused."""
        self._write(lambda db: screens.delete(db, name))
