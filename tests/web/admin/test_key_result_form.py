"""The form of a key result takes numbers as people write them and tells all its errors at once."""

from decimal import Decimal
from html import unescape

import pytest

from kiosk.errors import AmbiguousNumber

D = Decimal
pytestmark = pytest.mark.usefixtures("admin")

NEW = "/admin/key-results/new"


def send(client, path: str = NEW, **form: str):
    fields = {"objective": "K7Q2", "title": "It moves", "kind": "number", **form}
    return client.post(path, data=fields)


def newest(services):
    return services.office().objective("K7Q2").key_results[-1]


@pytest.mark.parametrize("language", ["de", "en_GB"])
@pytest.mark.parametrize(
    ("form", "kind", "unit", "numbers"),
    [
        ({"kind": "percent", "start": "80 %", "target": "95 %"}, "percent", "", (80, 95)),
        (
            {"kind": "currency", "unit": "EUR", "start": "€ 20.000", "target": "€ 40.000"},
            *("currency", "EUR", (20000, 40000)),
        ),
        (
            {"kind": "currency", "unit": "€", "start": "20k", "target": "1,2 Mio. €"},
            *("currency", "EUR", (20000, 1200000)),
        ),
        ({"kind": "at_least", "unit": "%", "low": "95,5 %"}, "at_least", "%", (D("95.5"), None)),
        ({"kind": "at_most", "high": "95,5 %"}, "at_most", "%", (None, D("95.5"))),
        (
            {"kind": "between", "unit": "°C", "low": "4 °C", "high": "8,5 °C"},
            *("between", "°C", (4, D("8.5"))),
        ),
        ({"start": "0", "target": "12 talks"}, "number", "talks", (0, 12)),
        ({"kind": "currency", "start": "0", "target": "CHF 1’200.-"}, "currency", "CHF", (0, 1200)),
    ],
)
def test_numbers_are_taken_as_people_write_them(
    client, services, language, form, kind, unit, numbers
):
    services.store.settings.replace({"language": language})
    answer = send(client, **form)
    assert answer.status_code == 303, unescape(answer.text)
    made = newest(services)
    ends = (made.start, made.target) if made.kind.is_start_to_target else (made.low, made.high)
    assert (made.kind.value, made.unit, ends) == (kind, unit, numbers)


def test_all_errors_are_shown_at_once(client, services):
    before = services.store.revision()
    answer = send(
        client,
        title="",
        start="much",
        target="$ 5",
        unit="EUR",
        weight="heavy",
        freshness_days="soon",
        owner="x" * 200,
    )
    assert answer.status_code == 422
    for field in ("title", "start", "target", "weight", "freshness_days", "owner"):
        assert f'id="{field}-error"' in answer.text, field
    assert services.store.revision() == before


def test_what_is_missing_is_told_beside_what_is_wrong(client):
    answer = send(client, kind="between", title="", low="", high="much", unit="°C")
    for field in ("title", "low", "high"):
        assert f'id="{field}-error"' in answer.text, field


def test_the_focus_is_on_the_first_field_that_is_invalid(client):
    text = send(client, title="", start="much", target="5").text
    assert text.count("autofocus") == 1
    assert "autofocus" in text.partition('id="title"')[2].partition(">")[0]


def test_no_key_result_goes_from_40_to_40(client, services):
    answer = send(client, kind="currency", unit="EUR", start="€ 40", target="€ 40.000")
    assert newest(services).target == 40000
    text = unescape(client.get(answer.location).text)
    assert "Target was read as €40,000" in text
    assert "factor of a thousand" in text


def test_two_units_are_refused_where_the_unit_is_left_open(client):
    answer = send(client, start="5 h", target="300 min")
    assert answer.status_code == 422
    assert "This is measured in h, not in “min”" in unescape(answer.text)


def test_a_text_that_only_another_language_writes_is_said_once_it_is_saved(client, services):
    answer = send(client, kind="number", start="200", target="240,5")
    made = newest(services)
    assert made.target == D("240.5")
    assert answer.location == f"/admin/key-results/{made.code}?saved=1&read_as=target"
    assert "Target was read as 240.5." in client.get(answer.location).text


@pytest.mark.parametrize(
    ("language", "target", "choices"),
    [
        ("en_GB", "4.900", "4.9 or 4900"),
        ("en_GB", "200,000", ""),
        ("de", "4,900", "4,9 or 4900"),
        ("de", "4.900", ""),
    ],
)
def test_a_text_that_may_mean_two_numbers_is_asked_about(
    client, services, language, target, choices
):
    services.store.settings.replace({"language": language})
    before = newest(services)
    answer = send(client, kind="number", start="12000", target=target)
    if not choices:
        assert newest(services).target == int(target.replace(",", "").replace(".", ""))
        return
    assert newest(services) == before
    usual, likely = ((D(1), choice) for choice in choices.split(" or "))
    asked = AmbiguousNumber("target", text=target, usual=usual, likely=likely)
    assert services.localizer.error(asked) in unescape(answer.text)
    send(client, kind="number", start="12000", target="4900")
    assert newest(services).target == 4900


def test_ends_a_thousand_times_apart_are_remarked_upon(client, services):
    answer = send(client, kind="number", start="4.9", target="8000")
    made = newest(services)
    assert (made.start, made.target) == (D("4.9"), 8000)
    text = unescape(client.get(answer.location).text)
    assert "Start and target, 4.9 and 8,000, differ by a factor of a thousand or more." in text
    assert "Did you mean to start at 4,900?" in text


def test_ends_that_were_far_apart_before_are_not_remarked_upon_again(client, services):
    send(client, kind="number", start="4.9", target="8000")
    made = newest(services)
    path = f"/admin/key-results/{made.code}"
    answer = send(client, path, start="4.9", target="8000", title="It moves", owner="Ada")
    assert "saved=1" not in answer.location


def test_a_number_that_nobody_touched_stays_as_it_was(client, services):
    send(client, kind="number", start="1.5", target="1.125")
    made = newest(services)
    path = f"/admin/key-results/{made.code}"
    send(client, path, start="1500", target="1.125", title="It moves", reason="Counted anew")
    assert newest(services).target == D("1.125")
