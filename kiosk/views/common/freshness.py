"""Whether a number is stale and whether its check-in is due, for wall, phone, admin pages and API.

Both depend on the office's own days. A screen in a different time zone shows its own clock, but a
number becomes stale there at the same moment as on all other screens.
"""

from datetime import datetime

from kiosk.okr import cadence, freshness
from kiosk.okr.model import KeyResult, Office, Team
from kiosk.okr.office_settings import OfficeSettings
from kiosk.views.i18n.localizer import Localizer


def is_stale_number(
    localizer: Localizer, key_result: KeyResult, now: datetime, settings: OfficeSettings
) -> bool:
    """Whether a key result's number is older than its freshness limit at a moment (aware)."""
    today = localizer.office_today(now)
    return freshness.is_stale(key_result, today, localizer.office_zone, localizer.closed, settings)


def is_due(localizer: Localizer, office: Office, key_result: KeyResult, now: datetime) -> bool:
    """Whether a key result's check-in is due at a moment (aware)."""
    cycle = office.cycle(office.objective(key_result.objective).cycle)
    settings, closed = office.settings, office.settings.closed(localizer.closed)
    today = localizer.office_today(now)
    return cadence.is_check_in_due(
        key_result, cycle, today, localizer.office_zone, settings, closed
    )


def key_results_due_by_team(
    localizer: Localizer, office: Office, now: datetime
) -> tuple[tuple[Team, tuple[KeyResult, ...]], ...]:
    """The key results whose check-in is due at a moment (aware), by team, in the order of the
    wall."""
    return cadence.due_by_team(
        office, localizer.office_today(now), localizer.office_zone, localizer.closed
    )


def current_check_ins(
    localizer: Localizer, office: Office, now: datetime
) -> tuple[cadence.TeamCheckIns, ...]:
    """Each team's check-ins at a moment (aware), in the order of the wall."""
    return cadence.check_ins_by_team(
        office, localizer.office_today(now), localizer.office_zone, localizer.closed
    )


def was_any_due_this_morning(localizer: Localizer, office: Office, now: datetime) -> bool:
    """Whether a check-in was due when the day of a moment (aware) began."""
    return cadence.was_due_this_morning(
        office, localizer.office_today(now), localizer.office_zone, localizer.closed
    )
