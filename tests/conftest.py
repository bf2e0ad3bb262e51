import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from kiosk.web.core.services import Services
    from tests.exchange.forked_reader import ForkedReaders
    from tests.server import Server


# Fixtures import what they need themselves: a test of the arithmetic waits for no web server.

HERE = Path(__file__).parent
# What a folder says of all its tests, so that none of them can forget it.
MARKED_FOLDERS = {"browser": pytest.mark.browser, "faults": pytest.mark.faults}
# Begun first: one of these alone at the end would keep a run waiting for minutes.
LONG_FILES = (
    "browser/test_two_quarters.py",
    "browser/test_wall_grid.py",
    "browser/test_wall_pages.py",
    "test_benchmarks.py",
    "test_packaging.py",
)
# What is in earnest takes its time, in seconds; all else has the limit of pyproject.toml.
LONGEST = 3600
# How long tidying up after a test may take, for each thing that hangs in it.
TIDIED_WITHIN = 60

# Whoever runs the tests may have a kiosk of their own; its settings must decide nothing here.
for name in [name for name in os.environ if name.startswith("KIOSK_")]:
    del os.environ[name]

# A slow machine is not a fault. With CI set, Hypothesis has a profile for it that says so too.
if "CI" not in os.environ:
    settings.register_profile("kiosk", deadline=None)
    settings.load_profile("kiosk")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests by their folder, before -m chooses among them, and puts the long ones first."""
    items.sort(key=lambda item: item.path.relative_to(HERE).as_posix() not in LONG_FILES)
    for item in items:
        mark = MARKED_FOLDERS.get(item.path.relative_to(HERE).parts[0])
        if mark:
            item.add_marker(mark)
        if any(item.get_closest_marker(name) for name in ("faults", "long", "bench")):
            item.add_marker(pytest.mark.timeout(LONGEST))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> "Iterator[None]":
    """Tidying up has an end as well. The limit of the test itself rings once, and what hung in the
    test may hang again when it is closed, once for each window that is left."""

    def ring(*_: object) -> None:
        pytest.fail(f"tidying up took longer than {TIDIED_WITHIN} s")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, TIDIED_WITHIN, TIDIED_WITHIN)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors, for there are always tests that wait: for the silence of
    a server, for a proxy, or for a minute to be over. A test uses half a processor on average."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture
def clock() -> datetime:
    """The moment at which most tests take place: a Sunday evening in week 8 of the sample."""
    from tests.server import MOMENT

    return MOMENT


@pytest.fixture
def services(tmp_path: Path) -> "Services":
    """The services of a sample office of its own, without a server."""
    from tests.services import make_services

    return make_services(tmp_path)


@pytest.fixture
def client(services: "Services") -> "FlaskClient":
    """A client of the app, as a browser on this machine would ask."""
    from tests.services import make_client

    return make_client(services)


@pytest.fixture
def app(client: "FlaskClient") -> "Flask":
    """The app that the client asks."""
    return client.application


@pytest.fixture(scope="session")
def all_readers() -> "Iterator[ForkedReaders]":
    """What forks the processes that read imported files."""
    from tests.exchange.forked_reader import ForkedReaders

    started = ForkedReaders()
    yield started
    started.close()


@pytest.fixture
def readers(all_readers: "ForkedReaders", monkeypatch: pytest.MonkeyPatch) -> "ForkedReaders":
    """In this process, each file to import is read by a fork: see tests.exchange.forked_reader."""
    from kiosk.exchange import import_worker

    all_readers.used.clear()
    forking = SimpleNamespace(**vars(subprocess) | {"Popen": all_readers.start})
    monkeypatch.setattr(import_worker, "subprocess", forking)
    return all_readers


@pytest.fixture
def server(tmp_path: Path) -> "Iterator[Server]":
    """The sample office on a server of its own."""
    from tests.server import start_server

    running = start_server(tmp_path / "data")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sample_server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Server]":
    """The sample office on a server that tests only read from."""
    from tests.server import start_server

    running = start_server(tmp_path_factory.mktemp("sample") / "data")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def forty_server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Server]":
    """The office of forty objectives in four scripts, only to be read from."""
    from tests.server import start_server

    running = start_server(
        tmp_path_factory.mktemp("forty") / "data", file=HERE / "fixtures" / "forty.toml"
    )
    yield running
    running.stop()


@pytest.fixture(scope="session")
def running_browser() -> "Iterator[Browser]":
    """A real Chromium, the same for all tests of a process."""
    from tests.browsers import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def browser(running_browser: "Browser") -> "Iterator[Browser]":
    """A real Chromium without pages: what a test opened is closed after it, for a wall left
    open goes on turning its pages, which costs, and shows in, the tests that follow."""
    yield running_browser
    for context in running_browser.contexts:
        context.close()
