"""The check-in page and what it sends. Every form works without a script; a script sends the
same forms and gets back just the parts that change.

Who saves what somebody else had changed since the page was made is not held up: rows are only
appended, so nothing is lost. The line says what it was meanwhile, and Undo brings that back. Who
left the value as the page showed it said nothing about it: the newer one stays.
"""

from dataclasses import replace
from secrets import token_urlsafe
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CheckIn, KeyResult
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
from kiosk.web.sessions import Member, member_only, wants_part

blueprint = Blueprint("check_in", __name__)
SOURCE = "page"
_NOT_SAVED = frozenset({"team", "touched"})
"""Fields that are no part of a check-in."""


@blueprint.get("/admin/")
@member_only
def check_in() -> Response:
    """What waits, longest first, and what is up to date."""
    office, asked = house().office(), request.args
    return whole_page(
        office,
        opened=normal_code(asked.get("key-result") or asked.get("objective") or ""),
        before=just_before(office, asked),
        team=asked.get("team", ""),
    )


@blueprint.post("/admin/key-results/<code>/check-ins")
@member_only
def save(code: str) -> Response:
    """Append a check-in, or renew the one there is."""
    key_result = may_check_in(
        house().office(), found_key_result(house().office(), code), who_asks()
    )
    said = said_in_form()
    try:
        saved = _saved_once(key_result, said)
    except NotSure as asked:
        return _come_back(key_result, replace(said, question=asked.question))
    except Refused as error:
        return _come_back(key_result, replace(said, errors=error_text(error)))
    return _answer(key_result.code, saved)


def _saved_once(key_result: KeyResult, said: Typed) -> Saved:
    """What the form saves; sent twice, it saves once, unless that was taken back since."""
    if not typed("once"):
        return _saved(key_result, said)
    made, form = desk().saved, form_digest(_NOT_SAVED)
    with made.turn(form):
        saved = made.result(form)
        if saved is not None:
            recorded = house().store.recorded(saved.check_in.id)
            if recorded is not None and not recorded.is_undone:
                return saved
        saved = _saved(key_result, said)
        made.keep(form, saved)
    return saved


def _saved(key_result: KeyResult, said: Typed) -> Saved:
    me = who_asks()
    news = _news(house().store.last_check_in(key_result.code), said, me)
    meanwhile = None if news and news.is_own and not news.is_kept else news
    here, now = house(), house().now()
    if typed("nothing_changed"):
        refuse_words(said)
        code = key_result.code
        same = here.store.nothing_changed(code, now=now, author=me.name, source=SOURCE)
        return Saved(same, meanwhile)
    refuse_untouched(said)
    kept = news.check_in.value if news and news.is_kept else None
    report = report_said(key_result, said, kept)
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


def _come_back(key_result: KeyResult, said: Typed) -> Response:
    """The form with what was typed, and with its errors or a question."""
    here, now = house(), house().now()
    office = here.office()
    if typed("back"):
        return objective_form(office, key_result.objective, key_result.code, said)
    if wants_part():
        form = card(here.words, office, found_key_result(office, key_result.code), now, said)
        return part(
            "admin/_card.html",
            UNPROCESSABLE,
            card=form,
            team=typed("team"),
            focus=False,
            once=typed("once") or token_urlsafe(12),
        )
    return whole_page(
        office, opened=key_result.code, said=said, team=typed("team"), status=UNPROCESSABLE
    )


def _answer(code: str, saved: Saved) -> Response:
    here, team = house(), typed("team")
    if typed("back"):
        return to_objective(here.office(), code, saved)
    revision = here.store.revision()
    if not wants_part():
        asked = {
            "revision": str(revision),
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
    return saved_parts(office, revision, team, said=said)
