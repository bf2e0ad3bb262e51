"""Grading: each team says how far it came and what it learned."""

from decimal import Decimal, InvalidOperation

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.grading import GradeDraft
from kiosk.okr.members import may_check_in
from kiosk.okr.model import CycleState, Objective, Office
from kiosk.views.admin_grading import Typed, grading_page
from kiosk.web.access import NotAllowed
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import member, member_only

blueprint = Blueprint("grading", __name__)
PLACE = "/admin/grading"


@blueprint.get(PLACE)
@member_only
def show() -> Response:
    """The forms of whatever somebody grades."""
    return _page(house().office())


@blueprint.post(f"{PLACE}/<code>")
@member_only
def give(code: str) -> Response:
    """Save an objective's grade, its reason and what was learned."""
    here = house()
    office, me = here.office(), member()
    objective = _objective(office, code)
    if not _may(office, objective):
        raise NotAllowed("You can grade only for your own team. Ask someone from the other team")
    try:
        draft = GradeDraft(_grade(typed("grade")), typed("reason"), typed("learned"))
        here.store.grade(objective.code, draft, now=here.now(), author=me.name if me else "")
    except Refused as error:
        again = Typed(
            objective.code, typed("grade"), typed("reason"), typed("learned"), error_text(error)
        )
        return _page(office, again)
    return see(f"{PLACE}#g-{objective.code}")


def _page(office: Office, again: Typed | None = None) -> Response:
    here = house()
    graded = tuple(
        (cycle, here.store.grades(cycle.id))
        for cycle in office.cycles
        if cycle.state is CycleState.GRADING
    )
    view = grading_page(here.words, office, graded, lambda o: _may(office, o), again)
    status = UNPROCESSABLE if again else 200
    title = here.words.gettext("Grading")
    return page(
        "admin/grading.html",
        title,
        here=PLACE,
        status=status,
        office=office,
        page=view,
        has_grades=office.customs.grades,
    )


def _may(office: Office, objective: Objective) -> bool:
    me = member()
    return me is not None and may_check_in(office, objective.team, me.teams, is_admin=me.is_admin)


def _objective(office: Office, code: str) -> Objective:
    try:
        return office.objective(normal_code(code))
    except KeyError:
        raise NotFound("There is no objective %(code)s", code=code) from None


def _grade(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Refused("grade", "A grade is from 0.0 to 1.0, with one decimal. Choose one") from None
