"""A key result's latest check-in as one line, on the admin's and the phone's check-in page."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kiosk.okr.check_in_date import is_backdated
from kiosk.okr.model import CheckIn, KeyResult, Office
from kiosk.okr.progress import needs_start
from kiosk.views.common.concurrent_check_in import (
    ConcurrentCheckIn,
    back_to_text,
    concurrent_text,
)
from kiosk.views.common.freshness import is_stale_number
from kiosk.views.common.value_question import read_as_text
from kiosk.views.common.values import value_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class UndoneCheckIn:
    """A check-in that was just undone. `number` is its id."""

    number: int
    code: str
    title: str
    sentence: str


def undone_text(localizer: Localizer, key_result: KeyResult, check_in: CheckIn) -> UndoneCheckIn:
    """The message about an undone check-in."""
    sentence = localizer.gettext("Undone: %(value)s.") % {
        "value": value_text(localizer, key_result, check_in.value)
    }
    return UndoneCheckIn(check_in.id, key_result.code, key_result.title, sentence)


def undone_of_key_result(
    undone: UndoneCheckIn | None, key_result: KeyResult
) -> UndoneCheckIn | None:
    """The undone check-in, if it belongs to this key result."""
    return undone if undone and undone.code == key_result.code else None


@dataclass(frozen=True, slots=True)
class UndoQuestion:
    """The confirmation before an older check-in is undone. `number` is its id."""

    number: int
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A key result that is not due; its number may still be stale.

    `undo` is the id of the check-in that Undo removes. `meanwhile` reports a concurrent save
    and `back_to` labels the button that lets its value count again, "" if it counts already;
    `undone` a check-in that was just undone, `ask` a confirmation before that. `asks_start`:
    no start is set and the first value already equals the target. `read_as` says how an ambiguous
    number was read.
    """

    code: str
    title: str
    value: str
    is_stale: bool
    ago: str
    undo: int
    just_saved: bool
    meanwhile: str
    undone: UndoneCheckIn | None = None
    ask: UndoQuestion | None = None
    asks_start: bool = False
    for_day: str = ""
    read_as: str = ""
    back_to: str = ""


def saved_line(
    localizer: Localizer,
    office: Office,
    key_result: KeyResult,
    latest: CheckIn,
    now: datetime,
    *,
    just_saved: bool = False,
    meanwhile: ConcurrentCheckIn | None = None,
    undone: UndoneCheckIn | None = None,
    ask: UndoQuestion | None = None,
    is_read_as: bool = False,
) -> SavedLine:
    """A key result as one line, with its Undo."""
    return SavedLine(
        code=key_result.code,
        title=key_result.title,
        value=value_text(localizer, key_result, latest.value),
        is_stale=is_stale_number(localizer, key_result, now, office.settings),
        ago=_when(localizer, latest, now, just_saved=just_saved),
        undo=latest.id,
        just_saved=just_saved,
        meanwhile=concurrent_text(localizer, key_result, meanwhile, latest.value, now),
        back_to=_back_to(localizer, key_result, meanwhile),
        undone=undone_of_key_result(undone, key_result),
        ask=ask,
        asks_start=needs_start(key_result),
        for_day=for_day(localizer, latest, now) if _is_backdated(localizer, latest) else "",
        read_as=_read_as(localizer, key_result, latest) if is_read_as else "",
    )


def _back_to(localizer: Localizer, key_result: KeyResult, news: ConcurrentCheckIn | None) -> str:
    if news is None or news.value_kept:
        return ""
    return back_to_text(localizer, key_result, news)


def _when(localizer: Localizer, check_in: CheckIn, now: datetime, *, just_saved: bool) -> str:
    if not just_saved:
        return localizer.ago(check_in.measured_at, now)
    if _is_backdated(localizer, check_in):
        return for_day(localizer, check_in, now)
    return localizer.ago(check_in.recorded_at, now)


def _is_backdated(localizer: Localizer, check_in: CheckIn) -> bool:
    return is_backdated(check_in.measured_at, check_in.recorded_at, localizer.office_zone)


def for_day(localizer: Localizer, check_in: CheckIn, now: datetime) -> str:
    """The day of a backdated check-in: "for Friday 20 November"."""
    day = check_in.measured_at.astimezone(localizer.office_zone).date()
    return localizer.gettext("for %(day)s") % {
        "day": localizer.weekday_and_day(day, localizer.office_today(now))
    }


def _read_as(localizer: Localizer, key_result: KeyResult, latest: CheckIn) -> str:
    number = latest.value
    return read_as_text(localizer, key_result, number) if isinstance(number, Decimal) else ""


def undo_question(localizer: Localizer, key_result: KeyResult, check_in: CheckIn) -> UndoQuestion:
    """The confirmation before a check-in older than a day is undone."""
    sentence = localizer.gettext("Take back %(value)s, saved on %(day)s?") % {
        "value": value_text(localizer, key_result, check_in.value),
        "day": localizer.long_day(localizer.today(check_in.recorded_at)),
    }
    return UndoQuestion(check_in.id, key_result.code, sentence)
