from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.meeting_draft import local_to_utc, parse_meeting
from kiosk.okr.meetings import (
    Meeting,
    MeetingKind,
    ReminderPhase,
    current_reminder,
    next_change_at,
    upcoming,
)

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def meeting(code="AAAA", starts_at=AT, **fields):
    said = {"kind": MeetingKind.ALL_HANDS, "team": "", "title": "All-Hands", "minutes": 60}
    return Meeting(code=code, uid=code, cycle=1, starts_at=starts_at, **(said | fields))


@pytest.mark.parametrize(
    ("minutes", "phase"),
    [
        (-61, None),
        (-60, ReminderPhase.HOUR),
        (-46, ReminderPhase.HOUR),
        (-45, None),
        (-11, None),
        (-10, ReminderPhase.SOON),
        (-1, ReminderPhase.SOON),
        (0, ReminderPhase.NOW),
        (9, ReminderPhase.NOW),
        (10, None),
    ],
)
def test_a_wall_reminds_an_hour_and_ten_minutes_before_and_says_now(minutes, phase):
    told = current_reminder([meeting()], AT + minutes * MINUTE)
    assert (told.phase if told else None) == phase


def test_walking_from_edge_to_edge_misses_no_reminder():
    meetings = [meeting(), meeting("BBBB", AT + timedelta(days=3))]
    now, seen = AT - timedelta(days=20), []
    while now is not None:
        told = current_reminder(meetings, now)
        seen.append((told.phase if told else None, len(upcoming(meetings, now))))
        now = next_change_at(meetings, now)
    assert seen == [
        (None, 0),
        (None, 1),
        (None, 2),
        (ReminderPhase.HOUR, 2),
        (None, 2),
        (ReminderPhase.SOON, 2),
        (ReminderPhase.NOW, 2),
        (None, 2),
        (None, 1),
        (ReminderPhase.HOUR, 1),
        (None, 1),
        (ReminderPhase.SOON, 1),
        (ReminderPhase.NOW, 1),
        (None, 1),
        (None, 0),
    ]


def test_meetings_at_one_moment_are_shown_together_and_cancelled_ones_never():
    off = meeting("CCCC", cancelled_at=AT)
    told = current_reminder([meeting("BBBB"), meeting(), off], AT - MINUTE)
    assert [m.code for m in told.meetings] == ["AAAA", "BBBB"]
    assert told.until == AT
    assert current_reminder([off], AT) is None
    assert upcoming([off], AT) == ()
    assert next_change_at([off], AT) is None


def test_a_screen_of_one_team_is_not_told_of_another_teams_own_meeting():
    closed = meeting(kind=MeetingKind.TEAM, team="EEEE", anyone=False)
    open_to_all = meeting(kind=MeetingKind.TEAM, team="EEEE", anyone=True)
    assert current_reminder([closed], AT, ["MMMM"]) is None
    assert current_reminder([closed], AT, ["EEEE"])
    assert current_reminder([closed], AT)
    assert current_reminder([open_to_all], AT, ["MMMM"])
    assert current_reminder([meeting(anyone=False)], AT, ["MMMM"])


def test_a_local_time_is_the_same_on_the_clock_over_the_change_of_clocks():
    before = local_to_utc(date(2026, 10, 23), time(10), BERLIN)
    after = local_to_utc(date(2026, 10, 26), time(10), BERLIN)
    assert (before.hour, after.hour) == (8, 9)
    assert local_to_utc(date(2026, 10, 25), time(2, 30), BERLIN).hour == 0  # the first of two
    with pytest.raises(ValidationError) as refused:
        local_to_utc(date(2026, 3, 29), time(2, 30), BERLIN)
    assert refused.value.field == "time"


GIVEN = {
    "kind": "team",
    "team": "EEEE",
    "title": " Roadmap  week ",
    "day": "2026-11-24",
    "time": "10:00",
    "minutes": "45",
    "place": "Roof",
    "link": "https://meet.example/x",
    "anyone": "1",
}


def test_what_was_typed_is_the_meeting():
    draft, refused = parse_meeting(GIVEN, BERLIN, ["EEEE"])
    assert refused == ()
    assert (draft.kind, draft.team, draft.title) == (MeetingKind.TEAM, "EEEE", "Roadmap week")
    assert draft.starts_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert (draft.minutes, draft.place, draft.anyone) == (45, "Roof", True)
    everybody, _ = parse_meeting(GIVEN | {"kind": "final", "anyone": ""}, BERLIN, [])
    assert (everybody.team, everybody.anyone) == ("", False)


@pytest.mark.parametrize(
    ("field", "text"),
    [("kind", "party"), ("team", "ZZZZ"), ("title", " "), ("title", "x" * 141), ("day", "soon"),
     ("time", "25:00"), ("minutes", "4"), ("minutes", "1441"), ("minutes", "an hour"),
     ("place", "x" * 101), ("link", "javascript:alert(1)"), ("link", "meet"),
     ("link", "https://"), ("link", "http://[")],
)  # fmt: skip
def test_each_field_that_is_invalid_is_named(field, text):
    draft, refused = parse_meeting(GIVEN | {field: text}, BERLIN, ["EEEE"])
    assert draft is None
    assert [error.field for error in refused] == [field]


def test_all_invalid_fields_are_named_at_once():
    _, refused = parse_meeting({}, BERLIN, [])
    assert [error.field for error in refused] == ["kind", "title", "day", "time", "minutes"]
