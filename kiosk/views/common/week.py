"""The last seven days: changed values and notes, in the same words up or down."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from kiosk.okr.model import CheckIn, KeyResult, Objective, Office, Team
from kiosk.okr.progress import (
    ObjectiveProgress,
    ProgressState,
    check_in_value,
    key_result_progress,
    objective_progress,
)
from kiosk.okr.unit_conversion import as_measured
from kiosk.views.common.values import short_value_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import WEEK_PATH, PublicUrls

DAYS = 7
# The notes of a busy week, for a few languages: a save adds one of them.
NOTES_CACHED = 512


@dataclass(frozen=True, slots=True)
class WeekChangeLine:
    """A key result whose value changed; `previous` is "" for its first value."""

    code: str
    title: str
    previous: str
    current: str


@dataclass(frozen=True, slots=True)
class WeekNoteLine:
    """A check-in's note, signed by the team or by the person who chose to sign, with the value it
    is about; `previous` is the value of a week ago, "" if there is none or it is the same."""

    objective: str
    title: str
    note: str
    signed: str
    previous: str
    current: str


@dataclass(frozen=True, slots=True)
class WeekChangedObjective:
    """An objective with a changed key result: its percent a week ago and now ("" for none)."""

    code: str
    title: str
    previous: str
    current: str
    lines: tuple[WeekChangeLine, ...]


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A team's changes of the week."""

    team: Team
    objectives: tuple[WeekChangedObjective, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The page of the last seven days: `days` is their range, `summary` a sentence."""

    name: str
    days: str
    summary: str
    teams: tuple[TeamWeek, ...]
    notes: tuple[WeekNoteLine, ...]
    address: str
    changes_at: datetime


def week_page(localizer: Localizer, office: Office, now: datetime, urls: PublicUrls) -> WeekPage:
    """The page at a moment (aware)."""
    today = localizer.today(now)
    base = urls.base.partition("://")[2]
    teams = tuple(_team(localizer, office, team) for team in office.teams)
    return WeekPage(
        name=office.name,
        days=f"{localizer.day(today - timedelta(days=DAYS - 1))} – {localizer.day(today)}",
        summary=_summary(localizer, office),
        teams=tuple(team for team in teams if team.objectives),
        notes=tuple(note_line(localizer, office, k, c) for k, c in week_notes(office)),
        address=f"{base}{WEEK_PATH}" if base else "",
        changes_at=localizer.midnight_after(now),
    )


def has_moved(key_result: KeyResult) -> bool:
    """Whether the value differs from a week ago and may be shown."""
    latest = key_result.latest_check_in
    if latest is None or check_in_value(key_result.value_a_week_ago) == latest.value:
        return False
    state = key_result_progress(key_result, latest.value).state
    return not key_result.is_redacted or state is ProgressState.MEASURED


def week_notes(office: Office) -> Iterator[tuple[KeyResult, CheckIn]]:
    """The notes of the last seven days, the newest first, each with its key result as note_line()
    needs it: without the values of now, which a save changes."""
    noted = {check_in.key_result for check_in in office.notes}
    shown = {
        key_result.code: replace(key_result, latest_check_in=None, value_before_today=None)
        for key_result in office.key_results()
        if key_result.code in noted
    }
    for check_in in office.notes:
        # In guest mode a redacted key result has a different code.
        if check_in.key_result in shown:
            yield shown[check_in.key_result], check_in


def note_line(
    localizer: Localizer, office: Office, key_result: KeyResult, check_in: CheckIn
) -> WeekNoteLine:
    """The line of a note, signed by a person or by the team."""
    team = office.team(office.objective(key_result.objective).team)
    return _note_line(localizer, key_result, check_in, team.name)


@lru_cache(maxsize=NOTES_CACHED)
def _note_line(
    localizer: Localizer, key_result: KeyResult, check_in: CheckIn, team: str
) -> WeekNoteLine:
    measured = as_measured(key_result, check_in.measured)
    current = short_value_text(localizer, measured, check_in.value)
    before = check_in_value(key_result.value_a_week_ago)
    previous = "" if before is None else short_value_text(localizer, key_result, before)
    return WeekNoteLine(
        objective=key_result.objective,
        title=key_result.title,
        note=check_in.note,
        signed=check_in.signature or team,
        previous="" if previous == current else previous,
        current=current,
    )


def _team(localizer: Localizer, office: Office, team: Team) -> TeamWeek:
    own = (_objective(localizer, office, o) for o in office.objectives if o.team == team.code)
    return TeamWeek(team, tuple(moved for moved in own if moved.lines))


def _objective(localizer: Localizer, office: Office, objective: Objective) -> WeekChangedObjective:
    before = objective_progress(office, objective, week_ago=True)
    now = objective_progress(office, objective)
    return WeekChangedObjective(
        code=objective.code,
        title=objective.title,
        previous=_percent(localizer, before),
        current=_percent(localizer, now),
        lines=tuple(_line(localizer, k) for k in objective.key_results if has_moved(k)),
    )


def _percent(localizer: Localizer, progress: ObjectiveProgress) -> str:
    """A percent; "" where there is none, or nothing was measured."""
    if progress.clamped is None or not progress.reported:
        return ""
    return localizer.percent(progress.clamped)


def _line(localizer: Localizer, key_result: KeyResult) -> WeekChangeLine:
    before, latest = (
        check_in_value(key_result.value_a_week_ago),
        check_in_value(key_result.latest_check_in),
    )
    return WeekChangeLine(
        code=key_result.code,
        title=key_result.title,
        previous="" if before is None else short_value_text(localizer, key_result, before),
        current="" if latest is None else short_value_text(localizer, key_result, latest),
    )


def _summary(localizer: Localizer, office: Office) -> str:
    moved = sum(has_moved(k) for k in office.key_results())
    if not moved:
        return localizer.gettext("No number has changed in these seven days.")
    return localizer.ngettext(
        "%(num)s number has changed this week.",
        "%(num)s numbers have changed this week.",
        moved,
    ) % {"num": localizer.number(moved)}
