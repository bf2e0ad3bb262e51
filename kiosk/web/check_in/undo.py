"""Undoing and redoing check-ins."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.model import KeyResult, Office
from kiosk.store.queries.check_in_corrections import Recorded
from kiosk.views.admin.check_in import is_check_in_open
from kiosk.views.admin.check_in_form import check_in_form
from kiosk.views.admin.save_status import FinishedAction
from kiosk.views.common.check_in_line import saved_line, undo_question
from kiosk.web.admin.responses import Confirmation, confirmation_page, form_text, redirect_to
from kiosk.web.admin.state import Saved
from kiosk.web.check_in.page_parts import found_key_result, saved_fragments, undone_check_in
from kiosk.web.check_in.phone_page import key_result_to_check_in, path_back, to_page_before
from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import login_required, require_user, wants_fragment

blueprint = Blueprint("undo", __name__)

SOURCE = "page"
CONFIRM_AFTER = timedelta(days=1)


@blueprint.post("/admin/check-ins/<int:number>/undo")
def undo(number: int) -> Response:
    """Undo a check-in, and its change on the wall. An older one needs a confirmation."""
    before = get_services().read_together(lambda: _read_before_undo(number))
    if isinstance(before, Response):
        return before
    services = get_services()
    with _ignore_if_done(number, "is_undone"):
        services.store.check_ins.undo(
            number, now=services.now(), author=require_user().name, source=SOURCE
        )
    return _undone_response(before.code, number)


@login_required
def _read_before_undo(number: int) -> KeyResult | Response:
    """The key result of a check-in that may be taken back now; or the question first."""
    recorded, now = _recorded(number), get_services().now()
    key_result = _key_result(recorded)
    is_older = now - recorded.check_in.recorded_at > CONFIRM_AFTER
    if is_older and recorded.counts and not form_text("sure"):
        return _confirmation(key_result, recorded)
    return key_result


@blueprint.post("/admin/check-ins/<int:number>/redo")
def redo(number: int) -> Response:
    """Redo a check-in that was undone."""
    before = get_services().read_together(lambda: _read_before_redo(number))
    if isinstance(before, Response):
        return before
    services = get_services()
    with _ignore_if_done(number, "is_redone"):
        services.store.check_ins.redo(
            number, now=services.now(), author=require_user().name, source=SOURCE
        )
    return _redone_response(before.code)


@login_required
def _read_before_redo(number: int) -> KeyResult | Response:
    return _key_result(_recorded(number))


def _recorded(number: int) -> Recorded:
    found = get_services().store.check_ins.get(number)
    if found is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    return found


def _key_result(recorded: Recorded) -> KeyResult:
    office = get_services().snapshot().whole
    return key_result_to_check_in(
        office, found_key_result(office, recorded.check_in.key_result), require_user()
    )


@contextlib.contextmanager
def _ignore_if_done(number: int, state: str) -> Iterator[None]:
    """Ignore a second click, and that somebody else was faster: it is done."""
    try:
        yield
    except ValidationError:
        if not getattr(_recorded(number), state):
            raise


def _confirmation(key_result: KeyResult, recorded: Recorded) -> Response:
    services, office = get_services(), get_services().office()
    ask = undo_question(services.localizer, key_result, recorded.check_in)
    latest = key_result.latest_check_in
    if wants_fragment() and latest is not None:
        line = saved_line(services.localizer, office, key_result, latest, services.now(), ask=ask)
        return saved_fragments(office, 0, form_text("team"), line=line)
    path = (
        path_back(office, key_result.code) if form_text("back") else _page(team=form_text("team"))
    )
    fields = {name: form_text(name) for name in ("code", "team", "back") if form_text(name)}
    question = Confirmation(
        sentence=ask.sentence,
        yes=services.localizer.gettext("Take it back"),
        action=f"/admin/check-ins/{ask.number}/undo",
        back=path,
        fields=tuple({**fields, "sure": "1"}.items()),
    )
    return confirmation_page(key_result.title, question, "/admin/")


@reads_once
def _undone_response(code: str, number: int) -> Response:
    services, team = get_services(), form_text("team")
    if form_text("back"):
        return to_page_before(services.office(), code, undone=number)
    revision, back = services.store.revision(), undone_check_in(number)
    if not wants_fragment():
        return redirect_to(_page(undone=str(number), revision=str(revision), team=team))
    office, now = services.office(), services.now()
    key_result = found_key_result(office, code)
    latest = key_result.latest_check_in
    if latest is None or is_check_in_open(services.localizer, office, key_result, now):
        form = check_in_form(services.localizer, office, key_result, now, undone=back)
        return saved_fragments(office, revision, team, form=form, done=FinishedAction.UNDONE)
    line = saved_line(services.localizer, office, key_result, latest, now, undone=back)
    return saved_fragments(office, revision, team, line=line, done=FinishedAction.UNDONE)


@reads_once
def _redone_response(code: str) -> Response:
    services, team = get_services(), form_text("team")
    office, revision = services.office(), services.store.revision()
    key_result = found_key_result(office, code)
    latest = key_result.latest_check_in
    if form_text("back"):
        return to_page_before(office, code, Saved(latest, None) if latest else None)
    if latest is None:
        return redirect_to(_page(team=team))
    if not wants_fragment():
        return redirect_to(_page(saved=str(latest.id), revision=str(revision), team=team))
    return _redone_fragment(office, key_result, revision, team)


def _redone_fragment(office: Office, key_result: KeyResult, revision: int, team: str) -> Response:
    services, now, latest = get_services(), get_services().now(), key_result.latest_check_in
    if latest is None or is_check_in_open(services.localizer, office, key_result, now):
        form = check_in_form(services.localizer, office, key_result, now)
        return saved_fragments(office, revision, team, form=form)
    line = saved_line(services.localizer, office, key_result, latest, now, just_saved=True)
    return saved_fragments(office, revision, team, line=line)


def _page(**query_args: str) -> str:
    query = urlencode({name: text for name, text in query_args.items() if text})
    return f"/admin/?{query}" if query else "/admin/"
