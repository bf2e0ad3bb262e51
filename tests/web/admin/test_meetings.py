import re
from datetime import date, timedelta

import pytest

from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import CycleState
from tests.server import MOMENT
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")

GIVEN = {
    "kind": "all-hands", "team": "", "title": "All-Hands", "day": "2026-11-23", "time": "14:00",
    "minutes": "90", "place": "Kitchen", "link": "", "anyone": "1",
}  # fmt: skip


@pytest.fixture
def next_cycle(services):
    return services.store.cycles.add(
        "Q1 2027", date(2027, 1, 1), date(2027, 3, 31), state=CycleState.DRAFT
    )


def meetings(services):
    return services.office().meetings


def add(client, **fields):
    return client.post("/admin/meetings/new", data=GIVEN | fields)


def test_an_added_meeting_is_in_the_list_in_the_offices_own_time(client, services):
    answer = add(client)
    (meeting,) = meetings(services)
    assert answer.headers["Location"] == f"/admin/meetings#m-{meeting.code}"
    assert meeting.starts_at.isoformat() == "2026-11-23T13:00:00+00:00"
    text = client.get("/admin/meetings").get_data(as_text=True)
    assert "tomorrow, 14:00 – 15:30" in text
    form = client.get(f"/admin/meetings/{meeting.code}").get_data(as_text=True)
    assert 'value="14:00"' in form
    assert 'value="2026-11-23"' in form


def test_what_is_invalid_is_said_beside_its_field_and_nothing_typed_is_lost(client, services):
    answer = add(client, time="soon", title="Weekly &c", link="javascript:alert(1)")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Enter a time of day like 14:30" in text
    assert "begins with https://" in text
    assert 'value="Weekly &amp;c"' in text
    assert 'value="soon"' in text
    assert meetings(services) == ()


def test_a_change_is_one_more_for_calendars(client, services):
    add(client)
    (meeting,) = meetings(services)
    client.post(f"/admin/meetings/{meeting.code}", data=GIVEN | {"time": "15:00"})
    (after,) = meetings(services)
    assert (after.sequence, after.starts_at - meeting.starts_at) == (1, timedelta(hours=1))


def test_cancelling_asks_first_and_can_be_taken_back(client, services):
    add(client)
    (meeting,) = meetings(services)
    path = f"/admin/meetings/{meeting.code}"
    assert "shown as cancelled in the calendars" in client.get(f"{path}/cancel").text
    assert not meetings(services)[0].is_cancelled
    client.post(f"{path}/cancel")
    assert meetings(services)[0].is_cancelled
    assert "Cancelled." in client.get("/admin/meetings").text
    client.post(f"{path}/restore")
    assert not meetings(services)[0].is_cancelled


def form_of(text):
    """A form as a browser would send it: every field, ticked boxes only."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", text):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("type") != "checkbox" or " checked" in tag:
            fields[said["name"]] = said.get("value", "")
    return fields


def test_the_roadmap_week_is_suggested_whole_and_off_closed_days(client, services, next_cycle):
    given = form_of(client.get(f"/admin/meetings/plan?cycle={next_cycle.id}").text)
    teams = [team for team in services.office().teams if not team.is_company]
    assert int(given["count"]) == len(teams) + 2
    assert (given["kind-0"], given["day-0"], given["time-0"]) == (
        "all-hands", "2027-01-02", "10:00",
    )  # fmt: skip
    given |= {"time-0": "11:00", "place-0": "Roof"}
    del given["take-1"]
    answer = client.post("/admin/meetings/plan", data=given)
    assert answer.status_code == 303
    made = meetings(services)
    assert len(made) == len(teams) + 1
    assert (made[0].place, made[0].starts_at.hour) == ("Roof", 10)
    again = form_of(client.get(f"/admin/meetings/plan?cycle={next_cycle.id}").text)
    assert [again["count"], again["team-0"]] == ["1", teams[0].code]


def test_one_meeting_that_is_invalid_keeps_all_of_them_in_the_form(client, services, next_cycle):
    given = form_of(client.get(f"/admin/meetings/plan?cycle={next_cycle.id}").text)
    answer = client.post("/admin/meetings/plan", data=given | {"minutes-2": "1", "place-0": "Roof"})
    assert answer.status_code == 422
    assert 'id="minutes-2-error"' in answer.text
    assert 'value="Roof"' in answer.text
    assert meetings(services) == ()


def test_a_cycle_that_is_closed_or_unknown_takes_none(client, services):
    services.store.cycles.close(services.office().cycles[0].id, now=MOMENT)
    assert "there is none yet" in client.get("/admin/meetings").text
    assert client.get("/admin/meetings/plan").status_code == 303
    assert client.post("/admin/meetings/new", data=GIVEN).status_code == 404
    assert client.get("/admin/meetings/ZZZZ").status_code == 404


def test_members_may_not_plan(client, services):
    client.post("/admin/logout")
    add_person(services, "Ben", is_admin=False)
    log_in(client, "Ben")
    assert client.get("/admin/meetings").status_code == 403
    assert add(client).status_code == 403
    assert meetings(services) == ()


def test_kinds_are_those_of_the_rules(client):
    text = client.get("/admin/meetings/new").text
    assert all(f'value="{kind}"' in text for kind in MeetingKind)


def test_the_last_meeting_of_a_closed_cycle_can_still_be_called_off_and_what_is_over_stays(
    client, services
):
    for title, day in (("To come", "2026-12-23"), ("Over", "2026-11-02")):
        page = add(client, title=title, day=day).text
        # The one that is over is remarked upon, and sent again.
        if shown := re.search(r'name="remarks" value="([^"]*)"', page):
            add(client, title=title, day=day, remarks=shown[1])
    coming, over = (
        next(m for m in meetings(services) if m.title == t) for t in ("To come", "Over")
    )
    services.store.cycles.close(coming.cycle, now=services.now())

    text = client.get("/admin/meetings").get_data(as_text=True)
    assert f"/admin/meetings/{coming.code}/cancel" in text
    assert f"plan?cycle={coming.cycle}" not in text
    assert client.post(f"/admin/meetings/{coming.code}/cancel").status_code == 303
    before = services.store.revision()
    assert client.post(f"/admin/meetings/{over.code}/cancel").status_code == 422
    assert client.post(f"/admin/meetings/{over.code}", data=GIVEN).status_code == 422
    assert services.store.revision() == before
