from datetime import date
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.freshness import is_stale
from kiosk.okr.office_settings import BY_NAME, settings_from_texts
from kiosk.okr.public_holidays import countries, is_known_region, next_holidays, regions
from tests.okr.factories import key_result

BERLIN = ZoneInfo("Europe/Berlin")
BAVARIA = ClosedDays(frozenset({5, 6}), holidays="DE-BY")


def test_a_region_keeps_holidays_that_the_rest_of_the_country_does_not():
    epiphany = date(2027, 1, 6)

    assert epiphany in BAVARIA
    assert epiphany not in ClosedDays(holidays="DE")
    assert epiphany not in ClosedDays(holidays="DE-BE")
    assert date(2026, 12, 25) in ClosedDays(holidays="DE")


def test_holidays_count_as_closed_beside_weekends_and_typed_days_and_each_day_once():
    # Christmas 2026: Friday and Saturday; the 24th is typed, the 25th typed as well.
    typed = frozenset({date(2026, 12, 24), date(2026, 12, 25)})
    closed = ClosedDays(frozenset({5, 6}), typed, "DE-BY")

    assert BAVARIA.open_days(date(2026, 12, 23), date(2026, 12, 28)) == 2
    assert closed.open_days(date(2026, 12, 23), date(2026, 12, 28)) == 1
    assert BAVARIA.open_days(date(2026, 12, 31), date(2027, 1, 6)) == 2, "over the year's end"


def test_a_number_grows_no_older_on_a_public_holiday():
    measured = key_result(value=True)  # on 20 November
    on_holiday, ordinary = date(2026, 12, 26), ClosedDays()
    limited = settings_from_texts({"public_holidays": "DE-BY", "grace_days": "29"})

    assert is_stale(
        measured, date(2026, 12, 27), BERLIN, ordinary, settings_from_texts({"grace_days": "29"})
    )
    assert not is_stale(measured, date(2026, 12, 27), BERLIN, ordinary, limited)
    assert on_holiday in limited.closed(ordinary)


def test_what_is_set_here_wins_over_the_settings_file_and_nothing_means_none():
    usual = ClosedDays(holidays="DE-BY")

    assert settings_from_texts({}).closed(usual).holidays == "DE-BY"
    assert settings_from_texts({"public_holidays": "AT"}).closed(usual).holidays == "AT"
    assert settings_from_texts({"public_holidays": ""}).closed(usual).holidays == ""
    assert settings_from_texts({"public_holidays": "ZZ"}).closed(usual).holidays == "DE-BY", (
        "an odd row"
    )


@pytest.mark.parametrize("place", ["ZZ", "DE-XX", "Germany", "de", "DE-BY-1"])
def test_a_place_that_nobody_knows_is_refused_by_its_name(place):
    with pytest.raises(ValidationError, match=place):
        BY_NAME["public_holidays"].parse("public_holidays", place)


def test_the_next_ones_are_named_in_the_language_asked_for():
    coming = next_holidays("DE-BY", date(2026, 12, 25), 3, "de")

    assert [day.isoformat() for day, _ in coming] == ["2026-12-25", "2026-12-26", "2027-01-01"]
    assert coming[2][1] == "Neujahr"
    assert next_holidays("DE-BY", date(2026, 12, 28), 1, "en_GB")[0][1] == "New Year's Day"


def test_countries_are_two_letters_and_regions_are_called_by_their_whole_names():
    assert {"DE", "GB", "US", "CH", "JP"} <= set(countries())
    assert all(len(code) == 2 for code in countries())
    assert regions("DE")["DE-BY"] == "Bayern"
    assert regions("CH")["CH-VS"] == "Valais / Wallis"
    assert is_known_region("CH-VS")
    assert regions("IS") == {}
