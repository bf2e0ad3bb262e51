import re
import sqlite3
from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kiosk.live.hub import Hub
from kiosk.live.socket.parser import WallReport
from kiosk.okr.screens import EVERY_SCREEN, Margins, Message, PageKindSetting, Screen, Theme
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.wall.page_kinds import page_kind_names
from tests.web.admin.users import add_person, log_in

pytestmark = pytest.mark.usefixtures("admin")

FORM = "/admin/screens/k7q2"
SETTINGS = {
    "label": "Reception",
    "place": "Left of the door",
    "diagonal": "43",
    "distance": "3,5",
    "theme": "hours",
    "light_from": "08:00",
    "light_to": "18:30",
    "dim_from": "20:00",
    "dim_to": "06:00",
    "timezone": "Europe/Berlin",
    "language": "",
    "teams": ["marketing"],
    "dwell": "15",
    "turned": "270",
    "pages": "1",
    "page-overview": "1",
    "page-objective": "1",
    "place-objective": "1",
    "stay-objective": "20",
    "margin_top": "10",
    "margin_right": "20",
    "margin_bottom": "30",
    "margin_left": "40",
}
# As its form is sent when what moved is taken out.
KINDS = SETTINGS | {
    "stay-objective": "",
    **{
        f"page-{kind}": "1"
        for kind in page_kind_names(Localizer("en", ZoneInfo("UTC")))
        if kind != "moved"
    },
}
del KINDS["place-objective"], KINDS["teams"]


def of(services, name="k7q2"):
    return services.store.screens.all().of(name)


def test_what_is_set_is_the_screens(client, services):
    answer = client.post("/admin/screens/k7q2", data=SETTINGS)
    assert answer.location == "/admin/screens#screen-k7q2"
    screen = of(services)
    assert (screen.label, screen.place) == ("Reception", "Left of the door")
    assert (screen.diagonal, screen.distance) == (43, Decimal("3.5"))
    assert (screen.theme, screen.light_from, screen.light_to) == (
        Theme.HOURS, time(8), time(18, 30),
    )  # fmt: skip
    assert (screen.dim_from, screen.dim_to) == (time(20), time(6))
    assert (screen.teams, screen.dwell) == (("marketing",), 15)
    assert screen.margins == Margins(10, 20, 30, 40)
    assert screen.rotation == 270
    shown = [choice for choice in screen.pages if choice.shown]
    assert shown == [PageKindSetting("objective", seconds=20), PageKindSetting("overview")]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("label", "x" * 61),
        ("diagonal", "0"),
        ("diagonal", "large"),
        ("diagonal", ""),
        ("distance", "0"),
        ("distance", "1e1"),
        ("theme", "pink"),
        ("light_from", "25:00"),
        ("dim_to", ""),
        ("timezone", "Nowhere/Else"),
        ("timezone", "../../etc/passwd"),
        ("language", "tlh"),
        ("dwell", "1"),
        ("turned", "45"),
        ("margin_left", "-1"),
        ("margin_left", "5000"),
    ],
)
def test_what_is_invalid_is_shown_at_its_field_and_stays_typed(client, services, field, typed):
    answer = client.post("/admin/screens/k7q2", data=SETTINGS | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="Left of the door"' in answer.text
    if field not in ("theme", "language", "turned"):
        assert f'value="{typed}"' in answer.text
    assert of(services) == Screen("k7q2")


def test_every_field_that_is_invalid_is_reported_at_once(client):
    answer = client.post("/admin/screens/k7q2", data=SETTINGS | {"diagonal": "", "dwell": "1"})
    assert 'id="diagonal-error"' in answer.text
    assert 'id="dwell-error"' in answer.text


def test_teams_come_in_the_order_that_is_asked_for(client, services):
    ticked = {"teams": ["engineering", "marketing", "support"]}
    client.post("/admin/screens/k7q2", data=SETTINGS | ticked | {"order-support": "1"})
    assert of(services).teams == ("support", "engineering", "marketing")
    text = client.get("/admin/screens/k7q2").text
    assert 'name="order-engineering" id="order-engineering"' in text
    client.post(
        "/admin/screens/k7q2",
        data=SETTINGS | ticked | {"order-support": "3", "order-marketing": "1"},
    )
    assert of(services).teams == ("marketing", "support", "engineering")
    wrong = client.post("/admin/screens/k7q2", data=SETTINGS | ticked | {"order-support": "first"})
    assert wrong.status_code == 422
    assert 'id="order-support-error"' in wrong.text
    assert 'value="first"' in wrong.text


def test_the_form_holds_what_is_set(client):
    client.post("/admin/screens/k7q2", data=SETTINGS | {"low_power": "1"})
    text = client.get("/admin/screens/k7q2").text
    assert 'name="distance" type="number" min="1" max="20" step="0.5" value="3.5"' in text
    assert 'value="hours" checked' in text
    assert 'value="marketing" checked' in text
    assert 'name="low_power" value="1" checked' in text


def test_the_preview_follows_the_distance(client):
    near = client.get("/admin/screens/k7q2/preview?distance=2").text
    far = client.get("/admin/screens/k7q2/preview?distance=10").text
    assert "10 mm" in near
    assert "47 mm" in far
    assert client.get("/admin/screens/k7q2/preview?distance=<script>").status_code == 200


def test_a_screen_is_told_what_to_do(client, services):
    client.post("/admin/screens/k7q2/identify")
    client.post("/admin/screens/k7q2/marks")
    client.post("/admin/screens/k7q2/reload")
    client.post("/admin/screens/k7q2/replay")
    client.post("/admin/screens/k7q2/show", data={"page": "objective-A4TN"})
    told = of(services).commands
    assert told.identify_until == services.now() + timedelta(seconds=10)
    assert told.marks_until == services.now() + timedelta(minutes=10)
    assert (told.reload, told.replay) == (1, 1)
    assert (told.show, told.command_number, told.hold) == ("objective-A4TN", 1, False)
    client.post("/admin/screens/k7q2/hold")
    assert (of(services).commands.hold, of(services).commands.show) == (True, "objective-A4TN")
    client.post("/admin/screens/k7q2/go-on")
    assert (of(services).commands.hold, of(services).commands.show) == (False, "")


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/admin/screens/k7q2/explode", {}),
        ("/admin/screens/k7q2/show", {"page": "objective-ZZZZ"}),
        ("/admin/screens/K7Q2/identify", {}),
        ("/admin/screens/a%20b/identify", {}),
        (f"/admin/screens/{'x' * 33}", SETTINGS),
    ],
)
def test_what_there_is_not_is_not_found_and_changes_nothing(client, services, path, data):
    before = services.store.revision()
    assert client.post(path, data=data).status_code == 404
    assert services.store.revision() == before


def test_a_message_has_an_end(client, services):
    services.store.screens.record_visits(["k7q2"], services.now())
    sent = {"to": "*", "text": "All-Hands at three", "until": "2026-11-22T19:00"}
    assert client.post("/admin/screens/message", data=sent).status_code == 303
    ends = services.now().replace(hour=18, minute=0)
    assert services.store.screens.all().message_to_all == Message("All-Hands at three", ends)
    assert "All-Hands at three" in client.get("/admin/screens").text
    client.post("/admin/screens/message", data=sent | {"to": "k7q2"})
    assert of(services).commands.message == Message("All-Hands at three", ends)
    client.post("/admin/screens/message", data={"to": EVERY_SCREEN, "end": "1"})
    assert services.store.screens.all().message_to_all is None
    assert of(services).commands.message is not None


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("text", " "),
        ("text", "x" * 101),
        ("until", "soon"),
        ("until", "2026-11-22T18:00"),
        ("until", "2027-11-22T18:00"),
        ("to", "nobody"),
    ],
)
def test_a_message_that_is_invalid_is_shown_at_its_field(client, services, field, typed):
    sent = {"to": "*", "text": "All-Hands at three", "until": "2026-11-22T19:00"}
    answer = client.post("/admin/screens/message", data=sent | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert services.store.screens.all().message_to_all is None


@pytest.fixture
def connected(services):
    """A wall that says of itself whatever it likes."""
    services.hub = Hub(services.content, now=services.now)
    services.hub.screen_tracker.connected(
        "k7q2", "socket", "Mozilla/5.0 (X11; Linux) Chrome/142.0 <script>"
    )
    services.hub.screen_tracker.revision_saved(services.store.revision())
    services.hub.screen_tracker.update_shown(
        "k7q2", WallReport("objective-A4TN", "3840x2160", held=True, loop=80)
    )
    services.hub.screen_tracker.update_report("k7q2", "socket", services.store.revision())
    return services.hub


def test_the_list_tells_what_a_screen_shows_now(client, services, connected):
    services.store.screens.record_visits(["k7q2"], services.now())
    services.store.screens.record_visits(["m3xd"], services.now() - timedelta(days=3))
    for path in ("/admin/screens", "/admin/screens/now"):
        text = client.get(path).text
        assert services.office().objective("A4TN").title in text.replace("&#39;", "'")
        assert "(held)" in text
        assert "3840 × 2160" in text
        assert "Chrome 142, Linux" in text
        assert "ms after the save" in text
        assert "last seen 3 days ago" in text
        assert "<script>" not in text.replace('<script type="module"', "")


def test_holding_holds_the_page_that_is_on_show(client, services, connected):
    client.post("/admin/screens/k7q2/hold")
    assert of(services).commands.show == "objective-A4TN"


def test_only_an_admin_sets_screens(client, services):
    client.post("/admin/logout")
    assert client.get("/admin/screens").location.startswith("/admin/login")
    add_person(services, "Grace", is_admin=False)
    log_in(client, "Grace")
    assert client.get("/admin/screens").status_code == 403
    assert client.post("/admin/screens/k7q2/identify").status_code == 403
    assert "/admin/screens" not in client.get("/admin/").text


def test_another_sites_page_tells_a_screen_nothing(client, services):
    answer = client.post("/admin/screens/k7q2/identify", headers={"Origin": "http://elsewhere"})
    assert answer.status_code == 403
    assert of(services) == Screen("k7q2")


def test_only_a_turned_wall_may_stand_in_a_frame_and_only_in_its_own(client, services):
    policy = client.get("/screens/k7q2").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "frame-src" not in policy
    client.post("/admin/screens/k7q2", data=SETTINGS)
    policy = client.get("/screens/k7q2").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "frame-src 'self'" in policy


def test_a_screen_speaks_every_language_there_is_a_catalogue_of(client, services):
    field = re.search(r'<select id="language".*?</select>', client.get(FORM).text, re.DOTALL)[0]
    choices = re.findall(r'value="(\w*)"[^>]*>([^<]+)', field)
    assert choices[0] == ("", "The office’s")
    assert {("en_GB", "English (United Kingdom)"), ("de", "Deutsch")} < set(choices)
    client.post(FORM, data=SETTINGS | {"language": "de"})
    wall = client.get("/screens/k7q2?pages=all").text
    assert '<html lang="de"' in wall
    assert "week 8 of 13" not in wall
    assert "week 8 of 13" in client.get("/screens/other?pages=all").text


def test_a_language_that_a_stranger_made_up_is_the_offices(client, services):
    services.store.screens.save(Screen("k7q2", language="tlh-x"))
    assert of(services).language == ""
    assert client.get("/screens/k7q2").status_code == 200


def test_the_pages_a_screen_leaves_out_and_its_order_stand_in_its_form_and_on_its_wall(client):
    client.post(FORM, data=KINDS | {"place-team": "1", "stay-team": "30"})
    form = client.get(FORM).text
    rows = re.findall(r'name="page-(\w+)" value="1"( checked)?', form)
    assert [kind for kind, _ in rows][:2] == ["team", "overview"]
    assert [kind for kind, checked in rows if not checked] == ["moved"]
    assert re.search(r'id="stay-team"[^>]*value="30"', form)
    every = re.search(r'id="loop"[^>]*', client.get("/screens/k7q2?pages=all").text)[0]
    assert re.search(r'data-pages="team-\w', every)
    assert "team-engineering:30" in every
    assert 'id="moved"' in client.get("/screens/other").text
    assert 'id="moved"' not in client.get("/screens/k7q2").text


def test_what_is_typed_of_the_pages_is_kept_where_it_will_not_do(client, services):
    answer = client.post(FORM, data=KINDS | {"place-team": "first", "stay-team": "7"})
    assert answer.status_code == 422
    assert 'id="place-team-error"' in answer.text
    assert re.search(r'id="place-team"[^>]*value="first"', answer.text)
    assert re.search(r'id="stay-team"[^>]*value="7"', answer.text)
    assert re.search(r'name="page-moved" value="1">', answer.text)
    none = {name: text for name, text in KINDS.items() if not name.startswith("page-")}
    answer = client.post(FORM, data=none)
    assert answer.status_code == 422
    assert "Leave at least one kind of page on" in answer.text
    assert of(services).pages == ()


def test_a_different_program_may_write_the_pages_as_it_likes(client, services):
    with sqlite3.connect(services.store.path) as db:
        db.execute(
            "INSERT INTO screens (name, pages) VALUES ('k7q2', '-moved objective:9999 what:x')"
        )
    assert of(services).pages == (
        PageKindSetting("moved", shown=False),
        PageKindSetting("objective", seconds=600),
        PageKindSetting("what"),
    )
    assert client.get("/screens/k7q2").status_code == 200
    assert client.get(FORM).status_code == 200


def test_the_quarter_is_played_on_every_screen_at_once(client, services):
    services.store.screens.save(Screen("lobby"))
    services.store.screens.record_visits(["corner"], services.now())
    assert "Play the quarter on all screens" in client.get("/admin/screens").text
    assert client.post("/admin/screens/replay").location == "/admin/screens"
    assert [of(services, name).commands.replay for name in ("lobby", "corner", "*")] == [1, 1, 0]
    client.post("/admin/screens/replay")
    assert 'data-replay="2"' in client.get("/screens/corner").text


def test_a_weak_office_has_every_wall_change_plainly(client, services):
    assert "data-low-power" not in client.get("/screens/lobby").text
    services.settings = replace(services.settings, low_power=True)
    services.__post_init__()
    assert 'data-low-power="1"' in client.get("/screens/lobby").text


def test_every_page_there_is_can_be_shown_now_by_a_title_of_its_own(client, services):
    services.store.screens.save(Screen("lobby"))
    every = re.search(
        r'id="loop"[^>]*data-pages="([^"]*)"', client.get("/screens/x?pages=all").text
    )
    field = re.search(r'<select name="page".*?</select>', client.get("/admin/screens").text, re.S)[
        0
    ]
    choices = dict(re.findall(r'<option value="([^"]+)">([^<]+)', field))
    assert list(choices) == every[1].split()
    assert len(set(choices.values())) == len(choices)
    assert choices["cycle-1"] == "Overview: Q4 2026"
    assert choices["objective-K7Q2"].startswith("Engineering: ")
    client.post("/admin/screens/lobby/show", data={"page": "learned"})
    assert of(services, "lobby").commands.show == "learned"
    assert client.post("/admin/screens/lobby/show", data={"page": "other"}).status_code == 404


def test_windows_that_nobody_saw_for_long_or_set_up_are_left_out(client, services):
    now, store = services.now(), services.store
    for name, days in (("lately", 29), ("window", 31), ("named", 80), ("told", 40)):
        store.screens.record_visits([name], now - timedelta(days=days))
    store.screens.save(Screen("named", label="Reception"))
    store.screens.identify("told", now)

    def listed(path):
        return re.findall(r'id="screen-(\w+)"', client.get(path).text)

    assert sorted(listed("/admin/screens")) == ["lately", "named"]
    assert "2 browser windows are not listed" in client.get("/admin/screens").text
    assert sorted(listed("/admin/screens?all=1")) == ["lately", "named", "told", "window"]
    assert "not listed" not in client.get("/admin/screens?all=1").text
    choices = re.findall(r'<option value="(\w+)"', client.get("/admin/present").text)
    assert {"lately", "named"} <= set(choices)
    assert not {"told", "window"} & set(choices)


def test_the_list_has_one_button_that_stands_out(client, services):
    client.post(FORM, data=SETTINGS)
    for end in ("", "2026-11-23T18:00"):
        if end:
            client.post("/admin/screens/guests", data={"guests_until": end})
        page = client.get("/admin/screens").text
        assert "Reception" in page
        assert ("Guests have gone" in page) is bool(end)
        assert re.findall(r'<button class="admin-button">([^<]+)', page) == ["Show the message"]
        assert 'class="admin-button" href' not in page
