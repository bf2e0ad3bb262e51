"""Everything works through a proxy: the ones of deploy/, and what people have in place of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.web.security.hashing import hash_token
from kiosk.web.security.sessions import COOKIE, new_session_token
from kiosk.web.server.app import create_app
from tests.deploy.proxies import NAME, Proxy, free_port, start_proxy
from tests.deploy.raw_requests import Answer, ask
from tests.server import MOMENT, Server, start_server
from tests.services import make_services
from tests.web.admin.users import password_hash

OURS = ("nginx.conf", "nginx-https.conf", "Caddyfile")
WAYS = (*OURS, "snippet", "bare")
# Not the same twice, whichever way it is asked for.
CHANGES = re.compile(
    r'data-now="[^"]*"|name="once" value="[^"]*"|"checked_seconds_ago":[\d.]+'
    r"|(?<=/admin/setup/phone/)\w{4}"
)


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """Which proxy."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def served(way: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Proxy]]:
    """A server without an admin, as it is set up behind this proxy, and the proxy."""
    folder = tmp_path_factory.mktemp("proxy")
    yield from serve_behind(way, folder)


def serve_behind(way: str, folder: Path, **settings: str) -> Iterator[tuple[Server, Proxy]]:
    """Both, ended afterwards. Only whoever follows deploy/ sets `trusted_proxies`."""
    scheme = "http" if way in ("nginx.conf", "snippet", "bare") else "https"
    trusted = {"trusted_proxies": "127.0.0.1"} if way in OURS else {}
    port = free_port()
    proxy = start_proxy(way, folder / "proxy", port)
    told = {"public_url": f"{scheme}://{NAME}"} | trusted | settings
    try:
        server = start_server(folder / "data", port=port, **told)
    except BaseException:
        proxy.stop()
        raise
    try:
        yield server, proxy
    finally:
        server.stop()
        proxy.stop()


def pages(tmp_path: Path) -> list[str]:
    """Every address that takes a GET, with something in it that there is where it wants one."""
    app = create_app(make_services(tmp_path))
    there = {
        "code": "K7Q2",
        "number": "1",
        "cycle": "1",
        "token": "7K7K7K7K",
        "name": "engineering",
        "printed": "6FEGVW",
        "ending": "csv",
        "digest": "0123456789abcdef",
    }
    adapter = app.url_map.bind("localhost")
    return [
        urlsplit(adapter.build(rule.endpoint, {name: there[name] for name in rule.arguments})).path
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.rule != "/live"
    ]


def logged_in(server: Server) -> str:
    """The cookie of an admin."""
    store, token = server.store(), new_session_token(MOMENT)
    number = store.users.add("Ada", password_hash(), True).id
    store.sessions.open(number, hash_token(token), MOMENT)
    store.close()
    return f"{COOKIE}={token}"


def test_no_page_tells_the_set_up_code_and_nobody_is_taken_for_the_own_screen(
    served: tuple[Server, Proxy], tmp_path: Path
):
    server, proxy = served
    code = server.setup_path.rpartition("/")[2]
    assert ask(server, server.setup_path).status == 200
    claims = ({}, {"X_Forwarded_For": "127.0.0.1"}, {"X_Real_Ip": "::1"}, {"Forwarded": "for=::1"})
    for path in pages(tmp_path):
        for claim in claims if path == "/" or path.startswith("/screens") else ({},):
            answer = ask(proxy, path, **claim)
            told = answer.text + str(answer.headers)
            assert code.lower() not in told.replace(" ", "").lower(), (path, claim)
    assert ask(proxy, "/present/step", "POST", "by=1").status in (401, 403)


def fixed(answer: Answer, path: str) -> tuple[int, str, str]:
    """An answer without what differs each time. A PDF holds the second in which it was made."""
    text = "" if path.endswith(".pdf") else CHANGES.sub("", answer.text)
    return answer.status, answer.header("content-type"), text


def test_every_page_answers_as_without_a_proxy(served: tuple[Server, Proxy], tmp_path: Path):
    server, proxy = served
    # A wall that has its name; and the survey's pages say something of https.
    known = {"Cookie": f"{logged_in(server)}; screen=lobby", "X_Forwarded_Proto": proxy.scheme}
    unlike, found = [], 0
    for path in pages(tmp_path):
        near, far = (ask(way, path, **known) for way in (server, proxy))
        found += far.status == 200
        if fixed(far, path) == fixed(near, path):
            continue
        # The server's own page may say another minute by now.
        if fixed(far, path) != fixed(ask(server, path, **known), path):
            unlike.append(path)
    assert unlike == []
    assert found > 40
