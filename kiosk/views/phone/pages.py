"""The phone pages: an objective, a team's OKRs, everyone's OKRs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.expected_progress import due_days
from kiosk.okr.logo import Logo
from kiosk.okr.model import Cycle, KeyResult, Objective, Office, Team
from kiosk.okr.moves import Move
from kiosk.okr.survey_lessons import SurveyLessons, visible_lessons
from kiosk.okr.text import paragraphs
from kiosk.store.queries.key_result_history import History
from kiosk.views.common.company import shown_logo
from kiosk.views.common.grades import GradeView, grade_view
from kiosk.views.common.key_result import KeyResultView, key_result_view
from kiosk.views.common.moves import moves_text
from kiosk.views.common.objective import ObjectiveView, objective_view
from kiosk.views.history.entries import HistoryDay, SaveEntry, group_by_day
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.cycles import closed_cycle_text
from kiosk.views.phone.key_result import PhoneKeyResult
from kiosk.views.phone.key_result_cache import (
    RenderedKeyResult,
    cached_key_result,
    key_result_changes_at,
)
from kiosk.views.phone.progress_calculation import Calculation, objective_calculation
from kiosk.views.urls import ALL_PATH, PublicUrls, cycle_path, objective_path, team_path

_NOTHING_YET = History((), (), ())


@dataclass(frozen=True, slots=True)
class PhoneObjectivePage:
    """An objective in full. `fragments` are the HTML of `key_results`; `address` is the address to
    type, "" while none is known; `closed_note` says that a closed cycle is final; `marks` says
    what the mark on a bar is, "" where no bar has one."""

    head: ObjectiveView
    key_results: tuple[PhoneKeyResult, ...]
    fragments: tuple[str, ...]
    serving: tuple[ObjectiveView, ...]
    calculation: Calculation | None
    marks: str
    address: str
    changes_at: datetime
    grade: GradeView | None = None
    closed_note: str = ""
    cycle_path: str = ""
    carried_from: str = ""
    changed: tuple[HistoryDay, ...] = ()
    moves: tuple[str, ...] = ()
    description: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhoneObjectiveRow:
    """An objective in a list, with its key results as lines."""

    head: ObjectiveView
    key_results: tuple[KeyResultView, ...]


@dataclass(frozen=True, slots=True)
class PhoneTeamGroup:
    """A team's objectives of one cycle."""

    team: Team
    rows: tuple[PhoneObjectiveRow, ...]


@dataclass(frozen=True, slots=True)
class CycleGroup:
    """A running cycle: its name with the week, its theme and its objectives by team."""

    name: str
    theme: str
    teams: tuple[PhoneTeamGroup, ...]


@dataclass(frozen=True, slots=True)
class PhoneTeamPage:
    """A team's OKRs; no cycles while it has none."""

    team: Team
    cycles: tuple[CycleGroup, ...]
    marks: str
    address: str
    changes_at: datetime


@dataclass(frozen=True, slots=True)
class PhoneAllPage:
    """Everyone's OKRs, the company's first, and the last survey's lessons. `is_resting`: between
    two cycles; `ended` are then the ids and names of recently closed cycles."""

    name: str
    cycles: tuple[CycleGroup, ...]
    marks: str
    address: str
    changes_at: datetime
    lessons: tuple[SurveyLessons, ...] = ()
    is_resting: bool = False
    ended: tuple[tuple[int, str], ...] = ()
    logo: Logo | None = None


def phone_objective_page(
    localizer: Localizer,
    office: Office,
    code: str,
    histories: Mapping[str, History],
    now: datetime,
    urls: PublicUrls,
    changed: tuple[SaveEntry, ...] = (),
    moves: tuple[Move, ...] = (),
) -> PhoneObjectivePage:
    """The page of an objective.

    :param histories: by key result code; a missing one is drawn as not measured.
    :raises KeyError: no running objective has this code.
    """
    objective = office.objective(code)
    cycle = office.cycle(objective.cycle)
    head = objective_view(localizer, office, objective, now)
    parts = tuple(
        cached_key_result(localizer, office, k, cycle, histories.get(k.code, _NOTHING_YET), now)
        for k in objective.key_results
    )
    serving = office.supporting_objectives(code)
    return PhoneObjectivePage(
        head=head,
        key_results=tuple(part.view for part in parts),
        fragments=tuple(part.html for part in parts),
        serving=tuple(objective_view(localizer, office, o, now) for o in serving),
        calculation=objective_calculation(localizer, office, objective, now),
        marks=_marks(localizer, office, (objective,) if _has_ticks(head, parts) else ()),
        address=_address(urls, objective_path(code)),
        changes_at=_changes_at(localizer, objective.key_results, now),
        grade=grade_view(localizer, objective),
        closed_note=closed_cycle_text(localizer, cycle),
        cycle_path=cycle_path(cycle.id),
        carried_from=objective.carried_from or "",
        changed=group_by_day(localizer, changed),
        moves=moves_text(localizer, moves),
        description=paragraphs(objective.description),
    )


def _has_ticks(head: ObjectiveView, parts: Iterable[RenderedKeyResult]) -> bool:
    bars = (head.bar, *(part.view.view.bar for part in parts))
    return any(bar is not None and bar.tick is not None for bar in bars)


def _marks(localizer: Localizer, office: Office, objectives: Sequence[Objective]) -> str:
    if not objectives or not office.settings.pace:
        return ""
    if any(due_days(office, objective) for objective in objectives):
        return localizer.gettext(
            "The mark on each bar shows today, with a due date on the way to that day."
        )
    return localizer.gettext("The mark on each bar shows today.")


def phone_team_page(
    localizer: Localizer, office: Office, slug: str, now: datetime, urls: PublicUrls
) -> PhoneTeamPage:
    """The page of a team.

    :raises KeyError: no team has this slug.
    """
    team = next((team for team in office.teams if team.slug == slug), None)
    if team is None:
        raise KeyError(slug)
    own = tuple(o for o in office.objectives if o.team == team.code)
    return PhoneTeamPage(
        team=team,
        cycles=_groups(localizer, office, own, now, lines=True),
        marks=_marks(localizer, office, own),
        address=_address(urls, team_path(slug)),
        changes_at=_changes_at(localizer, (k for o in own for k in o.key_results), now),
    )


def phone_all_page(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> PhoneAllPage:
    """The page of everyone's OKRs. It shows no ages, so it changes only at midnight."""
    return PhoneAllPage(
        name=office.name,
        logo=shown_logo(office),
        cycles=_groups(localizer, office, office.objectives, now, lines=False),
        marks=_marks(localizer, office, office.objectives),
        address=_address(urls, ALL_PATH),
        changes_at=localizer.midnight_after(now),
        lessons=visible_lessons(office, localizer.today(now)),
        is_resting=bool(office.teams) and not office.cycles,
        ended=tuple(
            (cycle.id, cycle.name) for closed in office.recently_closed for cycle in closed.cycles
        ),
    )


def _address(urls: PublicUrls, path: str) -> str:
    return f"{urls.base}{path}".partition("://")[2] if urls.base else ""


def _groups(
    localizer: Localizer,
    office: Office,
    objectives: tuple[Objective, ...],
    now: datetime,
    lines: bool,
) -> tuple[CycleGroup, ...]:
    groups = []
    for cycle in office.cycles:
        inside = [o for o in objectives if o.cycle == cycle.id]
        teams = [
            PhoneTeamGroup(
                team, tuple(_row(localizer, office, o, cycle, now, lines) for o in theirs)
            )
            for team in office.teams
            if (theirs := [o for o in inside if o.team == team.code])
        ]
        if teams:
            name = teams[0].rows[0].head.cycle
            groups.append(CycleGroup(name, cycle.theme, tuple(teams)))
    return tuple(groups)


def _row(
    localizer: Localizer,
    office: Office,
    objective: Objective,
    cycle: Cycle,
    now: datetime,
    lines: bool,
) -> PhoneObjectiveRow:
    key_results = objective.key_results if lines else ()
    return PhoneObjectiveRow(
        head=objective_view(localizer, office, objective, now),
        key_results=tuple(
            key_result_view(localizer, k, cycle, now, settings=office.settings) for k in key_results
        ),
    )


def _changes_at(localizer: Localizer, key_results: Iterable[KeyResult], now: datetime) -> datetime:
    """When an age, a tick or the freshness of a number next changes."""
    each = (key_result_changes_at(localizer, key_result, now) for key_result in key_results)
    return min(each, default=localizer.midnight_after(now))
