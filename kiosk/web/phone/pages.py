"""The pages people open on their phones, mostly by a QR code. No log-in."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.live.content.snapshot import Snapshot
from kiosk.live.topics import Content
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CycleState, Objective, Office, Team
from kiosk.okr.printed_code import printed_at
from kiosk.views.common.check_in_line import SavedLine, UndoneCheckIn
from kiosk.views.common.meetings import has_meetings
from kiosk.views.common.values import arrow
from kiosk.views.history.entries import objective_history
from kiosk.views.phone.since_printed import SincePrinted, numbers_shown, since_printed
from kiosk.views.render import render
from kiosk.views.urls import ALL_PATH, objective_path, replay_path, team_path
from kiosk.web.check_in.phone_page import check_in_path, just_saved_line, just_undone
from kiosk.web.core import assets, page_cache
from kiosk.web.core.headers import allow_inline
from kiosk.web.core.services import get_services

blueprint = Blueprint("phone", __name__)


@dataclass(frozen=True, slots=True)
class PhonePage:
    """A page around a live fragment: the parts that stay the same while it is open."""

    topic: str
    title: str
    team: Team | None = None
    check_in: str = ""
    saved_line: SavedLine | None = None
    undone: UndoneCheckIn | None = None
    replay: str = ""
    since: SincePrinted | None = None
    printed_at: datetime | None = None

    @property
    def is_cacheable(self) -> bool:
        """Whether the page is the same for everybody, without a notice for its reader."""
        return self.saved_line is None and self.undone is None

    @property
    def cache_key(self) -> Hashable:
        """The parts of the page that depend on the reader."""
        # What changed since then follows from the revision, on which every cached page depends.
        return self.topic, self.title, self.team, self.check_in, self.replay, self.printed_at


Responder = Callable[[], AnyResponse]
PageFinder = Callable[[Snapshot], PhonePage | Responder]
"""Finds what a page shows, or else what makes another answer."""


def objective(code: str) -> AnyResponse:
    """An objective by its code, typed or from a QR code."""
    return phone_page(lambda sight: _objective_page(sight, normal_code(code)))


def objective_since(code: str, printed: str) -> AnyResponse:
    """An objective by the code on a poster, with what changed since that was printed."""
    moment = printed_at(printed)
    return phone_page(lambda sight: _objective_page(sight, normal_code(code), moment))


def _objective_page(
    sight: Snapshot, code: str, printed: datetime | None = None
) -> PhonePage | Responder:
    office = sight.office
    found = next((o for o in office.objectives if o.code == code), None)
    printed = printed if printed and printed <= sight.now else None
    if found is None:
        return _redirect_or_404(sight, code, printed)
    return PhonePage(
        since=_since_printed(sight, office, found, printed) if printed else None,
        printed_at=printed,
        topic=f"objective/{found.code}",
        title=found.title,
        team=office.team(found.team),
        check_in=check_in_path(office, found),
        saved_line=just_saved_line(office, found),
        undone=just_undone(office, found),
        replay=replay_path(found.code),
    )


def _since_printed(
    sight: Snapshot, office: Office, objective: Objective, printed: datetime
) -> SincePrinted:
    store = get_services().store
    asked = [(k.code, k.kind) for k in numbers_shown(office, objective)]
    entries, names = store.audit_log.of_objective(objective.code)
    changed = objective_history(
        sight.localizer,
        names,
        entries,
        since=printed,
        team=office.team(objective.team).name,
        guests=sight.has_guests,
    )
    values = store.check_ins.at(asked, printed)
    cycle = office.cycle(objective.cycle)
    closed = cycle if cycle.state is CycleState.CLOSED else None
    return since_printed(sight.localizer, office, objective, printed, values, changed, closed)


def team(name: str) -> AnyResponse:
    """A team's OKRs, by its slug or its short code."""
    return phone_page(lambda sight: _team_page(sight, name))


def _team_page(sight: Snapshot, name: str) -> PhonePage | Responder:
    found = _team(sight.office, name)
    if found is None:
        return _redirect_or_404(sight, normal_code(name))
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


def phone_page(look: PageFinder) -> AnyResponse:
    """The live page of a topic; the page for an unknown code if there is no topic."""
    return get_services().read_then_render(lambda: _read(look))


def _read(look: PageFinder) -> Responder:
    services = get_services()
    sight = services.snapshot()
    shown = look(sight)
    if not isinstance(shown, PhonePage):
        return shown
    allow_inline(*_inline())
    like = page_cache.CacheKey(_key(sight, shown), sight.revision, sight.now)
    cached = services.page_cache.get(like) if shown.is_cacheable else None
    if cached is not None:
        return lambda: page_cache.page_response(cached)
    drawing = services.renderer.read(sight, shown.topic)
    if drawing is None:
        return not_found_page
    if shown.is_cacheable:
        return lambda: page_cache.page_response(
            services.page_cache.get_or_render(like, lambda: _render_page(sight, shown, drawing()))
        )
    return lambda: _html_response(_render_page(sight, shown, drawing())[0])


def _key(sight: Snapshot, shown: PhonePage) -> Hashable:
    """Everything a cached page depends on except revision and time: language, release, audience,
    and the parts around the topic."""
    has = has_meetings(sight.office, sight.now)
    return shown.cache_key, sight.has_guests, sight.localizer, sight.urls, assets.release(), has


def _inline() -> tuple[assets.Inline, assets.Inline]:
    """The style and script of every page."""
    script = assets.joined_script(
        "shared/live_topic", "shared/morph", "shared/language_change", "phone/main"
    )
    return assets.stylesheet("phone"), script


def _render_page(
    sight: Snapshot, shown: PhonePage, content: Content
) -> tuple[str, datetime | None]:
    """A page, and when it changes without a save."""
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
        saved_line=shown.saved_line,
        undone=shown.undone,
        replay=shown.replay,
        since=shown.since,
        arrow=arrow(sight.localizer),
        style=style.text,
        script=script.text,
    )
    return page, content.changes_at


def _redirect_or_404(
    sight: Snapshot, code: str, printed: datetime | None = None
) -> PhonePage | Responder:
    """Redirect to the page of a code that belongs to something else; else the page for an unknown
    code."""
    office = sight.office
    for key_result in office.key_results():
        if key_result.code == code:
            return _redirect(f"{objective_path(key_result.objective)}#kr-{code}")
    for objective in office.objectives:
        if objective.code == code:
            return _redirect(objective_path(code))
    for team in office.teams:
        if team.code == code:
            return _redirect(team_path(team.slug))
    return _archived_objective(sight, code, printed)


def _archived_objective(
    sight: Snapshot, code: str, printed: datetime | None
) -> PhonePage | Responder:
    """An objective of a closed cycle: printed codes lead to it for ever."""
    services = get_services()
    cycle = services.store.cycles.id_of(code)
    office = None if cycle is None else services.renderer.archive_pages.archive(sight, cycle)
    if office is None:
        return _moved_into_draft(code) if cycle is not None else not_found_page
    for key_result in office.key_results():
        if key_result.code == code:
            return _redirect(f"{objective_path(key_result.objective)}#kr-{code}")
    found = next((o for o in office.objectives if o.code == code), None)
    if found is None:
        return not_found_page
    since = _since_printed(sight, office, found, printed) if printed else None
    return PhonePage(f"objective/{code}", found.title, since=since, printed_at=printed)


def _redirect(path: str) -> Responder:
    return lambda: redirect(path)


def _moved_into_draft(code: str) -> Responder:
    """A page for a printed code whose objective was moved into a draft; drafts are not shown."""
    services = get_services()
    if not services.store.moves.all(code):
        return not_found_page
    title = services.localizer.gettext("This was moved to the next cycle")
    advice = services.localizer.gettext(
        "It is shown here again, under the same code, once that cycle is open. Everyone’s OKRs"
        " are all in one place:"
    )
    return lambda: not_found_page(title, advice)


def not_found_page(title: str = "", advice: str = "") -> AnyResponse:
    """The page for an unknown code, or that says why nothing is shown; status 404."""
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
    return _html_response(page, HTTPStatus.NOT_FOUND)


def _html_response(page: str, status: int = HTTPStatus.OK) -> AnyResponse:
    return Response(page, status, content_type="text/html; charset=utf-8")


blueprint.add_url_rule(objective_path("<code>"), view_func=objective, strict_slashes=False)
blueprint.add_url_rule(
    f"{objective_path('<code>')}/<printed>", view_func=objective_since, strict_slashes=False
)
blueprint.add_url_rule(team_path("<name>"), view_func=team, strict_slashes=False)
blueprint.add_url_rule(ALL_PATH, view_func=everyone, strict_slashes=False)
