"""The check-in page and what it sends. Every form works without a script; a script sends the
same forms and gets back just the parts that change.

Who saves what somebody else had changed since the page was made is not held up: rows are only
appended, so nothing is lost. The line says what it was meanwhile, and Undo brings that back. Who
left the value as the page showed it said nothing about it: the newer one stays.
"""

import contextlib
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CheckIn, KeyResult, Office
from kiosk.okr.values import parse_confidence, parse_note
from kiosk.views.admin_card import Card, Typed, card
from kiosk.views.admin_check_in import Line, Meanwhile, line, waiting_summary, waits
from kiosk.web.admin.check_in_form import refuse_words, said_in_form, value_said
from kiosk.web.admin.check_in_page import (
    found_key_result,
    line_saved,
    news_asked,
    teams_to_choose,
    who_asks,
    whole_page,
)
from kiosk.web.admin.objective_check_in import may_check_in, objective_form, to_objective
from kiosk.web.admin.pages import UNPROCESSABLE, number_in, part, see, typed
from kiosk.web.admin.painted import painted
from kiosk.web.house import house
from kiosk.web.sessions import Member, member_only, wants_part

blueprint = Blueprint("check_in", __name__)
SOURCE = "page"


@blueprint.get("/admin/")
@member_only
def check_in() -> Response:
    """What waits, longest first, and what is up to date."""
    office, asked = house().office(), request.args
    saved = asked.get("saved", "")
    return whole_page(
        office,
        opened=normal_code(asked.get("key-result") or asked.get("objective") or ""),
        saved=line_saved(office, saved, asked) if saved else None,
        revision=asked.get("revision", 0, int),
        team=asked.get("team", ""),
    )


@blueprint.post("/admin/key-results/<code>/check-ins")
@member_only
def save(code: str) -> Response:
    """Append a check-in, or renew the one there is."""
    here, me = house(), who_asks()
    key_result = may_check_in(here.office(), found_key_result(here.office(), code), me)
    before = here.store.last_check_in(key_result.code)
    said = said_in_form()
    news = _news(before, said, me)
    try:
        written = _saved(key_result, said, me, news)
    except Refused as error:
        return _refused(key_result, said, error)
    if news and news.is_own and not news.is_kept:
        news = None
    return _answer(key_result.code, written, news)


@blueprint.post("/admin/check-ins/<int:number>/undo")
@member_only
def undo(number: int) -> Response:
    """Take a check-in back; the wall moves back, too."""
    here, me = house(), who_asks()
    of = here.store.checked_in(number)
    if of is not None:
        may_check_in(here.office(), found_key_result(here.office(), of), me)
    # Somebody was faster, or pressed twice: what was wanted is done.
    with contextlib.suppress(Refused):
        here.store.undo(number, now=here.now(), author=me.name, source=SOURCE)
    if typed("back"):
        return to_objective(here.office(), normal_code(typed("code")))
    return _undone(normal_code(typed("code")))


def _saved(key_result: KeyResult, said: Typed, me: Member, news: Meanwhile | None) -> CheckIn:
    here, now = house(), house().now()
    code = key_result.code
    if typed("nothing_changed"):
        refuse_words(said)
        return here.store.nothing_changed(code, now=now, author=me.name, source=SOURCE)
    kept = news.check_in.value if news and news.is_kept else None
    return here.store.check_in(
        code,
        value_said(key_result, said).value if kept is None else kept,
        now=now,
        confidence=parse_confidence(said.confidence),
        note=parse_note(said.note),
        author=me.name,
        signed=me.name if said.sign and said.note.strip() else "",
        source=SOURCE,
    )


def _news(before: CheckIn | None, said: Typed, me: Member) -> Meanwhile | None:
    """What stood there, when it is not what the page showed."""
    if before is None or said.seen == str(before.id):
        return None
    return Meanwhile(
        before,
        is_kept=_is_untouched(said) and not typed("nothing_changed"),
        is_own=before.author == me.name,
        is_return=_is_older(before, said.seen),
    )


def _is_untouched(said: Typed) -> bool:
    """Whether the value was left as the card showed it; a card that does not say has none."""
    if "shown" not in request.form:
        return False
    return (said.value.strip() or ",".join(sorted(said.done))) == said.shown


def _is_older(before: CheckIn, seen: str | None) -> bool:
    return before.id < (number_in(seen or "") or 0)


def _refused(key_result: KeyResult, said: Typed, error: Refused) -> Response:
    here, now = house(), house().now()
    said = replace(said, errors={error.field: here.words.error(error)})
    office = here.office()
    if typed("back"):
        return objective_form(office, key_result.objective, key_result.code, said)
    if wants_part():
        form = card(here.words, office, found_key_result(office, key_result.code), now, said)
        return part("admin/_card.html", UNPROCESSABLE, card=form, team=typed("team"), focus=False)
    return whole_page(
        office, opened=key_result.code, said=said, team=typed("team"), status=UNPROCESSABLE
    )


def _answer(code: str, written: CheckIn, meanwhile: Meanwhile | None) -> Response:
    here, team = house(), typed("team")
    if typed("back"):
        return to_objective(here.office(), code, written.id, meanwhile)
    revision = here.store.revision()
    if not wants_part():
        asked = {"saved": code, "revision": str(revision), "team": team, **news_asked(meanwhile)}
        return see("/admin/?" + urlencode({k: v for k, v in asked.items() if v}))
    office = here.office()
    said = line(
        here.words,
        found_key_result(office, code),
        written,
        here.now(),
        just_saved=True,
        meanwhile=meanwhile,
    )
    return _parts(office, revision, team, said=said)


def _undone(code: str) -> Response:
    here, team = house(), typed("team")
    revision = here.store.revision()
    if not wants_part():
        asked = {"revision": str(revision), "team": team}
        return see("/admin/?" + urlencode({k: v for k, v in asked.items() if v}))
    office = here.office()
    key_result, now = found_key_result(office, code), here.now()
    latest = key_result.latest
    if latest is None or waits(here.words, office, key_result, here.words.today(now)):
        form = card(here.words, office, key_result, now)
        return _parts(office, revision, team, form=form)
    return _parts(office, revision, team, said=line(here.words, key_result, latest, now))


def _parts(
    office: Office, revision: int, team: str, *, said: Line | None = None, form: Card | None = None
) -> Response:
    here = house()
    return part(
        "admin/_saved.html",
        card=form,
        line=said,
        focus=False,
        team=team,
        summary=waiting_summary(here.words, office, here.now(), team),
        teams=teams_to_choose(office, team),
        painted=painted(revision),
    )
