"""Whether a number is old, and whether its check-in is due: decided here for wall, phone, admin
pages and API alike.

Both go by the office's own days. A screen that hangs in another time zone says its clock in that
zone, but a number is old there at the same moment as everywhere else.
"""

from datetime import datetime

from kiosk.okr import freshness, rhythm
from kiosk.okr.customs import Customs
from kiosk.okr.model import KeyResult, Office, Team
from kiosk.views.words import Words


def is_old(words: Words, key_result: KeyResult, now: datetime, customs: Customs) -> bool:
    """Whether a key result's number is older than its limit at a moment (aware)."""
    today = words.office_today(now)
    return freshness.is_old(key_result, today, words.office_zone, words.closed, customs)


def is_due(words: Words, office: Office, key_result: KeyResult, now: datetime) -> bool:
    """Whether a key result's check-in is due at a moment (aware)."""
    cycle = office.cycle(office.objective(key_result.objective).cycle)
    customs, closed = office.customs, office.customs.closed(words.closed)
    today = words.office_today(now)
    return rhythm.waits(key_result, cycle, today, words.office_zone, customs, closed)


def due(
    words: Words, office: Office, now: datetime
) -> tuple[tuple[Team, tuple[KeyResult, ...]], ...]:
    """The key results whose check-in is due at a moment (aware), by team, in the order of the
    wall."""
    return rhythm.waiting(office, words.office_today(now), words.office_zone, words.closed)
