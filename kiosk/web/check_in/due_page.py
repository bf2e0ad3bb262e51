"""The check-ins due, for whoever scans the wall's code. It asks who one is only on saving: the form
is kept through the log-in (kiosk.web.admin.kept_forms)."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.okr import permissions
from kiosk.okr.model import KeyResult, Office
from kiosk.views.admin.check_in_form import CheckInInput
from kiosk.views.common.check_in_line import SavedLine, UndoneCheckIn
from kiosk.views.phone.check_ins_due import check_ins_due_page
from kiosk.views.urls import IN_PATH
from kiosk.web.admin.responses import UNPROCESSABLE, parse_row_id, render_page
from kiosk.web.check_in.page_parts import saved_line_from_query, undone_from_query
from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import current_user

blueprint = Blueprint("check_ins_due", __name__)
DUE = "due"
"""What a form of this page says of the way back."""


@blueprint.get(IN_PATH, strict_slashes=False)
@reads_once
def index() -> Callable[[], Response]:
    """What is due, by team."""
    office, args = shown_office(), request.args
    if current_user() is None:
        return partial(due_page, office)
    saved = saved_line_from_query(office, parse_row_id(args.get("saved", "")) or 0, args)
    return partial(due_page, office, saved=saved, taken_back=undone_from_query(args))


def shown_office() -> Office:
    """The whole office for whoever is logged in; else what everybody may see."""
    snapshot = get_services().snapshot()
    return snapshot.whole if current_user() else snapshot.office


def due_page(
    office: Office,
    opened: str = "",
    submitted: CheckInInput | None = None,
    saved: SavedLine | None = None,
    taken_back: UndoneCheckIn | None = None,
) -> Response:
    """The page; with what was typed into the opened key result's form, when it will not do."""
    services, now, may_save = get_services(), get_services().now(), partial(_may_save, office)
    page = check_ins_due_page(services.localizer, office, now, may_save, opened, submitted)
    return render_page(
        "phone/check_ins_due.html",
        services.localizer.gettext("Check-ins due"),
        status=UNPROCESSABLE if submitted else 200,
        office=office,
        alone=True,
        back=DUE,
        page=page,
        saved_line=saved,
        taken_back=taken_back,
        is_known=current_user() is not None,
    )


def _may_save(office: Office, key_result: KeyResult) -> bool:
    """Whether to offer a form: whoever is not logged in may be anybody."""
    me = current_user()
    if me is None:
        return True
    team = office.objective(key_result.objective).team
    return permissions.may_check_in(office, team, me.teams, is_admin=me.is_admin)
