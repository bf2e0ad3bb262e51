"""/healthz knows when nothing can be saved, before a person does."""

import pytest

from kiosk.errors import Busy, KioskError, StorageFull, StorageUnavailable
from kiosk.web.core.storage_probe import STALE_AFTER


class Disk:
    """A probe that fails as it is told to."""

    def __init__(self) -> None:
        self.trouble: KioskError | None = None

    def __call__(self, now: object) -> int:
        if self.trouble is not None:
            raise self.trouble
        return 7


@pytest.fixture
def disk(services, monkeypatch):
    found = Disk()
    monkeypatch.setattr(services.storage_probe, "_probe", found)
    return found


def test_all_is_well_while_something_can_be_saved(client, services):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert answer.json["revision"] == services.store.revision()
    assert answer.json["storage"]["status"] == "ok"


def test_the_probe_moves_no_wall(services):
    before = services.store.revision()
    services.store.probe(services.now())
    assert services.store.revision() == before


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (StorageFull("The disk is full"), "full"),
        (StorageUnavailable("read-only"), "unavailable"),
        (Busy("locked"), "busy"),
    ],
)
def test_what_cannot_be_saved_is_said_with_its_age(client, services, disk, trouble, status):
    client.get("/healthz")
    disk.trouble = trouble
    services.storage_probe.probe_now()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json["storage"]["status"] == status
    assert answer.json["storage"]["checked_seconds_ago"] >= 0
    disk.trouble = None
    services.storage_probe.probe_now()
    assert client.get("/healthz").status_code == 200


def test_a_disk_that_hangs_is_noticed(client, services, monkeypatch):
    client.get("/healthz")
    moment = services.storage_probe._moment
    monkeypatch.setattr(services.storage_probe, "_moment", lambda: moment() + STALE_AFTER)
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(("how", "said"), [("deleted", "gone"), ("emptied", "empty")])
def test_strangers_are_told_what_is_wrong_and_not_where(client, services, how, said):
    path = services.settings.database
    client.get("/all")
    if how == "deleted":
        path.unlink()
    else:
        path.write_bytes(b"")
    for address in ("/all", "/api/v1/okrs"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert said in answer.text
        assert "kiosk.db" in answer.text
        assert str(path.parent) not in answer.text
