"""The replay of a cycle: the state of every bar, week by week.

The server computes all frames, and a page plays them. The last frame is the current state. Bars
that fell are shown like bars that rose.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from json import dumps

from kiosk.okr.model import CheckIn, Cycle, KeyResult, Office
from kiosk.okr.pace import cycle_weeks, elapsed_fraction, week_count
from kiosk.okr.short_titles import with_short_titles
from kiosk.okr.unit_conversion import as_measured
from kiosk.store.queries.weekly_standings import WeeklyStandings
from kiosk.views.common.values import thousandths
from kiosk.views.i18n.cycle_phrases import cycle_names
from kiosk.views.i18n.hyphenation import breakable
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.replay.quotes import ReplayQuote, replay_quotes
from kiosk.views.replay.rows import Frames, ReplayRow, company_columns, objective_columns


@dataclass(frozen=True, slots=True)
class ReplayFrame:
    """One frame: "Week 3 of 13" and its last day; `tick` is the elapsed time in thousandths."""

    name: str
    until: str
    tick: int


@dataclass(frozen=True, slots=True)
class ReplayFilm:
    """The whole replay. The first frame is the start of the cycle, then one per week, the last is
    now. `subject` is the code of the one objective shown, "" for the whole office;
    `weeks_begun` of the cycle's `weeks` have begun."""

    subject: str
    team: str
    color: str
    title: str
    so_far: str
    frames: tuple[ReplayFrame, ...]
    weeks: int
    columns: tuple[tuple[ReplayRow, ...], ...]
    quotes: tuple[ReplayQuote, ...]

    @property
    def weeks_begun(self) -> int:
        """Weeks that have begun."""
        return len(self.frames) - 1

    @property
    def script(self) -> str:
        """The frames as JSON, for the page that plays them."""
        return dumps([[frame.name, frame.until, frame.tick] for frame in self.frames])

    @property
    def rows(self) -> tuple[ReplayRow, ...]:
        """Every row, column by column."""
        return tuple(row for column in self.columns for row in column)


def cycle_to_replay(office: Office, today: date, code: str = "") -> Cycle | None:
    """The cycle to replay: an objective's own, else the one that began last; None before the first
    begins."""
    cycles = office.cycles
    if code:
        cycles = tuple(c for c in cycles if c.id == office.objective(code).cycle)
    begun = [c for c in cycles if c.starts_on <= today]
    # A cycle that is over is chosen only if no other runs.
    return max(begun, key=lambda c: (c.ends_on >= today, c.starts_on), default=None)


def replay_film(
    localizer: Localizer,
    office: Office,
    cycle: Cycle,
    past: Sequence[WeeklyStandings],
    now: datetime,
    code: str = "",
) -> ReplayFilm | None:
    """The replay of a cycle, or of one objective in it; None where there is no bar to show.

    :param past: the latest check-ins at the start of the cycle and at the end of each past week.
    :param now: aware.
    """
    office = with_short_titles(office)
    past_offices = tuple(_as_of(office, latest) for latest in past)
    offices, today = (*past_offices, office), localizer.today(now)
    frames = Frames(cycle, offices, _days(cycle, today, len(past)))
    columns = (
        objective_columns(localizer, frames, code) if code else company_columns(localizer, frames)
    )
    if not columns:
        return None
    team = office.team(office.objective(code).team) if code else office.company
    title = office.objective(code).title if code else cycle.theme or cycle.name
    return ReplayFilm(
        subject=code,
        team=breakable(team.name if team else office.name),
        color=(team.color if team else "") or "neutral",
        title=breakable(title),
        so_far=cycle_names(localizer, cycle).so_far,
        frames=_frames(localizer, cycle, today, len(past)),
        weeks=week_count(cycle),
        columns=columns,
        quotes=replay_quotes(offices, cycle, code),
    )


def _as_of(office: Office, latest: WeeklyStandings) -> Office:
    """The office with the values of an earlier week."""
    return replace(
        office,
        objectives=tuple(
            replace(
                o,
                key_results=tuple(_then(k, latest.get(k.code)) for k in o.key_results),
            )
            for o in office.objectives
        ),
    )


def _then(key_result: KeyResult, check_in: CheckIn | None) -> KeyResult:
    measured = None if check_in is None else check_in.measured
    return replace(as_measured(key_result, measured), latest_check_in=check_in)


def _days(cycle: Cycle, today: date, weeks_begun: int) -> tuple[date, ...]:
    """The day of each frame: the first of the cycle, the one after each past week, today."""
    past = tuple(after for _first, after in cycle_weeks(cycle)[:weeks_begun][:-1])
    return (cycle.starts_on, *past, today)


def _frames(
    localizer: Localizer, cycle: Cycle, today: date, weeks_begun: int
) -> tuple[ReplayFrame, ...]:
    begun = cycle_weeks(cycle)[:weeks_begun]
    start = ReplayFrame(localizer.gettext("The start"), localizer.day(cycle.starts_on), 0)
    past = [
        ReplayFrame(
            _week_name(localizer, number, cycle),
            localizer.day(after - timedelta(days=1)),
            thousandths(elapsed_fraction(cycle, after)),
        )
        for number, (_first, after) in enumerate(begun[:-1], start=1)
    ]
    tick = thousandths(elapsed_fraction(cycle, today))
    return (
        start,
        *past,
        ReplayFrame(_week_name(localizer, len(begun), cycle), localizer.gettext("now"), tick),
    )


def _week_name(localizer: Localizer, number: int, cycle: Cycle) -> str:
    return localizer.gettext("Week %(week)s of %(weeks)s") % {
        "week": localizer.number(number),
        "weeks": localizer.number(week_count(cycle)),
    }
