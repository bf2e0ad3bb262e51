"""The repository of objectives."""

from collections.abc import Sequence
from datetime import UTC, datetime
from sqlite3 import Connection

from kiosk.okr.model import AlignmentLink, Objective
from kiosk.okr.objective_texts import NO_TEXTS, ObjectiveTexts
from kiosk.store.queries import moves, objectives
from kiosk.store.queries.office import read_objective
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class ObjectiveRepository(Repository):
    """Objectives of every cycle."""

    def add(
        self,
        cycle: int,
        team: str,
        title: str,
        serves: Sequence[AlignmentLink] = (),
        texts: ObjectiveTexts = NO_TEXTS,
    ) -> Objective:
        """Add an objective after the team's others."""

        def add(db: Connection) -> Objective:
            code = objectives.add_objective(db, cycle, team, title, serves, texts)
            return read_objective(db, code, datetime.now(UTC), self._database.zone)

        return self._database.write(add)

    def edit(
        self,
        code: str,
        *,
        title: str,
        serves: Sequence[AlignmentLink] | None = None,
        texts: ObjectiveTexts | None = None,
        reason: str = "",
        now: datetime | None = None,
        if_unchanged_since: str = "",
    ) -> Objective:
        """Change an objective's title and, unless None, its texts and the objectives it serves.
        Once the cycle is open, a new title needs a reason, unless only its spelling is corrected.

        :raises EditConflict: what is changed was changed since `if_unchanged_since`.
        """
        moment, zone = now or datetime.now(UTC), self._database.zone

        def edit(db: Connection) -> Objective:
            stored = objectives.edit_objective(
                db, code, title, serves, reason, now=moment, texts=texts
            )
            return read_objective(db, stored, moment, zone)

        read = version_reader(zone, "objectives", code)
        return self._database.write(refuse_stale_edit(read, if_unchanged_since, edit))

    def archive(self, code: str, *, now: datetime | None = None) -> None:
        """Take an objective off the wall; nothing is deleted."""
        moment = now or datetime.now(UTC)
        self._database.write(lambda db: objectives.archive_objective(db, code, moment))

    def reorder(self, team: str, codes: Sequence[str]) -> None:
        """Put a team's objectives in this order; those not named follow."""
        self._database.write(lambda db: objectives.order_objectives(db, team, codes))

    def move(
        self,
        code: str,
        team: str,
        cycle: int,
        reason: str = "",
        *,
        now: datetime,
        author: str = "",
    ) -> int:
        """Move an objective to a different team, or to a different draft or open cycle. It needs
        a reason unless both cycles are drafts.

        :returns: the move's id.
        :raises NotFound: there is no such objective, team or cycle.
        :raises ValidationError: it cannot be moved there.
        """
        return self._database.write(
            lambda db: moves.move_objective(db, code, team, cycle, reason, now=now, by=author)
        )

    def titles(self) -> dict[str, str]:
        """The title of every objective, archived or not, by its code."""
        return self._database.read(objectives.titles)
