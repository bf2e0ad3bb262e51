"""Whether the machine's clock can be right. A Raspberry Pi's is wrong until the network sets it."""

from datetime import UTC, datetime, timedelta

from kiosk.okr.model import CheckIn, KeyResult, Office

# A clock from before this program's first release has not been set.
EARLIEST_RELEASE = datetime(2026, 1, 1, tzinfo=UTC)
# Programs on other machines write into the database by their own clocks.
TOLERANCE = timedelta(hours=1)


def newest_check_in(office: Office) -> datetime | None:
    """When the newest current check-in was recorded; None without any."""
    times = (
        k.latest_check_in.recorded_at for k in office.key_results() if k.latest_check_in is not None
    )
    return max(times, default=None)


def earliest_now(office: Office) -> datetime:
    """The earliest time (aware) that the clock can truthfully show: the release of this program, or
    the newest check-in if that is later."""
    newest = newest_check_in(office)
    return EARLIEST_RELEASE if newest is None else max(EARLIEST_RELEASE, newest)


def is_clock_plausible(now: datetime, office: Office, *, trusted: bool = False) -> bool:
    """Whether a clock that says `now` (aware) can be right.

    :param trusted: whether the network has set it. Then check-ins later than `now` are wrong, not
        the clock.
    """
    return now > (EARLIEST_RELEASE if trusted else earliest_now(office)) - TOLERANCE


def is_in_future(check_in: CheckIn, now: datetime) -> bool:
    """Whether a check-in is in the future: a clock was ahead when it was saved."""
    return max(check_in.measured_at, check_in.recorded_at) > now + TOLERANCE


def key_results_in_future(office: Office, now: datetime) -> tuple[KeyResult, ...]:
    """The key results whose latest check-in is in the future."""
    results = (k for k in office.key_results() if k.latest_check_in is not None)
    return tuple(k for k in results if k.latest_check_in and is_in_future(k.latest_check_in, now))
