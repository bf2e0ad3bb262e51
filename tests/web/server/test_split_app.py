"""The screens' app and that of everything else, behind one port."""

import re

import gevent
import pytest
from gevent.event import Event

from kiosk.web.core.services import Services
from kiosk.web.server import split_app
from kiosk.web.server.app import create_app, create_screen_app
from kiosk.web.server.split_app import SCREEN_WORDS, SplitApp, is_for_screens


class Answers:
    """An app that answers with its name."""

    def __init__(self, name: bytes) -> None:
        self.name = name

    def __call__(self, environ, start_response):
        return [self.name]


class Loader:
    """Makes the app of everything else, and counts how often."""

    def __init__(self) -> None:
        self.times = 0
        self.has_begun = Event()

    def __call__(self) -> Answers:
        self.times += 1
        self.has_begun.set()
        gevent.sleep(0.01)
        return Answers(b"others")


@pytest.fixture
def loader() -> Loader:
    return Loader()


@pytest.fixture
def both(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> SplitApp:
    monkeypatch.setattr(split_app, "run_in_thread", lambda work: work())
    return SplitApp(Answers(b"screens"), loader)


def ask(app: SplitApp, path: str) -> bytes:
    [answer] = app({"PATH_INFO": path}, lambda *_: None)
    return answer


@pytest.mark.parametrize(
    "path", ["/", "", "/screens/lobby", "/SCREENS/LOBBY", "//", "/static/wall.css", "/healthz"]
)
def test_screens_do_not_wait_for_the_rest(both: SplitApp, loader: Loader, path: str):
    assert ask(both, path) == b"screens"
    assert loader.times == 0


@pytest.mark.parametrize(
    "path", ["/admin/", "/O/K7Q2", "/all", "/screenshots", "/nothing", "//all"]
)
def test_everything_else_is_loaded_when_it_is_asked_for(both: SplitApp, loader: Loader, path: str):
    assert ask(both, path) == b"others"
    assert ask(both, path) == b"others"
    assert loader.times == 1


def test_it_is_loaded_once_for_all_who_ask_at_the_same_time(both: SplitApp, loader: Loader):
    asking = [gevent.spawn(ask, both, "/all") for _ in range(3)]
    gevent.joinall(asking)
    assert [greenlet.value for greenlet in asking] == [b"others"] * 3
    assert loader.times == 1


def test_it_is_loaded_soon_though_nobody_asks(
    both: SplitApp, loader: Loader, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(split_app, "LOADED_AFTER", 0)
    both.start()
    assert loader.has_begun.wait(10)
    both.stop()


def test_a_load_that_did_not_work_is_tried_again(both: SplitApp, monkeypatch: pytest.MonkeyPatch):
    def no_memory():
        raise MemoryError

    broken = SplitApp(Answers(b"screens"), no_memory)
    for _ in range(2):
        with pytest.raises(MemoryError):
            ask(broken, "/all")


def rules(app) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules()}


def test_the_screens_app_has_every_address_of_screens(services: Services):
    whole, screens = rules(create_app(services)), rules(create_screen_app(services))
    assert {rule for rule in whole if is_for_screens(rule)} == screens
    words = {re.split("[/.]", rule)[1] if rule != "/" else "" for rule in screens}
    assert {word.partition(".")[0] for word in SCREEN_WORDS} - {"live"} == words
