"""An admin changes a unit: the form asks what becomes of the values, and every page says so."""

import pytest

from kiosk.okr.progress import check_in_value
from kiosk.okr.unit_conversion import as_measured
from kiosk.views.replay.film import replay_film

pytestmark = pytest.mark.usefixtures("admin")
CODE = "M3XD"
IN_SECONDS = {
    "title": "Median delivery time",
    "kind": "number",
    "unit": "s",
    "start": "0.182",
    "target": "0.09",
    "weight": "",
    "owner": "",
    "freshness_days": "",
    "reason": "Seconds are what people feel",
}


def change(client, **more):
    return client.post(f"/admin/key-results/{CODE}", data={**IN_SECONDS, **more})


def test_the_form_asks_by_what_the_values_are_multiplied(client, services):
    before = services.office().key_result(CODE)

    asked = change(client)
    assert asked.status_code == 422
    assert 'name="factor"' in asked.text
    assert 'name="keeps_values"' in asked.text
    assert "The unit changes from ms to s" in asked.text
    assert change(client, factor="nothing").status_code == 422
    assert change(client, factor="0").status_code == 422
    assert services.office().key_result(CODE) == before

    assert change(client, factor="1/1000").status_code == 303
    after = services.office().key_result(CODE)
    assert after.unit == "s"
    assert check_in_value(after.latest_check_in) == check_in_value(before.latest_check_in) / 1000


def test_phone_and_history_name_the_units(client, services):
    said = check_in_value(services.office().key_result(CODE).latest_check_in)
    change(client, factor="1/1000")

    phone = client.get("/o/K7Q2").text
    assert "the unit changed from ms to s; values until then are multiplied by 1/1000" in phone
    assert f"{said / 1000}" in phone
    history = client.get("/admin/history").text
    assert "Earlier values multiplied by" in history
    # What was checked in stands as it was written, in the unit of its time.
    assert f"{said}\u00a0ms" in history


def test_kept_values_are_shown_in_the_unit_of_their_time(client, services):
    before = services.office().key_result(CODE)
    assert change(client, keeps_values="1").status_code == 303

    now = services.office().key_result(CODE)
    assert now.latest_check_in is None
    phone = client.get("/o/K7Q2").text
    assert f"{check_in_value(before.latest_check_in)}\u00a0ms" in phone
    assert "values until then stay in ms" in phone
    office = services.office()
    past = services.store.key_results.weekly_standings(office, office.cycles[0], services.now())
    stood = [week[CODE] for week in past if CODE in week]
    then = as_measured(now, stood[-1].measured)
    assert (then.unit, then.target) == ("ms", before.target)
    replay = replay_film(services.localizer, office, office.cycles[0], past, services.now(), "K7Q2")
    says = next(row for row in replay.rows if row.title == now.title).points
    assert [step.figure for step in says][-2:] == [f"{check_in_value(stood[-1])}\u00a0ms", ""]
