"""A request reads everything it shows in one transaction: of one state, and with one way to the
database. Where it saves, another follows the write."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask.testing import FlaskClient

from kiosk.store.db import connections
from kiosk.web.core.services import Services
from tests.web.api.test_api import bearer
from tests.web.every_address import addresses

SAVE = "/admin/key-results/M3XD/check-ins"
PART = {"X-Part": "1"}


@dataclass
class Transactions:
    """What has begun since it was last asked."""

    begun: list[str] = field(default_factory=list)

    def hear(self, statement: str) -> None:
        """A statement was executed."""
        if statement.startswith("BEGIN"):
            self.begun.append("write" if "IMMEDIATE" in statement else "read")

    def of(self, work: Callable[[], object]) -> list[str]:
        """The transactions of a piece of work, in order."""
        self.begun.clear()
        work()
        return list(self.begun)


@pytest.fixture
def transactions(services: Services, monkeypatch: pytest.MonkeyPatch) -> Transactions:
    """Records every transaction of the store from now on."""
    heard, connect = Transactions(), connections.connect

    def listened(*args, **kwargs):
        connection = connect(*args, **kwargs)
        connection.set_trace_callback(heard.hear)
        return connection

    monkeypatch.setattr(connections, "connect", listened)
    services.store.close()  # those that are open would not be heard
    return heard


PAGES = (
    "/o/K7Q2", "/o/M3XD", "/o/ZZZZ", "/t/engineering", "/all", "/week", "/alignment",
    "/meetings", "/cycles", "/cycles/1", "/", "/screens/lobby", "/screens/lobby?pages=all",
)  # fmt: skip
TOPICS = (
    "wall", "wall/lobby", "wall/@here", "wall/lobby@all", "objective/K7Q2", "objective/ZZZZ",
    "team/engineering", "all", "week", "alignment", "meetings", "cycles", "cycle/1",
    "presentation",
)  # fmt: skip
FORMS = {
    "value": {"value": "110", "note": "Better"},
    "nothing changed": {"nothing_changed": "1"},
    "from an objective": {"value": "110", "back": "objective"},
    "sent once": {"value": "110", "once": "a-key"},
}
REFUSED = {
    "no number": {"value": "much"},
    "a question": {"value": "109000000"},
    "no number, from an objective": {"value": "much", "back": "objective"},
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_read_once(client: FlaskClient, transactions: Transactions, path: str):
    assert transactions.of(lambda: client.get(path)) == ["read"]
    assert transactions.of(lambda: client.get(path)) == ["read"]


@pytest.mark.parametrize("path", [*PAGES, "/admin/", "/o/K7Q2/check-in"])
def test_a_page_of_somebody_logged_in_is_read_once(
    admin: FlaskClient, transactions: Transactions, path: str
):
    assert transactions.of(lambda: admin.get(path)) == ["read"]


READ_OTHERWISE = {
    "backups.ask_to_restore": "compares two files, for longer than a save may wait",
    "backups.download": "sends a file, for longer than a save may wait",
    "health.healthz": "proves that the disk takes what is written",
    "okr_export.download": "writes a file, for longer than a save may wait",
    "okr_import.new": "compares a file with the office, for longer than a save may wait",
    "poster.download": "sets a poster, for longer than a save may wait",
    "poster.sheet": "sets a poster, for longer than a save may wait",
    "poster.show": "sets a poster, for longer than a save may wait",
    "replay.replay": "is read once to find the film, and once more by whoever makes it for all",
    "screens.index": "draws a wall for the names of its pages",
    "settings.preview": "draws a wall",
    "settings.show": "draws a wall",
    "settings.show_effects": "draws a wall",
}


@pytest.mark.slow
def test_every_get_of_every_address_is_read_once(
    admin: FlaskClient, transactions: Transactions, known: dict[str, list[str]]
):
    several: dict[str, list[str]] = {}
    for rule, path in addresses(admin.application, known):
        begun = transactions.of(lambda path=path: admin.get(path))
        if begun not in ([], ["read"]) and rule.endpoint not in READ_OTHERWISE:
            several[path] = begun
    assert several == {}


@pytest.mark.parametrize("path", ["/join/nobody", "/password/nobody"])
def test_a_guess_waits_in_no_transaction(
    client: FlaskClient,
    transactions: Transactions,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
):
    begun: list[list[str]] = []
    monkeypatch.setattr("gevent.sleep", lambda _seconds: begun.append(list(transactions.begun)))
    assert transactions.of(lambda: client.get(path)) == ["read"]
    assert begun == [[]]


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
@pytest.mark.parametrize("form", [{}, {"back": "objective"}], ids=["page", "from an objective"])
@pytest.mark.parametrize("actions", [("undo",), ("undo", "redo")], ids=["undo", "redo"])
def test_an_undo_reads_once_before_it_writes_and_once_after(
    admin: FlaskClient,
    services: Services,
    transactions: Transactions,
    actions: tuple[str, ...],
    form: dict[str, str],
    headers: dict[str, str],
):
    admin.post(SAVE, data=FORMS["value"])
    saved = services.store.check_ins.latest("M3XD")
    assert saved
    for action in actions:
        path = f"/admin/check-ins/{saved.id}/{action}"
        done = transactions.of(lambda path=path: admin.post(path, data=form, headers=headers))
    assert done == ["read", "write", "read"]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_read_once(services: Services, transactions: Transactions, topic: str):
    assert transactions.of(lambda: services.content(topic)) == ["read"]


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_check_in_reads_once_before_it_writes_and_once_after(
    admin: FlaskClient, transactions: Transactions, form: dict[str, str], headers: dict[str, str]
):
    saved = transactions.of(lambda: admin.post(SAVE, data=form, headers=headers))
    assert saved == ["read", "write", "read"]


def test_the_page_that_a_check_in_leads_to_is_read_once(
    admin: FlaskClient, transactions: Transactions
):
    for form in FORMS["value"], FORMS["from an objective"]:
        place = admin.post(SAVE, data=form).location
        assert transactions.of(lambda place=place: admin.get(place)) == ["read"]


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
@pytest.mark.parametrize("form", REFUSED.values(), ids=REFUSED.keys())
def test_a_check_in_that_is_invalid_is_read_once(
    admin: FlaskClient, transactions: Transactions, form: dict[str, str], headers: dict[str, str]
):
    assert transactions.of(lambda: admin.post(SAVE, data=form, headers=headers)) == ["read"]


def test_a_check_in_of_a_program_reads_once_before_it_writes_and_once_after(
    client: FlaskClient, services: Services, transactions: Transactions
):
    headers = bearer(services)

    def post() -> None:
        answer = client.post(
            "/api/v1/key-results/M3XD/check-ins", json={"value": 110}, headers=headers
        )
        assert answer.status_code == 201

    assert transactions.of(post) == ["read", "write", "read"]
