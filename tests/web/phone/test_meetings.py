from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import MeetingKind
from tests.server import MOMENT

# Two o'clock in Berlin, the day after the sample's moment.
STARTS = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
DRAFT = MeetingDraft(
    MeetingKind.ALL_HANDS, "", "All-Hands; what, now?", STARTS, 90, "Küche, 2. Stock" * 4,
    "https://meet.example/a?b=1&c=2",
)  # fmt: skip


@pytest.fixture
def meeting(services):
    cycle = services.office().cycles[0].id
    return services.store.meetings.add(cycle, [DRAFT], now=MOMENT)[0]


def events(answer):
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.data).walk("VEVENT")


@pytest.mark.parametrize("path", ["/meetings", "/MEETINGS", "/Meetings"])
def test_coming_meetings_open_in_any_case(client, meeting, path):
    text = client.get(path, follow_redirects=True).get_data(as_text=True)
    assert "tomorrow, 14:00 – 15:30" in text
    assert "All-Hands; what, now?" in text
    assert "Anyone is welcome" in text
    assert f'href="/m/{meeting.code}.ics"' in text
    assert 'href="webcal://192.168.1.20:8000/meetings.ics"' in text
    assert 'data-qr="http://192.168.1.20:8000/MEETINGS.ICS"' in text


def test_without_meetings_the_page_says_so_and_no_other_leads_there(client):
    assert "No meetings in the next two weeks." in client.get("/meetings").get_data(as_text=True)
    assert 'href="/meetings"' not in client.get("/all").get_data(as_text=True)


def test_everyones_page_leads_to_the_meetings(client, meeting):
    assert 'href="/meetings"' in client.get("/all").get_data(as_text=True)


def test_a_meeting_has_a_page_in_any_case(client, meeting):
    for path in (f"/m/{meeting.code}", f"/M/{meeting.code}", f"/m/{meeting.code.lower()}"):
        text = client.get(path).get_data(as_text=True)
        assert "All-Hands; what, now?" in text
        assert 'href="https://meet.example/a?b=1&amp;c=2"' in text
        assert f'data-qr="http://192.168.1.20:8000/M/{meeting.code}.ICS"' in text
    assert client.get("/m/ZZZZ").status_code == 404


@pytest.mark.parametrize("ending", [".ics", ".ICS"])
def test_a_meetings_file_is_what_a_calendar_takes(client, meeting, ending):
    answer = client.get(f"/M/{meeting.code}{ending}")
    (event,) = events(answer)
    assert event["UID"] == f"{meeting.uid}@okr-kiosk"
    assert event["SEQUENCE"] == 0
    assert event["SUMMARY"] == DRAFT.title
    assert event["LOCATION"] == DRAFT.place
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].dt == STARTS
    assert event["DTEND"].dt == STARTS + timedelta(minutes=90)
    assert event["DTSTAMP"].dt == MOMENT
    assert event["URL"] == f"http://192.168.1.20:8000/m/{meeting.code}"
    raw = answer.data
    assert b"DTSTART:20261123T130000Z\r\n" in raw
    assert b"SUMMARY:All-Hands\\; what\\, now?\r\n" in raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_file_is_the_same_bytes_until_the_meeting_changes(client, services, meeting):
    path = f"/m/{meeting.code}.ics"
    first = client.get(path)
    assert client.get(path).data == first.data
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    services.store.meetings.edit(
        meeting.code, MeetingDraft(MeetingKind.FINAL, "", "Final", STARTS), now=MOMENT
    )
    moved = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    (event,) = events(moved)
    assert (event["SEQUENCE"], event["UID"]) == (1, f"{meeting.uid}@okr-kiosk")


def test_a_cancelled_meeting_leaves_the_list_and_is_cancelled_in_calendars(
    client, services, meeting
):
    services.store.meetings.cancel(meeting.code, now=MOMENT + timedelta(minutes=1))
    assert "All-Hands" not in client.get("/meetings").get_data(as_text=True)
    assert "This meeting is cancelled." in client.get(f"/m/{meeting.code}").get_data(as_text=True)
    (event,) = events(client.get("/meetings.ics"))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["DTSTAMP"].dt == MOMENT + timedelta(minutes=1)


def test_the_feed_holds_all_of_them_under_the_offices_name(client, services, meeting):
    cycle = services.office().cycles[0].id
    team = next(t for t in services.office().teams if t.slug == "engineering")
    draft = MeetingDraft(
        MeetingKind.TEAM, team.code, "Engineering", STARTS + timedelta(days=40), anyone=False
    )
    services.store.meetings.add(cycle, [draft], now=MOMENT)
    answer = client.get("/MEETINGS.ICS", follow_redirects=True)
    assert [e["SUMMARY"] for e in events(answer)] == [DRAFT.title, "Engineering"]
    assert "For Engineering" in events(answer)[1]["DESCRIPTION"]
    assert b"X-WR-CALNAME:" in answer.data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in answer.data


def test_the_wall_tells_the_next_ones_with_a_code_to_all(client, services, meeting):
    text = services.content("wall/lobby@all").html
    page = text[text.index('id="meetings"') :].partition("</article>")[0]
    assert "All-Hands; what, now?" in page
    assert '<span class="number">14:00</span>' in page
    assert "tomorrow" in page
    assert 'data-qr="http://192.168.1.20:8000/MEETINGS"' in page


def test_without_a_meeting_the_wall_has_no_such_page(services):
    assert 'id="meetings"' not in services.content("wall").html


def at(services, moment):
    services.clock = lambda: moment
    return services.content("wall/lobby")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-60, "At 14:00: All-Hands"), (-10, "Soon, at 14:00: All-Hands"), (0, "Now: All-Hands")],
)
def test_the_wall_reminds_of_a_meeting_and_says_when_that_ends(services, meeting, minutes, said):
    before = at(services, STARTS + timedelta(minutes=minutes, seconds=-1))
    assert said not in before.screen_html
    assert before.changes_at <= STARTS + timedelta(minutes=minutes)
    during = at(services, STARTS + timedelta(minutes=minutes))
    assert f'data-message="{said}' in during.screen_html
    until = {-60: -45, -10: 0, 0: 10}[minutes]
    after = at(services, STARTS + timedelta(minutes=until))
    assert f'data-message="{said}' not in after.screen_html


@pytest.mark.parametrize(
    ("place", "said"), [("Roof", "Now: All-Hands, Roof"), ("Roof" * 20, "Now: All-Hands")]
)
def test_a_reminder_names_the_place_where_that_is_short(services, place, said):
    draft = MeetingDraft(MeetingKind.ALL_HANDS, "", "All-Hands", STARTS, 60, place)
    services.store.meetings.add(services.office().cycles[0].id, [draft], now=MOMENT)
    assert f'data-message="{said}"' in at(services, STARTS).screen_html


def test_a_reminder_goes_before_a_message_which_comes_back(services, meeting):
    from kiosk.okr.screens import EVERY_SCREEN, Message

    services.store.screens.show_message(
        EVERY_SCREEN, Message("Cake in the kitchen", STARTS + timedelta(days=1))
    )
    assert "Now: All-Hands" in at(services, STARTS).screen_html
    assert "Cake" in at(services, STARTS + timedelta(minutes=10)).screen_html
