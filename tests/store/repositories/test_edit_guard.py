"""What somebody else has changed since a form was made is not written over."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kiosk.errors import EditConflict, NotFound


def test_of_two_saves_at_once_one_is_reported(store):
    team = store.teams.add("Makers").code
    carried, both = store.fingerprint("teams", team), Barrier(2)

    def save(name):
        both.wait(10)
        try:
            return store.teams.edit(team, name=name, if_unchanged_since=carried).name
        except EditConflict as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(save, ("Left", "Right")))

    (told,) = (answer for answer in answers if isinstance(answer, EditConflict))
    (saved,) = (answer for answer in answers if answer is not told)
    assert (told.now.name, told.fields) == (saved, ("name",))
    assert store.teams.edit(team, name=saved).name == saved, "it stands"


def test_a_thing_that_is_not_there_is_not_found(store, company):
    for table in ("objectives", "key_results", "teams", "meetings"):
        with pytest.raises(NotFound):
            store.fingerprint(table, "ZZZZ")
    for table in ("survey_questions", "survey_lessons"):
        with pytest.raises(NotFound):
            store.fingerprint(table, company.cycle, "ZZZZ")


@pytest.mark.parametrize("carried", ["", "title", "title:zz", "other:0123456789", "☃"])
def test_what_no_form_of_ours_carries_stops_nothing(store, company, carried):
    edited = store.objectives.edit(
        company.code, title="Anew", reason="why", if_unchanged_since=carried
    )
    assert edited.title == "Anew"
