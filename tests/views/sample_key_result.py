"""Nouns for tests of views: one key result with a history, in an office of its own."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.okr.model import (
    AlignmentLink,
    CheckIn,
    Cycle,
    CycleState,
    KeyResult,
    KeyResultKind,
    Milestone,
    Objective,
    Office,
    Team,
    Value,
)
from kiosk.store.queries.key_result_history import Definition, History, WeeklyPoint
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.phone.pages import PhoneObjectivePage, phone_objective_page
from kiosk.views.urls import PublicUrls

NOW = datetime(2026, 11, 22, 17, 21, tzinfo=UTC)
FIRST = datetime(2026, 10, 1, 10, tzinfo=UTC)
WORDS = Localizer("en", ZoneInfo("Europe/Berlin"))
CYCLE = Cycle(1, "Q4 2026", "Make it work", date(2026, 10, 1), date(2026, 12, 31), CycleState.OPEN)
TEAM = Team("9ENG", "engineering", "Engineering", False, "sky")
COMPANY = Team("5CMP", "company", "Our company", True, "neutral")
PLACES = PublicUrls("http://192.168.1.20:8000", "Office")
STEPS = tuple(Milestone(code, f"Step {code}", Decimal(1)) for code in ("A111", "B222", "C333"))


def check_in(value: Value, at: datetime, **more: Any) -> CheckIn:
    """A check-in of M3XD."""
    plain = CheckIn(1, "M3XD", at, at, value, None, "", "9ENG", "", "", "page", False)
    return replace(plain, **more)


def key_result(
    kind: KeyResultKind = KeyResultKind.NUMBER, latest: CheckIn | None = None, **more: Any
) -> KeyResult:
    """Median delivery time, from 182 ms to 90 ms, by default."""
    road = kind.is_start_to_target
    plain = KeyResult(
        code="M3XD",
        objective="K7Q2",
        title="Median delivery time",
        kind=kind,
        unit="ms" if kind is KeyResultKind.NUMBER else "",
        start=Decimal(182) if road else None,
        target=Decimal(90) if road else None,
        low=None,
        high=None,
        weight=Decimal(1),
        owner="",
        freshness_days=None,
        confidential=False,
        milestones=STEPS if kind is KeyResultKind.MILESTONES else (),
        latest_check_in=latest,
        value_a_week_ago=None,
    )
    return replace(plain, **more)


def definition(of: KeyResult, since: datetime = FIRST, **more: Any) -> Definition:
    """A version of a key result's definition."""
    plain = Definition(
        1, of.title, of.kind, of.unit, of.start, of.target, of.low, of.high, "", "", since
    )
    return replace(plain, **more)


def history(of: KeyResult, *values: Value, definitions: tuple[Definition, ...] = ()) -> History:
    """One value a week from 2 October on."""
    at = [datetime(2026, 10, 2, 10, tzinfo=UTC) + timedelta(weeks=n) for n in range(len(values))]
    points = tuple(
        WeeklyPoint(a, v, n) for n, (a, v) in enumerate(zip(at, values, strict=True), start=1)
    )
    return History(points, () if of.latest_check_in is None else (of.latest_check_in,), definitions)


def with_history(kind: KeyResultKind, *values: Value, **more: Any) -> tuple[KeyResult, History]:
    """A key result that took these values, the last one two days ago."""
    latest = check_in(values[-1], NOW - timedelta(days=2)) if values else None
    made = key_result(kind, latest, **more)
    return made, history(made, *values, definitions=(definition(made),))


def office_of(*key_results: KeyResult) -> Office:
    """One company objective, and one of Engineering's that serves it with these key results."""
    company = Objective("A4TN", 1, "5CMP", "Every message arrives", (), ())
    because = (AlignmentLink("A4TN", "slow is what people feel first"),)
    mine = Objective("K7Q2", 1, "9ENG", "Before anyone can blink", because, key_results)
    return Office(7, "Our company", False, (CYCLE,), (COMPANY, TEAM), (company, mine), ())


def page_of(*parts: tuple[KeyResult, History], now: datetime = NOW) -> PhoneObjectivePage:
    """The page of Engineering's objective with these key results."""
    office = office_of(*(of for of, _ in parts))
    histories = {of.code: story for of, story in parts}
    return phone_objective_page(WORDS, office, "K7Q2", histories, now, PLACES)
