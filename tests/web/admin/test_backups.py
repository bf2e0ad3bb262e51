"""The page of backups: one more, one to download, one to put back."""

import io
import re
import sqlite3
import stat
import threading
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import gevent
import pytest

from kiosk.store.backups.backup import backup_folder, backups, make_backup, uploads
from kiosk.store.backups.restore import newest_good
from kiosk.web.admin.backup_in_progress import BackupInProgress
from kiosk.web.core.backups import back_up
from tests.services import make_client
from tests.web.admin.users import add_person, log_in

LIST = "/admin/backups"


def check_ins(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute("SELECT count(*) FROM check_ins").fetchone()
        return int(count)


@pytest.fixture
def made(services, admin):
    """A backup, and a check-in and a person who came after it."""
    path = back_up(services.settings, services.now()).path
    services.store.check_ins.add("M3XD", Decimal(117), now=services.now())
    services.store.users.add("Cleo", "hash", False)
    return path


def test_the_page_lists_what_is_in_each(admin, made):
    page = admin.get(LIST).text
    assert made.name in page
    assert f"{check_ins(made)} check-ins, 1 person, newest check-in" in page
    assert "Nov" in page
    assert "KB" in page
    assert 'href="/admin/backups"' in admin.get("/admin/settings").text


def test_a_backup_is_made_beside_the_page(services, admin):
    answer = admin.post(LIST)
    assert answer.location == LIST
    gevent.sleep(0.1)
    page = admin.get(LIST)
    [made] = backups(backup_folder(services.settings.database))
    assert f"Backed up and checked: {made.name}" in page.text
    assert "Refresh" not in page.headers


def test_the_page_shows_how_far_a_backup_is_and_asks_again(services, admin):
    running = admin.application.extensions["admin_state"].backup
    running.is_running, running.part = True, 0.42
    page = admin.get(LIST)
    assert 'value="42"' in page.text
    assert page.headers["Refresh"] == "1"
    assert "Back up now" not in page.text
    admin.post(LIST)
    assert not backups(backup_folder(services.settings.database)), "one at a time"


def test_the_copying_says_how_far_it_is_while_others_write(services):
    with closing(sqlite3.connect(services.settings.database)) as db, db:
        db.execute("CREATE TABLE filler (a)")
        db.executemany("INSERT INTO filler VALUES (?)", [("x" * 4000,)] * 3000)
    told: list[float] = []
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            services.store.check_ins.add("M3XD", Decimal(117), now=services.now())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        make_backup(services.settings.database, services.settings.data / "copy.db", told.append)
    finally:
        over.set()
        writer.join()
    assert told == sorted(told), "it never begins anew"
    assert len(told) > 4
    assert told[-1] == 1


def test_why_there_is_no_backup_is_reported(services, admin):
    (services.settings.data / "backups").write_text("in the way")
    admin.post(LIST)
    gevent.sleep(0.1)
    assert "cannot be written" in admin.get(LIST).text


def test_a_backup_is_downloaded_whole_and_kept_by_nobody(admin, made):
    answer = admin.get(f"{LIST}/{made.name}")
    assert answer.data == made.read_bytes()
    assert answer.headers["Cache-Control"] == "no-store"
    assert made.name in answer.headers["Content-Disposition"]
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["kiosk.db", "..%2Fkiosk.db", "screen.key", "kiosk-x.db"])
def test_nothing_else_is_downloaded(admin, made, name):
    assert admin.get(f"{LIST}/{name}").status_code == 404


def test_members_and_strangers_get_nothing(services, client, made):
    add_person(services, "Bo", is_admin=False)
    for who in (None, "Bo"):
        other = make_client(services)
        if who:
            log_in(other, who)
        for path in (LIST, f"{LIST}/{made.name}", f"{LIST}/{made.name}/restore"):
            assert other.get(path).status_code == (403 if who else 303)


def test_a_restore_says_first_what_would_be_lost_and_asks(services, admin, made):
    before = check_ins(services.settings.database)
    page = admin.get(f"{LIST}/{made.name}/restore").text
    assert "1 check-in made since" in page
    assert "Cleo" in page
    assert "Everybody will have to log in again." in page
    assert "autofocus" not in page
    refused = admin.post(f"{LIST}/{made.name}/restore")
    assert refused.status_code == 422
    assert "Tick the box first." in refused.text
    assert check_ins(services.settings.database) == before


def test_a_restore_logs_everybody_out_and_says_so(services, admin, made):
    before = check_ins(services.settings.database)
    done = admin.post(f"{LIST}/{made.name}/restore", data={"read": "1"})
    assert done.status_code == 200
    assert "Everybody has been logged out." in done.text
    assert check_ins(services.settings.database) == before - 1
    [aside] = services.settings.data.glob("kiosk.db.replaced-*")
    assert aside.name in done.text
    assert check_ins(aside) == before
    assert admin.get(LIST).status_code == 303
    log_in(admin)
    assert "before a restore" in admin.get(LIST).text


def test_a_damaged_backup_is_not_taken_for_a_damaged_database(services, admin, made):
    made.write_bytes(b"\xff" * 9000)
    assert "cannot be read" in admin.get(LIST).text
    answer = admin.post(f"{LIST}/{made.name}/restore", data={"read": "1"})
    assert answer.status_code == 422
    assert made.name in answer.text
    assert 'href="/admin/backups/' in answer.text, "the list of backups, to choose another"
    assert services.recovery.error is None


def test_a_restore_without_an_admin_offers_to_set_one_up(services, admin, made, caplog):
    with closing(sqlite3.connect(made)) as db, db:
        db.execute("DELETE FROM users")
    assert "No admin is in the backup." in admin.get(f"{LIST}/{made.name}/restore").text
    assert services.setup_codes.path() is None
    admin.post(f"{LIST}/{made.name}/restore", data={"read": "1"})
    path = services.setup_codes.path()
    assert path
    assert path in caplog.text, "the console has the link"


def test_a_backup_of_another_office_says_so(services, admin, made):
    with closing(sqlite3.connect(made)) as db, db:
        db.execute("UPDATE _sqlite_migrations SET applied_at = '2020-01-01'")
    page = admin.get(f"{LIST}/{made.name}/restore").text
    assert "This backup is of another office" in page


def send(admin, content: bytes, name="kept elsewhere.db"):
    data = {"file": (io.BytesIO(content), name)}
    return admin.post(f"{LIST}/upload", data=data, content_type="multipart/form-data")


def test_an_uploaded_backup_is_checked_seen_and_restored(services, admin, made):
    content = made.read_bytes() + bytes(0)
    before = check_ins(services.settings.database)
    made.unlink()
    answer = send(admin, content)
    assert re.fullmatch(rf"{LIST}/uploaded-\d+T\d+Z\.db/restore", answer.location)
    assert "1 check-in made since" in admin.get(answer.location).text
    [kept] = uploads(backup_folder(services.settings.database))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert newest_good([kept.parent]) is None, "what somebody sent is not the newest of ours"
    assert admin.post(answer.location, data={"read": "1"}).status_code == 200
    assert check_ins(services.settings.database) == before - 1


@pytest.mark.parametrize("content", [b"", b"no database", b"\xff" * 20_000])
def test_what_is_no_backup_is_refused_by_its_own_name_and_not_kept(services, admin, content):
    answer = send(admin, content)
    assert answer.status_code == 422
    assert "kept elsewhere.db" in answer.text
    assert "is not a backup of the wall" in answer.text
    assert "Nothing was changed" in answer.text
    assert "Restore the newest good backup" not in answer.text
    assert list(backup_folder(services.settings.database).iterdir()) == []
    assert send(admin, b"", name="").status_code == 422


def test_an_upload_is_bounded(services, admin, monkeypatch):
    monkeypatch.setattr("kiosk.web.admin.backups.MAX_UPLOAD", 10_000)
    assert send(admin, b"x" * 20_000).status_code == 413


def test_two_clicks_make_one_backup():
    begun = []

    def make(report):
        begun.append(report)
        gevent.sleep(0.05)
        return

    progress = BackupInProgress()
    for _ in range(2):
        progress.start(lambda work: work(), make)
    gevent.sleep(0.2)
    assert len(begun) == 1
    assert not progress.is_running
