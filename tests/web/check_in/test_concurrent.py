"""Two tabs, or two people, on the same key result: nothing is lost, and the page says what was
saved while it was open."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.services import make_client
from tests.web.admin.users import PART, log_in, password_hash

pytestmark = pytest.mark.usefixtures("admin")

# Of the sample: percent, and milestones.
ARRIVE, AUDIT = "W3GH", "H2QX"
SAVED = Decimal("99.95")


def save(client, code, part=True, **fields):
    headers = PART if part else {}
    return client.post(f"/admin/key-results/{code}/check-ins", data=fields, headers=headers)


def text_of(client, answer):
    """What the page says after a save, with a script and without one."""
    return answer.text if answer.status_code == 200 else client.get(answer.location).text


def latest(services, code=ARRIVE):
    return services.office().key_result(code).latest_check_in


def add(services, value=SAVED, code=ARRIVE, author="Bo", **more):
    later = services.now() + timedelta(seconds=1)
    return services.store.check_ins.add(code, value, now=later, author=author, **more)


@pytest.fixture
def member(services):
    services.store.users.add("Mira", password_hash())
    client = make_client(services)
    log_in(client, "Mira")
    return client


def shown_on(client, code):
    """What a card sends that nobody has touched."""
    card = client.get(f"/admin/?key-result={code}").text.split(f'id="kr-{code}"')[1]
    card = card.split("</form>")[0]
    fields = {n: re.search(rf'name="{n}" value="([^"]*)"', card)[1] for n in ("seen", "shown")}
    steps = re.findall(r'name="done" value="(\w+)" checked', card)
    return fields | ({"done": steps} if 'name="done"' in card else {"value": fields["shown"]})


@pytest.mark.parametrize("part", [True, False])
@pytest.mark.parametrize(
    ("author", "sentence"),
    [
        ("Bo", "Bo saved 99.95%, just now. Your 99.98% counts now."),
        ("Ada", "you saved 99.95% elsewhere, just now. 99.98% counts now."),
        ("", "someone saved 99.95%, just now. Your 99.98% counts now."),
    ],
)
def test_a_save_over_another_one_says_so_and_either_can_be_kept(
    client, services, part, author, sentence
):
    card = shown_on(client, ARRIVE)
    other = add(services, author=author)

    answer = save(client, ARRIVE, part, **(card | {"value": "99.98"}))

    text = text_of(client, answer)
    assert f"While this page was open, {sentence}" in text
    assert latest(services).value == Decimal("99.98")
    undo = f"/admin/check-ins/{latest(services).id}/undo"
    notice = text[text.index("admin-meanwhile") :].partition("</form>")[0]
    assert f'action="{undo}"' in notice
    assert "Let 99.95% count instead" in notice

    client.post(undo, data={"code": ARRIVE}, headers=PART)
    assert latest(services).id == other.id


def test_a_member_reads_only_a_name_that_was_signed(member, services):
    card = shown_on(member, ARRIVE)
    add(services)
    text = save(member, ARRIVE, **(card | {"value": "99.98"})).text
    assert "someone saved 99.95%" in text
    assert "Bo" not in text

    card = shown_on(member, ARRIVE)
    add(services, note="A word", signed="Bo")
    assert "Bo saved 99.95%" in save(member, ARRIVE, **(card | {"value": "99.99"})).text


@pytest.mark.parametrize("value", ["99.95", "99.96"])
def test_what_agrees_or_is_for_another_day_is_no_conflict(client, services, value):
    card = shown_on(client, ARRIVE)
    add(services)
    day = {"on": "2026-11-23"} if value == "99.96" else {}
    assert (
        "While this page was open"
        not in save(client, ARRIVE, **(card | {"value": value, **day})).text
    )


def test_a_form_that_is_up_to_date_says_nothing(client, services):
    add(services)
    card = shown_on(client, ARRIVE)
    assert "While this page" not in save(client, ARRIVE, **(card | {"value": "99.98"})).text


@pytest.mark.parametrize("part", [True, False])
def test_nothing_changed_confirms_only_what_was_read(client, services, part):
    card = shown_on(client, ARRIVE)
    other = add(services)

    answer = save(client, ARRIVE, part, **card, nothing_changed="1")

    assert answer.status_code == 422
    assert "Nothing was saved: while this page was open, Bo saved 99.95%, just now." in answer.text
    assert latest(services).id == other.id
    shown = dict(re.findall(r'name="(seen|shown)" value="([^"]*)"', answer.text)[:2])
    assert shown == {"seen": str(other.id), "shown": "99.95"}
    save(client, ARRIVE, **shown, value="99.95", nothing_changed="1")
    assert latest(services).is_confirmation


def test_nothing_changed_by_two_people_is_confirmed_by_both(client, services):
    card = shown_on(client, ARRIVE)
    services.store.check_ins.repeat_latest(ARRIVE, now=services.now(), author="Bo", source="page")
    assert save(client, ARRIVE, **card, nothing_changed="1").status_code == 200


def test_milestones_ticked_on_two_pages_are_all_done(client, services):
    card = shown_on(client, AUDIT)
    before = frozenset(card["done"])
    codes = [m.code for m in services.office().key_result(AUDIT).milestones]
    first, second = [code for code in codes if code not in before][:2]
    add(services, before | {first}, AUDIT)

    text = save(client, AUDIT, **(card | {"done": [*card["done"], second]})).text

    assert latest(services, AUDIT).value == before | {first, second}
    assert "Together with yours that is" in text


@pytest.mark.parametrize("part", [True, False])
@pytest.mark.parametrize(
    ("author", "signed", "sentence"),
    [
        ("Bo", "", "Kept at 99.95%: Bo saved it in the meantime"),
        ("Bo", "Bo", "Kept at 99.95%: Bo saved it in the meantime"),
        ("", "", "Kept at 99.95%: someone saved it in the meantime"),
        ("Ada", "", "Kept at 99.95%: you saved it in the meantime"),
    ],
)
def test_who_writes_only_a_note_keeps_the_newer_value(
    client, services, part, author, signed, sentence
):
    card = shown_on(client, ARRIVE)
    add(services, author=author, signed=signed)

    answer = save(client, ARRIVE, part, **card, note="Only a word")

    assert (latest(services).value, latest(services).note) == (SAVED, "Only a word")
    text = text_of(client, answer)
    assert sentence in text
    assert "count instead" not in text


def test_a_first_value_that_came_meanwhile_is_kept_by_who_left_the_field_empty(client, services):
    services.store.check_ins.add(ARRIVE, Decimal("99.95"), now=services.now(), author="Bo")

    save(client, ARRIVE, seen="0", shown="", value="", note="A word")

    assert services.office().key_result(ARRIVE).latest_check_in.value == Decimal("99.95")
    assert services.office().key_result(ARRIVE).latest_check_in.note == "A word"


def test_who_leaves_the_boxes_as_they_were_keeps_the_newer_ones(client, services):
    card = shown_on(client, AUDIT)
    steps = frozenset(m.code for m in services.office().key_result(AUDIT).milestones)
    assert frozenset(card["done"]) not in (steps, frozenset())
    services.store.check_ins.add(AUDIT, steps, now=services.now(), author="Bo")

    save(client, AUDIT, **card, note="A word")
    assert services.office().key_result(AUDIT).latest_check_in.value == steps
    save(client, AUDIT, **(card | {"done": []}), note="None of those")
    left = steps - frozenset(card["done"])
    assert services.office().key_result(AUDIT).latest_check_in.value == left


def test_a_value_that_was_taken_back_is_not_put_back_by_a_note(client, services):
    before = services.office().key_result(ARRIVE).latest_check_in
    wrong = services.store.check_ins.add(ARRIVE, Decimal(12), now=services.now(), author="Bo")
    card = shown_on(client, ARRIVE)
    services.store.check_ins.undo(wrong.id, now=services.now(), author="Bo")

    answer = save(client, ARRIVE, **card, note="A word")

    assert services.office().key_result(ARRIVE).latest_check_in.value == before.value
    assert "has been undone" in answer.text


def test_a_card_that_comes_back_still_knows_what_it_showed_at_first(client, services):
    card = shown_on(client, ARRIVE)
    services.store.check_ins.add(ARRIVE, Decimal("99.95"), now=services.now(), author="Bo")

    answer = save(client, ARRIVE, **card, note="x" * 501)

    assert f'name="seen" value="{card["seen"]}"' in answer.text
    assert f'name="shown" value="{card["shown"]}"' in answer.text
