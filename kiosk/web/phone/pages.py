"""The pages people open on their phones, mostly by a QR code. None asks for a log-in."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.live.content.snapshot import Snapshot
from kiosk.live.topics import Content
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Office, Team
from kiosk.views.common.check_in_line import SavedLine, UndoneCheckIn
from kiosk.views.common.meetings import has_meetings
from kiosk.views.render import render
from kiosk.views.urls import ALL_PATH, objective_path, replay_path, team_path
from kiosk.web.check_in.phone_page import check_in_path, just_saved_line, just_undone
from kiosk.web.core import assets, page_cache
from kiosk.web.core.headers import allow_inline
from kiosk.web.core.services import get_services

blueprint = Blueprint("phone", __name__)


@dataclass(frozen=True, slots=True)
class PhonePage:
    """A page around the part that is pushed: what stays the same while it is open."""

    topic: str
    title: str
    team: Team | None = None
    check_in: str = ""
    said: SavedLine | None = None
    taken_back: UndoneCheckIn | None = None
    replay: str = ""

    @property
    def is_everybodys(self) -> bool:
        """Whether it says nothing of what its reader has just done."""
        return self.said is None and self.taken_back is None

    @property
    def lasting(self) -> Hashable:
        """What it says to everybody alike."""
        return self.topic, self.title, self.team, self.check_in, self.replay


Answer = Callable[[], AnyResponse]
Look = Callable[[Snapshot], PhonePage | Answer]
"""Finds what a page shows, or else what makes another answer."""


def objective(code: str) -> AnyResponse:
    """An objective, by its code as somebody typed it or a QR code holds it."""
    return phone_page(lambda sight: _objective(sight, normal_code(code)))


def _objective(sight: Snapshot, code: str) -> PhonePage | Answer:
    office = sight.office
    found = next((o for o in office.objectives if o.code == code), None)
    if found is None:
        return _elsewhere(sight, code)
    return PhonePage(
        topic=f"objective/{found.code}",
        title=found.title,
        team=office.team(found.team),
        check_in=check_in_path(office, found),
        said=just_saved_line(office, found),
        taken_back=just_undone(office, found),
        replay=replay_path(found.code),
    )


def team(name: str) -> AnyResponse:
    """A team's OKRs, by its slug or its short code."""
    return phone_page(lambda sight: _team_or_elsewhere(sight, name))


def _team_or_elsewhere(sight: Snapshot, name: str) -> PhonePage | Answer:
    found = _team(sight.office, name)
    if found is None:
        return _elsewhere(sight, normal_code(name))
    return PhonePage(topic=f"team/{found.slug}", title=found.name)


def _team(office: Office, name: str) -> Team | None:
    by_slug = [team for team in office.teams if team.slug.casefold() == name.casefold()]
    by_code = [team for team in office.teams if team.code == normal_code(name)]
    return next(iter(by_slug + by_code), None)


def everyone() -> AnyResponse:
    """Everyone's OKRs."""

    def look(sight: Snapshot) -> PhonePage:
        title = sight.localizer.gettext("Everyone’s OKRs")
        return PhonePage(topic="all", title=title, replay=replay_path())

    return phone_page(look)


def phone_page(look: Look) -> AnyResponse:
    """A phone's page of a topic, live; the page for a code of nothing if there is no topic."""
    return get_services().drawn(lambda: _read(look))


def _read(look: Look) -> Answer:
    services = get_services()
    sight = services.snapshot()
    shown = look(sight)
    if not isinstance(shown, PhonePage):
        return shown
    allow_inline(*_inline())
    like = page_cache.Look(_key(sight, shown), sight.revision, sight.now)
    kept = services.pages.get(like) if shown.is_everybodys else None
    if kept is not None:
        return lambda: page_cache.sent(kept)
    drawing = services.contents.read(sight, shown.topic)
    if drawing is None:
        return missing
    if shown.is_everybodys:
        return lambda: page_cache.sent(
            services.pages.made(like, lambda: _made(sight, shown, drawing()))
        )
    return lambda: _answer(_made(sight, shown, drawing())[0])


def _key(sight: Snapshot, shown: PhonePage) -> Hashable:
    """All that a page of everybody depends on but for the revision and the moment: in which
    language, of which release, for whom, and what stands around the topic."""
    has = has_meetings(sight.office, sight.now)
    return shown.lasting, sight.has_guests, sight.localizer, sight.urls, assets.release(), has


def _inline() -> tuple[assets.Inline, assets.Inline]:
    """The style and the script that stand in every page."""
    script = assets.joined_script(
        "shared/live_topic", "shared/morph", "shared/language_change", "phone/main"
    )
    return assets.stylesheet("phone"), script


def _made(sight: Snapshot, shown: PhonePage, content: Content) -> tuple[str, datetime | None]:
    """A page, and when it looks different though nobody saves."""
    style, script = _inline()
    page = render(
        "phone/page.html",
        sight.localizer,
        revision=content.revision,
        release=assets.release(),
        title=" · ".join(part for part in (shown.title, sight.office.name) if part),
        topic=shown.topic,
        content=content.html,
        team=shown.team,
        team_path=team_path(shown.team.slug) if shown.team else "",
        is_all=shown.topic == "all",
        meetings=shown.topic != "meetings" and has_meetings(sight.office, sight.now),
        check_in=shown.check_in,
        said=shown.said,
        taken_back=shown.taken_back,
        replay=shown.replay,
        style=style.text,
        script=script.text,
    )
    return page, content.changes_at


def _elsewhere(sight: Snapshot, code: str) -> PhonePage | Answer:
    """Where a code leads that is of another thing; else a page that says what to do."""
    office = sight.office
    for key_result in office.key_results():
        if key_result.code == code:
            return _led_to(f"{objective_path(key_result.objective)}#kr-{code}")
    for objective in office.objectives:
        if objective.code == code:
            return _led_to(objective_path(code))
    for team in office.teams:
        if team.code == code:
            return _led_to(team_path(team.slug))
    return _past(sight, code)


def _past(sight: Snapshot, code: str) -> PhonePage | Answer:
    """An objective of a cycle that is closed: what was printed leads to it for ever."""
    services = get_services()
    cycle = services.store.cycles.id_of(code)
    office = None if cycle is None else services.contents.archive_pages.archive(sight, cycle)
    if office is None:
        return _prepared(code) if cycle is not None else missing
    for key_result in office.key_results():
        if key_result.code == code:
            return _led_to(f"{objective_path(key_result.objective)}#kr-{code}")
    found = next((o for o in office.objectives if o.code == code), None)
    return PhonePage(f"objective/{code}", found.title) if found else missing


def _led_to(path: str) -> Answer:
    return lambda: redirect(path)


def _prepared(code: str) -> Answer:
    """What was printed in one cycle and moved into a draft; a draft itself is shown nowhere."""
    services = get_services()
    if not services.store.moves.all(code):
        return missing
    title = services.localizer.gettext("This was moved to the next cycle")
    advice = services.localizer.gettext(
        "It is shown here again, under the same code, once that cycle is open. Everyone’s OKRs"
        " are all in one place:"
    )
    return lambda: missing(title, advice)


def missing(title: str = "", advice: str = "") -> AnyResponse:
    """The page for a code that nothing has, or that says why nothing is shown, as 404."""
    localizer = get_services().localizer
    style = assets.stylesheet("phone")
    allow_inline(style)
    page = render(
        "phone/not_found.html",
        localizer,
        style=style.text,
        title=title or localizer.gettext("Nothing here has this code"),
        advice=advice
        or localizer.gettext(
            "Check the code on the wall: it has four or five letters and digits. If it is "
            "right, its cycle may have ended. Everyone’s OKRs are all in one place:"
        ),
    )
    return _answer(page, HTTPStatus.NOT_FOUND)


def _answer(page: str, status: int = HTTPStatus.OK) -> AnyResponse:
    return Response(page, status, content_type="text/html; charset=utf-8")


blueprint.add_url_rule(objective_path("<code>"), view_func=objective, strict_slashes=False)
blueprint.add_url_rule(team_path("<name>"), view_func=team, strict_slashes=False)
blueprint.add_url_rule(ALL_PATH, view_func=everyone, strict_slashes=False)
