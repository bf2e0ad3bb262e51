"""Phrases for a cycle without its name: "quarter", or "cycle" where the length differs."""

from dataclasses import dataclass

from kiosk.okr.model import Cycle
from kiosk.views.i18n.localizer import Localizer

# A quarter of the calendar has 90 to 92 days, one of thirteen weeks 91.
QUARTER_DAYS = range(80, 101)


@dataclass(frozen=True, slots=True)
class CycleNames:
    """Four phrases for a cycle."""

    this: str
    so_far: str
    purpose: str
    review: str


def cycle_names(localizer: Localizer, cycle: Cycle) -> CycleNames:
    """The phrases for a cycle of this length: "this quarter", or "this cycle"."""
    _ = localizer.gettext
    if (cycle.ends_on - cycle.starts_on).days + 1 in QUARTER_DAYS:
        return CycleNames(
            this=_("this quarter"),
            so_far=_("the quarter so far"),
            purpose=_("what this quarter is for"),
            review=_("How the quarter went"),
        )
    return CycleNames(
        this=_("this cycle"),
        so_far=_("the cycle so far"),
        purpose=_("what this cycle is for"),
        review=_("How the cycle went"),
    )
