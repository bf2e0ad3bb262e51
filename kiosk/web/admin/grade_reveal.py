"""The confirmation before grades are revealed, on a cycle's page and during an All-Hands."""

from werkzeug.wrappers import Response

from kiosk.okr.grading import TeamGrading, grading_progress
from kiosk.okr.model import Cycle
from kiosk.views.admin.grade_reveal import missing_lines, reveal_sentence
from kiosk.web.admin.responses import Confirmation, confirmation_page
from kiosk.web.core.services import get_services


def graded_teams(cycle: Cycle) -> tuple[TeamGrading, ...]:
    """How many objectives each team has graded."""
    services = get_services()
    office = services.store.cycles.office(cycle.id, services.now())
    return grading_progress(office, cycle.id, services.store.grades.of_cycle(cycle.id))


def confirm_reveal(cycle: Cycle, action: str, back: str, nav_path: str) -> Response:
    """The confirmation page.

    :param action: the path to which the answer is submitted.
    :param nav_path: the path of the active entry in the sidebar.
    """
    localizer, teams = get_services().localizer, graded_teams(cycle)
    yes = localizer.gettext("Reveal the grades")
    ask = Confirmation(
        reveal_sentence(localizer, teams),
        yes,
        action,
        back,
        details=missing_lines(localizer, teams),
    )
    title = localizer.gettext("Reveal the grades of %(cycle)s?") % {"cycle": cycle.name}
    return confirmation_page(title, ask, nav_path)
