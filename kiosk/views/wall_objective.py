"""An objective's page on the wall."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from kiosk.okr.model import Cycle, Objective, Office
from kiosk.views.addresses import Link, Places, objective_path
from kiosk.views.hyphens import SOFT_HYPHEN
from kiosk.views.key_result import KeyResultView, key_result_view
from kiosk.views.objective import ObjectiveView, objective_view
from kiosk.views.wall_pages import KEPT, WallPage, wall_page
from kiosk.views.wall_parts import about, parted, row
from kiosk.views.words import Words

# Each has a page of its own; a company objective's page names the first of many.
SERVING_SHOWN = 8


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


@lru_cache(maxsize=KEPT)
def objective_wall_page(words: Words, told: Office, day: datetime, places: Places) -> WallPage:
    """An objective's page.

    :param told: what about() tells of the objective.
    :param day: the last minute of the day: nothing is told by the hour.
    """
    office = parted(told)
    objective = office.objectives[0]
    view = objective_page_view(words, office, objective, day, places)
    titles = [row.title for row in view.key_results or view.serving]
    # The company's are everybody's.
    team = "" if view.objective.team.is_company else view.objective.team.slug
    return wall_page(words, f"objective-{objective.code}", "objective", view, team, titles)


def objective_page_view(
    words: Words, office: Office, objective: Objective, now: datetime, places: Places
) -> ObjectivePage:
    """What an objective's page tells: its key results, or else the objectives that serve it."""
    cycle = office.cycle(objective.cycle)
    view = objective_view(words, office, objective, now)
    serving = () if objective.key_results else office.serving(objective.code)
    rows = tuple(row(words, about(office, o), now) for o in serving[:SERVING_SHOWN])
    return ObjectivePage(
        objective=view,
        purpose=_purpose(words, view, cycle),
        key_results=tuple(
            without_echo(key_result_view(words, k, cycle, now, far=True, customs=office.customs))
            for k in objective.key_results
        ),
        serving=rows,
        serving_count=len(serving),
        link=places.link(objective_path(objective.code)),
    )


def without_echo(view: KeyResultView) -> KeyResultView:
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
