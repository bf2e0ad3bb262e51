"""The week in words and arrows: what moved and what was learned, told alike in both directions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.okr.model import CheckIn, KeyResult, Objective, Office, Team
from kiosk.okr.progress import (
    ObjectiveProgress,
    Standing,
    key_result_progress,
    objective_progress,
    value_of,
)
from kiosk.views.addresses import WEEK_PATH, Places
from kiosk.views.wall_changes import short_value
from kiosk.views.words import Words

DAYS = 7


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A key result that moved: `was` is "" where this is its first value."""

    code: str
    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What a team wrote beside a number; signed by the team, or by who chose to sign."""

    objective: str
    title: str
    note: str
    signed: str


@dataclass(frozen=True, slots=True)
class MovedObjective:
    """An objective of which something moved: its percent a week ago and now ("" for none)."""

    code: str
    title: str
    was: str
    now: str
    lines: tuple[MovedLine, ...]


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A team's week."""

    team: Team
    objectives: tuple[MovedObjective, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The last seven days: `days` names them, `said` sums them up in a sentence."""

    name: str
    days: str
    said: str
    teams: tuple[TeamWeek, ...]
    notes: tuple[NoteLine, ...]
    address: str
    changes_at: datetime


def week_page(words: Words, office: Office, now: datetime, places: Places) -> WeekPage:
    """The page at a moment (aware)."""
    today = words.today(now)
    base = places.base.partition("://")[2]
    teams = tuple(_team(words, office, team) for team in office.teams)
    return WeekPage(
        name=office.name,
        days=f"{words.day(today - timedelta(days=DAYS - 1))} – {words.day(today)}",
        said=_said(words, office),
        teams=tuple(team for team in teams if team.objectives),
        notes=tuple(note_line(office, k, c) for k, c in notes(office)),
        address=f"{base}{WEEK_PATH}" if base else "",
        changes_at=words.midnight_after(now),
    )


def has_moved(key_result: KeyResult) -> bool:
    """Whether its value is another than a week ago, and may be told."""
    latest = key_result.latest
    if latest is None or value_of(key_result.week_ago) == latest.value:
        return False
    standing = key_result_progress(key_result, latest.value).standing
    return not key_result.sealed or standing is Standing.ON_THE_ROAD


def notes(office: Office) -> Iterator[tuple[KeyResult, CheckIn]]:
    """What was written beside numbers in the last seven days, the newest first."""
    shown = {key_result.code: key_result for key_result in office.key_results()}
    for check_in in office.notes:
        # What guests may not read has another code while they are here.
        if check_in.key_result in shown:
            yield shown[check_in.key_result], check_in


def note_line(office: Office, key_result: KeyResult, check_in: CheckIn) -> NoteLine:
    """A note, and who stands for it."""
    objective = office.objective(key_result.objective)
    signed = check_in.signed or office.team(objective.team).name
    return NoteLine(objective.code, key_result.title, check_in.note, signed)


def _team(words: Words, office: Office, team: Team) -> TeamWeek:
    own = (_objective(words, office, o) for o in office.objectives if o.team == team.code)
    return TeamWeek(team, tuple(moved for moved in own if moved.lines))


def _objective(words: Words, office: Office, objective: Objective) -> MovedObjective:
    before = objective_progress(office, objective, week_ago=True)
    now = objective_progress(office, objective)
    return MovedObjective(
        code=objective.code,
        title=objective.title,
        was=_percent(words, before),
        now=_percent(words, now),
        lines=tuple(_line(words, k) for k in objective.key_results if has_moved(k)),
    )


def _percent(words: Words, progress: ObjectiveProgress) -> str:
    """A percent; "" where there is none, or nothing was measured."""
    if progress.drawn is None or not progress.reported:
        return ""
    return words.percent(progress.drawn)


def _line(words: Words, key_result: KeyResult) -> MovedLine:
    before, latest = value_of(key_result.week_ago), value_of(key_result.latest)
    return MovedLine(
        code=key_result.code,
        title=key_result.title,
        was="" if before is None else short_value(words, key_result, before),
        now="" if latest is None else short_value(words, key_result, latest),
    )


def _said(words: Words, office: Office) -> str:
    moved = sum(has_moved(k) for k in office.key_results())
    if not moved:
        return words.gettext("No number has changed in these seven days.")
    return words.ngettext(
        "%(num)s number has changed this week.",
        "%(num)s numbers have changed this week.",
        moved,
    ) % {"num": words.number(moved)}
