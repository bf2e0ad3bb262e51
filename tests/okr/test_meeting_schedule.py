from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.okr.closed_days import NEVER_CLOSED, ClosedDays
from kiosk.okr.meeting_schedule import MeetingTitles, suggested_meetings
from kiosk.okr.meetings import Meeting, MeetingKind
from kiosk.okr.model import Cycle, CycleState, Team

BERLIN = ZoneInfo("Europe/Berlin")
# From New Year's Day, a Friday, to a Wednesday.
CYCLE = Cycle(7, "Q1 2027", "", date(2027, 1, 1), date(2027, 3, 31), CycleState.DRAFT)
WEEKENDS = ClosedDays(frozenset({5, 6}), frozenset({date(2027, 1, 1), date(2027, 3, 31)}))
TITLES = MeetingTitles("All-Hands", "Roadmap: %(name)s", "Final")
COMPANY = Team("CCCC", "acme", "Acme", True, "neutral")


def teams(count):
    return [COMPANY, *(Team(f"T{n:03}", f"t{n}", f"Team {n}", False, "sky") for n in range(count))]


def suggested(count=3, planned=(), closed=WEEKENDS, today=date(2026, 12, 1)):
    return suggested_meetings(CYCLE, teams(count), planned, TITLES, closed, BERLIN, today)


def days(drafts):
    return [draft.starts_at.astimezone(BERLIN).date() for draft in drafts]


def test_all_hands_first_teams_after_it_the_final_one_last_and_none_on_a_closed_day():
    drafts = suggested()
    assert [d.title for d in drafts] == [
        "All-Hands", "Roadmap: Team 0", "Roadmap: Team 1", "Roadmap: Team 2", "Final",
    ]  # fmt: skip
    assert days(drafts) == [date(2027, 1, n) for n in (4, 5, 6, 7)] + [date(2027, 3, 30)]
    assert all(day not in WEEKENDS for day in days(drafts))
    assert {d.starts_at.astimezone(BERLIN).hour for d in drafts[:-1]} == {10}


@pytest.mark.parametrize("count", [0, 1, 4, 5, 12, 40])
def test_however_many_teams_there_are_they_meet_within_the_week(count):
    drafts = suggested(count)
    assert len(drafts) == count + 2
    assert max(days(drafts)[:-1]) <= date(2027, 1, 8)
    if count <= 16:
        assert len({(d.starts_at) for d in drafts}) == len(drafts)


def test_an_office_that_never_closes_begins_on_the_first_day_but_not_on_new_years_day():
    assert CYCLE.starts_on == date(2027, 1, 1)
    assert days(suggested(closed=NEVER_CLOSED))[0] == date(2027, 1, 2)
    assert days(suggested(closed=NEVER_CLOSED))[-1] == CYCLE.ends_on


def test_an_office_that_never_opens_has_suggestions_all_the_same():
    assert len(suggested(closed=ClosedDays(frozenset(range(7))))) == 5


def test_a_cycle_that_has_begun_meets_from_tomorrow_on():
    drafts = suggested(today=date(2027, 2, 5))
    assert days(drafts)[:2] == [date(2027, 2, 8), date(2027, 2, 9)]
    late = suggested(today=date(2027, 4, 20))
    assert days(late)[-1] >= days(late)[0]


def test_what_is_planned_is_not_suggested_again_unless_it_was_cancelled():
    at = datetime(2027, 1, 4, 9, tzinfo=UTC)
    all_hands = Meeting("MMMM", "u", 7, MeetingKind.ALL_HANDS, "", "All-Hands", at, 60)
    team = Meeting("NNNN", "v", 7, MeetingKind.TEAM, "T001", "One", at, 60, cancelled_at=at)
    other = Meeting("OOOO", "w", 6, MeetingKind.FINAL, "", "Final", at - timedelta(days=9), 60)
    titles = [d.title for d in suggested(planned=[all_hands, team, other])]
    assert titles == ["Roadmap: Team 0", "Roadmap: Team 1", "Roadmap: Team 2", "Final"]
