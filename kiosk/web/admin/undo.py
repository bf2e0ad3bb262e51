"""Taking a check-in back, and bringing it back again; each says what it did."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.model import KeyResult, Office
from kiosk.store.corrections import Recorded
from kiosk.views.addresses import objective_path
from kiosk.views.admin_card import card
from kiosk.views.admin_check_in import line, undo_question, waits
from kiosk.views.admin_painted import Done
from kiosk.web.admin.check_in_page import (
    found_key_result,
    saved_parts,
    taken_back_now,
    who_asks,
)
from kiosk.web.admin.objective_check_in import may_check_in, to_objective
from kiosk.web.admin.pages import Ask, Saved, confirm, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import member_only, wants_part

blueprint = Blueprint("undo", __name__)

SOURCE = "page"
WITHOUT_ASKING = timedelta(days=1)


@blueprint.post("/admin/check-ins/<int:number>/undo")
@member_only
def undo(number: int) -> Response:
    """Take a check-in back; the wall moves back, too. An older one only once that is confirmed."""
    here, recorded = house(), _recorded(number)
    key_result = _key_result(recorded)
    is_older = here.now() - recorded.check_in.recorded_at > WITHOUT_ASKING
    if is_older and recorded.counts and not typed("sure"):
        return _asked(key_result, recorded)
    with _done_before(number, "is_undone"):
        here.store.undo(number, now=here.now(), author=who_asks().name, source=SOURCE)
    if typed("back"):
        return to_objective(here.office(), key_result.code, undone=number)
    return _undone(key_result.code, number)


@blueprint.post("/admin/check-ins/<int:number>/redo")
@member_only
def redo(number: int) -> Response:
    """Bring back what was taken back."""
    here, recorded = house(), _recorded(number)
    code = _key_result(recorded).code
    with _done_before(number, "is_redone"):
        here.store.redo(number, now=here.now(), author=who_asks().name, source=SOURCE)
    latest = found_key_result(here.office(), code).latest
    if typed("back"):
        return to_objective(here.office(), code, Saved(latest, None) if latest else None)
    return _redone(code)


def _recorded(number: int) -> Recorded:
    found = house().store.recorded(number)
    if found is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    return found


def _key_result(recorded: Recorded) -> KeyResult:
    office = house().office()
    return may_check_in(office, found_key_result(office, recorded.check_in.key_result), who_asks())


@contextlib.contextmanager
def _done_before(number: int, state: str) -> Iterator[None]:
    """Somebody was faster, or pressed twice: what was wanted is done."""
    try:
        yield
    except Refused:
        if not getattr(_recorded(number), state):
            raise


def _asked(key_result: KeyResult, recorded: Recorded) -> Response:
    here, office = house(), house().office()
    ask = undo_question(here.words, key_result, recorded.check_in)
    latest = key_result.latest
    if wants_part() and latest is not None:
        said = line(here.words, office, key_result, latest, here.now(), ask=ask)
        return saved_parts(office, 0, typed("team"), said=said)
    path = objective_path(key_result.objective) if typed("back") else _page(team=typed("team"))
    fields = {name: typed(name) for name in ("code", "team", "back") if typed(name)}
    question = Ask(
        sentence=ask.sentence,
        yes=here.words.gettext("Take it back"),
        action=f"/admin/check-ins/{ask.number}/undo",
        back=path,
        fields=tuple({**fields, "sure": "1"}.items()),
    )
    return confirm(key_result.title, question, "/admin/")


def _undone(code: str, number: int) -> Response:
    here, team = house(), typed("team")
    revision, back = here.store.revision(), taken_back_now(number)
    if not wants_part():
        return see(_page(undone=str(number), revision=str(revision), team=team))
    office, now = here.office(), here.now()
    key_result = found_key_result(office, code)
    latest = key_result.latest
    if latest is None or waits(here.words, office, key_result, now):
        form = card(here.words, office, key_result, now, taken_back=back)
        return saved_parts(office, revision, team, form=form, done=Done.TAKEN_BACK)
    said = line(here.words, office, key_result, latest, now, taken_back=back)
    return saved_parts(office, revision, team, said=said, done=Done.TAKEN_BACK)


def _redone(code: str) -> Response:
    here, team = house(), typed("team")
    office, revision = here.office(), here.store.revision()
    key_result = found_key_result(office, code)
    latest = key_result.latest
    if latest is None:
        return see(_page(team=team))
    if not wants_part():
        return see(_page(saved=str(latest.id), revision=str(revision), team=team))
    return _redone_part(office, key_result, revision, team)


def _redone_part(office: Office, key_result: KeyResult, revision: int, team: str) -> Response:
    here, now, latest = house(), house().now(), key_result.latest
    if latest is None or waits(here.words, office, key_result, now):
        form = card(here.words, office, key_result, now)
        return saved_parts(office, revision, team, form=form)
    said = line(here.words, office, key_result, latest, now, just_saved=True)
    return saved_parts(office, revision, team, said=said)


def _page(**asked: str) -> str:
    query = urlencode({name: text for name, text in asked.items() if text})
    return f"/admin/?{query}" if query else "/admin/"
