from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import CycleState

STARTS = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
ALL_HANDS = MeetingDraft(
    MeetingKind.ALL_HANDS, "", "All-Hands", STARTS, 90, "Kitchen", "https://meet.example/a"
)


@pytest.fixture
def meeting(store, company, now):
    return store.meetings.add(company.cycle, [ALL_HANDS], now=now)[0]


def changed(draft, **fields):
    return MeetingDraft(**{name: getattr(draft, name) for name in MeetingDraft.__slots__} | fields)


def test_a_meeting_is_the_offices_until_it_is_long_over(store, meeting, now):
    assert store.office(now).meetings == (meeting,)
    assert (meeting.title, meeting.place, meeting.minutes) == ("All-Hands", "Kitchen", 90)
    assert meeting.starts_at == STARTS
    assert store.office(now + timedelta(days=60)).meetings == (meeting,)
    assert store.office(now + timedelta(days=120)).meetings == ()
    assert store.meetings.get(meeting.code.lower()) == meeting


def test_calendars_hear_of_a_change_and_of_nothing_else(store, meeting, now):
    assert meeting.sequence == 0
    later = now + timedelta(hours=1)
    same = store.meetings.edit(meeting.code, ALL_HANDS, now=later)
    assert (same.sequence, same.changed_at) == (0, now)
    moved = changed(ALL_HANDS, starts_at=STARTS + timedelta(hours=1))
    after = store.meetings.edit(meeting.code, moved, now=later)
    assert (after.sequence, after.changed_at, after.uid) == (1, later, meeting.uid)


def test_cancelling_keeps_the_meeting_and_can_be_taken_back(store, meeting, now):
    off = store.meetings.cancel(meeting.code, now=now)
    assert off.is_cancelled
    assert off.sequence == 1
    assert store.meetings.cancel(meeting.code, now=now).sequence == 1
    assert store.office(now).meetings == (off,)
    on = store.meetings.restore(meeting.code, now=now)
    assert not on.is_cancelled
    assert on.sequence == 2


def test_a_stranger_who_moves_a_meeting_raises_its_number_too(store, meeting, now):
    from sqlite_utils import Database

    before = store.revision()
    Database(store.path)["meetings"].update(meeting.code, {"place": "Roof"})
    after = store.meetings.get(meeting.code)
    assert (after.place, after.sequence) == ("Roof", 1)
    assert store.revision() > before


def test_a_closed_cycle_takes_no_meeting_and_a_draft_does(store, company, now):
    draft = store.cycles.add("Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT)
    assert len(store.meetings.add(draft.id, [ALL_HANDS, ALL_HANDS], now=now)) == 2
    store.cycles.close(company.cycle)
    with pytest.raises(ValidationError):
        store.meetings.add(company.cycle, [ALL_HANDS], now=now)
    with pytest.raises(NotFound):
        store.meetings.get("ZZZZ")


def test_a_presentation_steps_within_its_ends_and_is_one_at_a_time(store, company, now):
    until = now + timedelta(hours=3)
    assert store.office(now).presentation is None
    store.presentation.start(company.cycle, "*", until)
    for by, step in ((1, 1), (1, 2), (1, 2), (-1, 1), (-5, 0)):
        store.presentation.step(by=by, last=2)
        assert store.office(now).presentation.step == step
    store.presentation.step(to=2, last=2)
    assert store.office(now).presentation.step == 2
    store.presentation.start(company.cycle, "lobby", until)
    told = store.office(now).presentation
    assert (told.step, told.screen, told.until) == (0, "lobby", until)
    store.presentation.end()
    assert store.office(now).presentation is None
