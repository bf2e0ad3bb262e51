"""The days of a cycle that are left, as the overview counts them down."""

from dataclasses import dataclass
from datetime import date

from kiosk.okr.model import Cycle
from kiosk.okr.pace import days_until_start
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class DaysToGo:
    """A number of days and what they are; `number` is "" where `label` says it all."""

    number: str
    label: str


def days_to_go(localizer: Localizer, cycle: Cycle, today: date) -> DaysToGo:
    """How many days are left after today; before the first day, how many until then."""
    if until := days_until_start(cycle, today):
        label = localizer.ngettext("day until it begins", "days until it begins", until)
        return DaysToGo(localizer.number(until), label)
    days = (cycle.ends_on - today).days
    if days < 0:
        return DaysToGo("", localizer.gettext("%(cycle)s has ended") % {"cycle": cycle.name})
    if days == 0:
        return DaysToGo("", localizer.gettext("the last day"))
    return DaysToGo(localizer.number(days), localizer.ngettext("day to go", "days to go", days))
