"""A database that is gone, damaged or of a newer program: said everywhere, and back in one step."""

import re
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.store.backups.backup import backup_folder
from kiosk.store.db.connections import translate_sqlite_errors
from kiosk.web.core import own_screen
from kiosk.web.core.backups import back_up
from tests.services import make_client, make_services

CODE = re.compile(r"/admin/recovery/([0-9A-Z]{8})")
KIOSK = [sys.executable, "-c", "from kiosk.cli import main; main()"]
NOISE = b"\xff" * 9_000


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def damage(path: Path) -> None:
    path.write_bytes(NOISE)


def damage_in_the_middle(path: Path) -> None:
    """In a file that is put in the place: what a server has read it does not read again."""
    content = path.read_bytes()
    moved = path.with_suffix(".damaged")
    moved.write_bytes(content[:8192] + NOISE + content[8192 + len(NOISE) :])
    moved.replace(path)


def make_newer(path: Path) -> None:
    """As a newer program leaves it, which has put its own in the place."""
    moved = path.with_suffix(".newer")
    moved.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(moved)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('kiosk', 'from_the_future', '2027-01-01')"
        )
    moved.replace(path)


def replace_by_another_program(path: Path) -> None:
    """As an SQLite client leaves it that was opened after the file had gone."""
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE x (y)")


TROUBLES = (
    delete, empty, damage, damage_in_the_middle, make_newer, replace_by_another_program,
)  # fmt: skip


@pytest.fixture
def backed_up(services):
    back_up(services.settings, services.now())
    return services


def check_ins(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute("SELECT count(*) FROM check_ins").fetchone()
        return int(count)


def on_the_own_screen(services):
    client = make_client(services)
    client.set_cookie(own_screen.COOKIE, services.screen_key)
    return client


@pytest.mark.parametrize("spoil", TROUBLES)
def test_every_page_says_so_and_leads_to_the_backup(backed_up, client, spoil):
    client.get("/all")
    spoil(backed_up.settings.database)
    spoilt = state(backed_up.settings.database)
    for address in ("/all", "/o/K7Q2", "/admin/login", "/week"):
        answer = client.get(address)
        assert answer.status_code == 503, address
        assert 'href="/admin/recovery"' in answer.text
        assert str(backed_up.settings.data) not in answer.text
    wall = client.get("/")
    assert wall.status_code == 503
    assert "The database needs a restore" in wall.text
    assert not CODE.search(wall.text), "a code is for the machine's own screen"
    assert client.get("/api/v1/okrs").json["status"] == 503
    assert state(backed_up.settings.database) == spoilt, "it is left as it is"


def state(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


@pytest.mark.parametrize("spoil", TROUBLES)
def test_one_button_on_the_own_screen_brings_it_back(backed_up, spoil):
    client, path = on_the_own_screen(backed_up), backed_up.settings.database
    before = check_ins(path)
    client.get("/all")
    spoil(path)
    spoilt = state(path)
    page = client.get("/admin/recovery")
    assert "Newest good backup" in page.text
    assert "Restore this backup" in page.text
    done = client.post("/admin/recovery")
    assert done.status_code == 200
    assert "Everybody has been logged out." in done.text
    assert check_ins(path) == before
    assert client.get("/all").status_code == 200
    assert client.get("/healthz").status_code == 200
    aside = list(path.parent.glob("kiosk.db.replaced-*"))
    assert [state(each) for each in aside] == ([spoilt] if spoil is not delete else [])
    assert client.get("/admin/recovery").status_code == 303


def test_from_in_another_place_only_a_code_from_the_console_restores_and_only_once(
    backed_up, client, caplog
):
    delete(backed_up.settings.database)
    page = client.get("/admin/recovery")
    assert "Restore this backup" not in page.text
    for code in ("", "ABCDEFGH"):
        assert client.post("/admin/recovery", data={"code": code}).status_code == 422
        assert not backed_up.settings.database.exists()
    [code] = set(CODE.findall(caplog.text))
    assert code not in page.text
    assert "Restore this backup" in client.post("/admin/recovery/code", data={"code": code}).text
    assert client.get(f"/ADMIN/RECOVERY/{code}").status_code == 200
    assert client.post("/admin/recovery", data={"code": code.lower()}).status_code == 200
    assert backed_up.settings.database.exists()
    delete(backed_up.settings.database)
    assert client.post("/admin/recovery", data={"code": code}).status_code == 422


def test_the_own_screens_wall_shows_a_code_that_works(backed_up, client):
    delete(backed_up.settings.database)
    wall = on_the_own_screen(backed_up).get("/")
    [code] = set(re.findall(r"ADMIN/RECOVERY/([0-9A-Z]{8})", wall.text, re.IGNORECASE))
    assert client.post("/admin/recovery", data={"code": code}).status_code == 200


def test_whoever_saves_during_a_restore_hears_when_to_try_again(backed_up, client, monkeypatch):
    @contextmanager
    def moved(database):
        with closing(sqlite3.connect(backed_up.settings.database)) as db:
            db.execute("SELECT 1 FROM office").fetchone()
            content = backed_up.settings.database.read_bytes()
            backed_up.settings.database.unlink()
            backed_up.settings.database.write_bytes(content)
            with translate_sqlite_errors(backed_up.settings.database):
                db.execute("UPDATE office SET name = 'Acme'")
            yield db

    monkeypatch.setattr(backed_up.store._database.connections, "read_transaction", lambda: moved(0))
    answer = client.get("/all")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "A backup is being restored. Try again in a moment" in answer.text


def test_nobody_restores_what_is_well(backed_up):
    client = on_the_own_screen(backed_up)
    backed_up.store.check_ins.add("M3XD", Decimal(117), now=backed_up.now())
    before = check_ins(backed_up.settings.database)
    for _ in range(2):
        assert client.post("/admin/recovery").location == "/admin/"
    assert check_ins(backed_up.settings.database) == before


def test_without_a_good_backup_the_page_says_how_to_bring_one(backed_up):
    delete(backed_up.settings.database)
    for path in backup_folder(backed_up.settings.database).iterdir():
        path.write_bytes(NOISE)
    client = on_the_own_screen(backed_up)
    page = client.get("/admin/recovery")
    assert "There is no good backup on this machine" in page.text
    assert client.post("/admin/recovery").status_code == 503


def test_healthz_says_what_is_wrong_and_not_where(backed_up, client):
    delete(backed_up.settings.database)
    backed_up.storage_probe.probe_now()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "kiosk.db is gone" in answer.json["storage"]["detail"]
    assert str(backed_up.settings.data) not in answer.text


def test_metrics_are_never_a_page(backed_up, client):
    delete(backed_up.settings.database)
    answer = client.get("/metrics")
    assert answer.status_code in (200, 503)
    assert answer.content_type.startswith("text/plain")


def test_a_restore_by_the_command_is_noticed(backed_up, client):
    path = backed_up.settings.database
    delete(path)
    assert client.get("/all").status_code == 503
    backed_up.recovery.restore()
    assert client.get("/all").status_code == 200
    backed_up.storage_probe.probe_now()
    assert backed_up.recovery.error is None


def test_a_damaged_file_is_read_whole_once_and_not_for_every_page(backed_up, client, monkeypatch):
    client.get("/all")
    damage_in_the_middle(backed_up.settings.database)
    asked = []
    take = backed_up.store._database.connections._on_replaced
    monkeypatch.setattr(
        backed_up.store._database.connections, "_on_replaced", lambda: (asked.append(1), take())
    )
    for _ in range(5):
        assert client.get("/all").status_code == 503
    assert len(asked) == 1


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """A data folder whose database is damaged, with a backup."""
    services = make_services(tmp_path)
    back_up(services.settings, services.now())
    damage(services.settings.database)
    return tmp_path


@pytest.fixture
def console(lost: Path) -> Iterator[list[str]]:
    """What `kiosk run` prints on it."""
    command = [*KIOSK, "run", "--sample", "--data", str(lost), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line.rstrip())
        if "?key=" in line:
            break
    yield lines
    process.terminate()
    process.wait(10)


def fetch(url: str, data: bytes | None = None) -> str:
    origin = "/".join(url.split("/")[:3])
    request = urllib.request.Request(url, data, {"Origin": origin})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.read().decode())


def test_a_server_on_a_damaged_database_starts_and_is_whole_after_the_link_it_prints(
    lost: Path, console: list[str]
):
    text = "\n".join(console)
    assert "is not a database" in text or "is damaged" in text
    assert f"restore --newest --data {lost}" in text
    [code] = CODE.findall(text)
    port = re.search(r"localhost:(\d+)/\?key=", text)
    assert port is not None
    base = f"http://localhost:{port[1]}"
    assert "Restore this backup" in fetch(f"{base}/admin/recovery/{code}")
    assert "Restored" in fetch(f"{base}/admin/recovery", f"code={code}".encode())
    assert "K7Q2" in fetch(f"{base}/all")
    assert '"status":"ok"' in fetch(f"{base}/healthz").replace(" ", "")


def test_the_command_that_the_console_names_makes_the_running_server_whole(
    lost: Path, console: list[str]
):
    [line] = [line for line in console if "restore --newest --data" in line]
    arguments = line.partition("restore")[2].split()
    done = subprocess.run(
        [*KIOSK, "restore", *arguments],
        input="y\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    port = re.search(r"localhost:(\d+)/\?key=", "\n".join(console))
    assert port is not None
    assert "K7Q2" in fetch(f"http://localhost:{port[1]}/all")
