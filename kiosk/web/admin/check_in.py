"""The check-in page and what it sends. Every form works without a script; a script sends the
same forms and gets back just the parts that change.

Who saves what somebody else had changed since the page was made is not held up: rows are only
appended, so nothing is lost. The line says what it was meanwhile, and Undo brings that back. Who
left the value as the page showed it said nothing about it: the newer one stays.
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

from kiosk.errors import Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CheckIn, KeyResult, Office
from kiosk.views.admin_card import Typed, card
from kiosk.views.admin_check_in import Meanwhile, line
from kiosk.web.admin.check_in_form import (
    NotSure,
    refuse_untouched,
    refuse_words,
    report_said,
    said_in_form,
)
from kiosk.web.admin.check_in_page import (
    drafts,
    found_key_result,
    just_before,
    saved_asked,
    saved_parts,
    who_asks,
    whole_page,
)
from kiosk.web.admin.objective_check_in import may_check_in, objective_form, to_objective
from kiosk.web.admin.once import form_digest
from kiosk.web.admin.pages import (
    UNPROCESSABLE,
    Saved,
    desk,
    error_text,
    number_in,
    part,
    see,
    typed,
)
from kiosk.web.house import house
from kiosk.web.sessions import Member, member_only, reads_once, wants_part

blueprint = Blueprint("check_in", __name__)
SOURCE = "page"
_NOT_SAVED = frozenset({"team", "touched"})
"""Fields that are no part of a check-in."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What stood there when a form came.

    :ivar latest: the check-in that stood on the wall.
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
@member_only
def check_in() -> Callable[[], Response]:
    """What waits, longest first, and what is up to date."""
    office, asked = house().sight().whole, request.args
    return partial(
        whole_page,
        office,
        opened=normal_code(asked.get("key-result") or asked.get("objective") or ""),
        before=just_before(office, asked),
        team=asked.get("team", ""),
        drafts=drafts(),
    )


@blueprint.post("/admin/key-results/<code>/check-ins")
def save(code: str) -> Response:
    """Append a check-in, or renew the one there is; sent twice, it is saved once, unless that was
    taken back since."""
    made, said = desk().saved, said_in_form()
    form = form_digest(_NOT_SAVED) if typed("once") else ""
    with made.turn(form) if form else nullcontext():
        done = made.result(form)
        before = house().together(lambda: _before(code, done))
        if isinstance(before, Response):
            return before
        saved = before.saved or _saved_or_back(before, said)
        if form and isinstance(saved, Saved):
            made.keep(form, saved)
    if isinstance(saved, Saved):
        return _answer(before.key_result.code, saved)
    return _come_back(before, saved)


@member_only
def _before(code: str, saved: Saved | None) -> _Before:
    """What a form is about; for whoever may send it."""
    here = house()
    office = here.sight().whole
    key_result = may_check_in(office, found_key_result(office, code), who_asks())
    recorded = here.store.recorded(saved.check_in.id) if saved else None
    return _Before(
        office,
        key_result,
        here.store.last_check_in(key_result.code),
        here.store.history(key_result.code, here.now()).numbers,
        None if recorded is None or recorded.is_undone else saved,
    )


def _saved_or_back(before: _Before, said: Typed) -> Saved | Typed:
    """What the form saves; else what was typed, with its errors or a question."""
    try:
        return _saved(before, said)
    except NotSure as asked:
        return replace(said, question=asked.question)
    except Refused as error:
        return replace(said, errors=error_text(error))


def _saved(before: _Before, said: Typed) -> Saved:
    me, key_result = who_asks(), before.key_result
    news = _news(before.latest, said, me)
    meanwhile = None if news and news.is_own and not news.is_kept else news
    here, now = house(), house().now()
    if typed("nothing_changed"):
        refuse_words(said)
        code = key_result.code
        same = here.store.nothing_changed(code, now=now, author=me.name, source=SOURCE)
        return Saved(same, meanwhile)
    refuse_untouched(said)
    kept = news.check_in.value if news and news.is_kept else None
    report = report_said(key_result, said, kept, before.past)
    written = here.store.check_in(
        key_result.code,
        report.value,
        now=now,
        measured_at=report.measured_at,
        confidence=report.confidence,
        note=report.note,
        author=me.name,
        signed=me.name if said.sign and said.note.strip() else "",
        source=SOURCE,
    )
    return Saved(written, meanwhile, report.is_read_as)


def _news(before: CheckIn | None, said: Typed, me: Member) -> Meanwhile | None:
    """What stood there, when it is not what the page showed."""
    if before is None or said.seen == str(before.id):
        return None
    return Meanwhile(
        before,
        is_kept="shown" in request.form and said.keeps_value and not typed("nothing_changed"),
        is_own=before.author == me.name,
        is_return=_is_older(before, said.seen),
    )


def _is_older(before: CheckIn, seen: str | None) -> bool:
    return before.id < (number_in(seen or "") or 0)


def _come_back(before: _Before, said: Typed) -> Response:
    """The form with what was typed, and with its errors or a question."""
    here, now = house(), house().now()
    office, code = before.office, before.key_result.code
    if typed("back"):
        return objective_form(office, before.key_result.objective, code, said)
    if wants_part():
        return part(
            "admin/_card.html",
            UNPROCESSABLE,
            card=card(here.words, office, before.key_result, now, said),
            team=typed("team"),
            focus=False,
            once=typed("once") or token_urlsafe(12),
        )
    return whole_page(office, opened=code, said=said, team=typed("team"), status=UNPROCESSABLE)


def _answer(code: str, saved: Saved) -> Response:
    here, team = house(), typed("team")
    if typed("back"):
        return to_objective(here.office(), code, saved)
    if not wants_part():
        asked = {
            "revision": str(here.store.revision()),
            "team": team,
            **saved_asked(saved),
        }
        return see("/admin/?" + urlencode({k: v for k, v in asked.items() if v}))
    office = here.office()
    said = line(
        here.words,
        office,
        found_key_result(office, code),
        saved.check_in,
        here.now(),
        just_saved=True,
        meanwhile=saved.meanwhile,
        is_read_as=saved.is_read_as,
    )
    return saved_parts(office, office.revision, team, said=said)
