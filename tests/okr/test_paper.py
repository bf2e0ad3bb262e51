"""Paper: type and codes that can be read from a distance, and the moment of printing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from kiosk.errors import ValidationError
from kiosk.okr.paper import PAPERS, code_width, smallest_type
from kiosk.okr.poster_draft import parse_poster
from kiosk.okr.printed_code import printed_at, printed_code


def test_a_capital_is_sixteen_arc_minutes_high():
    # 4.65 mm for each metre, as docs/legibility.md says.
    assert smallest_type(Decimal(2)) / 72 * 25.4 * 0.727 == pytest.approx(9.31, abs=0.01)


def test_a_code_is_a_fifteenth_of_half_the_distance_and_never_too_fine():
    assert code_width(Decimal(3), 25) == pytest.approx(100)
    assert code_width(Decimal("0.3"), 29) == pytest.approx(0.8 * 29)


def test_the_moment_of_printing_is_six_characters_to_the_second():
    moment = datetime(2026, 11, 3, 14, 2, 31, tzinfo=UTC)
    code = printed_code(moment + timedelta(microseconds=700))
    assert len(code) == 6
    assert printed_at(code) == moment
    assert printed_at(code.lower()) == moment
    assert printed_at("000000") == datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "K7Q2", "UUUUUU", "1234567", "2026-11-03", "../../x", "٣٣٣٣٣٣"]
)
def test_what_is_no_moment_is_none(text: str):
    assert printed_at(text) is None


def test_a_poster_has_the_usual_distance_of_its_paper_unless_one_is_given():
    assert parse_poster({"size": "a1"}).distance == PAPERS["A1"].distance
    asked = parse_poster({"size": "A0", "tile": "a4", "distance": "3,5", "landscape": "1"})
    assert (asked.distance, asked.tile, asked.sheet) == (Decimal("3.5"), PAPERS["A4"], (1189, 841))
    assert parse_poster({}).paper.name == "A3"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"size": "A9"}, "size"),
        ({"tile": "A3"}, "tile"),
        ({"size": "A4", "tile": "A4"}, "tile"),
        ({"distance": "far"}, "distance"),
        ({"distance": "0.2"}, "distance"),
        ({"distance": "11"}, "distance"),
    ],
)
def test_a_poster_that_cannot_be_is_refused_in_its_field(given: dict[str, str], field: str):
    with pytest.raises(ValidationError) as refused:
        parse_poster(given)
    assert refused.value.field == field
