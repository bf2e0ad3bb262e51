"""Pictures on the wall: added, edited, removed, shown on their screens until their day."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image

from kiosk.okr.screens import Screen
from kiosk.views.wall.pages.picture import pictures_change_at
from tests.server import MOMENT
from tests.web.admin.users import add_person, log_in

PAGE = "/admin/pictures"
TODAY, LATER = "2026-11-22", "2026-11-27"


@pytest.fixture
def admin(services, client):
    add_person(services, "Ada")
    log_in(client, "Ada")
    return client


def png(size=(60, 40)):
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 40)).save(out, "PNG")
    return io.BytesIO(out.getvalue())


def add(client, file=None, **changed):
    fields = {"text": "Welcome, Ada!", "alt": "Ada at a desk", "until": LATER} | changed
    return client.post(PAGE, data=fields | {"picture": (file or png(), "a.png")})


def wall(services, screen="lobby"):
    return services.renderer(f"wall/{screen}@all").html


def picture(services):
    (found,) = services.office().pictures
    return found


def test_a_picture_is_a_page_of_the_wall_and_its_bytes_need_no_log_in(admin, services):
    assert add(admin).location == "/admin/pictures?added=1"
    html = wall(services)
    path = re.search(r'<img src="(/pictures/[^"]+)" width="60" height="40" alt="([^"]*)"', html)
    assert path is not None
    assert path[2] == "Ada at a desk"
    assert "Welcome, Ada!" in html
    admin.delete_cookie("session")
    answer = admin.get(path[1])
    assert (answer.status_code, answer.content_type) == (200, "image/webp")
    again = admin.get(path[1], headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for other in (
        "/pictures/x.webp",
        path[1].replace("-", "-0"),
        "/pictures/ABCD-" + "0" * 16 + ".webp",
    ):
        assert admin.get(other).status_code == 404


def test_it_is_shown_on_its_screens_only(admin, services):
    services.store.screens.save(Screen("lobby", "Lobby"))
    services.store.screens.save(Screen("hall", "Hall"))
    add(admin, screens=["lobby", "no-such-screen"])
    assert picture(services).screens == ("lobby",)
    assert "picture-" in wall(services, "lobby")
    assert "picture-" not in wall(services, "hall")
    assert "Lobby" in admin.get(PAGE).text


def test_it_leaves_at_midnight_of_its_day_in_the_office_s_zone(admin, services, clock):
    add(admin, until=TODAY)
    office, localizer = services.office(), services.localizer
    change = pictures_change_at(localizer, office, MOMENT)
    assert change is not None
    assert localizer.time(change) == "00:00"
    assert services.renderer("wall/lobby@all").changes_at <= change
    assert localizer.office_today(change - timedelta(seconds=1)).isoformat() == TODAY
    assert pictures_change_at(localizer, office, change) is None


def test_removed_it_leaves_walls_and_its_address_and_the_history_brings_it_back(admin, services):
    add(admin)
    code, path = picture(services).code, re.search(r"/pictures/[^\"]+", wall(services))[0]
    assert admin.post(f"{PAGE}/{code}/remove").location == f"{PAGE}?removed=1"
    assert "picture-" not in wall(services)
    assert admin.get(path).status_code == 404
    assert admin.post(f"{PAGE}/{code}/remove").status_code == 404
    history = admin.get("/admin/history").text
    (save,) = re.findall(r'name="save" value="(\d+)"', history)[:1]
    admin.post("/admin/history/undo", data={"save": save})
    assert "picture-" in wall(services)
    assert admin.get(path).status_code == 200


def test_undoing_that_it_was_added_removes_it(admin, services):
    add(admin)
    (save,) = re.findall(r'name="save" value="(\d+)"', admin.get("/admin/history").text)[:1]
    assert admin.post("/admin/history/undo", data={"save": save}).status_code == 303
    assert services.office().pictures == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 101}, "text"),
        ({"alt": "x" * 201}, "alt"),
        ({"until": "2026-11-21"}, "until"),
        ({"until": "2028-01-01"}, "until"),
        ({"until": "soon"}, "until"),
        ({"file": io.BytesIO(b"not a picture")}, "picture"),
        ({"file": io.BytesIO(b"")}, "picture"),
        ({"file": io.BytesIO(bytes(6_000_000))}, "picture"),
    ],
)
def test_what_will_not_do_is_told_at_its_field_and_changes_nothing(admin, services, changed, field):
    before = services.store.revision()
    answer = add(admin, **changed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "Ada at a desk" in answer.text or field == "alt"
    assert services.store.revision() == before


def test_text_day_and_screens_can_be_changed_and_conflicts_are_said(admin, services):
    add(admin)
    code = picture(services).code
    page = admin.get(f"{PAGE}/{code}").text
    carried = re.search(r'name="fingerprint" value="([^"]+)"', page)[1]
    sent = {"text": "Hello", "alt": "", "until": TODAY}
    assert admin.post(f"{PAGE}/{code}", data=sent).location == PAGE
    assert picture(services).text == "Hello"
    answer = admin.post(f"{PAGE}/{code}", data=sent | {"text": "Bye", "fingerprint": carried})
    assert answer.status_code == 422
    assert "Text is now “Hello”" in answer.text
    assert picture(services).text == "Hello"
    assert admin.get(f"{PAGE}/ZZZZ").status_code == 404


def test_sent_twice_it_is_added_once_and_there_is_a_most(admin, services):
    add(admin, once="1")
    add(admin, once="1")
    assert len(services.office().pictures) == 1
    for number in range(11):
        assert add(admin, text=f"Number {number}").status_code == 303
    answer = add(admin)
    assert "There are 12 pictures already" in answer.text
    assert len(services.office().pictures) == 12


def test_only_admins_add_pictures(client, services):
    assert add(client).status_code in (401, 403)
    assert services.office().pictures == ()
