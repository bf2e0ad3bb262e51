"""The page to correct or undo a key result's check-ins, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.okr.model import CheckIn, KeyResult
from kiosk.views.admin.check_in_form import NO_ERRORS
from kiosk.views.common.values import value_text
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class PastCheckIn:
    """A check-in with the form to correct its day and note. `on` is the day as form text;
    `is_open`: the form is unfolded."""

    number: int
    value: str
    day: str
    on: str
    note: str
    about: str
    is_open: bool = False
    errors: Mapping[str, str] = field(default_factory=lambda: NO_ERRORS)


def past_check_ins(
    localizer: Localizer, key_result: KeyResult, check_ins: Sequence[CheckIn], now: datetime
) -> tuple[PastCheckIn, ...]:
    """The rows of the page.

    :param check_ins: newest first.
    """
    today = localizer.office_today(now)
    rows = []
    for check_in in check_ins:
        day = check_in.measured_at.astimezone(localizer.office_zone).date()
        rows.append(
            PastCheckIn(
                number=check_in.id,
                value=value_text(localizer, key_result, check_in.value),
                day=localizer.weekday_and_day(day, today),
                on=day.isoformat(),
                note=check_in.note,
                about=_about(localizer, check_in),
            )
        )
    return tuple(rows)


def with_open_form(
    rows: Sequence[PastCheckIn], number: int, on: str, note: str, errors: Mapping[str, str]
) -> tuple[PastCheckIn, ...]:
    """The rows with one form open, as submitted."""
    return tuple(
        replace(row, on=on, note=note, errors=errors, is_open=True) if row.number == number else row
        for row in rows
    )


def _about(localizer: Localizer, check_in: CheckIn) -> str:
    remarks = [localizer.gettext("nothing changed")] if check_in.is_confirmation else []
    if check_in.corrects is not None:
        remarks.append(localizer.gettext("corrected"))
    return " · ".join(remarks)
