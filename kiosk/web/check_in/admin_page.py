"""The check-in page and what it sends. Every form works without a script; a script sends the
same forms and gets back just the parts that change.

Who saves what had changed since the page was made is not held up: rows are only appended, so
nothing is lost. The line says what was saved meanwhile, and one button lets that count again. Who
left the value as the page showed it said nothing about it: the newer one stays. “Nothing changed”
confirms only the value that the page showed.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from secrets import token_urlsafe
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CheckIn, KeyResult, Office
from kiosk.views.admin.check_in_form import CheckInInput, check_in_form
from kiosk.views.common.check_in_line import saved_line
from kiosk.web.admin.idempotency import form_digest
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    error_text,
    form_text,
    redirect_to,
    render_fragment,
)
from kiosk.web.admin.state import Saved, admin_state
from kiosk.web.check_in.concurrent import (
    ChangedBeforeConfirmation,
    concurrent_check_in,
    input_after_change,
    merged_value,
    refuse_unread,
    reported_conflict,
    saved_line_query,
)
from kiosk.web.check_in.form import (
    NeedsConfirmation,
    read_check_in,
    refuse_ignored_input,
    refuse_untouched,
    submitted_form,
)
from kiosk.web.check_in.page_parts import (
    draft_cycles,
    found_key_result,
    previous_answer,
    render_check_in_page,
    saved_fragments,
)
from kiosk.web.check_in.phone_page import (
    form_of_page_before,
    key_result_to_check_in,
    to_page_before,
)
from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import login_required, require_user, wants_fragment

blueprint = Blueprint("check_in", __name__)
SOURCE = "page"
_NOT_SAVED = frozenset({"team", "touched"})
"""Fields that are no part of a check-in."""


@dataclass(frozen=True, slots=True)
class _StateBefore:
    """The state before a form was handled.

    :ivar latest: the latest check-in.
    :ivar past: the numbers that were reported before.
    :ivar saved: what the very form has saved already, where that still stands.
    """

    office: Office
    key_result: KeyResult
    latest: CheckIn | None
    past: tuple[Decimal, ...]
    saved: Saved | None


@blueprint.get("/admin/")
@reads_once
@login_required
def index() -> Callable[[], Response]:
    """The check-in page: what is due, the longest overdue first, and what is up to date."""
    office, args = get_services().snapshot().whole, request.args
    return partial(
        render_check_in_page,
        office,
        opened=normal_code(args.get("key-result") or args.get("objective") or ""),
        before=previous_answer(office, args),
        team=args.get("team", ""),
        drafts=draft_cycles(),
    )


@blueprint.post("/admin/key-results/<code>/check-ins")
def create(code: str) -> Response:
    """Append a check-in, or a confirmation of the latest. Submitted twice, it is saved once, unless
    it was undone in between."""
    forms, submitted = admin_state().saved, submitted_form()
    form = form_digest(_NOT_SAVED) if form_text("once") else ""
    with forms.turn(form) if form else nullcontext():
        done = forms.result(form)
        before = get_services().read_together(lambda: _read_before(code, done))
        if isinstance(before, Response):
            return before
        saved = before.saved or _save_or_form(before, submitted)
        if form and isinstance(saved, Saved):
            forms.keep(form, saved)
    if isinstance(saved, Saved):
        return _saved_response(before.key_result.code, saved)
    return _form_again(before, saved)


@login_required
def _read_before(code: str, saved: Saved | None) -> _StateBefore:
    """The state before the form; raises unless its user may submit it."""
    services = get_services()
    office = services.snapshot().whole
    key_result = key_result_to_check_in(office, found_key_result(office, code), require_user())
    recorded = services.store.check_ins.get(saved.check_in.id) if saved else None
    return _StateBefore(
        office,
        key_result,
        services.store.check_ins.latest(key_result.code),
        services.store.key_results.history(key_result.code, services.now()).numbers,
        None if recorded is None or recorded.is_undone else saved,
    )


def _save_or_form(before: _StateBefore, submitted: CheckInInput) -> Saved | CheckInInput:
    """The saved check-in; or the form with its errors or a question."""
    try:
        return _save(before, submitted)
    except NeedsConfirmation as args:
        return replace(submitted, question=args.question)
    except ChangedBeforeConfirmation as changed:
        return input_after_change(before.key_result, changed.news)
    except ValidationError as error:
        return replace(submitted, errors=error_text(error))


def _save(before: _StateBefore, submitted: CheckInInput) -> Saved:
    me, key_result = require_user(), before.key_result
    news = concurrent_check_in(before.latest, submitted, me)
    services, now = get_services(), get_services().now()
    if form_text("nothing_changed"):
        refuse_ignored_input(submitted)
        refuse_unread(news, submitted)
        code = key_result.code
        same = services.store.check_ins.repeat_latest(code, now=now, author=me.name, source=SOURCE)
        return Saved(same, None)
    refuse_untouched(submitted)
    kept_value = news.check_in.value if news and news.value_kept else None
    report = read_check_in(key_result, submitted, kept_value, before.past)
    written = services.store.check_ins.add(
        key_result.code,
        merged_value(key_result, report.value, submitted, news),
        now=now,
        measured_at=report.measured_at,
        confidence=report.confidence,
        note=report.note,
        author=me.name,
        signed=me.name if submitted.sign and submitted.note.strip() else "",
        source=SOURCE,
    )
    return Saved(written, reported_conflict(news, written, report.value), report.is_read_as)


def _form_again(before: _StateBefore, submitted: CheckInInput) -> Response:
    """The form as submitted, with its errors or a question."""
    services, now = get_services(), get_services().now()
    office, code = before.office, before.key_result.code
    if form_text("back"):
        return form_of_page_before(office, before.key_result, submitted)
    if wants_fragment():
        return render_fragment(
            "admin/check_in/_form.html",
            UNPROCESSABLE,
            card=check_in_form(services.localizer, office, before.key_result, now, submitted),
            team=form_text("team"),
            focus=False,
            once=form_text("once") or token_urlsafe(12),
        )
    return render_check_in_page(
        office, opened=code, submitted=submitted, team=form_text("team"), status=UNPROCESSABLE
    )


def _saved_response(code: str, saved: Saved) -> Response:
    services, team = get_services(), form_text("team")
    if form_text("back"):
        return to_page_before(services.office(), code, saved)
    if not wants_fragment():
        args = {
            "revision": str(services.store.revision()),
            "team": team,
            **saved_line_query(saved),
        }
        return redirect_to("/admin/?" + urlencode({k: v for k, v in args.items() if v}))
    office = services.office()
    line = saved_line(
        services.localizer,
        office,
        found_key_result(office, code),
        saved.check_in,
        services.now(),
        just_saved=True,
        meanwhile=saved.meanwhile,
        is_read_as=saved.is_read_as,
    )
    return saved_fragments(office, office.revision, team, line=line)
