"""The wall: one objective a page in large print, the company's overview before them.

What stands here is measured and spread over pages by the browser (static/js/fit.js), for only
it knows how wide a line runs; the order and every word come from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from kiosk.okr.model import Change, Cycle, KeyResult, Objective, Office, Value
from kiosk.okr.progress import key_result_progress
from kiosk.views.addresses import ALL_PATH, Link, Places, objective_path
from kiosk.views.figures import thousandths, value_figure
from kiosk.views.hyphens import SOFT_HYPHEN, breakable
from kiosk.views.key_result import KeyResultView, key_result_view
from kiosk.views.objective import ObjectiveView, cycle_text, objective_view
from kiosk.views.render import render
from kiosk.views.wall_pages import KEPT, fragment
from kiosk.views.wall_steps import StepsPage, first_steps, set_up_steps
from kiosk.views.words import Words

# What is announced is bounded: a page that was away is not kept busy for an hour.
CHANGES_TOLD = 20
# Each has a page of its own; a company objective's page names the first of many.
SERVING_SHOWN = 8


@dataclass(frozen=True, slots=True)
class WallPage:
    """A page before it is measured: `fragment` is its HTML, `id` its key in the page."""

    id: str
    fragment: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """A cycle's company objectives as rows, under its theme."""

    company: str
    color: str
    title: str
    cycle: str
    rows: tuple[ObjectiveView, ...]
    link: Link | None


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """One objective: `purpose` says what it is for; its key results, or where it has none of
    its own the first of the objectives that serve it."""

    objective: ObjectiveView
    purpose: str
    key_results: tuple[KeyResultView, ...]
    serving: tuple[ObjectiveView, ...]
    serving_count: int
    link: Link | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change to announce: `was` says what stood there before, `note` is in quotes and signed
    where its author chose to; `fill` is the bar it left, in thousandths (None: no bar)."""

    id: int
    objective: str
    key_result: str
    was: str
    note: str
    signed: str
    fill: int | None


@dataclass(frozen=True, slots=True)
class WallView:
    """A whole wall. `changes` are the last hour's, oldest first."""

    pages: tuple[WallPage, ...]
    changes: tuple[ChangeView, ...]
    changes_at: datetime


def wall_view(
    words: Words,
    office: Office,
    now: datetime,
    places: Places,
    setup: Link | None = None,
) -> WallView:
    """The wall at a moment (aware); `setup` leads to the first admin's set-up."""
    return WallView(
        pages=tuple(_pages(words, office, now, places, setup)),
        changes=tuple(_changes(words, office)),
        changes_at=words.midnight_after(now),
    )


def wall_html(words: Words, view: WallView) -> str:
    """The whole state of a wall: its pages, and the changes for the page to announce."""
    # Put together here: the pages have been through the renderer, and are most of the bytes.
    changes = render("wall/_changes.html", words, changes=view.changes)
    return "\n".join((*(page.fragment for page in view.pages), changes))


def _pages(
    words: Words, office: Office, now: datetime, places: Places, setup: Link | None
) -> list[WallPage]:
    # Nothing on a wall is told by the hour: pages are kept for the day.
    day = words.midnight_after(now) - timedelta(minutes=1)
    pages = []
    if setup is not None:
        pages.append(_page(words, "set-up", "steps", set_up_steps(words, office, setup)))
    elif not office.objectives:
        pages.append(_page(words, "empty", "steps", first_steps(words, office, places)))
    for cycle in office.cycles:
        shown = _overview_office(office, cycle)
        if shown.objectives:
            pages.append(_overview_page(words, shown, cycle, day, places))
    pages += (_one(words, _about(office, o), day, places) for o in office.objectives)
    return pages


def _page(
    words: Words, page_id: str, template: str, page: OverviewPage | ObjectivePage | StepsPage
) -> WallPage:
    return WallPage(page_id, fragment(words, page_id, template, page))


def _about(office: Office, objective: Objective) -> Office:
    """As much of the office as an objective's page tells, the objective first: a key that
    changes when the page does."""
    served = {s.code for s in objective.serves}
    purposes = (replace(o, key_results=()) for o in office.objectives if o.code in served)
    serving = () if objective.key_results else office.serving(objective.code)
    return _part(office, (objective, *purposes, *serving), objective.cycle)


def _overview_office(office: Office, cycle: Cycle) -> Office:
    """As much of the office as a cycle's overview tells: the company's objectives with those
    that make their percent; where the company has none yet, every team's."""
    running = tuple(o for o in office.objectives if o.cycle == cycle.id)
    company = {t.code for t in office.teams if t.is_company}
    own = tuple(o for o in running if o.team in company) or running
    bare = [o.code for o in own if not o.key_results]
    serving = tuple(o for o in running if o not in own and any(s.code in bare for s in o.serves))
    return _part(office, own + serving, cycle.id)


def _part(office: Office, objectives: tuple[Objective, ...], cycle: int) -> Office:
    return replace(
        office,
        revision=0,
        cycles=tuple(c for c in office.cycles if c.id == cycle),
        objectives=objectives,
        changes=(),
    )


def _parted(office: Office) -> Office:
    """The office with long words breakable wherever they stand on a page."""
    return replace(
        office,
        teams=tuple(replace(t, name=breakable(t.name)) for t in office.teams),
        cycles=tuple(replace(c, theme=breakable(c.theme)) for c in office.cycles),
        objectives=tuple(
            replace(
                o,
                title=breakable(o.title),
                key_results=tuple(replace(k, title=breakable(k.title)) for k in o.key_results),
            )
            for o in office.objectives
        ),
    )


@lru_cache(maxsize=KEPT)
def _one(words: Words, about: Office, day: datetime, places: Places) -> WallPage:
    parted = _parted(about)
    objective = parted.objectives[0]
    view = _objective_page(words, parted, objective, day, places)
    return _page(words, f"objective-{objective.code}", "objective", view)


@lru_cache(maxsize=KEPT)
def _overview_page(
    words: Words, shown: Office, cycle: Cycle, day: datetime, places: Places
) -> WallPage:
    view = _overview(words, _parted(shown), cycle, day, places)
    return _page(words, f"cycle-{cycle.id}", "overview", view)


def _overview(
    words: Words, office: Office, cycle: Cycle, now: datetime, places: Places
) -> OverviewPage:
    company = next((t for t in office.teams if t.is_company), None)
    own = [o for o in office.objectives if company and o.team == company.code]
    shown = own or office.objectives
    return OverviewPage(
        company=company.name if company else office.name,
        color=company.color if company else "neutral",
        title=office.cycle(cycle.id).theme or cycle.name,
        cycle=cycle_text(words, office, shown[0], now),
        rows=tuple(_row(words, _about(office, o), now) for o in shown),
        link=places.link(ALL_PATH),
    )


@lru_cache(maxsize=KEPT)
def _row(words: Words, about: Office, now: datetime) -> ObjectiveView:
    return objective_view(words, about, about.objectives[0], now)


def _objective_page(
    words: Words, office: Office, objective: Objective, now: datetime, places: Places
) -> ObjectivePage:
    cycle = office.cycle(objective.cycle)
    view = objective_view(words, office, objective, now)
    serving = () if objective.key_results else office.serving(objective.code)
    rows = tuple(_row(words, _about(office, o), now) for o in serving[:SERVING_SHOWN])
    return ObjectivePage(
        objective=view,
        purpose=_purpose(words, view, cycle),
        key_results=tuple(
            _without_echo(key_result_view(words, k, cycle, now, far=True))
            for k in objective.key_results
        ),
        serving=rows,
        serving_count=len(serving),
        link=places.link(objective_path(objective.code)),
    )


def _without_echo(view: KeyResultView) -> KeyResultView:
    """“Regions with failover: 3” needs no “regions” behind the 3: less is read from further."""
    said = view.title.replace(SOFT_HYPHEN, "").casefold().split()
    if view.figure is None or view.figure.after.casefold() not in said:
        return view
    return replace(view, figure=replace(view.figure, after=""))


def _purpose(words: Words, view: ObjectiveView, cycle: Cycle) -> str:
    """What the objective is for: the company's, or for the company's own the theme."""
    if view.team.is_company:
        return words.gettext("for “%(title)s”") % {"title": cycle.theme} if cycle.theme else ""
    if not view.serves:
        return ""
    first = words.gettext("for “%(title)s”") % {"title": view.serves[0].title}
    others = len(view.serves) - 1
    if not others:
        return first
    more = words.ngettext("and %(num)s more", "and %(num)s more", others) % {
        "num": words.number(others)
    }
    return f"{first} {more}"


def _changes(words: Words, office: Office) -> Iterator[ChangeView]:
    shown = {key_result.code: key_result for key_result in office.key_results()}
    told = [change for change in office.changes if change.check_in.key_result in shown]
    for change in told[-CHANGES_TOLD:]:
        yield _change_view(words, shown[change.check_in.key_result], change)


@lru_cache(maxsize=KEPT)
def _change_view(words: Words, key_result: KeyResult, change: Change) -> ChangeView:
    check_in, before = change.check_in, change.before
    progress = key_result_progress(key_result, before)
    was = words.gettext("first value")
    if before is not None:
        was = words.gettext("was %(value)s") % {"value": _short(words, key_result, before)}
    return ChangeView(
        id=check_in.id,
        objective=key_result.objective,
        key_result=key_result.code,
        was=was,
        note=check_in.note,
        signed=check_in.signed,
        fill=None if key_result.kind.has_limits else thousandths(progress.drawn),
    )


def _short(words: Words, key_result: KeyResult, value: Value) -> str:
    """A value as a goal is told: its unit stands beside the new value already."""
    figure = value_figure(words, key_result, value, far=True)
    return f"{figure.before}{figure.number}" + ("%" if figure.after == "%" else "")
