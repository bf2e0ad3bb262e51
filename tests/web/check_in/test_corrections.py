"""A past check-in's day or note is corrected by a row that names it."""

import re
from datetime import timedelta

import pytest

pytestmark = pytest.mark.usefixtures("admin")

ARRIVE = "W3GH"
LIST = f"/admin/key-results/{ARRIVE}/check-ins"


def recent(services):
    return services.store.key_results.history(ARRIVE, services.now(), notes=60).recent


def fields(client, number):
    form = client.get(LIST).text.split(f"/admin/check-ins/{number}/correct")[1].split("</form>")[0]
    return dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', form))


def correct(client, number, **typed):
    return client.post(f"/admin/check-ins/{number}/correct", data=fields(client, number) | typed)


def test_the_check_in_page_leads_to_all_check_ins_of_a_key_result(client, services):
    assert f'href="{LIST}"' in client.get("/admin/").text
    page = client.get(LIST).text
    assert page.count("/correct") == len(recent(services)) > 3


def test_a_note_is_corrected_and_the_wrong_one_counts_no_more(client, services):
    wrong = recent(services)[0]

    answer = correct(client, wrong.id, note="As it should read")

    assert answer.location == LIST
    right = recent(services)[0]
    assert (right.note, right.value, right.measured_at) == (
        *("As it should read", wrong.value),
        wrong.measured_at,
    )
    assert (right.author, right.corrects) == ("Ada", wrong.id)
    assert wrong.id not in [c.id for c in recent(services)]
    assert "corrected" in client.get(LIST).text
    objective = services.office().key_result(ARRIVE).objective
    assert "· corrected" in client.get(f"/o/{objective}").text
    assert services.office().changes == ()


def test_a_corrected_day_counts_on_that_day(client, services):
    wrong = recent(services)[0]
    day = (wrong.measured_at - timedelta(days=1)).date()

    correct(client, wrong.id, on=day.isoformat())

    assert recent(services)[0].measured_at == wrong.measured_at - timedelta(days=1)


def test_a_correction_sent_twice_is_one_and_undo_takes_it_back(client, services):
    wrong, before = recent(services)[0], len(recent(services))
    sent = fields(client, wrong.id) | {"note": "Once"}
    places = [client.post(f"/admin/check-ins/{wrong.id}/correct", data=sent) for _time in range(2)]
    assert [place.location for place in places] == [LIST, LIST]
    assert len(recent(services)) == before

    client.post(f"/admin/check-ins/{recent(services)[0].id}/undo")
    assert recent(services)[0] == wrong


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on": "2026-12-24"}, "is in the future"),
        ({"on": "soon"}, "“soon” is not a day"),
        ({"note": "x" * 501}, "at most 500"),
        ({}, "Nothing has changed yet"),
    ],
)
def test_what_is_invalid_comes_back_as_typed(client, services, typed, sentence):
    before, number = services.store.revision(), recent(services)[1].id

    answer = correct(client, number, **typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.text.count('class="admin-correct" open') == 1
    assert all(f'value="{text}"' in answer.text for text in typed.values())
    assert services.store.revision() == before


def test_what_no_longer_counts_is_not_corrected(client, services):
    wrong = recent(services)[0]
    sent = fields(client, wrong.id) | {"note": "Late"}
    services.store.check_ins.undo(wrong.id, now=services.now())
    assert client.post(f"/admin/check-ins/{wrong.id}/correct", data=sent).status_code == 422
    assert client.post("/admin/check-ins/99999/correct", data=sent).status_code == 404


def test_the_history_tells_of_corrections_and_of_what_was_brought_back(client, services):
    wrong = recent(services)[0]
    correct(client, wrong.id, note="As it should read")
    made = recent(services)[0]
    services.store.check_ins.undo(made.id, now=services.now(), author="Ada")
    services.store.check_ins.redo(made.id, now=services.now(), author="Ada")

    page = client.get("/admin/history").text

    assert "A check-in for “Messages that arrive” was corrected" in page
    assert "A check-in for “Messages that arrive” was undone" in page
    assert "A check-in for “Messages that arrive” was redone" in page
    assert "As it should read" in page
