from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.check_in_date import is_backdated, moment_on, moved_to

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 17, 21, tzinfo=UTC)


def local(moment):
    return moment.astimezone(BERLIN).replace(tzinfo=None)


def test_a_check_in_for_a_day_is_the_last_of_that_day():
    assert local(moment_on("2026-11-20", NOW, BERLIN)) == datetime(2026, 11, 20, 23, 59)
    assert moment_on("2026-11-22", NOW, BERLIN) is None
    assert moment_on(" ", NOW, BERLIN) is None


@pytest.mark.parametrize("text", ["2026-11-23", "Friday", "2026-02-30", "0001-01-01", "20.11.2026"])
def test_a_day_to_come_or_none_at_all_is_refused_by_name(text):
    with pytest.raises(ValidationError) as refused:
        moment_on(text, NOW, BERLIN)
    assert refused.value.field == "on"


def test_a_corrected_day_keeps_the_time_of_day_and_is_never_to_come():
    morning = datetime(2026, 11, 19, 8, 12, tzinfo=UTC)
    assert moved_to("2026-11-19", morning, NOW, BERLIN) == morning
    assert local(moved_to("2026-11-18", morning, NOW, BERLIN)) == datetime(2026, 11, 18, 9, 12)
    evening = datetime(2026, 11, 19, 21, tzinfo=UTC)
    assert moved_to("2026-11-22", evening, NOW, BERLIN) == NOW


def test_a_check_in_is_backdated_by_the_offices_days():
    late = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    after_midnight = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert is_backdated(late, after_midnight, BERLIN)
    assert not is_backdated(late, after_midnight, ZoneInfo("UTC"))
    assert date(2026, 11, 20) == local(late).date()
