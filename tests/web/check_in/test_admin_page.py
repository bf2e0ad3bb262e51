import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kiosk.live.hub import Hub
from tests.web.admin.users import PART

pytestmark = pytest.mark.usefixtures("admin")

# Of the sample: percent, milestones, yes or no, at most; and who signs.
ARRIVE, AUDIT = "W3GH", "H2QX"


def save(client, code, part=True, **fields):
    return client.post(
        f"/admin/key-results/{code}/check-ins", data=fields, headers=PART if part else {}
    )


def of_kind(services, kind):
    return next(k for k in services.office().key_results() if k.kind == kind)


def test_what_waits_longest_stands_first(client, services):
    page = client.get("/admin/").text
    now, order = services.now(), re.findall(r'id="kr-(\w+)"', page)
    waiting = page[: page.index("Not due")]
    ages = [
        (now - services.office().key_result(code).latest_check_in.measured_at).days
        for code in order
        if f'id="kr-{code}"' in waiting
    ]

    assert len(ages) >= 2
    assert ages == sorted(ages, reverse=True)
    friday = datetime(2026, 11, 19, 23, tzinfo=UTC)
    shown = [services.office().key_result(c) for c in order if f'id="kr-{c}"' in waiting]
    assert all(k.latest_check_in.measured_at < friday or k.freshness_days for k in shown)
    assert f"{len(ages)} check-ins are due" in page


def test_a_save_becomes_a_line_with_a_way_back(client, services):
    before = services.office().key_result(ARRIVE).latest_check_in

    answer = save(client, ARRIVE, value="99.971", confidence="8", note="Steady", seen=before.id)

    assert answer.status_code == 200
    latest = services.office().key_result(ARRIVE).latest_check_in
    assert latest.value == Decimal("99.971")
    assert (latest.confidence, latest.note, latest.author) == (8, "Steady", "Ada")
    assert (latest.signature, latest.source) == ("", "page")
    assert "99.971%" in answer.text
    assert f"/admin/check-ins/{latest.id}/undo" in answer.text
    assert "Meanwhile" not in answer.text
    assert re.findall(r'^<\w+ [^>]*id="([\w-]+)"', answer.text, re.M)[:1] == [f"kr-{ARRIVE}"]
    assert 'id="summary"' in answer.text
    assert 'id="painted"' in answer.text


def test_a_name_is_shown_only_where_its_author_chose(client, services):
    save(client, ARRIVE, value="99.97", note="Mine", sign="1")
    assert services.office().key_result(ARRIVE).latest_check_in.signature == "Ada"

    save(client, ARRIVE, value="99.97", note="", sign="1")
    assert services.office().key_result(ARRIVE).latest_check_in.signature == ""


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("value", "lots", "“lots” is not a number"),
        ("value", "", "Enter the current value"),
        ("value", "1" * 40, "at most 30 digits"),
        ("confidence", "11", "from 0 to 10"),
        ("confidence", "5.5", "from 0 to 10"),
        ("note", "x" * 501, "at most 500"),
    ],
)
@pytest.mark.parametrize("part", [True, False])
def test_an_error_is_shown_at_its_field_and_what_was_typed_stays(
    client, services, field, typed, sentence, part
):
    given = {"value": "99.98", "confidence": "7", "note": "A <b>note</b>", "sign": "1"}
    before = services.store.revision()

    answer = save(client, ARRIVE, part, **(given | {field: typed}))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.text.count(f'id="{ARRIVE}-{field}-error"') == 1
    own = re.search(rf'<input id="{ARRIVE}-{field}"[^>]*>', answer.text)[0]
    assert 'aria-invalid="true"' in own
    assert f'aria-describedby="{ARRIVE}-{field}-error' in own
    if field != "note":
        assert 'value="A &lt;b&gt;note&lt;/b&gt;"' in answer.text
    assert re.search(rf'id="{ARRIVE}-note".*?name="sign" value="1" checked', answer.text, re.S)
    assert services.store.revision() == before


def test_milestones_are_ticked(client, services):
    steps = services.office().key_result(AUDIT).milestones
    page = client.get(f"/admin/?key-result={AUDIT}").text
    assert page.count(" checked data-first") + page.count(" checked>") >= 3

    save(client, AUDIT, done=[steps[0].code, steps[3].code])
    assert services.office().key_result(AUDIT).latest_check_in.value == {
        steps[0].code,
        steps[3].code,
    }

    save(client, AUDIT)
    assert services.office().key_result(AUDIT).latest_check_in.value == frozenset()


def test_an_unknown_milestone_is_refused_at_the_field(client):
    answer = save(client, AUDIT, done=["ZZZZ"])

    assert answer.status_code == 422
    assert re.search(r'<fieldset[^>]*aria-invalid="true"', answer.text)


def test_yes_and_no_are_chosen(client, services):
    code = of_kind(services, "yes_no").code
    assert 'type="radio"' in client.get(f"/admin/?key-result={code}").text

    assert save(client, code, value="yes").status_code == 200
    assert services.office().key_result(code).latest_check_in.value is True
    assert save(client, code, value="no").status_code == 200
    assert services.office().key_result(code).latest_check_in.value is False
    assert save(client, code).status_code == 422


def test_nothing_changed_renews_the_age_and_announces_nothing(client, services):
    before = services.office()
    oldest = min(before.key_results(), key=lambda k: k.latest_check_in.measured_at)

    answer = save(client, oldest.code, value="12345", nothing_changed="1")

    after = services.office()
    assert "just now" in answer.text
    assert after.key_result(oldest.code).latest_check_in.value == oldest.latest_check_in.value
    assert after.key_result(oldest.code).latest_check_in.is_confirmation
    assert after.changes == before.changes


@pytest.mark.parametrize("field", ["note", "confidence"])
def test_nothing_changed_does_not_swallow_what_was_typed(client, services, field):
    before = services.store.revision()

    answer = save(client, ARRIVE, nothing_changed="1", **{field: "7"})

    assert answer.status_code == 422
    assert f'id="{ARRIVE}-{field}-error"' in answer.text
    assert services.store.revision() == before


def test_undo_brings_the_value_before_back(client, services):
    before = services.office().key_result(ARRIVE).latest_check_in
    save(client, ARRIVE, value="50")
    latest = services.office().key_result(ARRIVE).latest_check_in

    answer = client.post(f"/admin/check-ins/{latest.id}/undo", data={"code": ARRIVE}, headers=PART)

    assert answer.status_code == 200
    assert services.office().key_result(ARRIVE).latest_check_in == before
    assert f'id="kr-{ARRIVE}"' in answer.text
    assert f"/admin/check-ins/{before.id}/undo" in answer.text


def test_undoing_what_waited_brings_its_card_back(client, services):
    waiting = min(services.office().key_results(), key=lambda k: k.latest_check_in.measured_at)
    code = next(iter(re.findall(r'id="kr-(\w+)"', client.get("/admin/").text)))
    assert waiting
    save(client, code, nothing_changed="1")
    latest = services.office().key_result(code).latest_check_in

    answer = client.post(f"/admin/check-ins/{latest.id}/undo", data={"code": code}, headers=PART)

    assert f'<li class="admin-card" id="kr-{code}"' in answer.text


def test_pressing_undo_twice_undoes_once(client, services):
    before = services.office().key_result(ARRIVE).latest_check_in
    save(client, ARRIVE, value="50")
    latest = services.office().key_result(ARRIVE).latest_check_in
    for _ in range(2):
        answer = client.post(
            f"/admin/check-ins/{latest.id}/undo", data={"code": ARRIVE}, headers=PART
        )
        assert answer.status_code == 200

    assert services.office().key_result(ARRIVE).latest_check_in == before


def test_what_is_said_about_a_long_note_is_what_the_wall_does(client):
    page = client.get(f"/admin/?key-result={ARRIVE}").text
    assert "up to 60 characters stay large" in page
    assert "shown smaller on the wall" in page


def test_the_focus_is_on_the_answer_that_is_chosen(client, services):
    code = of_kind(services, "yes_no").code
    for word in ("no", "yes"):
        save(client, code, value=word)
        page = client.get(f"/admin/?key-result={code}").text
        assert f'value="{word}" checked data-first autofocus>' in page
        assert page.split("</form>")[1].count("data-first") == 1


def test_without_a_script_the_page_comes_back_with_the_line(client, services):
    seen = services.office().key_result(ARRIVE).latest_check_in.id
    services.store.check_ins.add(ARRIVE, Decimal("99.95"), now=services.now(), author="Bo")

    answer = save(client, ARRIVE, part=False, value="99.98", seen=seen, team="company")

    assert answer.status_code == 303
    page = client.get(answer.location)
    assert page.status_code == 200
    assert "admin-just-saved" in page.text
    assert "While this page was open, Bo saved 99.95%, just now." in page.text
    assert "Saved. No screen is connected right now" in page.text
    latest = services.office().key_result(ARRIVE).latest_check_in
    back = client.post(f"/admin/check-ins/{latest.id}/undo", data={"code": ARRIVE})
    assert client.get(back.location).status_code == 200
    assert services.office().key_result(ARRIVE).latest_check_in.value == Decimal("99.95")


def test_one_team_alone_can_be_shown(client, services):
    page = client.get("/admin/?team=marketing").text
    teams = {
        services.office().objective(services.office().key_result(code).objective).team
        for code in re.findall(r'id="kr-(\w+)"', page)
    }

    assert {services.office().team(code).slug for code in teams} == {"marketing"}
    assert client.get("/admin/?team=no-such").status_code == 200


def test_an_objective_can_be_checked_in_whole(client, services):
    objective = services.office().objectives[0]
    page = client.get(f"/admin/?objective={objective.code.lower()}").text
    first = re.findall(r'id="kr-(\w+)"', page)[: len(objective.key_results)]

    assert first == [k.code for k in objective.key_results]


@pytest.mark.parametrize(
    "address",
    ["/admin/check-ins/9999/x", "/admin/key-results/ZZZZ", "/admin/objectives/ZZZZ"],
)
def test_what_is_not_there_is_reported(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        *("/admin/?revision=x", "/admin/?saved=ZZZZ", "/admin/?undone=-1"),
        *("/admin/painted?revision=", "/admin/?key-result=ZZZZ"),
    ],
)
def test_a_mistyped_address_still_shows_the_page(client, address):
    assert client.get(address).status_code == 200


def test_the_page_names_the_walls_that_have_painted_and_those_that_have_not(client, services):
    services.hub = Hub(lambda topic: None, "x")
    painted = services.hub.screen_tracker
    for screen in ("Lobby", "Kitchen", "Attic"):
        painted.connected(screen, screen)
    painted.revision_saved(500, 10.0)
    painted.update_report("Lobby", "Lobby", 500)
    painted.update_report("Kitchen", "Kitchen", 501)
    painted.update_report("Attic", "Attic", 499)

    part = client.get("/admin/painted?revision=500", headers=PART).text

    assert "Saved and showing on Kitchen and Lobby." in part
    assert "Not showing yet on Attic." in part
    assert "data-look-again" in part
    assert re.search(r"Lobby: [\d,]+ ms after the save", part)
    painted.update_report("Attic", "Attic", 500)
    assert "data-look-again" not in client.get("/admin/painted?revision=500").text


def test_numbers_are_typed_as_the_office_writes_them(client, services):
    services.store.settings.replace({"language": "de"})
    assert 'value="99,96"' in client.get(f"/admin/?key-result={ARRIVE}").text

    answer = save(client, ARRIVE, value="99,975")

    assert services.office().key_result(ARRIVE).latest_check_in.value == Decimal("99.975")
    assert "99,975" in answer.text


def test_the_unit_that_the_label_names_may_be_typed(client, services):
    assert save(client, ARRIVE, value="99,97 %").status_code == 200
    assert services.office().key_result(ARRIVE).latest_check_in.value == Decimal("99.97")


def listed(page):
    return set(re.findall(r'id="kr-(\w+)"', page.text))


def test_mine_only_shows_what_one_owns_by_name_or_as_one_of_the_team(client, services):
    with services.store._database.connections.write_transaction() as db:
        db.execute("UPDATE key_results SET owner = 'ADA ' WHERE code = ?", (ARRIVE,))
    assert 'href="/admin/?team=@me"' in client.get("/admin/").text

    page = client.get("/admin/?team=@me")

    assert listed(page) == {ARRIVE}
    assert 'aria-current="true"' in page.text.split("Mine only")[0].rsplit("<a", 1)[1]
    sent = save(client, ARRIVE, part=False, value="99.97", team="@me")
    assert listed(client.get(sent.location)) == {ARRIVE}


def test_whoever_owns_nothing_is_offered_no_list_of_it(client):
    assert "Mine only" not in client.get("/admin/").text
    page = client.get("/admin/?team=@me")
    assert (page.status_code, listed(page)) == (200, set())
    assert "Everyone" in page.text
