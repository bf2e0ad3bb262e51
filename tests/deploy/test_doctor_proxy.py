"""What `kiosk doctor` says of a proxy: each fault in a real nginx, and both that have none."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import load_settings
from kiosk.web.commands import proxy_requests
from kiosk.web.commands.doctor import examine
from kiosk.web.commands.finding import Finding
from kiosk.web.core.own_screen import screen_key
from kiosk.web.server.proxy_probe import PROOF, proof
from tests.deploy.proxies import NAME, free_port, start_caddy, start_nginx
from tests.deploy.raw_requests import ask
from tests.deploy.test_proxy import OURS
from tests.deploy.test_proxy_files import NGINX
from tests.deploy.unit import DEPLOY
from tests.server import MOMENT, Server, start_server

HTTP, HTTPS = NGINX
TRUSTED = "127.0.0.1"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that trusts a proxy on this machine."""
    folder, port = tmp_path_factory.mktemp("doctor") / "data", free_port()
    running = start_server(folder, port=port, trusted_proxies=TRUSTED, public_url=f"http://{NAME}")
    screen_key(folder)
    yield running
    running.stop()


def told(server: Server, public_url: str, trusted: str = TRUSTED) -> list[Finding]:
    """What doctor says of the proxy, with these settings."""
    given = {"public_url": public_url, "trusted_proxies": trusted, "port": str(server.port)}
    settings = load_settings(server.data, {}, {"host": "127.0.0.1", **given})
    return [finding for finding in examine(settings, MOMENT) if finding.name == "proxy"]


def told_of(site: str, server: Server, folder: Path, scheme: str = "", **more: str) -> list[str]:
    """What is wrong with a site of nginx; nothing where all is fine."""
    proxy = start_nginx(folder, site, server.port)
    try:
        found = told(server, f"{scheme or proxy.scheme}://127.0.0.1:{proxy.port}", **more)
    finally:
        proxy.stop()
    assert found
    return [finding.message for finding in found if not finding.is_ok]


def without(site: str, *headers: str) -> str:
    for header in headers:
        site, times = re.subn(rf"^ *(proxy_set_header )?{header} .*;\n", "", site, flags=re.M)
        assert times == 1
    return site


def told_with_all_set(way: str, folder: Path) -> tuple[list[Finding], list[Finding]]:
    """What doctor says with deploy/'s file in front: before and after the server is restarted with
    the proxy's address."""
    port, behind = free_port(), free_port()
    scheme = "http" if way == "nginx.conf" else "https"
    site = (DEPLOY / way).read_text(encoding="utf-8").replace(f"\n{NAME} {{", "\nlocalhost {")
    ports = (port, 0) if scheme == "http" else (0, port)
    start = start_caddy if way == "Caddyfile" else start_nginx
    proxy = start(folder / "proxy", site, behind, ports)
    url, found = f"{scheme}://localhost:{port}", []
    try:
        for settings in ({}, {"public_url": url, "trusted_proxies": TRUSTED}):
            server = start_server(folder / "data", port=behind, **settings)
            screen_key(server.data)
            found.append(told(server, url))
            server.stop()
    finally:
        proxy.stop()
    return found[0], found[1]


@pytest.mark.parametrize("way", OURS)
def test_nothing_is_wrong_with_a_proxy_of_deploy_once_the_server_is_restarted(
    way: str, tmp_path: Path
):
    ((before,), (after,)) = told_with_all_set(way, tmp_path)
    assert not before.is_ok
    assert before.message.endswith("as they are now: restart it")
    assert after.is_ok
    assert after.message.endswith("comes through 127.0.0.1 with everything it needs")


def test_a_server_that_knows_another_public_url_has_to_be_restarted(server: Server, tmp_path: Path):
    (said,) = told_of(HTTP, server, tmp_path)
    assert said.endswith("as they are now: restart it")


FAULTS = {
    "no Upgrade": (
        lambda: without(HTTP, "Upgrade"),
        ["Upgrade is not passed on, .*“proxy_set_header Upgrade [$]http_upgrade;”"],
    ),
    "no Connection": (
        lambda: without(HTTP, "Connection"),
        ["Upgrade is not passed on, .*“proxy_set_header Connection [$]kiosk_connection;”"],
    ),
    "HTTP 1.0": (
        lambda: without(HTTP, "proxy_http_version"),
        ["Upgrade is not passed on, .*“proxy_http_version 1.1;”"],
    ),
    "no Host": (
        lambda: without(HTTP, "Host", "X-Forwarded-Host"),
        [r"Host arrives as 127.0.0.1:\d+ and not as in public_url .*“proxy_set_header Host"],
    ),
    "Host without its port": (
        lambda: HTTP.replace("$http_host", "$host"),
        [r"Host arrives as 127.0.0.1 and not as in public_url .*Host [$]http_host;”"],
    ),
    "nobody named": (
        lambda: without(HTTP, "X-Forwarded-For"),
        [r"not report who sent a request, .*“proxy_set_header X-Forwarded-For [$]remote_addr;”"],
    ),
    "nobody named, and no other claim passed on": (
        lambda: HTTP.replace("$remote_addr;", '"";'),
        ["does not report who sent a request, so everybody counts as 127.0.0.1, "],
    ),
    "https without a word": (
        lambda: without(HTTPS, "X-Forwarded-Proto"),
        ["browsers use https: .*“proxy_set_header X-Forwarded-Proto [$]scheme;”"],
    ),
    "https said of http": (
        lambda: HTTP.replace("$scheme", "https"),
        ["public_url says http, but .*set public_url to the address with https"],
    ),
    "nobody behind it": (
        lambda: HTTP.replace("127.0.0.1:8000", "127.0.0.1:9"),
        [r"does not reach this server: .*proxy_pass .* lead to http://127.0.0.1:\d+"],
    ),
    "another site of it": (
        lambda: 'server { listen 80; location / { return 200 "Welcome to nginx!"; } }',
        [r"another program answers at http://127.0.0.1:\d+: let the proxy hand everything"],
    ),
    "sent on": (
        lambda: "server { listen 80; location / { return 301 https://okr.example.com/all; } }",
        ["sends browsers on to https://okr.example.com: set public_url to that"],
    ),
    "the one that adds nothing": (
        lambda: "server { listen 80; location / { proxy_pass http://127.0.0.1:8000; } }",
        ["Host arrives as", "does not report who sent a request", "Upgrade is not passed on"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_described_in_a_sentence_with_the_line_to_write(
    fault: str, server: Server, tmp_path: Path
):
    site, sentences = FAULTS[fault]
    found = told_of(site(), server, tmp_path)
    assert len(found) == len(sentences), found
    for said, sentence in zip(found, sentences, strict=True):
        assert re.search(sentence, said), said


def test_a_proxy_that_is_not_trusted_is_shown_by_its_address(server: Server, tmp_path: Path):
    (said,) = told_of(HTTP, server, tmp_path, trusted="")
    assert said.endswith("everybody counts as 127.0.0.1: set trusted_proxies to 127.0.0.1")


def test_a_redirect_to_https_by_deploy_s_own_file_is_reported(server: Server, tmp_path: Path):
    proxy = start_nginx(tmp_path, HTTPS, server.port)
    try:
        (found,) = told(server, f"http://127.0.0.1:{proxy.http}")
    finally:
        proxy.stop()
    assert not found.is_ok
    assert "sends browsers on to https://127.0.0.1" in found.message


def test_trusted_proxies_without_a_proxy_are_told(server: Server):
    (empty,) = told(server, "")
    (direct,) = told(server, server.url)
    (none,) = told(server, server.url, trusted="")

    assert not empty.is_ok
    assert "trusted_proxies names 127.0.0.1, but public_url is empty" in empty.message
    assert not direct.is_ok
    assert "public_url leads to this server itself: remove trusted_proxies" in direct.message
    assert none == Finding("proxy", True, "none: public_url leads to this server itself")


def test_an_address_at_which_nothing_answers_is_reported(server: Server):
    (found,) = told(server, f"http://127.0.0.1:{free_port()}")
    assert not found.is_ok
    assert "start the proxy, or correct public_url" in found.message


def test_a_name_that_nobody_knows_is_reported(server: Server):
    (found,) = told(server, "http://okr.invalid")
    assert not found.is_ok
    assert found.message.startswith("okr.invalid in public_url is not known to this machine")


def test_the_internet_is_never_asked(server: Server, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(proxy_requests, "_connected", lambda url, _address: asked.append(url))
    (found,) = told(server, "https://1.1.1.1")
    assert (found.is_ok, asked) == (True, [])
    assert "is on the internet (1.1.1.1)" in found.message


def test_what_arrives_is_told_to_doctor_alone(server: Server, tmp_path: Path):
    key = screen_key(server.data)
    good = ask(server, "/arrival", X_Doctor=proof(key))
    forged = [proof(key)[1:], proof("another"), key, ".", ""]
    refused = [ask(server, "/arrival", X_Doctor=said) for said in forged]
    nowhere = ask(server, "/nowhere")

    assert PROOF == "X-Doctor"
    assert good.status == 200
    assert key not in good.text
    assert {answer.status for answer in refused} == {404}
    assert {len(answer.text) for answer in refused} == {len(nowhere.text)}


def test_nobody_is_asked_while_the_server_is_not_running(tmp_path: Path):
    settings = load_settings(
        tmp_path, {}, {"public_url": "http://127.0.0.1:9", "port": str(free_port())}
    )
    (found,) = [finding for finding in examine(settings, MOMENT) if finding.name == "proxy"]
    assert found == Finding("proxy", True, "not checked: this server is not running")
