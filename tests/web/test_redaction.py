"""While guests are here, no response that everybody can request reveals confidential values."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from kiosk.okr.screens import Screen
from tests.server import MOMENT
from tests.services import make_services
from tests.web.admin.users import add_person, log_in
from tests.web.api.test_api import bearer

# An office with secrets of every kind, whose numbers and words stand nowhere else.
OFFICE = Path(__file__).parents[1] / "fixtures" / "guests.toml"
HIDDEN = re.compile(
    r"hush|193[.,\s]?571|202[.,\s]?479|217[.,\s]?539|218K|217\.5|182[.,\s]?643|183K|246[.,\s]?813"
    r"|247K|75[.,\s]?319|75\.3|86[.,\s]?421|86\.4|13\.57|24\.68|11\.31|64[.,\s]?208|64\.2"
    r"|97[.,\s]?531|97\.5|ferdinand|zoe|R4VN|H2QX|M5CS|B5CS|Y7JY|N7JY|H2A1|H2B2"
    r"|233[.,\s]?111|233K",
    re.IGNORECASE,
)
# What stands in an address's place for a name or a code.
NAMES = {
    "/screens/<name>": "lobby",
    "/screens/<name>/panel": "lobby",
    "/t/<name>": "company",
    "/cycles/<name>": "1",
    "/api/v1/key-results/<code>": "R4VN",
}
MORE = (
    "/screens/lobby?pages=all",
    "/replay?film",
    "/replay?film&objective=A4TN&screen=lobby",
    "/api/v1/key-results/M5CS",
    "/api/v1/okrs?cycle=Q4+2026",
)
TELLING = ("/screens/lobby?pages=all", "/o/A4TN", "/t/company", "/week", "/api/v1/okrs")
TOPICS = (
    *("wall", "wall/lobby", "wall/lobby@all", "objective/A4TN", "team/company", "all"),
    *("week", "alignment", "cycles", "cycle/1"),
)
UNTIL = MOMENT + timedelta(hours=3)
REVENUE = "R4VN"


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path, OFFICE)
    # Announced, too: it moved a minute ago.
    made.store.check_ins.add(
        REVENUE, Decimal(233111), now=MOMENT - timedelta(minutes=1), note="Hush-now", signed="Zoe"
    )
    return made


def leaks(text: str) -> list[str]:
    return HIDDEN.findall(unescape(text).replace("\u00a0", " ").replace("\u202f", " "))


def addresses(client) -> list[str]:
    """Everything there is to ask for, but what admins log in for."""
    rules = {str(rule) for rule in client.application.url_map.iter_rules() if "GET" in rule.methods}
    own = ("/admin", "/static", "/live")
    shown = sorted(rule for rule in rules if rule == rule.lower() and not rule.startswith(own))
    return [re.sub("<.*>", NAMES.get(rule, "A4TN"), rule) for rule in shown] + list(MORE)


def test_nothing_that_anybody_can_ask_for_lets_it_out(services, client):
    services.store.screens.set_guest_mode(UNTIL)
    found = {}
    for path in addresses(client):
        answer = client.get(path)
        assert answer.status_code < 500, path
        found[path] = leaks(answer.text + repr(answer.headers))
    assert {path: localizer for path, localizer in found.items() if localizer} == {}
    assert len(found) > 20


def test_no_frame_lets_it_out_in_any_language(services):
    services.store.screens.save(Screen("lobby", language="de"))
    services.store.screens.set_guest_mode(UNTIL)
    for topic in TOPICS:
        content = services.content(topic)
        assert content is not None, topic
        assert leaks(content.html + content.screen_html) == [], topic


def test_nothing_that_is_presented_lets_it_out(services):
    services.store.presentation.start(1, "*", UNTIL)
    shown = []
    for guests in (None, UNTIL):
        services.store.screens.set_guest_mode(guests)
        for step in range(10):
            services.store.presentation.step(to=step, last=9)
            shown.append((guests, leaks(services.content("wall/lobby").html)))
    assert any(localizer for guests, localizer in shown if guests is None)
    assert not any(localizer for guests, localizer in shown if guests)


def test_the_search_finds_what_is_shown_without_guests(client):
    assert [path for path in TELLING if not leaks(client.get(path).text)] == []


def test_the_title_and_the_percent_are_shown(services, client):
    services.store.screens.set_guest_mode(UNTIL)
    wall, phone = client.get("/screens/lobby?pages=all").text, client.get("/o/A4TN").text
    for page in (wall, phone):
        assert "Revenue" in page
        assert "inside" in page
        assert "outside" in page
    row = phone.partition("Revenue")[2].partition("</section>")[0]
    assert "79%" in row
    assert "no more than this is shown" in row
    assert "13 of 20" not in phone
    assert "Thirteen of them" in phone


def test_a_change_is_shown_by_its_percent(services):
    services.store.screens.set_guest_mode(UNTIL)
    (told,) = re.findall(r'<li id="change-.*?</li>', services.content("wall/lobby").html)
    assert '<span class="was">was 54%</span>' in told
    assert "note" not in told


def test_a_code_opens_nothing_and_a_token_opens_everything(services, client):
    services.store.screens.set_guest_mode(UNTIL)
    assert client.get(f"/o/{REVENUE}").status_code == 404
    (told,) = [client.get(f"/api/v1/key-results/{REVENUE}").get_json()]
    assert (told["title"], told["progress"], told["sealed"]) == ("Revenue", 0.79, True)
    assert told["code"] is told["value"] is told["target"] is told["kind"] is told["unit"] is None
    for can in ("read", "check-in"):
        known = bearer(services, can)
        assert client.get(f"/api/v1/key-results/{REVENUE}", headers=known).json["value"] == 233111
        assert leaks(client.get("/api/v1/okrs", headers=known).text)
    guess = {"Authorization": "Bearer kiosk_guess"}
    assert leaks(client.get("/api/v1/okrs", headers=guess).text) == []


def test_walls_change_back_by_themselves(services):
    services.store.screens.set_guest_mode(UNTIL)
    for topic in TOPICS:
        assert services.content(topic).changes_at <= UNTIL
    services.clock = lambda: UNTIL
    assert leaks(services.content("objective/A4TN").html)
    assert leaks(services.content("wall/lobby@all").html)


def test_admins_see_everything_all_the_time(services, client):
    add_person(services)
    log_in(client)
    services.store.screens.set_guest_mode(UNTIL)
    for path in ("/admin/?objective=A4TN", "/admin/objectives", f"/admin/key-results/{REVENUE}"):
        assert REVENUE in client.get(path).text


def test_an_admin_says_until_when_guests_are_here_and_when_they_have_gone(services, client):
    add_person(services)
    log_in(client)
    page = client.get("/admin/screens").text
    assert "6 key results are confidential." in page
    assert 'name="guests_until"' in page
    assert 'value="2026-11-22T19:21"' in page  # an hour from now: it is evening
    answer = client.post("/admin/screens/guests", data={"guests_until": "2026-11-22T21:30"})
    assert answer.status_code == 303
    assert services.store.screens.all().guest_mode_until == datetime(
        2026, 11, 22, 20, 30, tzinfo=UTC
    )
    assert "Guests are here until" in client.get("/admin/screens").text
    client.post("/admin/screens/guests", data={"guests_until": "", "end": "1"})
    assert services.store.screens.all().guest_mode_until is None


@pytest.mark.parametrize("typed", ["", "tonight", "2026-11-22T17:00", "2026-12-31T10:00"])
def test_an_end_that_is_invalid_stays_typed(services, client, typed):
    add_person(services)
    log_in(client)
    answer = client.post("/admin/screens/guests", data={"guests_until": typed})
    assert answer.status_code == 422
    assert 'id="guests_until-error"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert services.store.screens.all().guest_mode_until is None


def test_only_an_admin_says_so(services, client):
    add_person(services, "Bob", is_admin=False)
    log_in(client, "Bob")
    client.post("/admin/screens/guests", data={"guests_until": "2026-11-22T21:30"})
    assert services.store.screens.all().guest_mode_until is None


def test_a_key_result_is_marked_confidential_on_its_form(services, client):
    add_person(services)
    log_in(client)
    form = {"title": "Talks given", "kind": "number", "unit": "talks", "start": "0", "target": "20"}
    client.post("/admin/key-results/0PEN", data=form | {"confidential": "1"})
    assert services.office().key_result("0PEN").confidential
    assert re.search(
        r'name="confidential"[^>]* checked', client.get("/admin/key-results/0PEN").text
    )
    client.post("/admin/key-results/0PEN", data=form)
    assert not services.office().key_result("0PEN").confidential
    new = form | {"title": "Another", "objective": "A4TN", "confidential": "1"}
    client.post("/admin/key-results/new", data=new)
    assert services.office().objective("A4TN").key_results[-1].confidential
    bad = client.post("/admin/key-results/0PEN", data=form | {"confidential": "1", "title": ""})
    assert re.search(r'name="confidential"[^>]* checked', bad.text)
