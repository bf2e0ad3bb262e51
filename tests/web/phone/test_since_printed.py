"""The page behind a code on a poster says what changed since the poster was printed."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.printed_code import printed_code
from tests.server import MOMENT
from tests.services import make_client, make_services

FIXTURES = Path(__file__).parents[2] / "fixtures"
LATER = MOMENT + timedelta(hours=3)
SINCE = printed_code(MOMENT)


@pytest.fixture
def services(tmp_path):
    made = make_services(tmp_path)
    made.clock = lambda: LATER
    return made


def page(services, path=f"/o/K7Q2/{SINCE}", **headers):
    return make_client(services).get(path, headers=headers)


def codes(services):
    return [k.code for k in services.office().objective("K7Q2").key_results]


def test_nothing_changed_says_so(services):
    text = page(services).text
    assert "Nothing has changed since this was printed on 22 November 2026." in text
    assert 'data-topic="objective/K7Q2"' in text


def test_a_number_that_moved_is_shown_as_printed_and_now(services):
    first, second, _ = codes(services)
    services.store.check_ins.add(first, Decimal(110), now=LATER)
    services.store.check_ins.add(first, Decimal(104), now=LATER)
    services.store.check_ins.repeat_latest(second, now=LATER)
    text = page(services).text
    since = text[text.index('id="since-printed"') : text.index('id="live"')]
    assert "1 number has moved since 22 November 2026." in since
    assert "3 check-ins" in since
    assert "118 ms" in since.replace("\u00a0", " ")
    assert "104 ms" in since.replace("\u00a0", " ")
    assert "57%" in since
    assert "Regions with failover" not in since


def test_an_undone_check_in_moved_nothing(services):
    first = codes(services)[0]
    made = services.store.check_ins.add(first, Decimal(110), now=LATER)
    services.store.check_ins.undo(made.id, now=LATER)
    assert "Nothing has changed" in page(services).text


def test_what_was_undone_later_still_counts_as_printed(services):
    """The poster shows 110, which was undone after it was printed: that is a change."""
    first = codes(services)[0]
    made = services.store.check_ins.add(first, Decimal(110), now=MOMENT - timedelta(minutes=5))
    services.store.check_ins.undo(made.id, now=LATER)
    since = page(services).text.replace("\u00a0", " ")
    assert since.index("110 ms") < since.index("118 ms")
    assert "1 number has moved" in since


def test_a_new_key_result_is_told(services):
    draft = KeyResultDraft("Errors a day", KeyResultKind.NUMBER, "", Decimal(9), Decimal(1))
    services.store.key_results.add("K7Q2", draft, now=LATER)
    text = page(services).text
    since = text[text.index('id="since-printed"') : text.index('id="live"')]
    assert "Errors a day" in since
    assert "What was changed" in since


def test_a_company_objective_tells_the_numbers_of_those_that_serve_it(services):
    office = services.office()
    company = next(o for o in office.objectives if not o.key_results)
    serving = office.contributing_objectives(company.code)[0].key_results[0]
    services.store.check_ins.add(serving.code, Decimal(15), now=LATER)
    text = page(services, f"/o/{company.code}/{SINCE}").text
    assert "1 number has moved" in text
    assert serving.title in text


@pytest.mark.parametrize(
    "code", ["ZZZZZZ", "nonsense", printed_code(LATER + timedelta(days=9)), "%00"]
)
def test_an_unknown_or_coming_moment_shows_the_plain_page(services, code):
    answer = page(services, f"/o/K7Q2/{code}")
    assert answer.status_code == 200
    assert 'id="since-printed"' not in answer.text


def test_a_code_in_capitals_opens_it_and_one_of_no_objective_does_not(services):
    assert 'id="since-printed"' in page(services, f"/O/K7Q2/{SINCE}").text
    assert page(services, f"/o/ZZZZ/{SINCE}").status_code == 404


def test_guests_see_no_confidential_number(tmp_path):
    services = make_services(tmp_path, file=FIXTURES / "guests.toml")
    services.clock = lambda: LATER
    secret = next(k for k in services.office().key_results() if k.code == "R4VN")
    services.store.check_ins.add(secret.code, Decimal(222333), now=LATER)
    path = f"/o/{secret.objective}/{SINCE}"
    assert "222,333" in page(services, path).text
    services.store.screens.set_guest_mode(LATER + timedelta(hours=1))
    text = page(services, path).text
    since = text[text.index('id="since-printed"') : text.index('id="live"')]
    assert "222,333" not in text
    assert "Revenue" not in since


def test_it_is_cached_for_each_poster_until_the_next_save(services):
    tag = page(services).headers["ETag"]
    assert page(services, **{"If-None-Match": tag}).status_code == 304
    other = page(services, f"/o/K7Q2/{printed_code(MOMENT - timedelta(days=30))}")
    assert other.headers["ETag"] != tag
    services.store.check_ins.add(codes(services)[0], Decimal(100), now=LATER)
    again = page(services, **{"If-None-Match": tag})
    assert again.status_code == 200
    assert "1 number has moved" in again.text


def test_a_code_of_a_closed_cycle_says_what_it_closed_with_and_what_had_changed(services):
    first = codes(services)[0]
    services.store.check_ins.add(first, Decimal(104), now=LATER)
    (cycle,) = services.office().cycles
    closed = LATER + timedelta(days=2)
    services.store.cycles.close(cycle.id, now=closed)
    services.clock = lambda: closed + timedelta(days=100)
    text = page(services).text
    since = text[text.index('id="since-printed"') : text.index('id="live"')].replace("\u00a0", " ")
    assert f"{cycle.name} was closed on 24 November 2026, with this objective at " in since
    assert "1 number had moved by then since 22 November 2026." in since
    assert "At the end" in since
    assert "118 ms" in since
    assert "104 ms" in since
    between = page(services, f"/o/K7Q2/{printed_code(LATER + timedelta(days=1))}").text
    assert "Nothing had changed by then since this was printed on 23 November 2026." in between
    after = page(services, f"/o/K7Q2/{printed_code(closed + timedelta(days=9))}").text
    assert "This was printed after that, on 3 December 2026, and has not changed." in after
