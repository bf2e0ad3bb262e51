"""Slips at a check-in: a second Enter, a double click, a form sent twice, and the way back."""

import re
from datetime import timedelta
from decimal import Decimal

import gevent
import pytest

from tests.web.admin.users import PART

pytestmark = pytest.mark.usefixtures("admin")

ARRIVE, AUDIT = "W3GH", "H2QX"


@pytest.fixture
def count(services):
    """How many check-ins there are, those taken back and those that take back included."""

    def rows():
        with services.store._database.connections.read_transaction() as db:
            return db.execute("SELECT count(*) FROM check_ins").fetchone()[0]

    return rows


def card(client, code, address="/admin/?key-result={}"):
    """What a card sends that nobody has touched."""
    page = client.get(address.format(code)).text.split(f'id="kr-{code}"')[1]
    form = page.split(f"/key-results/{code}/check-ins")[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    steps = re.findall(r'name="done" value="(\w+)" checked', form)
    return hidden | ({"done": steps} if 'name="done"' in form else {"value": hidden["shown"]})


def save(client, code, part=False, **fields):
    return client.post(
        f"/admin/key-results/{code}/check-ins", data=fields, headers=PART if part else {}
    )


def latest(services, code):
    return services.office().key_result(code).latest_check_in


@pytest.mark.parametrize("part", [True, False])
@pytest.mark.parametrize("code", [ARRIVE, AUDIT])
def test_an_untouched_card_is_not_saved(client, services, code, part):
    before = services.store.revision()

    answer = save(client, code, part, **card(client, code), confidence=" ", note="")

    assert answer.status_code == 422
    assert "Nothing was saved: type or choose something" in answer.text
    assert services.store.revision() == before


def test_an_untouched_card_is_not_saved_from_a_phone_either(client, services):
    objective = services.office().key_result(ARRIVE).objective
    fields = card(client, ARRIVE, f"/o/{objective}/check-in")
    before = services.store.revision()

    answer = save(client, ARRIVE, **fields)

    assert answer.status_code == 422
    assert "Nothing was saved" in answer.text
    assert services.store.revision() == before


def test_a_card_without_a_value_asks_for_one(client, services):
    for _ in services.store.key_results.history(ARRIVE, services.now(), notes=50).recent:
        services.store.check_ins.undo(latest(services, ARRIVE).id, now=services.now())
    answer = save(client, ARRIVE, **card(client, ARRIVE))
    assert (answer.status_code, latest(services, ARRIVE)) == (422, None)
    assert "Nothing was saved yet: type the current value" in answer.text


@pytest.mark.parametrize(
    "typed", [{"note": "A word"}, {"confidence": "7"}, {"touched": "1"}, {"nothing_changed": "1"}]
)
def test_whatever_is_typed_or_chosen_is_saved(client, services, typed):
    before = latest(services, ARRIVE)
    assert save(client, ARRIVE, **(card(client, ARRIVE) | typed)).status_code == 303
    assert latest(services, ARRIVE).id > before.id
    assert latest(services, ARRIVE).value == before.value


@pytest.mark.parametrize("typed", [{"value": "99.98", "note": "Steady"}, {"nothing_changed": "1"}])
@pytest.mark.parametrize("from_phone", [True, False])
def test_the_same_save_twice_is_one_check_in(client, services, count, typed, from_phone):
    objective = services.office().key_result(ARRIVE).objective
    place = f"/o/{objective}/check-in" if from_phone else "/admin/?key-result={}"
    sent, before = card(client, ARRIVE, place) | typed, count()

    first, second = (save(client, ARRIVE, **sent) for _time in range(2))

    assert count() == before + 1
    assert re.sub(r"revision=\d+", "", second.location) == re.sub(
        r"revision=\d+", "", first.location
    )
    assert f"saved={latest(services, ARRIVE).id}" in second.location


def test_two_at_once_are_one_check_in(client, services, count, monkeypatch):
    sent, before = card(client, ARRIVE) | {"value": "99.98"}, count()
    check_in = services.store.check_ins.add

    def lets_others_run(*args, **kwargs):
        gevent.sleep(0)
        return check_in(*args, **kwargs)

    monkeypatch.setattr(services.store.check_ins, "add", lets_others_run)
    address = f"/admin/key-results/{ARRIVE}/check-ins"
    both = [gevent.spawn(client.post, address, data=sent) for _time in range(2)]
    assert [each.get(timeout=30).status_code for each in both] == [303, 303]

    assert count() == before + 1


def test_another_number_in_the_same_form_is_another_check_in(client, services, count):
    sent, before = card(client, ARRIVE), count()
    for value in ("99.98", "99.99"):
        save(client, ARRIVE, **(sent | {"value": value}))
    assert count() == before + 2
    assert latest(services, ARRIVE).value == Decimal("99.99")


def test_what_was_taken_back_can_be_saved_again_by_the_same_form(client, services):
    sent, before = card(client, ARRIVE) | {"value": "99.98"}, latest(services, ARRIVE)
    save(client, ARRIVE, **sent)
    undo(client, latest(services, ARRIVE))
    assert latest(services, ARRIVE) == before

    save(client, ARRIVE, **sent)

    assert latest(services, ARRIVE).value == Decimal("99.98")


def undo(client, check_in, part=False, **fields):
    return client.post(
        f"/admin/check-ins/{check_in.id}/undo", data=fields, headers=PART if part else {}
    )


@pytest.mark.parametrize("part", [True, False])
def test_undo_says_what_it_did_and_offers_to_undo_that(client, services, part):
    save(client, ARRIVE, value="33")
    made = latest(services, ARRIVE)

    answer = undo(client, made, part)

    text = answer.text if part else client.get(answer.location).text
    assert "Undone: 33%." in text
    assert f'action="/admin/check-ins/{made.id}/redo"' in text
    assert "Undone. No screen is connected right now." in text
    assert "Your last check-in is saved" not in text


@pytest.mark.parametrize("part", [True, False])
def test_redo_brings_it_back_once_however_often_it_is_asked_for(client, services, count, part):
    save(client, ARRIVE, value="33", note="Quick start", confidence="6")
    made = latest(services, ARRIVE)
    undo(client, made)
    before = count()

    for _time in range(2):
        answer = client.post(f"/admin/check-ins/{made.id}/redo", headers=PART if part else {})

    again = latest(services, ARRIVE)
    assert (again.value, again.note, again.confidence) == (Decimal(33), "Quick start", 6)
    assert count() == before + 1
    text = answer.text if part else client.get(answer.location).text
    assert f"/admin/check-ins/{again.id}/undo" in text
    assert "Undone" not in text


def test_on_a_phone_too_undo_can_be_undone(client, services):
    objective = services.office().key_result(ARRIVE).objective
    save(client, ARRIVE, value="33", back="objective")
    made = latest(services, ARRIVE)
    page = client.get(undo(client, made, back="objective").location).text
    assert "Undone: 33%." in page

    answer = client.post(f"/admin/check-ins/{made.id}/redo", data={"back": "objective"})

    assert answer.location == f"/o/{objective}?saved={latest(services, ARRIVE).id}"
    assert "33%" in client.get(answer.location).text
    assert "Undone" not in client.get(f"/o/{objective}?undone={made.id}").text


def test_what_is_older_than_a_day_is_taken_back_only_once_that_is_confirmed(client, services):
    old = latest(services, ARRIVE)
    assert services.now() - old.recorded_at > timedelta(days=1)

    page = undo(client, old, team="company")

    assert latest(services, ARRIVE) == old
    assert "Take back 99.96%, saved on " in page.text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', page.text))
    assert fields == {"sure": "1", "team": "company"}
    undo(client, old, **fields)
    assert latest(services, ARRIVE) != old


def test_in_place_the_line_asks(client, services):
    old = latest(services, ARRIVE)
    answer = undo(client, old, part=True)
    assert latest(services, ARRIVE) == old
    assert "Take back 99.96%" in answer.text
    assert 'name="sure" value="1"' in answer.text
    assert 'id="painted"' in answer.text
    assert "Your last check-in is saved" not in answer.text


def test_of_what_is_gone_since_the_page_says_nothing(client, services):
    answer = save(client, ARRIVE, value="33")
    services.store.check_ins.undo(latest(services, ARRIVE).id, now=services.now(), author="Bo")

    page = client.get(answer.location).text

    assert "Your last check-in is saved" not in page
    assert "admin-just-saved" not in page
    assert "data-revision" not in page.split('id="painted"')[1].split(">")[0]


def test_nobody_brings_back_what_is_another_teams_to_check_in(client, services):
    save(client, ARRIVE, value="33")
    assert client.post("/admin/check-ins/99999/redo").status_code == 404
    assert client.post("/admin/check-ins/99999/undo").status_code == 404
    assert client.post(f"/admin/check-ins/{latest(services, ARRIVE).id}/redo").status_code == 422


# For another day


@pytest.mark.parametrize("part", [True, False])
def test_a_check_in_for_another_day_counts_on_that_day(client, services, part):
    before = latest(services, ARRIVE)
    answer = save(
        client, ARRIVE, part, **(card(client, ARRIVE) | {"value": "99.9", "on": "2026-11-10"})
    )

    text = answer.text if part else client.get(answer.location).text
    assert "for Tuesday 10 November" in text
    assert latest(services, ARRIVE) == before
    measured = {
        c.measured_at.date().isoformat(): c
        for c in services.store.key_results.history(ARRIVE, services.now(), notes=50).recent
    }
    assert str(measured["2026-11-10"].value) == "99.9"
    undo(client, measured["2026-11-10"])
    assert "2026-11-10" not in {
        c.measured_at.date().isoformat()
        for c in services.store.key_results.history(ARRIVE, services.now(), notes=50).recent
    }


def test_from_a_phone_too_a_check_in_can_be_for_another_day(client, services):
    objective = services.office().key_result(ARRIVE).objective
    fields = card(client, ARRIVE, f"/o/{objective}/check-in")
    answer = save(client, ARRIVE, **(fields | {"value": "99.9", "on": "2026-11-10"}))

    assert "for Tuesday 10 November" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("on", "sentence"), [("2026-11-23", "is in the future"), ("Friday", "“Friday” is not a day")]
)
def test_a_day_that_is_invalid_is_named_and_what_was_typed_stays(client, services, on, sentence):
    before = services.store.revision()
    answer = save(client, ARRIVE, **(card(client, ARRIVE) | {"value": "99.9", "on": on}))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{ARRIVE}-on-error"' in answer.text
    assert '<details class="admin-check-in-date" open>' in answer.text
    assert services.store.revision() == before


def test_nothing_changed_is_for_today(client, services):
    before = services.store.revision()
    answer = save(
        client, ARRIVE, **card(client, ARRIVE) | {"nothing_changed": "1", "on": "2026-11-10"}
    )
    assert answer.status_code == 422
    assert "is for today" in answer.text
    assert services.store.revision() == before
