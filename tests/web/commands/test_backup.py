"""`kiosk backup`, `kiosk restore` and the backup of every night."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import main
from kiosk.store.backups.backup import BEFORE_KEPT, backup_folder, backups
from kiosk.store.backups.restore import newest_good
from kiosk.web.core.backups import back_up, back_up_before
from kiosk.web.core.services import Services
from kiosk.web.server.nightly_backup import NightlyBackup


def kiosk(services: Services, *arguments: str, typed: str = ""):
    return CliRunner().invoke(
        main, [*arguments, "--data", str(services.settings.data)], input=typed
    )


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (found,) = db.execute("SELECT count(*) FROM check_ins").fetchone()
        return int(found)


def test_a_deleted_database_is_back_with_one_command(services, tmp_path):
    made = kiosk(services, "backup", str(tmp_path / "copy.db"))
    assert made.exit_code == 0, made.output
    before = count(services.store.path)
    assert f"{before} check-ins" in made.output
    services.store.path.unlink()
    refused = kiosk(services, "check-in", "M3XD", "5")
    assert refused.exit_code == 1
    assert "there was an office" in refused.output

    assert kiosk(services, "restore", str(tmp_path / "copy.db"), "--yes").exit_code == 0
    assert count(services.store.path) == before
    assert kiosk(services, "check-in", "M3XD", "5").exit_code == 0


def test_an_existing_file_is_never_written_over(services, tmp_path):
    own, foreign = services.store.path, tmp_path / "letter.txt"
    foreign.write_text("Dear Ada")
    (tmp_path / "link.db").symlink_to(own)
    before = own.read_bytes()
    for file in (own, foreign, tmp_path / "link.db"):
        done = kiosk(services, "backup", str(file))
        assert done.exit_code == 1
        assert "exists already, and nothing was changed" in done.output
    assert own.read_bytes() == before
    assert foreign.read_text() == "Dear Ada"


def test_the_oldest_of_those_before_a_restore_can_be_restored(services):
    settings, start = services.settings, services.now()
    counts = {}
    for day in range(BEFORE_KEPT):
        made = back_up_before(settings, "restore", start - timedelta(days=9 - day))
        counts[made.path] = count(made.path)
        kiosk(services, "check-in", "M3XD", "117")
    oldest = min(counts)
    done = kiosk(services, "restore", str(oldest), "--yes")
    assert done.exit_code == 0, done.output
    assert count(services.store.path) == counts[oldest]
    assert oldest.exists()


def test_a_dry_run_says_what_would_be_lost_and_changes_nothing(services, tmp_path):
    kiosk(services, "backup", str(tmp_path / "copy.db"))
    kiosk(services, "check-in", "M3XD", "117")
    before = services.store.path.read_bytes()
    done = kiosk(services, "restore", str(tmp_path / "copy.db"), "--dry-run")
    assert done.exit_code == 0
    assert "1 check-in made since" in done.output
    assert "Nothing was changed." in done.output
    assert services.store.path.read_bytes() == before


def test_restoring_asks_and_a_no_changes_nothing(services, tmp_path):
    kiosk(services, "backup", str(tmp_path / "copy.db"))
    before = services.store.path.read_bytes()
    done = kiosk(services, "restore", str(tmp_path / "copy.db"), typed="n\n")
    assert "Restore it?" in done.output
    assert services.store.path.read_bytes() == before


def test_restoring_asks_in_german_and_an_abort_changes_nothing(services, tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_LOCALE", "de_DE")
    kiosk(services, "backup", str(tmp_path / "copy.db"))
    before = services.store.path.read_bytes()
    aborted = kiosk(services, "restore", str(tmp_path / "copy.db"))
    assert "Wiederherstellen? [j/N]" in aborted.output
    assert "Nichts wurde geändert." in aborted.output
    assert services.store.path.read_bytes() == before
    done = kiosk(services, "restore", str(tmp_path / "copy.db"), typed="j\n")
    assert "copy.db ist wiederhergestellt" in done.output


def test_what_is_replaced_is_backed_up_and_set_aside(services, tmp_path):
    kiosk(services, "backup", str(tmp_path / "copy.db"))
    kiosk(services, "check-in", "M3XD", "117")
    now = count(services.store.path)
    done = kiosk(services, "restore", str(tmp_path / "copy.db"), typed="y\n")
    [aside] = services.settings.data.glob("kiosk.db.replaced-*")
    assert str(aside) in done.output
    assert count(aside) == now
    folder = backup_folder(services.settings.database)
    newest, kept = backups(folder)
    assert kept.name.startswith("before-restore-")
    assert count(kept) == now
    assert newest_good([folder]) == newest, "what was put away does not come back by itself"
    assert count(newest) == now - 1


def test_the_newest_good_backup_is_back_with_the_command_that_the_refusal_names(services):
    kiosk(services, "backup")
    before = count(services.store.path)
    services.store.path.write_bytes(b"\xff" * 9_000)
    refused = kiosk(services, "check-in", "M3XD", "5")
    assert "kiosk restore --newest" in refused.output
    done = kiosk(services, "restore", "--newest", typed="y\n")
    assert done.exit_code == 0, done.output
    assert "Newest check-in in the backup" in done.output
    assert count(services.store.path) == before
    [aside] = services.settings.data.glob("kiosk.db.replaced-*")
    assert aside.read_bytes() == b"\xff" * 9_000


def test_a_database_that_is_damaged_where_nobody_reads_is_replaced_all_the_same(services):
    kiosk(services, "backup")
    content = services.store.path.read_bytes()
    services.store.path.write_bytes(content[:-4096])
    assert kiosk(services, "check-in", "M3XD", "5").exit_code == 1
    done = kiosk(services, "restore", "--newest", "--yes")
    assert done.exit_code == 0, done.output
    assert kiosk(services, "check-in", "M3XD", "5").exit_code == 0


def test_without_a_good_backup_the_newest_is_not_made_up(services):
    done = kiosk(services, "restore", "--newest", "--yes")
    assert done.exit_code == 1
    assert "There is no good backup in" in done.output


def test_which_backup_to_restore_is_said_once(services):
    assert kiosk(services, "restore").exit_code == 2
    assert kiosk(services, "restore", "--newest", "copy.db").exit_code == 2


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_backup_is_refused_with_a_sentence(services, tmp_path, content):
    if content is not None:
        (tmp_path / "copy.db").write_bytes(content)
    done = kiosk(services, "restore", str(tmp_path / "copy.db"), "--yes")
    assert done.exit_code == 1
    assert "copy.db" in done.output


def nightly(services: Services) -> NightlyBackup:
    return NightlyBackup(services.settings, services.now, services.call)


def test_a_backup_is_made_once_a_night(services):
    service, start = nightly(services), services.clock()
    moments = [start + timedelta(minutes=20 * step) for step in range(3 * 24 * 3)]
    made = []
    for moment in moments:
        services.clock = lambda moment=moment: moment
        before = len(backups(backup_folder(services.settings.database)))
        service.back_up_if_due()
        if len(backups(backup_folder(services.settings.database))) > before:
            made.append(moment.astimezone(services.settings.zone))
    assert len(made) == 4, "one at once, for there was none, and one each night"
    assert [moment.hour for moment in made[1:]] == [3, 3, 3]


def test_a_second_folder_has_each_of_them_too(services, tmp_path):
    second = tmp_path / "mounted"
    settings = replace(services.settings, backup_folder=str(second))
    made = back_up(settings, services.now())
    assert [path.name for path in backups(second)] == [made.path.name]


def test_a_folder_that_is_full_stops_nothing(services, caplog):
    (services.settings.data / "backups").write_text("in the way")
    nightly(services).back_up_if_due()
    assert "No backup" in caplog.text


def test_no_backup_holds_the_key_of_a_survey(services, tmp_path):
    key = services.settings.data / "survey-1.key"
    key.write_bytes(b"the key of a survey, 32 bytes long")
    made = back_up(services.settings, services.now())
    assert key.read_bytes() not in made.path.read_bytes()
    assert [path.suffix for path in made.path.parent.iterdir()] == [".db"]
