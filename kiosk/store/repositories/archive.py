"""The repository of what was archived: restoring it, and deleting what was never used."""

from sqlite3 import Connection

from kiosk.okr.archive import Archived, Dependants, Table
from kiosk.store.queries import archive, deletion
from kiosk.store.repositories.base import Repository


class ArchiveRepository(Repository):
    """Archived teams, objectives and key results, by their code."""

    def all(self) -> tuple[Archived, ...]:
        """Everything archived outside closed cycles, newest first."""
        return self._database.read(archive.archived)

    def restore(self, code: str) -> Table:
        """Restore an archived team, objective or key result with everything that was archived
        with it. What is not archived stays as it is.

        :returns: which of the three it is.
        :raises NotFound: nothing has this code.
        :raises ValidationError: its cycle is closed, or its parent is archived.
        """
        return self._database.write(lambda db: archive.restore_archived(db, code))

    def title(self, code: str) -> str:
        """The name or title of a team, objective or key result, archived or not; raises
        NotFound."""
        return self._database.read(lambda db: archive.title_of(db, code))

    def dependants(self, code: str) -> Dependants:
        """Whatever depends on a team, an objective or a key result; raises NotFound."""
        return self._database.read(lambda db: archive.dependants(db, code))

    def may_delete(self, code: str) -> bool:
        """Whether a team, an objective or a key result was never used; raises NotFound."""

        def look_up(db: Connection) -> bool:
            found = archive.find(db, code)
            return deletion.may_delete(db, found.table, found.code)

        return self._database.read(look_up)

    def why_kept(self, code: str) -> str:
        """Why something cannot be deleted, as a msgid; "" if it can. Raises NotFound."""

        def look_up(db: Connection) -> str:
            found = archive.find(db, code)
            return deletion.why_kept(db, found.table, found.code)

        return self._database.read(look_up)

    def deleted_with(self, code: str) -> tuple[str, ...]:
        """The titles of the key results, archived or not, that are deleted with an objective."""
        return self._database.read(lambda db: archive.key_results_of(db, code))

    def delete(self, table: Table, code: str) -> None:
        """Delete what was never used; its code stays reserved. Raises NotFound and
        ValidationError."""
        self._database.write(lambda db: deletion.delete(db, table, code))
