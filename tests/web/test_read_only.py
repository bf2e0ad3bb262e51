"""A disk that may only be read, as cards become when they are worn: the wall and the phones go on,
what cannot be saved is said, and whoever looks after the machine is told."""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.web.security.hashing import hash_token
from tests.live.websocket_client import Wire
from tests.server import Server, start_server

TOKEN = "read-only-test"
MOUNT = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'


def read_only(data: Path) -> tuple[str, ...]:
    """Runs a program for which the folder lies on a file system that may only be read."""
    return ("unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT, str(data))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    data = tmp_path / "data"
    before = start_server(data)
    store = before.store()
    store.api_tokens.add("test", hash_token(TOKEN), "check-in")
    store.close()
    # As after a power cut.
    before.process.kill()
    before.process.wait(10)
    tried = subprocess.run(
        [*read_only(data), "touch", str(data / "file")], capture_output=True, text=True, check=False
    )
    if "Read-only file system" not in tried.stderr:
        pytest.skip(f"no file system can be mounted to be read only here: {tried.stderr}")
    running = start_server(data, through=read_only(data))
    yield running
    running.stop()


def asked(server: Server, path: str, body: dict[str, object] | None = None) -> tuple[int, str]:
    """The status and the text of an answer, by the API's token."""
    sent = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {TOKEN}"}
    request = urllib.request.Request(server.url + path, sent, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_wall_and_the_phones_go_on_from_a_disk_that_may_only_be_read(server: Server):
    for path in ("/", "/screens/lobby", "/all", "/o/K7Q2", "/admin/login", "/api/v1/okrs"):
        assert asked(server, path)[0] == 200, path
    with Wire(server.port, "wall/lobby", Origin=server.url) as wall:
        assert "99.95" in wall.state()["html"]


def test_what_cannot_be_saved_there_is_said_and_the_health_is_bad(server: Server):
    status, said = asked(server, "/api/v1/key-results/M3XD/check-ins", {"value": 5})
    assert status == 503
    assert "is not writable" in said

    status, said = asked(server, "/healthz")
    assert status == 503
    assert json.loads(said)["storage"]["status"] == "unavailable"
    assert asked(server, "/all")[0] == 200
