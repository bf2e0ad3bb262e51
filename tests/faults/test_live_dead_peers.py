"""Dead peers with the limits in earnest: found within a minute."""

import signal

from kiosk.live.socket.limits import Limits
from tests.live.hub_server import served
from tests.live.socket.test_dead_peers import keeps_only, listening, lose_packets


def test_with_the_limits_in_earnest_dead_peers_are_found_within_a_minute() -> None:
    """One whose packets are lost and one that is stopped, at once: two minutes are long."""
    with (
        served(Limits()) as server,
        server.wire("all") as alive,
        server.wire("wall/cut") as cut,
        listening(server.port, "wall/stopped") as process,
    ):
        cut.state()
        lose_packets(cut.socket)
        process.send_signal(signal.SIGSTOP)
        assert keeps_only(server, alive, {"all": 1}, 60)
        assert server.hub.stats().dropped == 2
