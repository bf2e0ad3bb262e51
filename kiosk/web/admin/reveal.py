"""What is asked before grades are revealed, on the cycle's page and during an All-Hands."""

from werkzeug.wrappers import Response

from kiosk.okr.grading import TeamGraded, teams_graded
from kiosk.okr.model import Cycle
from kiosk.views.reveal import missing_lines, reveal_sentence
from kiosk.web.admin.pages import Ask, confirm
from kiosk.web.house import house


def graded_teams(cycle: Cycle) -> tuple[TeamGraded, ...]:
    """How far each team has come with its grades."""
    here = house()
    office = here.store.archive(cycle.id, here.now())
    return teams_graded(office, cycle.id, here.store.grades(cycle.id))


def confirm_reveal(cycle: Cycle, action: str, back: str, place: str) -> Response:
    """The page that asks.

    :param action: where the answer is sent to.
    :param place: the path of the sidebar's place.
    """
    words, teams = house().words, graded_teams(cycle)
    yes = words.gettext("Reveal the grades")
    ask = Ask(reveal_sentence(words, teams), yes, action, back, details=missing_lines(words, teams))
    title = words.gettext("Reveal the grades of %(cycle)s?") % {"cycle": cycle.name}
    return confirm(title, ask, place)
