"""The objectives page and its forms: what is aimed at, team by team."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.okr.because import joined_because
from kiosk.okr.model import Cycle, CycleState, KeyResult, Kind, Objective, Office, Team
from kiosk.okr.progress import (
    ZERO,
    ObjectiveProgress,
    key_result_progress,
    needs_start,
    objective_progress,
)
from kiosk.views.admin_card import said_value
from kiosk.views.figures import goal_text, percent_text
from kiosk.views.objective import summary_text
from kiosk.views.words import Words

COLORS = ("sky", "orange", "green", "purple", "blue", "yellow", "neutral")
"""The palette's names for teams, in the order they are suggested."""


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    """A key result in the list. `standing` is its percent, or what is said in its place; "" where
    that is said already. `asks_start`: its first value is the target already."""

    code: str
    title: str
    said: str
    standing: str
    asks_start: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective in the list. `serves` are the titles it serves, `because` beside them;
    `cycle` is its cycle's name where several run, else ""."""

    code: str
    title: str
    cycle: str
    progress: str
    serves: tuple[tuple[str, str], ...]
    serves_nothing: bool
    key_results: tuple[KeyResultRow, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """A team with its objectives."""

    team: Team
    objectives: tuple[ObjectiveRow, ...]


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle in a sentence."""

    id: int
    name: str
    theme: str
    days: str


@dataclass(frozen=True, slots=True)
class ObjectivesPage:
    """The whole page. `first_step` is "cycle", "company" or "" once both are there; `draft` is
    the id of the cycle that is being prepared, None where the running ones are shown; `is_closed`:
    it can be read and not changed; `only`: the id of the one running cycle of several shown."""

    cycles: tuple[CycleLine, ...]
    groups: tuple[TeamGroup, ...]
    first_step: str
    draft: int | None
    is_closed: bool = False
    only: int | None = None


@dataclass(frozen=True, slots=True)
class ServesChoice:
    """A company objective that may be served, and the sentence that says why."""

    code: str
    title: str
    is_chosen: bool
    because: str


def objectives_page(words: Words, office: Office, only: int | None = None) -> ObjectivesPage:
    """The page of an office.

    :param only: the id of the one cycle whose objectives are listed; None for all it holds.
    """
    company = any(team.is_company for team in office.teams)
    return ObjectivesPage(
        cycles=tuple(_cycle(words, c) for c in office.cycles if only in (None, c.id)),
        groups=tuple(_group(words, office, team, only) for team in office.teams),
        first_step="" if office.cycles and company else "company" if office.cycles else "cycle",
        draft=next((c.id for c in office.cycles if c.state is CycleState.DRAFT), None),
        is_closed=any(c.state is CycleState.CLOSED for c in office.cycles),
        only=only,
    )


def serves_choices(
    office: Office,
    team: Team,
    code: str,
    because: Mapping[str, str],
    typed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[ServesChoice, ...]:
    """What an objective of this team may serve; the company's own serve nothing.

    :param because: by the code of what is served already or was ticked, why.
    :param typed: what was written beside those that are not ticked.
    """
    if team.is_company:
        return ()
    return tuple(
        ServesChoice(o.code, o.title, o.code in because, {**typed, **because}.get(o.code, ""))
        for o in office.objectives
        if office.team(o.team).is_company and o.code != code
    )


def color_names(words: Words) -> Mapping[str, str]:
    """What the colours are called, those of the palette that a team may have."""
    return {
        "sky": words.gettext("Light blue"),
        "orange": words.gettext("Orange"),
        "green": words.gettext("Green"),
        "purple": words.gettext("Purple"),
        "blue": words.gettext("Blue"),
        "yellow": words.gettext("Yellow"),
    }


def moved(codes: list[str], code: str, by: int) -> list[str]:
    """The codes with one of them moved up (-1) or down (1); at an end it stays."""
    there = codes.index(code)
    to = min(max(there + by, 0), len(codes) - 1)
    others = [other for other in codes if other != code]
    return [*others[:to], code, *others[to:]]


def _cycle(words: Words, cycle: Cycle) -> CycleLine:
    days = words.gettext("%(first)s to %(last)s") % {
        "first": words.long_day(cycle.starts_on),
        "last": words.long_day(cycle.ends_on),
    }
    return CycleLine(cycle.id, cycle.name, cycle.theme, days)


def _group(words: Words, office: Office, team: Team, only: int | None) -> TeamGroup:
    own = [o for o in office.objectives if o.team == team.code and only in (None, o.cycle)]
    rows = (_row(words, office, o, o is own[0], o is own[-1]) for o in own)
    return TeamGroup(team, tuple(rows))


def _row(
    words: Words, office: Office, objective: Objective, first: bool, last: bool
) -> ObjectiveRow:
    titles = {o.code: o.title for o in office.objectives}
    serves = tuple(
        (titles[s.code], joined_because(s.because)) for s in objective.serves if s.code in titles
    )
    results = objective.key_results
    return ObjectiveRow(
        code=objective.code,
        title=objective.title,
        cycle=office.cycle(objective.cycle).name if len(office.cycles) > 1 else "",
        progress=_progress(words, objective_progress(office, objective)),
        serves=serves,
        serves_nothing=not serves and not office.team(objective.team).is_company,
        key_results=tuple(
            _key_result(words, k, k is results[0], k is results[-1]) for k in results
        ),
        is_first=first,
        is_last=last,
    )


def _progress(words: Words, progress: ObjectiveProgress) -> str:
    return summary_text(words, progress) or words.percent(progress.drawn or ZERO)


def _key_result(words: Words, key_result: KeyResult, first: bool, last: bool) -> KeyResultRow:
    standing = ""
    if key_result.latest is not None:
        progress = key_result_progress(key_result, key_result.latest.value)
        standing = percent_text(words, progress)
    said = _said(words, key_result)
    asks = needs_start(key_result)
    return KeyResultRow(key_result.code, key_result.title, said, standing, asks, first, last)


def _said(words: Words, key_result: KeyResult) -> str:
    latest = key_result.latest
    if key_result.kind is Kind.MILESTONES:
        return said_value(words, key_result, latest.value if latest else frozenset())
    if key_result.kind is Kind.YES_NO and not latest:
        return words.gettext("not started (yes/no)")
    value = said_value(words, key_result, latest.value) if latest else words.gettext("not started")
    # Every digit of the one beside every digit of the other.
    return words.gettext("%(value)s, %(goal)s") % {
        "value": value,
        "goal": goal_text(words, key_result, exact=True),
    }
