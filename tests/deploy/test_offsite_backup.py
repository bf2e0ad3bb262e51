"""Finished backups go off the machine: the unit's own command, run on folders of this one."""

import shlex
import shutil
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.store.backups.backup import before_name, scheduled_name
from kiosk.store.backups.restore import newest_good, plan_restore
from kiosk.web.core.backups import back_up
from tests.deploy.unit import OFFSITE, OFFSITE_TIMER, SERVER, read_unit
from tests.services import make_services

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """A folder of backups, with what must not leave it."""
    services = make_services(tmp_path / "data")
    made = back_up(services.settings, NOW).path
    shutil.copy(made, made.with_name(before_name("update", NOW)))
    made.with_name(".kiosk-20261129T030000Z.db.part").write_bytes(b"half")
    made.with_name("uploaded-20261128T030000Z.db").write_bytes(b"somebody's")
    made.with_name("survey-1.key").write_bytes(b"the key of a survey")
    return made.parent


def copy(backups: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """What the unit does, with these folders for its own."""
    [command] = read_unit(OFFSITE)["ExecStart"]
    program, *arguments = shlex.split(command)
    assert program == "/usr/bin/rsync"
    if shutil.which("rsync") is None:
        pytest.fail("rsync is not here; `make browser` installs it")
    ours = {"/var/lib/kiosk/backups/": f"{backups}/", "${TARGET}": f"{target}/"}
    assert set(ours) <= set(arguments)
    put = [ours.get(argument, argument) for argument in arguments]
    return subprocess.run(["rsync", *put], capture_output=True, text=True, check=False)


def test_only_finished_backups_arrive_and_for_their_owner_alone(
    backups: Path, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere"
    done = copy(backups, target)
    assert done.returncode == 0, done.stderr
    arrived = {path.name: path for path in target.iterdir()}
    assert set(arrived) == {scheduled_name(NOW), before_name("update", NOW)}
    for name, path in arrived.items():
        assert path.read_bytes() == (backups / name).read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_emptied_folder_empties_none_in_another_place(backups: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    copy(backups, target)
    for path in backups.iterdir():
        path.unlink()
    assert copy(backups, target).returncode == 0
    assert len(list(target.iterdir())) == 2


def test_an_office_comes_back_from_in_another_place(backups: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    copy(backups, target)
    found = newest_good([target])
    assert found is not None
    plan = plan_restore(tmp_path / "new machine" / "kiosk.db", found)
    assert plan.newest is not None
    assert plan.newest > NOW - timedelta(days=30)


def test_a_target_that_cannot_be_reached_is_an_error(backups: Path) -> None:
    assert copy(backups, Path("/proc/nothing/here")).returncode != 0


def test_it_runs_after_the_backup_of_the_night_as_the_one_who_may_read_it() -> None:
    timer, service = read_unit(OFFSITE_TIMER), read_unit(OFFSITE)
    assert timer["OnCalendar"] == ["*-*-* 04:30"]
    assert timer["Persistent"] == ["yes"]
    assert timer["WantedBy"] == ["timers.target"]
    assert service["User"] == read_unit(SERVER)["User"]
