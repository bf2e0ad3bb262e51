"""The repository of grades."""

from datetime import datetime
from sqlite3 import Connection

from kiosk.errors import NotFound
from kiosk.okr.codes import normal_code
from kiosk.okr.grading import (
    GradeDraft,
    refuse_ungraded,
    refuse_unread_grade,
    suggested_grade,
    validated_grade,
)
from kiosk.okr.model import Cycle, Grade
from kiosk.store.queries import cycles, grades
from kiosk.store.queries.latest_check_ins import LatestCheckIns
from kiosk.store.queries.related_cycles import office_with_related_objectives
from kiosk.store.repositories.base import Repository


class GradeRepository(Repository):
    """Grades of objectives, revealed together for a whole cycle."""

    def of_cycle(self, cycle: int) -> dict[str, Grade]:
        """A cycle's grades by objective, revealed or not: only for those who give them."""
        return self._database.read(lambda db: grades.grades_of(db, cycle))

    def save(
        self,
        code: str,
        draft: GradeDraft,
        *,
        now: datetime,
        author: str = "",
        version: str | None = None,
    ) -> None:
        """Save a team's grade of its objective, while the cycle is being graded.

        :param version: of the grade that it replaces, see `grade_version`; None for any.
        :raises EditConflict: it would replace a different one.
        :raises NotFound: there is no such objective, or it is archived.
        :raises ValidationError: naming the field and what to write instead.
        """
        objective = normal_code(code)

        def save(db: Connection) -> None:
            number = cycles.cycle_of(db, objective)
            if number is None:
                raise NotFound("There is no objective %(code)s", code=code)
            cycle = cycles.cycle_by_id(db, number)
            refuse_ungraded(cycle)
            office = office_with_related_objectives(
                db, now, self._database.zone, LatestCheckIns(), only=cycle
            )
            suggestion = suggested_grade(office, office.objective(objective))
            validated = validated_grade(draft, suggestion)
            before = grades.grades_of(db, cycle.id).get(objective)
            refuse_unread_grade(before, validated, version)
            grades.write_grade(db, objective, validated, author, now)

        self._database.write(save)

    def reveal(self, cycle: int, now: datetime) -> Cycle:
        """Show a cycle's grades to everybody, all together."""
        return self._database.write(lambda db: cycles.reveal_grades(db, cycle, now))

    def hide(self, cycle: int, now: datetime) -> Cycle:
        """Hide a cycle's grades again, within ten minutes; raises ValidationError after them."""
        return self._database.write(lambda db: cycles.hide_grades(db, cycle, now))
