"""The phone pages: an objective, a team's OKRs, everyone's OKRs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.lessons import Lessons, lessons_at
from kiosk.okr.model import Cycle, KeyResult, Objective, Office, Team
from kiosk.okr.moves import Move
from kiosk.store.history import History
from kiosk.views.addresses import ALL_PATH, Places, cycle_path, objective_path, team_path
from kiosk.views.grades import GradeView, grade_view
from kiosk.views.key_result import KeyResultView, key_result_view
from kiosk.views.moves import moves_text
from kiosk.views.objective import ObjectiveView, objective_view
from kiosk.views.phone_cycle import stands_text
from kiosk.views.phone_key_result import KeyResultPart
from kiosk.views.phone_parts import kept_part, part_changes_at
from kiosk.views.phone_workings import Workings, objective_workings
from kiosk.views.told import Day, Save, by_day
from kiosk.views.words import Words

_NOTHING_YET = History((), (), ())


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """An objective with all there is to say of it. `fragments` are the HTML of `key_results`;
    `address` is how a colleague types it in, "" while none is known; `stands` says of a closed
    cycle that it stays as it is; `has_ticks` whether any bar carries the calendar's mark."""

    head: ObjectiveView
    key_results: tuple[KeyResultPart, ...]
    fragments: tuple[str, ...]
    serving: tuple[ObjectiveView, ...]
    workings: Workings | None
    has_ticks: bool
    address: str
    changes_at: datetime
    grade: GradeView | None = None
    stands: str = ""
    cycle_path: str = ""
    carried_from: str = ""
    changed: tuple[Day, ...] = ()
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective among others, with its key results in a line each."""

    head: ObjectiveView
    key_results: tuple[KeyResultView, ...]


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """A team's objectives of one cycle."""

    team: Team
    rows: tuple[ObjectiveRow, ...]


@dataclass(frozen=True, slots=True)
class CycleGroup:
    """A running cycle: its name with the week, its theme, and who aims at what in it."""

    name: str
    theme: str
    teams: tuple[TeamGroup, ...]


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team's OKRs; no cycles while it has none."""

    team: Team
    cycles: tuple[CycleGroup, ...]
    has_ticks: bool
    address: str
    changes_at: datetime


@dataclass(frozen=True, slots=True)
class AllPage:
    """Everyone's OKRs, the company's first, and what came of the last survey; between two cycles
    `is_resting`, and `ended` are the ids and names of what was closed lately."""

    name: str
    cycles: tuple[CycleGroup, ...]
    has_ticks: bool
    address: str
    changes_at: datetime
    lessons: tuple[Lessons, ...] = ()
    is_resting: bool = False
    ended: tuple[tuple[int, str], ...] = ()


def objective_page(
    words: Words,
    office: Office,
    code: str,
    histories: Mapping[str, History],
    now: datetime,
    places: Places,
    changed: tuple[Save, ...] = (),
    moves: tuple[Move, ...] = (),
) -> ObjectivePage:
    """The page of an objective.

    :param histories: by key result; one that is missing is drawn as not measured.
    :raises KeyError: no running objective has this code.
    """
    objective = office.objective(code)
    cycle = office.cycle(objective.cycle)
    head = objective_view(words, office, objective, now)
    parts = tuple(
        kept_part(words, office, k, cycle, histories.get(k.code, _NOTHING_YET), now)
        for k in objective.key_results
    )
    bars = [head.bar, *(part.view.view.bar for part in parts)]
    return ObjectivePage(
        head=head,
        key_results=tuple(part.view for part in parts),
        fragments=tuple(part.html for part in parts),
        serving=tuple(objective_view(words, office, o, now) for o in office.serving(code)),
        workings=objective_workings(words, office, objective, now),
        has_ticks=any(bar is not None and bar.tick is not None for bar in bars),
        address=_address(places, objective_path(code)),
        changes_at=_changes_at(words, objective.key_results, now),
        grade=grade_view(words, objective),
        stands=stands_text(words, cycle),
        cycle_path=cycle_path(cycle.id),
        carried_from=objective.carried_from or "",
        changed=by_day(words, changed),
        moved=moves_text(words, moves),
    )


def team_page(words: Words, office: Office, slug: str, now: datetime, places: Places) -> TeamPage:
    """The page of a team.

    :raises KeyError: no team has this slug.
    """
    team = next((team for team in office.teams if team.slug == slug), None)
    if team is None:
        raise KeyError(slug)
    mine = tuple(o for o in office.objectives if o.team == team.code)
    return TeamPage(
        team=team,
        cycles=_groups(words, office, mine, now, lines=True),
        has_ticks=bool(mine) and office.customs.pace,
        address=_address(places, team_path(slug)),
        changes_at=_changes_at(words, (k for o in mine for k in o.key_results), now),
    )


def all_page(words: Words, office: Office, now: datetime, places: Places) -> AllPage:
    """The page of everyone's OKRs; it tells no ages, so that it changes at midnight only."""
    return AllPage(
        name=office.name,
        cycles=_groups(words, office, office.objectives, now, lines=False),
        has_ticks=bool(office.objectives) and office.customs.pace,
        address=_address(places, ALL_PATH),
        changes_at=words.midnight_after(now),
        lessons=lessons_at(office, words.today(now)),
        is_resting=bool(office.teams) and not office.cycles,
        ended=tuple((cycle.id, cycle.name) for told in office.ended for cycle in told.cycles),
    )


def _address(places: Places, path: str) -> str:
    return f"{places.base}{path}".partition("://")[2] if places.base else ""


def _groups(
    words: Words, office: Office, objectives: tuple[Objective, ...], now: datetime, lines: bool
) -> tuple[CycleGroup, ...]:
    groups = []
    for cycle in office.cycles:
        inside = [o for o in objectives if o.cycle == cycle.id]
        teams = [
            TeamGroup(team, tuple(_row(words, office, o, cycle, now, lines) for o in theirs))
            for team in office.teams
            if (theirs := [o for o in inside if o.team == team.code])
        ]
        if teams:
            name = teams[0].rows[0].head.cycle
            groups.append(CycleGroup(name, cycle.theme, tuple(teams)))
    return tuple(groups)


def _row(
    words: Words, office: Office, objective: Objective, cycle: Cycle, now: datetime, lines: bool
) -> ObjectiveRow:
    key_results = objective.key_results if lines else ()
    return ObjectiveRow(
        head=objective_view(words, office, objective, now),
        key_results=tuple(
            key_result_view(words, k, cycle, now, customs=office.customs) for k in key_results
        ),
    )


def _changes_at(words: Words, key_results: Iterable[KeyResult], now: datetime) -> datetime:
    """When an age, the calendar or a limit of freshness next says something else."""
    each = (part_changes_at(words, key_result, now) for key_result in key_results)
    return min(each, default=words.midnight_after(now))
