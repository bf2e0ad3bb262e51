"""What is odd is remarked upon and saved when it is sent again; nothing is saved unread."""

import re
from datetime import date
from html import unescape

import pytest

from kiosk.okr.model import CycleState

pytestmark = pytest.mark.usefixtures("admin")

NEW = "/admin/meetings/new"
GIVEN = {
    "kind": "all-hands", "team": "", "title": "All-Hands", "day": "2026-11-23", "time": "14:00",
    "minutes": "90", "place": "Kitchen", "link": "", "anyone": "1",
}  # fmt: skip
ASKS = "Not saved yet. Is this what you mean?"


def meetings(services):
    return services.office().meetings


def hidden(page, name):
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def sent(client, path=NEW, **fields):
    return client.post(path, data=GIVEN | fields)


@pytest.fixture(autouse=True)
def closed_days(services):
    services.store.settings.replace({"closed_weekdays": "saturday sunday"})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"day": "2026-11-28"}, "The office is closed on Saturday, 28 November 2026."),
        ({"day": "2026-12-25"}, "25 December 2026 is a public holiday: Christmas Day."),
        ({"day": "2027-01-01"}, "1 January 2027 is a public holiday: New Year's Day."),
        ({"day": "2026-11-20"}, "It begins in the past: 20 November 2026, 14:00."),
        (
            {"day": "2027-01-04"},
            "4 January 2027 is outside Q4 2026, which runs from 1 October 2026 to 31 December",
        ),
    ],
)
def test_an_odd_day_comes_back_with_a_remark_and_is_saved_when_sent_again(
    client, services, fields, says
):
    services.store.settings.replace(
        {"closed_weekdays": "saturday sunday", "public_holidays": "DE-BY"}
    )
    answer = sent(client, **fields)
    page = unescape(answer.text)

    assert answer.status_code == 422
    assert ASKS in page
    assert says in page
    assert f'value="{fields["day"]}"' in page
    assert "Save anyway" in page
    assert meetings(services) == ()
    again = sent(client, **fields, remarks=hidden(page, "remarks"), once=hidden(page, "once"))
    assert again.status_code == 303
    assert len(meetings(services)) == 1


def test_new_years_day_is_remarked_upon_where_no_holidays_are_set(client, services):
    page = sent(client, day="2027-01-01").text

    assert "1 January 2027 is New Year’s Day." in page
    assert meetings(services) == ()


def test_a_room_that_is_taken_is_remarked_upon_with_who_has_it(client, services):
    sent(client, title="Board")
    page = unescape(sent(client, time="15:00", place="kitchen").text)
    assert "kitchen is taken by “Board” from 14:00 to 15:30." in page
    assert len(meetings(services)) == 1

    assert sent(client, time="15:30").status_code == 303, "when the other one is over"
    assert sent(client, time="14:00", place="Roof").status_code == 303
    assert sent(client, time="14:00", place="").status_code == 303
    first = next(m for m in meetings(services) if m.title == "Board")
    client.post(f"/admin/meetings/{first.code}/cancel")
    assert sent(client, time="14:00", title="Other").status_code == 303, "it was cancelled"


def test_a_second_enter_shows_the_same_remark_and_another_day_s_remark_is_read_too(
    client, services
):
    page = sent(client, day="2026-11-28").text
    assert ASKS in sent(client, day="2026-11-28").text, "sent again from the page before"
    shown = hidden(page, "remarks")
    other = sent(client, day="2026-11-29", remarks=shown)

    assert other.status_code == 422
    assert "Sunday, 29 November 2026" in other.text
    assert meetings(services) == ()
    # Nothing that Enter would press has the focus.
    heading = re.search(r"<(\w+)[^>]* autofocus", page)
    assert heading[1] == "h2"


def test_a_meeting_that_is_not_moved_is_not_remarked_upon_again(client, services):
    page = sent(client, day="2026-11-28").text
    sent(client, day="2026-11-28", remarks=hidden(page, "remarks"))
    (meeting,) = meetings(services)
    path = f"/admin/meetings/{meeting.code}"

    assert sent(client, path, day="2026-11-28", title="Another title").status_code == 303
    moved = sent(client, path, day="2026-11-29")
    assert moved.status_code == 422
    assert sent(client, path, day="2026-11-29", remarks=hidden(moved.text, "remarks"))
    assert meetings(services)[0].starts_at.date() == date(2026, 11, 29)
    assert sent(client, path, day="2026-11-29", time="14:30", minutes="60").status_code == 422


def test_a_whole_plan_is_remarked_upon_and_saved_when_sent_again(client, services):
    rows = {}
    for number, title in enumerate(("First", "Second")):
        row = GIVEN | {"title": title, "take": "1"}
        rows |= {f"{name}-{number}": text for name, text in row.items()}
    cycle = services.office().cycles[0].id
    given = rows | {"cycle": str(cycle), "count": "2"}
    page = unescape(client.post("/admin/meetings/plan", data=given).text)

    assert "Second: Kitchen is taken by “First” from 14:00 to 15:30." in page
    assert meetings(services) == ()
    marked = given | {"remarks": hidden(page, "remarks")}
    assert client.post("/admin/meetings/plan", data=marked).status_code == 303
    assert len(meetings(services)) == 2


def test_closing_a_cycle_weeks_early_is_remarked_upon_where_it_is_confirmed(client, services):
    cycle = services.office().cycles[0]
    services.store.cycles.set_state(cycle.id, CycleState.GRADING)
    asked = client.get(f"/admin/cycles/{cycle.id}/close").text

    assert "“Q4 2026” runs until 31 December 2026, 39 days from now." in asked
    services.store.cycles.edit(
        cycle.id, name="Q4 2026", theme="", starts_on=cycle.starts_on, ends_on=date(2026, 11, 22)
    )
    assert "from now" not in client.get(f"/admin/cycles/{cycle.id}/close").text
