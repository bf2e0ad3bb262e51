"""Correcting the day or the note of a check-in that was saved before."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import Collector, NotFound, Refused
from kiosk.okr.measured_on import moved_to
from kiosk.okr.model import CheckIn, KeyResult
from kiosk.okr.values import parse_note
from kiosk.views.admin_corrections import opened, past_check_ins
from kiosk.web.admin.check_in_page import found_key_result, who_asks
from kiosk.web.admin.objective_check_in import may_check_in
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import member_only

blueprint = Blueprint("corrections", __name__)

MOST = 60
SOURCE = "page"


@blueprint.get("/admin/key-results/<code>/check-ins")
@member_only
def listed(code: str) -> Response:
    """The key result's check-ins that count."""
    return _page(_key_result(code))


@blueprint.post("/admin/check-ins/<int:number>/correct")
@member_only
@once
def correct(number: int) -> Response:
    """Put a check-in with another day or note in the place of one."""
    here = house()
    recorded = here.store.recorded(number)
    if recorded is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    key_result = _key_result(recorded.check_in.key_result)
    try:
        _correct(recorded.check_in)
    except Refused as error:
        if error.field == "id":
            raise
        return _page(key_result, number, error)
    return see(f"/admin/key-results/{key_result.code}/check-ins")


def _correct(check_in: CheckIn) -> None:
    """Append the correction.

    :raises Refused: a field will not do, or nothing is different.
    """
    here, now, collect = house(), house().now(), Collector()
    at, zone = check_in.measured_at, here.words.office_zone
    measured_at = collect.read(lambda: moved_to(typed("on"), at, now, zone), at)
    note = collect.read(lambda: parse_note(typed("note")), "")
    collect.finish()
    if (measured_at, note) == (at, check_in.note):
        raise Refused("on", "Nothing is different yet. Change the day or the note")
    author = who_asks().name
    here.store.correct(
        check_in.id, now=now, measured_at=measured_at, note=note, author=author, source=SOURCE
    )


def _key_result(code: str) -> KeyResult:
    office = house().office()
    return may_check_in(office, found_key_result(office, code), who_asks())


def _page(key_result: KeyResult, number: int = 0, error: Refused | None = None) -> Response:
    here, now = house(), house().now()
    recent = here.store.history(key_result.code, now, notes=MOST).recent
    rows = past_check_ins(here.words, key_result, recent, now)
    if error is not None:
        rows = opened(rows, number, typed("on"), typed("note"), error_text(error))
    return page(
        "admin/past_check_ins.html",
        key_result.title,
        here="/admin/",
        status=UNPROCESSABLE if error else 200,
        rows=rows,
        code=key_result.code,
        today=here.words.office_today(now).isoformat(),
    )
