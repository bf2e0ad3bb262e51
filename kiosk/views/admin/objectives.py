"""The objectives page and its forms, team by team."""

from dataclasses import dataclass

from kiosk.okr.alignment_reason import joined_because
from kiosk.okr.model import Cycle, CycleState, KeyResult, KeyResultKind, Objective, Office, Team
from kiosk.okr.progress import (
    ZERO,
    ObjectiveProgress,
    key_result_progress,
    needs_start,
    objective_progress,
)
from kiosk.views.common.objective import summary_text
from kiosk.views.common.values import goal_text, percent_text, value_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class AdminKeyResultRow:
    """A key result in the list. `progress` is its percent or its state; "" where the value says
    it already. `asks_start`: the first value already equals the target."""

    code: str
    title: str
    value_and_goal: str
    progress: str
    asks_start: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class AdminObjectiveRow:
    """An objective in the list. `serves` are pairs of a served title and the reason; `cycle` is its
    cycle's name where several run, else ""."""

    code: str
    title: str
    cycle: str
    progress: str
    serves: tuple[tuple[str, str], ...]
    serves_nothing: bool
    key_results: tuple[AdminKeyResultRow, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class AdminTeamGroup:
    """A team with its objectives."""

    team: Team
    objectives: tuple[AdminObjectiveRow, ...]


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle with its days."""

    id: int
    name: str
    theme: str
    days: str


@dataclass(frozen=True, slots=True)
class ObjectivesPage:
    """The page. `first_step` is "cycle" or "company" while either is missing, else ""; `draft`
    is the id of the shown draft, None for running cycles; `is_closed`: the page is read-only;
    `only`: the id of the shown cycle where several run."""

    cycles: tuple[CycleLine, ...]
    groups: tuple[AdminTeamGroup, ...]
    first_step: str
    draft: int | None
    is_closed: bool = False
    only: int | None = None


def objectives_page(
    localizer: Localizer, office: Office, only: int | None = None
) -> ObjectivesPage:
    """The page of an office.

    :param only: the id of the only cycle to list; None for all cycles of the office.
    """
    company = any(team.is_company for team in office.teams)
    return ObjectivesPage(
        cycles=tuple(_cycle(localizer, c) for c in office.cycles if only in (None, c.id)),
        groups=tuple(_group(localizer, office, team, only) for team in office.teams),
        first_step="" if office.cycles and company else "company" if office.cycles else "cycle",
        draft=next((c.id for c in office.cycles if c.state is CycleState.DRAFT), None),
        is_closed=any(c.state is CycleState.CLOSED for c in office.cycles),
        only=only,
    )


def codes_after_move(codes: list[str], code: str, by: int) -> list[str]:
    """The codes with one of them moved up (-1) or down (1); at either end it stays."""
    position = codes.index(code)
    to = min(max(position + by, 0), len(codes) - 1)
    others = [other for other in codes if other != code]
    return [*others[:to], code, *others[to:]]


def _cycle(localizer: Localizer, cycle: Cycle) -> CycleLine:
    days = localizer.gettext("%(first)s to %(last)s") % {
        "first": localizer.long_day(cycle.starts_on),
        "last": localizer.long_day(cycle.ends_on),
    }
    return CycleLine(cycle.id, cycle.name, cycle.theme, days)


def _group(localizer: Localizer, office: Office, team: Team, only: int | None) -> AdminTeamGroup:
    own = [o for o in office.objectives if o.team == team.code and only in (None, o.cycle)]
    rows = (_row(localizer, office, o, o is own[0], o is own[-1]) for o in own)
    return AdminTeamGroup(team, tuple(rows))


def _row(
    localizer: Localizer, office: Office, objective: Objective, first: bool, last: bool
) -> AdminObjectiveRow:
    titles = {o.code: o.title for o in (*office.other_cycle_objectives, *office.objectives)}
    serves = tuple(
        (titles[s.code], joined_because(s.reason)) for s in objective.serves if s.code in titles
    )
    results = objective.key_results
    return AdminObjectiveRow(
        code=objective.code,
        title=objective.title,
        cycle=office.cycle(objective.cycle).name if len(office.cycles) > 1 else "",
        progress=_progress(localizer, objective_progress(office, objective)),
        serves=serves,
        serves_nothing=not serves and not office.team(objective.team).is_company,
        key_results=tuple(
            _key_result(localizer, k, k is results[0], k is results[-1]) for k in results
        ),
        is_first=first,
        is_last=last,
    )


def _progress(localizer: Localizer, progress: ObjectiveProgress) -> str:
    return summary_text(localizer, progress) or localizer.percent(progress.clamped or ZERO)


def _key_result(
    localizer: Localizer, key_result: KeyResult, first: bool, last: bool
) -> AdminKeyResultRow:
    progress_text = ""
    if key_result.latest_check_in is not None:
        progress = key_result_progress(key_result, key_result.latest_check_in.value)
        progress_text = percent_text(localizer, progress)
    value_and_goal = _value_and_goal(localizer, key_result)
    asks_start = needs_start(key_result)
    return AdminKeyResultRow(
        key_result.code, key_result.title, value_and_goal, progress_text, asks_start, first, last
    )


def _value_and_goal(localizer: Localizer, key_result: KeyResult) -> str:
    latest = key_result.latest_check_in
    if key_result.kind is KeyResultKind.MILESTONES:
        return value_text(localizer, key_result, latest.value if latest else frozenset())
    if key_result.kind is KeyResultKind.YES_NO and not latest:
        return localizer.gettext("not started (yes/no)")
    value = (
        value_text(localizer, key_result, latest.value)
        if latest
        else localizer.gettext("not started")
    )
    # Both in full, so that they are comparable.
    return localizer.gettext("%(value)s, %(goal)s") % {
        "value": value,
        "goal": goal_text(localizer, key_result, exact=True),
    }
