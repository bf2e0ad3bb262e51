"""The store's methods that change what there is and where: archive, restore, delete, move."""

from datetime import datetime
from sqlite3 import Connection

from kiosk.okr.archive import Archived, Dependants, Table
from kiosk.okr.moves import Move, MovedLink
from kiosk.store.queries import archive, deletion, moves, screens
from kiosk.store.repositories.base import Repository


class StructureRepository(Repository):
    """Teams, objectives, key results and cycles that leave, and come back."""

    def archive_team(self, code: str, *, now: datetime) -> None:
        """Archive a team with its objectives that are in no closed cycle; raises NotFound, and
        ValidationError for the company itself."""
        self._write(lambda db: archive.archive_team(db, code, now))

    def restore(self, code: str) -> Table:
        """Bring an archived team, objective or key result back with all that left with it; which
        of these it is. What is not archived stays as it is.

        :raises NotFound: nothing has this code.
        :raises ValidationError: its cycle is closed, or what it belongs to is archived.
        """
        return self._write(lambda db: archive.restore(db, code))

    def dependants(self, code: str) -> Dependants:
        """What depends on a team, an objective or a key result; raises NotFound."""
        return self._read(lambda db: archive.dependants(db, code))

    def archived(self) -> tuple[Archived, ...]:
        """Everything archived outside closed cycles, the newest first."""
        return self._read(archive.archived)

    def may_delete(self, code: str) -> bool:
        """Whether a team, an objective or a key result was never used; raises NotFound."""

        def look(db: Connection) -> bool:
            found = archive.find(db, code)
            return deletion.may_delete(db, found.table, found.code)

        return self._read(look)

    def reason_to_keep(self, code: str) -> str:
        """Why something cannot be deleted, as a msgid; "" where it can. Raises NotFound."""

        def look(db: Connection) -> str:
            found = archive.find(db, code)
            return deletion.reason_to_keep(db, found.table, found.code)

        return self._read(look)

    def deleted_with(self, code: str) -> tuple[str, ...]:
        """The titles of the key results, archived or not, that an objective is deleted with."""
        return self._read(lambda db: archive.key_results_of(db, code))

    def delete(self, table: Table, code: str) -> None:
        """Delete what was never used; its code stays reserved. Raises NotFound and
        ValidationError."""
        self._write(lambda db: deletion.delete(db, table, code))

    def may_delete_cycle(self, cycle: int) -> bool:
        """Whether a cycle is a draft with nothing in it; raises NotFound."""
        return self._read(lambda db: deletion.may_delete_cycle(db, cycle))

    def delete_cycle(self, cycle: int) -> None:
        """Delete a draft with nothing in it; raises NotFound and ValidationError."""
        self._write(lambda db: deletion.delete_cycle(db, cycle))

    def may_delete_screen(self, name: str) -> bool:
        """Whether a screen is known, and showed the wall on one day at most."""
        return self._read(lambda db: screens.may_delete(db, name))

    def delete_screen(self, name: str) -> None:
        """Delete what a screen was set to, and that it was seen; raises NotFound and
        ValidationError."""
        self._write(lambda db: screens.delete(db, name))

    def move_key_result(
        self, code: str, objective: str, reason: str = "", *, now: datetime, author: str = ""
    ) -> int:
        """Move a key result to another objective of its cycle, once that is open only with a
        reason; the move's id. Raises NotFound and ValidationError."""
        return self._write(
            lambda db: moves.move_key_result(db, code, objective, reason, now=now, by=author)
        )

    def move_objective(
        self,
        code: str,
        team: str,
        cycle: int,
        reason: str = "",
        *,
        now: datetime,
        author: str = "",
    ) -> int:
        """Move an objective to another team, or another cycle that is a draft or open, with a
        reason unless both cycles are drafts; the move's id. Raises NotFound and ValidationError."""
        return self._write(
            lambda db: moves.move_objective(db, code, team, cycle, reason, now=now, by=author)
        )

    def undo_move(self, code: str, move: int) -> str:
        """Take a move of an objective or a key result back, with the links it cost; its code.

        :raises NotFound: it was taken back already, or what it came from is archived.
        :raises ValidationError: it was moved on since, or one of the cycles is closed.
        """
        return self._write(lambda db: moves.undo_move(db, archive.find(db, code).table, move))

    def lost_links(self, objective: str, team: str) -> tuple[MovedLink, ...]:
        """The links that an objective cannot keep in a team."""
        return self._read(lambda db: moves.lost_links(db, objective, team))

    def objective_moves(self, code: str) -> tuple[Move, ...]:
        """Where an objective was before, the newest move first."""
        return self._read(lambda db: moves.objective_moves(db, code))

    def moves(self, code: str) -> tuple[Move, ...]:
        """Where an objective or a key result was before, the newest move first."""
        return self._read(
            lambda db: (*moves.objective_moves(db, code), *moves.key_result_moves(db, code))
        )

    def objective_titles(self) -> dict[str, str]:
        """What every objective is called, archived or not, by its code."""
        return self._read(
            lambda db: dict(db.execute("SELECT code, title FROM objectives").fetchall())
        )

    def title_of(self, code: str) -> str:
        """What a team, an objective or a key result is called, archived or not; raises
        NotFound."""
        return self._read(lambda db: archive.title_of(db, code))
