"""Whether a machine's clock can be right: a Raspberry Pi has none until the network sets it."""

from datetime import UTC, datetime, timedelta

from kiosk.okr.model import CheckIn, KeyResult, Office

# Nothing was released before this program was: an earlier clock is not set.
EARLIEST_RELEASE = datetime(2026, 1, 1, tzinfo=UTC)
# Whoever writes into the database has a clock of their own.
TOLERANCE = timedelta(hours=1)


def newest_check_in(office: Office) -> datetime | None:
    """When the newest of the check-ins that stand was recorded, or None without any."""
    stands = (
        k.latest_check_in.recorded_at for k in office.key_results() if k.latest_check_in is not None
    )
    return max(stands, default=None)


def earliest_now(office: Office) -> datetime:
    """Before this moment (aware) it cannot be: the program, and what is written in its database,
    were there already."""
    newest = newest_check_in(office)
    return EARLIEST_RELEASE if newest is None else max(EARLIEST_RELEASE, newest)


def is_clock_plausible(now: datetime, office: Office, *, trusted: bool = False) -> bool:
    """Whether a clock that says `now` (aware) can be right.

    :param trusted: whether the network has set it. Then it is the moments that are wrong which lie
        in its future.
    """
    return now > (EARLIEST_RELEASE if trusted else earliest_now(office)) - TOLERANCE


def is_in_future(check_in: CheckIn, now: datetime) -> bool:
    """Whether a check-in lies in the future: a clock had jumped ahead when it was saved."""
    return max(check_in.measured_at, check_in.recorded_at) > now + TOLERANCE


def key_results_in_future(office: Office, now: datetime) -> tuple[KeyResult, ...]:
    """The key results whose check-in that stands lies in the future."""
    results = (k for k in office.key_results() if k.latest_check_in is not None)
    return tuple(k for k in results if k.latest_check_in and is_in_future(k.latest_check_in, now))
