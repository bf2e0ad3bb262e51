"""What holds for the arithmetic whatever the numbers are; always the same numbers in every run."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kiosk.errors import ValidationError
from kiosk.okr.check_in_input import parse_decimal, parse_value
from kiosk.okr.codes import normal_code
from kiosk.okr.model import KeyResult, KeyResultKind, Value
from kiosk.okr.number_input import MAX_DIGITS
from kiosk.okr.progress import (
    ProgressState,
    key_result_progress,
    objective_progress,
    round_half_up,
    whole_percent,
)
from tests.okr.factories import key_result, objective, office, steps

# The same examples in every run, and no clock: a test that fails here fails everywhere.
always = settings(derandomize=True, deadline=None, max_examples=60, database=None)

ROADS = (KeyResultKind.NUMBER, KeyResultKind.PERCENT, KeyResultKind.CURRENCY)
LIMITS = (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST, KeyResultKind.BETWEEN)


@st.composite
def decimals(draw: st.DrawFn) -> Decimal:
    """What somebody may type: up to thirty digits, a mark anywhere, either sign."""
    digits = draw(st.text("0123456789", min_size=1, max_size=MAX_DIGITS))
    mark = draw(st.integers(0, len(digits) - 1))
    sign = draw(st.sampled_from(["", "-"]))
    return Decimal(f"{sign}{digits[: mark + 1]}.{digits[mark + 1 :]}")


# Small ones as well: 0.1 + 0.2, and numbers that are equal now and then.
numbers = decimals() | st.integers(-30, 30).map(lambda tenths: Decimal(tenths) / 10)
weights = st.integers(0, 50).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def key_results(draw: st.DrawFn) -> KeyResult:
    """A key result of any kind at any value, or at none."""
    kind = draw(st.sampled_from(list(KeyResultKind)))
    weight = draw(weights)
    if kind is KeyResultKind.YES_NO:
        return key_result(kind, draw(st.none() | st.booleans()), weight=weight)
    if kind is KeyResultKind.MILESTONES:
        milestones = steps(*draw(st.lists(st.integers(0, 9), min_size=1, max_size=5)))
        done = frozenset(draw(st.sets(st.sampled_from([m.code for m in milestones]))))
        value = draw(st.sampled_from([None, done]))
        return key_result(kind, value, milestones=milestones, weight=weight)
    fields = dict.fromkeys(("start", "target") if kind in ROADS else ("low", "high"))
    for name in fields:
        fields[name] = draw(st.none() | numbers)
    return key_result(kind, draw(st.none() | numbers), weight=weight, **fields)


def progress_of(one: KeyResult) -> Fraction | None:
    return key_result_progress(one, one.latest_check_in.value if one.latest_check_in else None).raw


@always
@given(key_results())
def test_drawn_progress_is_never_below_nothing_or_above_all(one):
    progress = key_result_progress(one, one.latest_check_in.value if one.latest_check_in else None)

    assert 0 <= progress.clamped <= 1
    assert isinstance(progress.raw, Fraction | None)
    assert 0 <= whole_percent(progress.clamped) <= 100
    if progress.raw is not None and 0 <= progress.raw <= 1:
        assert progress.clamped == progress.raw


@always
@given(st.lists(key_results(), max_size=6))
def test_an_objective_is_never_below_its_least_or_above_its_most(those):
    progress = objective_progress(office(), objective(*those))
    weighing = [
        key_result_progress(k, k.latest_check_in and k.latest_check_in.value).clamped
        for k in those
        if k.weight
    ]

    if progress.clamped is None:
        assert weighing == []
    else:
        assert min(weighing) <= progress.clamped <= max(weighing)
    assert 0 <= progress.reported <= progress.counted == len(those)


@always
@given(numbers, numbers, numbers, numbers)
def test_nearer_to_the_target_is_never_less(start, target, one, other):
    assume(start != target)
    up = target > start
    less, more = sorted((one, other), reverse=not up)
    road = key_result(start=start, target=target)

    before, after = (key_result_progress(road, value) for value in (less, more))

    assert before.clamped <= after.clamped
    assert (before.raw < after.raw) == (less != more)


@always
@given(numbers, numbers)
def test_the_start_is_nothing_and_the_target_is_all(start, target):
    assume(start != target)
    road = key_result(start=start, target=target)

    assert key_result_progress(road, start).raw == 0
    assert key_result_progress(road, target).raw == 1


def negated(number: Decimal | None) -> Decimal | None:
    """A minus sign before it; Python's own minus rounds to 28 digits."""
    return None if number is None else number.copy_negate()


@always
@given(numbers, numbers, numbers)
@example(Decimal("0.1"), Decimal("0.3"), Decimal("0.2"))
def test_the_mirror_image_stands_where_the_key_result_does(start, target, value):
    one = key_result(value=value, start=start, target=target)
    mirror = key_result(value=negated(value), start=negated(start), target=negated(target))

    assert progress_of(one) == progress_of(mirror)


@always
@given(st.none() | numbers, st.none() | numbers, numbers)
def test_the_mirror_image_is_inside_where_the_key_result_is(low, high, value):
    one = key_result(KeyResultKind.BETWEEN, value, low=low, high=high)
    mirror = key_result(KeyResultKind.BETWEEN, negated(value), low=negated(high), high=negated(low))

    assert progress_of(one) == progress_of(mirror)


@always
@given(st.lists(key_results(), min_size=1, max_size=6), st.integers(1, 999), st.integers(1, 999))
def test_weights_scaled_alike_change_nothing(those, up, down):
    factor = Decimal(up) / 8 * down
    scaled = [replace(one, weight=one.weight * factor) for one in those]

    assert objective_progress(office(), objective(*scaled)) == objective_progress(
        office(), objective(*those)
    )


@always
@given(st.lists(st.tuples(weights, st.booleans()), min_size=1, max_size=6), st.integers(1, 99))
def test_milestones_weighed_alike_change_nothing(those, factor):
    def done(times: int) -> Fraction | None:
        milestones = steps(*(str(weight * times) for weight, _ in those))
        codes = frozenset(
            m.code for m, (_, yes) in zip(milestones, those, strict=True) if yes
        )  # fmt: skip
        return progress_of(key_result(KeyResultKind.MILESTONES, codes, milestones=milestones))

    assert done(1) == done(factor)


@always
@given(numbers, numbers, numbers)
def test_nothing_is_divided_by_nothing(start, target, value):
    same = key_result_progress(key_result(start=start, target=start), value)
    unknown = key_result_progress(key_result(start=None, target=target), value)

    assert same.raw == (value == start)
    assert (unknown.state, unknown.raw) == (ProgressState.START_NEEDED, None)


@always
@given(st.fractions(), st.integers(0, 6))
def test_what_is_shown_is_the_nearest_there_is_and_half_goes_up(fraction, places):
    shown = Fraction(round_half_up(fraction, places))
    apart = abs(shown - fraction) * 10**places

    assert apart <= Fraction(1, 2)
    if apart == Fraction(1, 2):
        assert abs(shown) > abs(fraction)


LIKE_NUMBERS = st.text("0123456789.,-+'_ \u2212\u00a0\u202f\u0663\u00b2eE%€½InfaN", max_size=40)


def read(reader: Callable[[], Value]) -> Value | None:
    """What a reader makes of a text; None where it refuses the text. It does nothing else."""
    try:
        return reader()
    except ValidationError as refused:
        return None if refused.field == "value" and str(refused) else Decimal("NaN")


@settings(always, max_examples=300)
@given(st.text(max_size=40) | LIKE_NUMBERS, st.sampled_from(".,"))
@example("NaN", ".")
@example("-Infinity", ".")
@example("1e999999", ".")
@example("\u0663", ".")
@example("9" * 31, ".")
def test_whatever_is_typed_is_a_finite_decimal_or_is_refused(text, mark):
    value = read(lambda: parse_decimal(text, decimal_separator=mark))

    if value is not None:
        assert value.is_finite()
        assert Decimal(str(value)) == value


@settings(always, max_examples=200)
@given(key_results(), st.text(max_size=30) | LIKE_NUMBERS, st.sampled_from(".,"))
def test_whatever_is_typed_for_a_key_result_can_be_reckoned_with(one, text, mark):
    value = read(lambda: parse_value(one, text, mark))

    assert not isinstance(value, Decimal) or value.is_finite()
    assert 0 <= key_result_progress(one, value).clamped <= 1


@always
@given(decimals(), st.sampled_from(".,"))
def test_a_number_typed_in_a_language_is_the_number(value, mark):
    assert parse_decimal(format(value, "f").replace(".", mark), decimal_separator=mark) == value


@always
@given(st.text(max_size=12))
def test_a_code_reads_the_same_twice(text):
    assert normal_code(normal_code(text)) == normal_code(text)


@pytest.fixture
def ada(services, client):
    """Somebody who is logged in."""
    from tests.web.admin.users import add_person, log_in

    add_person(services)
    log_in(client)
    return client


def told(services, client, typed: str) -> tuple[str, Decimal, Decimal]:
    """A number typed into the form of a key result; what the page then says, what the database
    keeps and what the API tells."""
    place, data = "/admin/key-results/M3XD/check-ins", {"value": typed}
    page = client.post(place, data=data)
    if asked := re.search(r'name="insist" value="([^"]+)"', page.text):  # far from the others
        page = client.post(place, data=data | {"insist": asked[1]})
    assert page.status_code == 303, page.text
    page = client.get(page.location)
    kept = services.office().key_result("M3XD").latest_check_in.value
    body = json.loads(client.get("/api/v1/key-results/M3XD").data, parse_float=Decimal)
    return page.text, kept, Decimal(body["value"])


@settings(
    always, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(value=decimals())
@example(value=Decimal("0.1") + Decimal("0.2"))
@example(value=Decimal("-123456789012345.678901234567891"))
def test_a_decimal_is_exact_from_the_form_to_the_disk_the_page_and_the_api(services, ada, value):
    page, kept, sent = told(services, ada, format(value, "f"))

    assert kept == sent == value
    assert services.localizer.number(kept) in page
