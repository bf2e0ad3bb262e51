"""What the proxies of deploy/ promise in their comments."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.live.socket.limits import Limits
from kiosk.web.server.app import MAX_BODY
from kiosk.web.server.http_handler import HEAD_SECONDS
from tests.deploy.proxies import (
    NAME,
    Proxy,
    free_port,
    make_certificate,
    start_caddy,
    start_nginx,
    start_proxy,
)
from tests.deploy.raw_requests import Answer, ask
from tests.deploy.test_proxy import OURS, serve_behind
from tests.deploy.unit import DEPLOY
from tests.server import Server, start_server
from tests.web.admin.users import PASSWORD, password_hash

NGINX = [(DEPLOY / name).read_text(encoding="utf-8") for name in OURS[:2]]
SHEET = "/s/7K7K7K7K7K"


@pytest.fixture(params=OURS)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, Proxy]]:
    """A server and its proxy."""
    yield from serve_behind(request.param, tmp_path)


def guesses(proxy: Proxy, source: str, times: int) -> float:
    """How long the last of some guesses at the set-up code took."""
    for number in range(times):
        began = time.monotonic()
        claimed = f"203.0.113.{number}"
        answer = ask(proxy, "/admin/setup/WRONGONE", source=source, X_Forwarded_For=claimed)
        assert answer.status == 422
    return time.monotonic() - began


def test_whoever_guesses_waits_by_the_address_they_really_have(served: tuple[Server, Proxy]):
    _, proxy = served
    assert guesses(proxy, "127.0.0.2", 8) > 3.5
    assert guesses(proxy, "127.0.0.3", 1) < 3


def log_in(server: Server, proxy: Proxy) -> Answer:
    store = server.store()
    store.users.add("Ada", password_hash(), True)
    store.close()
    form = f"name=Ada&password={PASSWORD.replace(' ', '+')}"
    return ask(proxy, "/admin/login", "POST", form)


def test_by_https_cookies_are_for_https_alone_and_redirects_stay(served: tuple[Server, Proxy]):
    server, proxy = served
    answer = log_in(server, proxy)
    cookies = answer.headers["set-cookie"] + ask(proxy, "/").headers["set-cookie"]
    is_https = proxy.scheme == "https"

    assert answer.status == 303
    assert answer.header("location") in ("/admin/", f"{proxy.url}/admin/")
    assert {cookie.partition("=")[0] for cookie in cookies} >= {"session", "screen"}
    assert {"; Secure" in cookie for cookie in cookies} == {is_https}
    assert bool(answer.header("strict-transport-security")) == is_https
    to_log_in = ask(proxy, "/admin/objectives")
    assert to_log_in.header("location").removeprefix(proxy.url).startswith("/admin/login?next=")
    if is_https:
        sent_on = ask(proxy, "/o/K7Q2?x=1", port=proxy.http)
        assert sent_on.status in (301, 308)
        assert sent_on.header("location") == f"https://{NAME}/o/K7Q2?x=1"


def test_what_is_too_long_is_refused_in_the_server_s_own_words(served: tuple[Server, Proxy]):
    server, proxy = served
    # nginx takes a body whole before it asks. Caddy passes it on as it comes, reads 256 KiB more at
    # the most after the answer, and closes on whoever goes on sending.
    caddy = "Caddyfile" in str(proxy.process.args)
    for size in (MAX_BODY + 1,) if caddy else (MAX_BODY + 1, 3_000_000):
        near, far = (ask(way, "/admin/login", "POST", "x" * size) for way in (server, proxy))
        assert (far.status, far.text) == (near.status, near.text) == (413, near.text)


def test_no_log_tells_who_answered_a_survey(served: tuple[Server, Proxy]):
    server, proxy = served
    assert ask(proxy, SHEET).status == 404
    server.stop()
    assert ask(proxy, SHEET).status == 502
    proxy.stop()
    assert SHEET not in proxy.written()


def test_without_those_lines_the_logs_tell_it(tmp_path: Path):
    proxy = start_proxy("snippet", tmp_path, free_port())
    ask(proxy, SHEET)
    proxy.stop()
    assert SHEET in proxy.written()


@pytest.mark.parametrize("buffer", ["512k", "8k"])
def test_an_answer_to_a_survey_is_never_on_the_disk(tmp_path: Path, buffer: str):
    """nginx says so by itself: with a smaller buffer than ours it does."""
    site = NGINX[0].replace("error.log crit;", "error.log warn;").replace("512k", buffer)
    server = start_server(tmp_path / "data", public_url=f"http://{NAME}")
    proxy = start_nginx(tmp_path / "proxy", site, server.port)
    try:
        ask(proxy, SHEET, "POST", "text=" + "x" * 250_000)
    finally:
        proxy.stop()
        server.stop()
    assert ("buffered to a temporary file" in proxy.written()) == (buffer == "8k")


def test_both_files_of_nginx_ask_the_server_alike():
    location = [re.search(r"^    location / \{.*?^    \}$", text, re.M | re.S) for text in NGINX]
    first, second = (found[0] for found in location if found)
    assert first == second


def test_a_socket_may_be_silent_for_longer_than_the_server_bears():
    waits = re.findall(r"proxy_(?:read|send)_timeout (\d+)s;", "".join(NGINX))
    limits = Limits()
    assert len(waits) == 4
    assert all(int(wait) > limits.silence + limits.beat for wait in waits)


def test_what_the_caddyfile_says_to_write_instead_works_too(tmp_path: Path):
    site = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    own = re.findall(r"With one of your own: (tls .*)", site)[0]
    make_certificate(tmp_path)
    own = own.replace("/etc/ssl/private/", f"{tmp_path}/").replace("/etc/ssl/", f"{tmp_path}/")
    plain = site.replace(f"\n{NAME} {{", f"\nhttp://{NAME} {{").replace("\ttls internal\n", "")
    with_own = site.replace("\ttls internal\n", f"\t{own}\n")
    server = start_server(tmp_path / "data", public_url=f"http://{NAME}")
    try:
        for number, changed in enumerate((plain, with_own)):
            proxy = start_caddy(tmp_path / str(number), changed, server.port)
            assert (proxy.scheme, ask(proxy, "/all").status) == (("http", "https")[number], 200)
            proxy.stop()
    finally:
        server.stop()


def test_caddy_lets_go_of_a_connection_before_the_server_does():
    caddyfile = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert int(re.findall(r"keepalive (\d+)s", caddyfile)[0]) < HEAD_SECONDS
