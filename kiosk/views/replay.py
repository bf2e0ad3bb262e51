"""The quarter in twenty seconds: how every bar came to where it stands, week by week.

The server makes the film, a page plays it. It ends on what the wall shows now, and it tells of
bars that went back as of those that went ahead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from json import dumps

from kiosk.okr.conversion import as_measured
from kiosk.okr.model import CheckIn, Cycle, KeyResult, Office
from kiosk.okr.pace import calendar, weeks
from kiosk.store.history import week_days
from kiosk.store.replay import Standings
from kiosk.views.cycle_names import cycle_names
from kiosk.views.figures import thousandths
from kiosk.views.hyphens import breakable
from kiosk.views.replay_notes import Quote, quotes
from kiosk.views.replay_rows import Row, company_columns, objective_columns
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of the film: "Week 3 of 13" and until when; `tick` is how far the calendar is,
    in thousandths."""

    name: str
    until: str
    tick: int


@dataclass(frozen=True, slots=True)
class Film:
    """The whole film. Its first frame is the beginning of the cycle, then one a week, the last
    one now. `subject` is the objective it tells of, "" for the whole office; `gone` of the
    cycle's `weeks` have begun."""

    subject: str
    team: str
    color: str
    title: str
    so_far: str
    frames: tuple[Frame, ...]
    weeks: int
    columns: tuple[tuple[Row, ...], ...]
    quotes: tuple[Quote, ...]

    @property
    def gone(self) -> int:
        """Weeks that have begun."""
        return len(self.frames) - 1

    @property
    def script(self) -> str:
        """The frames as JSON, for the page that plays them."""
        return dumps([[frame.name, frame.until, frame.tick] for frame in self.frames])

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, column by column."""
        return tuple(row for column in self.columns for row in column)


def cycle_to_replay(office: Office, today: date, code: str = "") -> Cycle | None:
    """Which cycle is told: an objective's own, else the one that began last; None while none of
    them has begun."""
    cycles = office.cycles
    if code:
        cycles = tuple(c for c in cycles if c.id == office.objective(code).cycle)
    begun = [c for c in cycles if c.starts_on <= today]
    # One that is over is told only where nothing else runs.
    return max(begun, key=lambda c: (c.ends_on >= today, c.starts_on), default=None)


def film(
    words: Words,
    office: Office,
    cycle: Cycle,
    past: Sequence[Standings],
    now: datetime,
    code: str = "",
) -> Film | None:
    """The film of a cycle, or of one objective in it; None where there is no bar to tell of.

    :param past: what stood when the cycle began and when each past week ended (Store.weeks_past).
    :param now: aware.
    """
    then = tuple(_as_of(office, standings) for standings in past)
    offices = (*then, office)
    columns = (
        objective_columns(words, offices, code) if code else company_columns(words, offices, cycle)
    )
    if not columns:
        return None
    team = office.team(office.objective(code).team) if code else office.company
    title = office.objective(code).title if code else cycle.theme or cycle.name
    return Film(
        subject=code,
        team=breakable(team.name if team else office.name),
        color=(team.color if team else "") or "neutral",
        title=breakable(title),
        so_far=cycle_names(words, cycle).so_far,
        frames=_frames(words, cycle, words.today(now), len(past)),
        weeks=weeks(cycle),
        columns=columns,
        quotes=quotes(offices, cycle, code),
    )


def _as_of(office: Office, standings: Standings) -> Office:
    """The office with what its key results stood at."""
    return replace(
        office,
        objectives=tuple(
            replace(
                o,
                key_results=tuple(_then(k, standings.get(k.code)) for k in o.key_results),
            )
            for o in office.objectives
        ),
    )


def _then(key_result: KeyResult, check_in: CheckIn | None) -> KeyResult:
    measured = None if check_in is None else check_in.measured
    return replace(as_measured(key_result, measured), latest=check_in)


def _frames(words: Words, cycle: Cycle, today: date, gone: int) -> tuple[Frame, ...]:
    begun = week_days(cycle)[:gone]
    start = Frame(words.gettext("The start"), words.day(cycle.starts_on), 0)
    past = [
        Frame(
            _week_name(words, number, cycle),
            words.day(after - timedelta(days=1)),
            thousandths(calendar(cycle, after)),
        )
        for number, (_first, after) in enumerate(begun[:-1], start=1)
    ]
    tick = thousandths(calendar(cycle, today))
    return (start, *past, Frame(_week_name(words, len(begun), cycle), words.gettext("now"), tick))


def _week_name(words: Words, number: int, cycle: Cycle) -> str:
    return words.gettext("Week %(week)s of %(weeks)s") % {
        "week": words.number(number),
        "weeks": words.number(weeks(cycle)),
    }
