"""Dead peers with the limits in earnest: found within a minute."""

from kiosk.live.limits import Limits
from tests.live.test_dead_peers import check_lost_packets, check_stopped_process


def test_with_the_limits_in_earnest_lost_packets_are_found_within_a_minute() -> None:
    check_lost_packets(Limits(), 60)


def test_with_the_limits_in_earnest_a_stopped_process_is_found_within_a_minute() -> None:
    check_stopped_process(Limits(), 60)
