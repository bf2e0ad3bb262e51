from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.store.db.database_file import marker_of
from kiosk.web.commands.doctor import Finding, examine
from kiosk.web.core.backups import back_up
from kiosk.web.core.network import NetworkSnapshot
from kiosk.web.core.services import Services
from tests.server import MOMENT


def clock(services: Services, now: datetime) -> Finding:
    settings = replace(services.settings, port=0)
    return next(finding for finding in examine(settings, now) if finding.name == "clock")


def test_a_clock_that_can_be_right_is_fine(services: Services):
    assert clock(services, MOMENT).is_ok


@pytest.mark.parametrize("now", [datetime(1970, 1, 1, tzinfo=UTC), MOMENT - timedelta(days=30)])
def test_a_clock_that_cannot_be_right_is_shown_with_what_to_do(services: Services, now: datetime):
    found = clock(services, now)
    assert not found.is_ok
    assert "systemd-timesyncd" in found.message
    if now.year == MOMENT.year:
        assert "check-in of 2026-11-2" in found.message


@pytest.mark.parametrize(
    ("port", "says"),
    [(8000, "http://192.168.1.20:8000/all"), (80, "http://192.168.1.20/all")],
)
def test_the_address_that_phones_open_is_whole(
    services: Services, monkeypatch: pytest.MonkeyPatch, port: int, says: str
):
    reach = NetworkSnapshot("192.168.1.20", frozenset())
    monkeypatch.setattr("kiosk.web.commands.doctor.scan_interfaces", lambda: reach)
    settings = replace(services.settings, port=port, public_url="", sources=())

    found = next(f for f in examine(settings, MOMENT) if f.name == "address")
    assert found.message == f"phones open {says}"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_of_a_server_for_this_machine_only_it_is_said_that_no_phone_can_open_it(
    services: Services, host: str
):
    settings = replace(services.settings, port=0, host=host, public_url="")
    found = next(f for f in examine(settings, MOMENT) if f.name == "address")
    assert not found.is_ok
    assert f"listens on {host}" in found.message

    behind = replace(settings, public_url="https://okr.example.com")
    assert next(f for f in examine(behind, MOMENT) if f.name == "address").is_ok


def found(services: Services, name: str) -> Finding:
    return next(each for each in examine(services.settings, services.now()) if each.name == name)


@pytest.mark.parametrize("content", [None, b""])
def test_a_database_that_is_gone_or_empty_is_not_called_new(services: Services, content):
    path = services.settings.database
    marker_of(path).touch()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    finding = found(services, "database")
    assert not finding.is_ok
    assert "there was an office in this folder" in finding.message


def test_the_age_of_the_newest_backup_is_told_for_each_folder(services: Services, tmp_path):
    settings = services.settings
    assert "the server makes the first" in found(services, "backups").message
    back_up(settings, services.now())
    assert found(services, "backups").is_ok
    services.settings = replace(settings, backup_folder=str(tmp_path / "second"))
    finding = found(services, "backups")
    assert not finding.is_ok
    assert "none in" in finding.message
    assert "second" in finding.message
    services.settings = settings
    late = examine(settings, services.now() + timedelta(days=3))
    [finding] = [each for each in late if each.name == "backups"]
    assert "too long ago" in finding.message
