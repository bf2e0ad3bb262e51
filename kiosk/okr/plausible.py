"""Whether a machine's clock can be right: a Raspberry Pi has none until the network sets it."""

from datetime import UTC, datetime, timedelta

from kiosk.okr.model import Office

# Nothing was released before this program was: an earlier clock is not set.
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
# Whoever writes into the database has a clock of their own.
SLACK = timedelta(hours=1)


def newest_check_in(office: Office) -> datetime | None:
    """When the newest of the check-ins that stand was recorded, or None without any."""
    stands = (k.latest.recorded_at for k in office.key_results() if k.latest is not None)
    return max(stands, default=None)


def earliest_now(office: Office) -> datetime:
    """Before this moment (aware) it cannot be: the program, and what is written in its database,
    were there already."""
    newest = newest_check_in(office)
    return RELEASED if newest is None else max(RELEASED, newest)


def is_plausible(now: datetime, office: Office) -> bool:
    """Whether a clock that says `now` (aware) can be right."""
    return now > earliest_now(office) - SLACK
