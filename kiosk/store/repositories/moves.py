"""The repository of moves, which the repositories of objectives and key results make."""

from kiosk.okr.moves import Move, MovedLink
from kiosk.store.queries import archive, moves
from kiosk.store.repositories.base import Repository


class MoveRepository(Repository):
    """Past moves, and undoing them."""

    def all(self, code: str) -> tuple[Move, ...]:
        """The moves of an objective or a key result, newest first."""
        return self._database.read(
            lambda db: (*moves.objective_moves(db, code), *moves.key_result_moves(db, code))
        )

    def of_objective(self, code: str) -> tuple[Move, ...]:
        """The moves of an objective, newest first."""
        return self._database.read(lambda db: moves.objective_moves(db, code))

    def undo(self, code: str, move: int) -> str:
        """Undo a move of an objective or a key result, and restore the links it removed.

        :returns: the code.
        :raises NotFound: it was undone already, or its former parent is archived.
        :raises ValidationError: it was moved again since, or one of the cycles is closed.
        """
        return self._database.write(
            lambda db: moves.undo_move(db, archive.find(db, code).table, move)
        )

    def lost_links(self, objective: str, cycle: int) -> tuple[MovedLink, ...]:
        """The links that an objective would lose by moving to a cycle."""
        return self._database.read(lambda db: moves.lost_links(db, objective, cycle))
