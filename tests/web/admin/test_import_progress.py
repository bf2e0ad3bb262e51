"""A large import is read in the background: a page says how far it is, and the server goes on."""

import json
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import gevent
import pytest
from gevent.event import Event
from websockets import Origin
from websockets.sync.client import ClientConnection, connect
from werkzeug.wrappers import Response

from kiosk.live.thread_pool import run_in_thread
from kiosk.okr.import_progress import ImportProgress, ImportStage
from kiosk.okr.model import KeyResultKind
from kiosk.web.admin import import_jobs
from kiosk.web.admin.import_jobs import ImportJobs
from kiosk.web.admin.import_reading import LONG_TEXT
from kiosk.web.admin.state import admin_state
from tests.server import MOMENT, Server, start_server
from tests.web.admin.users import PASSWORD, password_hash

LINES = 900
HALF = ImportProgress(ImportStage.UNDERSTANDING, 12_000, 22_000)


@pytest.fixture(autouse=True)
def _asks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_jobs, "SHOWN_AFTER", 0.01)


def test_the_page_says_how_far_it_is_without_a_script(admin):
    released = Event()

    def when_released(work):
        released.wait()
        return work()

    with admin.application.app_context():
        jobs = admin_state().import_jobs
    code, job = jobs.start(when_released, lambda report: Response("done", 303))
    waiting = admin.get(f"/admin/paste?working={code}")
    assert "Reading: 0 lines" in waiting.text
    job.report(HALF)
    page = admin.get(f"/admin/paste?working={code}")
    assert (page.status_code, page.headers["Refresh"]) == (200, "1")
    assert "Understanding: 12,000 of 22,000 lines" in page.text
    assert '<progress max="22000" value="12000"' in page.text
    released.set()
    gevent.sleep(0)
    for _ in range(2):  # a reload has the same answer
        answer = admin.get(f"/admin/paste?working={code}")
        assert (answer.status_code, answer.text) == (303, "done")


def test_what_a_job_refuses_is_answered_when_it_is_asked_for(admin, services):
    refused = admin.post("/admin/paste", data={"table": " "})
    assert refused.status_code == 422
    assert "Nothing was pasted yet" in refused.text


def test_an_unknown_job_is_no_longer_kept(admin):
    assert "no longer kept" in admin.get("/admin/paste?working=nothing").text


def test_the_loop_goes_on_and_another_job_waits_while_one_works():
    jobs, release = ImportJobs(), threading.Event()

    def work(report):
        report(HALF)
        release.wait(60)
        return Response("read")

    _, first = jobs.start(run_in_thread, work)
    _, second = jobs.start(run_in_thread, work)
    went_on = []
    gevent.spawn(went_on.append, "the loop")
    while first.progress is None or not went_on:
        gevent.sleep(0.01)
    assert (first.is_done, first.progress) == (False, HALF)
    assert (second.is_done, second.progress) == (False, None)
    release.set()
    while not second.is_done:
        gevent.sleep(0.01)
    assert first.answer().get_data() == b"read"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = start_server(tmp_path)
    running.store().users.add("Ada", password_hash(), True)
    yield running
    running.stop()


def opener(server: Server) -> OpenerDirector:
    """A client that is logged in."""
    made = build_opener(HTTPCookieProcessor(CookieJar()))
    send(made, server, "/admin/login", name="Ada", password=PASSWORD).close()
    return made


def send(client: OpenerDirector, server: Server, path: str, **fields: str):
    asked = Request(server.url + path, urlencode(fields).encode(), {"Origin": server.url})
    return client.open(asked, timeout=120)


def saver(server: Server) -> Callable[[int], int]:
    """Saves check-ins as another program does, each with the revision that has it."""
    store = server.store()
    of_all = (k for o in store.office(MOMENT).objectives for k in o.key_results)
    code = next(k.code for k in of_all if k.kind is KeyResultKind.NUMBER)

    def save(number: int) -> int:
        store.check_ins.add(code, Decimal(number), now=MOMENT)
        return store.revision()

    return save


def hear(wall: ClientConnection, revision: int) -> None:
    """Wait until a wall is shown a save."""
    while True:
        message = json.loads(wall.recv(timeout=60))
        if "html" in message and message["revision"] >= revision:
            return


def test_the_server_answers_and_walls_go_on_while_a_long_text_is_read(server: Server):
    """Reading it takes a process of its own that has to start, so many answers fit in."""
    rows = (f"Objective {n // 5},Result {n},{n},{n + 9}" for n in range(LINES))
    table = "\n".join(["Objective,Key result,Start,Target", *rows])
    assert len(table) > LONG_TEXT
    client, pages = opener(server), []

    def preview() -> None:
        with send(client, server, "/admin/paste", table=table, cycle="new", name="Q1 2027") as page:
            pages.append((page.url, page.headers["Refresh"], page.read().decode()))

    posting = threading.Thread(target=preview)
    answered = shown = 0
    save = saver(server)
    live = f"{server.url.replace('http', 'ws')}/live?topic=wall"
    with connect(live, origin=Origin(server.url), max_size=None) as wall:
        hear(wall, 0)
        posting.start()
        while posting.is_alive():
            with build_opener().open(f"{server.url}/healthz", timeout=60) as health:
                answered += health.status == 200
            hear(wall, save(answered))
            shown += posting.is_alive()
    assert answered > 1
    assert shown
    [(url, refresh, page)] = pages
    while "working=" in url:
        assert refresh == "1"
        assert "<progress" in page
        with client.open(url, timeout=120) as again:
            url, refresh, page = again.url, again.headers["Refresh"], again.read().decode()
    assert f"{LINES + 1} lines" in page.replace("\u00a0", " ")
