"""What `make run` shows of the sample's meetings and of the quarter before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.exchange.sample_office import load_sample
from kiosk.web.core.services import Services
from tests.sample import WHOLE, office_file
from tests.server import MOMENT
from tests.services import make_client, make_services

BEGINNING = datetime(2026, 10, 6, 12, tzinfo=UTC)
LATER = datetime(2026, 10, 22, 12, tzinfo=UTC)


def house_at(folder: Path, now: datetime) -> Services:
    """The whole sample, filled in at a moment at which the clock then stands."""
    services = make_services(folder, empty=True)
    load_sample(services.store, office_file(WHOLE), now)
    services.clock = lambda: now
    return services


def wall(folder: Path, now: datetime) -> str:
    """All of a wall's pages at a moment."""
    content = house_at(folder, now).content("wall/docs@all")
    assert content is not None
    return content.html


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/cycles", "Q3 2026"),
        ("/cycles/Q3%202026", "Next time we aim further"),
        ("/cycles/Q3%202026", "Meetings eat our mornings"),
        ("/survey", "41 answers"),
        ("/meetings", "Engineering: the last weeks"),
        ("/m/15WX", "What came of it, and what we learned"),
        ("/meetings.ics", "All-Hands: what this quarter is about"),
    ],
)
def test_phones_look_back_and_ahead(tmp_path: Path, path: str, said: str):
    phone = make_client(house_at(tmp_path, MOMENT))
    assert said in phone.get(path, follow_redirects=True).get_data(as_text=True)


def test_the_first_weeks_wall_tells_of_the_quarter_before(tmp_path: Path):
    pages = wall(tmp_path, BEGINNING)
    for told in ('id="summary-2"', 'id="summary-2-engineering-0"', 'id="lessons-2"'):
        assert told in pages


def test_later_the_wall_tells_of_what_is_coming(tmp_path: Path):
    pages = wall(tmp_path, LATER)
    assert 'id="meetings"' in pages
    assert "summary-2" not in pages
    assert "lessons-2" not in pages
