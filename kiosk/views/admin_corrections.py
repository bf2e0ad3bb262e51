"""The check-ins of a key result that count, newest first, each to be corrected or taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.okr.model import CheckIn, KeyResult
from kiosk.views.admin_card import NO_ERRORS, said_value
from kiosk.views.words import Words


@dataclass(frozen=True, slots=True)
class PastCheckIn:
    """A check-in with the form that corrects its day and note. `on` is the day as a form has
    it; `is_open`: the form is shown at once."""

    number: int
    said: str
    day: str
    on: str
    note: str
    about: str
    is_open: bool = False
    errors: Mapping[str, str] = field(default_factory=lambda: NO_ERRORS)


def past_check_ins(
    words: Words, key_result: KeyResult, check_ins: Sequence[CheckIn], now: datetime
) -> tuple[PastCheckIn, ...]:
    """The rows of the page.

    :param check_ins: newest first.
    """
    today = words.office_today(now)
    rows = []
    for check_in in check_ins:
        day = check_in.measured_at.astimezone(words.office_zone).date()
        rows.append(
            PastCheckIn(
                number=check_in.id,
                said=said_value(words, key_result, check_in.value),
                day=words.weekday_and_day(day, today),
                on=day.isoformat(),
                note=check_in.note,
                about=_about(words, check_in),
            )
        )
    return tuple(rows)


def opened(
    rows: Sequence[PastCheckIn], number: int, on: str, note: str, errors: Mapping[str, str]
) -> tuple[PastCheckIn, ...]:
    """The rows with the form of one of them open, as it was typed."""
    return tuple(
        replace(row, on=on, note=note, errors=errors, is_open=True) if row.number == number else row
        for row in rows
    )


def _about(words: Words, check_in: CheckIn) -> str:
    said = [words.gettext("nothing changed")] if check_in.nothing_changed else []
    if check_in.corrects is not None:
        said.append(words.gettext("corrected"))
    return " · ".join(said)
