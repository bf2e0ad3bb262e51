"""The suggested schedule of a cycle's meetings, for the planner to change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.meeting_draft import MeetingDraft, local_to_utc
from kiosk.okr.meetings import Meeting, MeetingKind
from kiosk.okr.model import Cycle, Team

TEAM_DAYS = 4
"""Open days after the All-Hands on which teams meet; together they are a week."""
ALL_HANDS_AT, FINAL_AT = time(10), time(15)
TEAM_HOURS = (time(10), time(14), time(11, 30), time(15, 30))
"""When teams meet, in the order in which a day's slots are used."""
ALL_HANDS_MINUTES, TEAM_MINUTES, FINAL_MINUTES = 90, 60, 90
_LONGEST_SEARCH = 60


@dataclass(frozen=True, slots=True)
class MeetingTitles:
    """The titles of meetings; `team` has the placeholder %(name)s for the team's name."""

    all_hands: str
    team: str
    final: str


def suggested_meetings(
    cycle: Cycle,
    teams: Sequence[Team],
    planned: Iterable[Meeting],
    titles: MeetingTitles,
    closed: ClosedDays,
    zone: ZoneInfo,
    today: date,
) -> tuple[MeetingDraft, ...]:
    """The meetings that a cycle still lacks: the All-Hands on its first open day, the teams' on the
    days after, the final one on its last open day. In a running cycle, they begin tomorrow.

    :param teams: in the order in which they meet; the company has no team meeting.
    :param planned: the existing meetings, of every cycle.
    """
    existing = {(m.kind, m.team) for m in planned if m.cycle == cycle.id and not m.is_cancelled}
    begins = cycle.starts_on if cycle.starts_on >= today else today + timedelta(days=1)
    first = _open_from(begins, closed)
    last = max(first, _open_until(cycle.ends_on, closed))

    def moment(day: date, at: time) -> datetime:
        return local_to_utc(day, at, zone)

    drafts = [
        MeetingDraft(
            MeetingKind.ALL_HANDS, "", titles.all_hands, moment(first, ALL_HANDS_AT),
            ALL_HANDS_MINUTES,
        )
    ]  # fmt: skip
    own = [team for team in teams if not team.is_company]
    for team, (day, at) in zip(own, _team_times(first, len(own), closed), strict=True):
        title = titles.team % {"name": team.name}
        drafts.append(
            MeetingDraft(MeetingKind.TEAM, team.code, title, moment(day, at), TEAM_MINUTES)
        )
    drafts.append(
        MeetingDraft(MeetingKind.FINAL, "", titles.final, moment(last, FINAL_AT), FINAL_MINUTES)
    )
    return tuple(draft for draft in drafts if (draft.kind, draft.team) not in existing)


def _team_times(first: date, count: int, closed: ClosedDays) -> list[tuple[date, time]]:
    """A day and time for each team, spread over the days after the All-Hands."""
    each = max(1, -(-count // TEAM_DAYS))
    hours = sorted(TEAM_HOURS[:each]) if each <= len(TEAM_HOURS) else _every_half_hour(each)
    times: list[tuple[date, time]] = []
    day = first
    while len(times) < count:
        day = _open_from(day + timedelta(days=1), closed)
        times += [(day, at) for at in hours]
    return times[:count]


def _every_half_hour(count: int) -> list[time]:
    """Times for more teams than TEAM_HOURS has; some meet at the same time."""
    return sorted(time(9 + n % 16 // 2, 30 * (n % 2)) for n in range(count))


def _open_from(day: date, closed: ClosedDays) -> date:
    """The first open day from this one on; this one if none is open for a long time."""
    days = (day + timedelta(days=n) for n in range(_LONGEST_SEARCH))
    return next((each for each in days if _is_open(each, closed)), day)


def _is_open(day: date, closed: ClosedDays) -> bool:
    """Whether meetings may be on a day. New Year's Day is out, even if no holidays are set."""
    return day not in closed and (day.month, day.day) != (1, 1)


def _open_until(day: date, closed: ClosedDays) -> date:
    days = (day - timedelta(days=n) for n in range(_LONGEST_SEARCH))
    return next((each for each in days if _is_open(each, closed)), day)
