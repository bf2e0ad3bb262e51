"""What a page may rely on, over real sockets."""

from datetime import timedelta

import pytest

from kiosk.live.socket.limits import Limits
from tests.live.hub_server import Clock, Served, served


def test_the_present_state_comes_at_once_on_connecting(server: Served) -> None:
    server.office.html["all"] = "<p>58 %</p>"
    with server.wire() as wire:
        assert wire.message() == {"topic": "all", "revision": 1, "html": "<p>58 %</p>"}


def test_a_change_reaches_every_socket_of_its_topic_and_no_other(server: Served) -> None:
    with server.wire("all") as one, server.wire("all") as two, server.wire("team/x") as other:
        assert {wire.state()["topic"] for wire in (one, two)} == {"all"}
        assert other.state()["topic"] == "team/x"
        server.save(all="new")
        assert [wire.state()["html"] for wire in (one, two)] == ["new", "new"]
        server.save(team__x="mine")
        assert other.state()["html"] == "mine"


def test_an_office_that_reconnects_at_once_is_rendered_once(server: Served) -> None:
    with server.wire() as first:
        first.state()
    wires = [server.wire() for _ in range(50)]
    assert {wire.state()["revision"] for wire in wires} == {1}
    assert server.office.rendered == ["all"]
    for wire in wires:
        wire.socket.close()


def test_sockets_that_come_while_a_state_is_rendered_share_it(server: Served) -> None:
    wires = [server.wire("team/x") for _ in range(50)]
    assert {wire.state()["html"] for wire in wires} == {"<p>team/x</p>"}
    assert len(server.office.rendered) <= 3
    for wire in wires:
        wire.socket.close()


def test_only_topics_that_somebody_watches_are_rendered(server: Served) -> None:
    with server.wire("team/x") as wire:
        wire.state()
    with server.wire("all") as wire:
        wire.state()
        assert server.eventually(lambda: server.hub.stats().sockets == {"all": 1})
        server.office.rendered.clear()
        server.save(all="new")
        wire.state()
    assert server.office.rendered == ["all"]


def test_who_comes_back_after_a_change_that_nobody_watched_sees_it(server: Served) -> None:
    with server.wire() as wire:
        wire.state()
    assert server.eventually(lambda: not server.hub.stats().sockets)
    server.save(all="changed meanwhile")
    with server.wire() as wire:
        assert wire.state() == {"topic": "all", "revision": 2, "html": "changed meanwhile"}


def test_a_page_that_did_not_change_hears_of_the_revision_by_its_heartbeat_alone(
    server: Served,
) -> None:
    with server.wire() as wire:
        wire.state()
        revision = server.save(team__x="elsewhere")
        while (message := wire.message())["revision"] != revision:
            assert "html" not in message
        assert set(message) == {"revision", "now", "release"}


def test_a_wall_that_did_not_change_is_told_the_revision_at_once() -> None:
    with served(Limits(beat=3600, ticks=1)) as server, server.wire("wall/lobby") as wire:
        wire.state()
        assert (server.save(), wire.message()["revision"]) == (2, 2)


def test_a_heartbeat_names_revision_time_and_release() -> None:
    with served(Limits(beat=0.1, ticks=1), Clock()) as server, server.wire() as wire:
        wire.state()
        beats = [wire.beat(), wire.beat()]
    assert beats[0] == {
        "revision": 1, "now": "2026-11-20T09:00:00.000Z", "release": "1.0.0",
    }  # fmt: skip
    assert beats[1] == beats[0]


def test_a_view_that_changes_by_itself_is_published_when_it_said() -> None:
    clock = Clock()
    with served(clock=clock) as server:
        midnight = clock.now + timedelta(seconds=1)
        server.office.changes_at["all"] = midnight
        with server.wire() as wire:
            wire.state()
            server.office.html["all"] = "a new day"
            server.office.changes_at.clear()
            clock.now = midnight
            assert wire.state()["html"] == "a new day"


def test_a_state_that_is_over_is_not_given_to_whoever_comes() -> None:
    clock = Clock()
    with served(clock=clock) as server:
        server.office.changes_at["all"] = clock.now + timedelta(days=1)
        with server.wire() as wire:
            wire.state()
        server.office.html["all"] = "two days later"
        server.office.changes_at.clear()
        clock.now += timedelta(days=2)
        with server.wire() as wire:
            assert wire.state()["html"] == "two days later"


def test_a_topic_that_is_no_more_closes_its_sockets_with_a_code(server: Served) -> None:
    with server.wire("objective/K7Q2") as wire:
        wire.state()
        server.office.gone.add("objective/K7Q2")
        server.save()
        assert wire.close_code() == 4404


def test_a_view_with_an_error_is_tried_again_and_stops_no_other(server: Served) -> None:
    server.office.trouble["team/x"] = 1
    with server.wire("team/x") as troubled, server.wire("all") as other:
        assert other.state()["topic"] == "all"
        assert troubled.state()["topic"] == "team/x"
        assert server.in_loop(server.hub.is_healthy)


def test_screens_tell_what_stands_on_them(server: Served) -> None:
    with server.wire("wall/lobby") as lobby, server.wire("wall/kitchen") as kitchen:
        lobby.painted(lobby.state()["revision"])
        kitchen.painted(kitchen.state()["revision"])
        revision = server.save(wall__lobby="new", wall__kitchen="new")
        lobby.painted(lobby.state()["revision"])
        assert server.eventually(
            lambda: (
                [stand.screen for stand in server.hub.screen_tracker.screens_showing(revision)]
                == ["lobby"]
            )
        )
        kitchen.painted(kitchen.state()["revision"])
        assert server.eventually(
            lambda: len(server.hub.screen_tracker.screens_showing(revision)) == 2
        )
        seconds = [stand.seconds for stand in server.in_loop(
            lambda: server.hub.screen_tracker.screens_showing(revision))]  # fmt: skip
    assert all(second is not None and second > 0 for second in seconds)
    assert server.eventually(
        lambda: (
            [(state.sockets, state.connected_since) for state in server.hub.screens()]
            == [(0, None), (0, None)]
        )
    )


@pytest.mark.parametrize(
    "said", [b'{"painted": "1"}', b'{"painted": true}', b'{"painted": -1}', b'{"hello": 1}']
)
def test_a_message_without_a_revision_is_passed_over(server: Served, said: bytes) -> None:
    with server.wire("wall/lobby") as wire:
        wire.state()
        wire.say(1, said)
        wire.say(9, b"still there?")
        while (frame := wire.frame())[0] & 0x0F != 10:
            pass
        assert frame[1] == b"still there?"
        assert server.in_loop(server.hub.screens)[0].revision is None


def test_walls_are_rendered_before_phones(server: Served) -> None:
    phones = [server.wire(f"objective/{n:04}") for n in range(20)]
    with server.wire("wall") as wall:
        for wire in (*phones, wall):
            wire.state()
        server.office.rendered.clear()
        server.save(wall="new")
        wall.state()
        assert server.office.rendered.index("wall") == 0
    for phone in phones:
        phone.socket.close()


def test_phones_are_not_forgotten_while_walls_change_all_the_time(server: Served) -> None:
    with server.wire("wall") as wall, server.wire("all") as phone:
        wall.state()
        phone.state()
        server.office.html["all"] = "new"
        for n in range(200):
            server.save(wall=str(n))
        assert phone.state()["html"] == "new"


def test_every_socket_is_told_that_the_server_stops() -> None:
    with served() as server:
        wires = [server.wire(topic) for topic in ("wall", "all", "team/x")]
        for wire in wires:
            wire.state()
    assert [wire.close_code() for wire in wires] == [1001, 1001, 1001]
    for wire in wires:
        wire.socket.close()


def test_a_socket_that_left_leaves_nothing_behind(server: Served) -> None:
    for _ in range(20):
        with server.wire("wall/lobby") as wire:
            wire.state()
    assert server.eventually(lambda: not server.hub.stats().sockets)
    assert server.in_loop(lambda: len(server.hub._slots)) == 0
