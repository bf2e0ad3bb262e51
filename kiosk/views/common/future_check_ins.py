"""Check-ins dated in the future, as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import KeyResult
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class FutureCheckIn:
    """A key result and the future moment of its latest check-in."""

    code: str
    title: str
    when: str


def future_check_ins(
    localizer: Localizer, key_results: Iterable[KeyResult]
) -> tuple[FutureCheckIn, ...]:
    """Each key result with the moment of its latest check-in."""
    return tuple(
        FutureCheckIn(
            k.code,
            k.title,
            _when(localizer, max(k.latest_check_in.measured_at, k.latest_check_in.recorded_at)),
        )
        for k in key_results
        if k.latest_check_in is not None
    )


def _when(localizer: Localizer, moment: datetime) -> str:
    """Day and time; with the year, which may differ from today's."""
    return f"{localizer.long_day(localizer.today(moment))}, {localizer.time(moment)}"
