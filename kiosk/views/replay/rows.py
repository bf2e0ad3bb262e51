"""The rows of the replay, and each row's bar in every frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from json import dumps

from kiosk.okr.expected_progress import (
    expected_key_result_progress,
    expected_objective_progress,
)
from kiosk.okr.model import Cycle, KeyResult, KeyResultKind, Objective, Office, Team
from kiosk.okr.pace import elapsed_fraction
from kiosk.okr.progress import (
    ONE,
    ProgressSummary,
    check_in_value,
    contributing_objectives,
    key_result_progress,
    objective_progress,
    weighted_mean,
)
from kiosk.views.common.bars import Bar
from kiosk.views.common.objective import summary_text
from kiosk.views.common.values import formatted_value, percent_text, thousandths
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer

# As many rows as fit on a wall at a legible size.
OBJECTIVES_SHOWN = 6
OWN_SHOWN = 3
TEAMS_SHOWN = 4
IN_ONE_COLUMN = 3


@dataclass(frozen=True, slots=True)
class ReplayPoint:
    """A row in one frame: `fill` of its bar in thousandths (None: no bar), its figure, ""
    before the first check-in, and its tick, where that is not the frame's."""

    fill: int | None
    figure: str
    tick: int | None = None

    @property
    def values(self) -> tuple[int | str | None, ...]:
        """What the page that plays it needs."""
        own = () if self.tick is None else (self.tick,)
        return (self.fill, self.figure, *own)


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One row in every frame. `tick`: whether its bar shows the elapsed time."""

    title: str
    color: str
    points: tuple[ReplayPoint, ...]
    tick: bool

    @property
    def bar(self) -> Bar | None:
        """The current bar; the page places its tick."""
        fill = self.points[-1].fill
        return None if fill is None else Bar(fill, 0 if self.tick else None)

    @property
    def script(self) -> str:
        """The points as JSON, for the page that plays them."""
        return dumps([step.values for step in self.points])


Step = Callable[[Office], ReplayPoint]
Expected = Callable[[Office, date], Fraction]


@dataclass(frozen=True, slots=True)
class Frames:
    """The office in every frame and the day of it, oldest first; the last one is now."""

    cycle: Cycle
    offices: Sequence[Office]
    days: Sequence[date]

    @property
    def now(self) -> Office:
        """The office as it is now."""
        return self.offices[-1]

    def points(self, step: Step, expected: Expected) -> tuple[ReplayPoint, ...]:
        """A row in every frame, with a tick of its own where due dates move it."""
        ticks = (
            (expected(office, day), elapsed_fraction(self.cycle, day))
            for office, day in zip(self.offices, self.days, strict=True)
        )
        return tuple(
            replace(step(office), tick=None if own == usual else thousandths(own))
            for office, (own, usual) in zip(self.offices, ticks, strict=True)
        )


Columns = tuple[tuple[ReplayRow, ...], ...]


def company_columns(localizer: Localizer, frames: Frames) -> Columns:
    """The company's objectives, then the teams', one bar each while there are few. With more, each
    team is one bar; with very many, so is the company."""
    office = frames.now
    running = [
        o for o in office.objectives if o.cycle == frames.cycle.id and _has_progress(office, o)
    ]
    teams = {t.code: t for t in office.teams}
    by_team = {code: [o for o in running if o.team == code] for code in teams}
    own = [o for o in running if teams[o.team].is_company]
    groups = [
        (teams[code], team_objectives)
        for code, team_objectives in by_team.items()
        if team_objectives
    ]
    others = [(team, team_objectives) for team, team_objectives in groups if not team.is_company]
    if len(running) <= OBJECTIVES_SHOWN:
        return _in_columns([_objective_row(localizer, frames, o) for o in running])
    if 0 < len(own) <= OWN_SHOWN and len(others) <= TEAMS_SHOWN:
        return (
            tuple(_objective_row(localizer, frames, o) for o in own),
            tuple(
                _team_row(localizer, frames, team, team_objectives)
                for team, team_objectives in others
            ),
        )
    return _in_columns(
        [_team_row(localizer, frames, team, team_objectives) for team, team_objectives in groups]
    )


def objective_columns(localizer: Localizer, frames: Frames, code: str) -> Columns:
    """An objective with its key results; without any, with the objectives that serve it."""
    office = frames.now
    objective = office.objective(code)
    color = office.team(objective.team).color
    rows = [_key_result_row(localizer, frames, k, color) for k in objective.key_results]
    if not rows:
        serving = (o for o in office.supporting_objectives(code) if _has_progress(office, o))
        rows = [_objective_row(localizer, frames, o) for o in serving]
    if len(rows) > 1 and objective_progress(office, objective).clamped is not None:
        whole = _objective_row(localizer, frames, objective, localizer.gettext("The objective"))
        rows.insert(0, whole)
    return (tuple(rows),) if rows else ()


def _in_columns(rows: list[ReplayRow]) -> Columns:
    if len(rows) <= IN_ONE_COLUMN:
        return (tuple(rows),) if rows else ()
    half = (len(rows) + 1) // 2
    return tuple(rows[:half]), tuple(rows[half:])


def _has_progress(office: Office, objective: Objective) -> bool:
    return objective_progress(office, objective).summary is not ProgressSummary.NO_KEY_RESULTS


def _objective_row(
    localizer: Localizer, frames: Frames, objective: Objective, title: str = ""
) -> ReplayRow:
    office = frames.now
    return ReplayRow(
        title=breakable(title or objective.title),
        color=office.team(objective.team).color or "neutral",
        points=frames.points(
            lambda then: _objective_step(localizer, then, objective.code),
            lambda then, day: expected_objective_progress(then, objective, day),
        ),
        tick=_has_pace(office, [objective]),
    )


def _objective_step(localizer: Localizer, office: Office, code: str) -> ReplayPoint:
    progress = objective_progress(office, office.objective(code))
    if progress.clamped is None:
        return ReplayPoint(None, summary_text(localizer, progress) if progress.reported else "")
    return _percent_step(localizer, progress.clamped, progress.reported)


def _team_row(
    localizer: Localizer, frames: Frames, team: Team, team_objectives: Sequence[Objective]
) -> ReplayRow:
    codes = [objective.code for objective in team_objectives]
    return ReplayRow(
        title=breakable(team.name),
        color=team.color or "neutral",
        points=frames.points(
            lambda then: _team_step(localizer, then, codes),
            lambda then, day: _expected_of_team(then, team_objectives, day),
        ),
        tick=_has_pace(frames.now, team_objectives),
    )


def _team_step(localizer: Localizer, office: Office, codes: Sequence[str]) -> ReplayPoint:
    """The unweighted mean of a team's objectives."""
    each = [objective_progress(office, office.objective(code)) for code in codes]
    drawn = [progress.clamped for progress in each if progress.clamped is not None]
    mean = weighted_mean(drawn, [ONE] * len(drawn))
    reported = sum(progress.reported for progress in each)
    if mean is not None:
        return _percent_step(localizer, mean, reported)
    return ReplayPoint(None, summary_text(localizer, each[0]) if reported else "")


def _expected_of_team(office: Office, objectives: Sequence[Objective], day: date) -> Fraction:
    each = [expected_objective_progress(office, objective, day) for objective in objectives]
    return sum(each, Fraction(0)) / len(each)


def _percent_step(localizer: Localizer, drawn: Fraction, reported: int) -> ReplayPoint:
    return ReplayPoint(thousandths(drawn), localizer.percent(drawn) if reported else "")


def _has_pace(office: Office, objectives: Sequence[Objective]) -> bool:
    """Whether any of these objectives has a pace."""
    counted = (one for o in objectives for one in contributing_objectives(office, o))
    return office.settings.pace and any(
        k.kind.has_expected_progress for one in counted for k in one.key_results
    )


def _key_result_row(
    localizer: Localizer, frames: Frames, key_result: KeyResult, color: str
) -> ReplayRow:
    return ReplayRow(
        title=breakable(key_result.title),
        color=color or "neutral",
        points=frames.points(
            lambda then: _key_result_step(localizer, then.key_result(key_result.code)),
            lambda _then, day: expected_key_result_progress(key_result, frames.cycle, day),
        ),
        tick=key_result.kind.has_expected_progress and frames.now.settings.pace,
    )


def _key_result_step(localizer: Localizer, key_result: KeyResult) -> ReplayPoint:
    value = check_in_value(key_result.latest_check_in)
    progress = key_result_progress(key_result, value)
    fill = None if key_result.kind.is_limit else thousandths(progress.clamped)
    if value is None:
        return ReplayPoint(fill, "")
    # Confidential key results show only their percent; milestones too, as "3" would say little.
    if key_result.confidential or key_result.kind is KeyResultKind.MILESTONES:
        return ReplayPoint(fill, percent_text(localizer, progress))
    return ReplayPoint(fill, str(formatted_value(localizer, key_result, value, for_wall=True)))
