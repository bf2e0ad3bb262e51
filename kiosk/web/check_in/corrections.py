"""Correcting the day or the note of an earlier check-in."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import Collector, NotFound, ValidationError
from kiosk.okr.check_in_date import moved_to
from kiosk.okr.check_in_input import parse_note
from kiosk.okr.model import CheckIn, KeyResult
from kiosk.views.admin.check_in_corrections import past_check_ins, with_open_form
from kiosk.web.admin.idempotency import idempotent
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.check_in.page_parts import found_key_result
from kiosk.web.check_in.phone_page import key_result_to_check_in
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import login_required, require_user

blueprint = Blueprint("corrections", __name__)

MAX_LISTED = 60
SOURCE = "page"


@blueprint.get("/admin/key-results/<code>/check-ins")
@login_required
def index(code: str) -> Response:
    """The key result's check-ins that count."""
    return _page(_key_result(code))


@blueprint.post("/admin/check-ins/<int:number>/correct")
@login_required
@idempotent
def update(number: int) -> Response:
    """Correct the day or note of a check-in."""
    services = get_services()
    recorded = services.store.check_ins.get(number)
    if recorded is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    key_result = _key_result(recorded.check_in.key_result)
    try:
        _correct(recorded.check_in)
    except ValidationError as error:
        if error.field == "id":
            raise
        return _page(key_result, number, error)
    return redirect_to(f"/admin/key-results/{key_result.code}/check-ins")


def _correct(check_in: CheckIn) -> None:
    """Append the correction.

    :raises ValidationError: a field is invalid, or nothing differs.
    """
    services, now, collect = get_services(), get_services().now(), Collector()
    at, zone = check_in.measured_at, services.localizer.office_zone
    measured_at = collect.read(lambda: moved_to(form_text("on"), at, now, zone), at)
    note = collect.read(lambda: parse_note(form_text("note")), "")
    collect.finish()
    if (measured_at, note) == (at, check_in.note):
        raise ValidationError("on", "Nothing has changed yet. Change the day or the note")
    author = require_user().name
    services.store.check_ins.correct(
        check_in.id, now=now, measured_at=measured_at, note=note, author=author, source=SOURCE
    )


def _key_result(code: str) -> KeyResult:
    office = get_services().office()
    return key_result_to_check_in(office, found_key_result(office, code), require_user())


def _page(key_result: KeyResult, number: int = 0, error: ValidationError | None = None) -> Response:
    services, now = get_services(), get_services().now()
    recent = services.store.key_results.history(key_result.code, now, notes=MAX_LISTED).recent
    rows = past_check_ins(services.localizer, key_result, recent, now)
    if error is not None:
        rows = with_open_form(rows, number, form_text("on"), form_text("note"), error_text(error))
    return render_page(
        "admin/check_in/past_check_ins.html",
        key_result.title,
        nav_path="/admin/",
        status=UNPROCESSABLE if error else 200,
        rows=rows,
        code=key_result.code,
        today=services.localizer.office_today(now).isoformat(),
    )
