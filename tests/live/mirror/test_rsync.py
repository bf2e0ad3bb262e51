"""A real rsync copies the folder while it is being rewritten, and what it has is whole."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from sqlite_utils import Database

from kiosk.errors import KioskError
from kiosk.live.mirror.folder import write_copy
from tests.server import MOMENT, start_server
from tests.web.test_redaction import OFFICE

ROUNDS = 12
LINES = 2_000
"""So many that a page is not written at one go."""


@pytest.fixture
def rsync() -> str:
    found = shutil.which("rsync")
    if found is None:
        pytest.fail("rsync is not here; `make browser` installs it")
    return found


def copy_of(number: int) -> dict[str, bytes]:
    """The copy after so many changes: every line of a page names its version, the index links to
    all pages, and one page is there in every second copy only."""
    names = ["a.html", "b.html", f"o-{number % 4}.html", *(["secret.html"] if number % 2 else [])]
    page = b"".join(b"version %d\n" % number for _ in range(LINES))
    links = "".join(f'<a href="{name}">version {number}</a>\n' for name in names)
    return {"index.html": links.encode(), **dict.fromkeys(names, page)}


def is_whole(page: bytes) -> bool:
    """Whether a page is of one version from its first line to its last."""
    lines = set(page.splitlines())
    return page.endswith(b"\n") and len(lines) == 1 and page.count(b"\n") == LINES


@pytest.fixture
def rewriting(tmp_path: Path) -> Iterator[tuple[Path, Event]]:
    """A folder that is rewritten all the time, until the event is set; then as copy 4 says."""
    folder, enough, errors = tmp_path / "mirror", Event(), []
    write_copy(folder, copy_of(0))

    def rewrite() -> None:
        number = 1
        try:
            while not enough.is_set():
                write_copy(folder, copy_of(number))
                number += 1
            write_copy(folder, copy_of(4))
        except (OSError, KioskError) as error:  # said in the test's own thread
            errors.append(error)

    thread = Thread(target=rewrite)
    thread.start()
    yield folder, enough
    enough.set()
    thread.join()
    assert errors == []


def synced(rsync: str, folder: Path, target: Path) -> dict[str, str]:
    """The pages of a folder once rsync has copied it, as docs/mirror.md says."""
    options = ("-a", "--checksum", "--delete", "--exclude=.*")
    done = subprocess.run([rsync, *options, f"{folder}/", f"{target}/"], check=False)
    assert done.returncode in (0, 24)
    return {path.name: path.read_text(encoding="utf-8") for path in target.glob("*.html")}


def test_what_a_server_makes_confidential_is_gone_from_a_synced_folder(
    tmp_path: Path, rsync: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MIRROR_EVERY", "0.2")  # instead of once a minute
    server = start_server(tmp_path / "data", file=OFFICE)
    store, folder, target = server.store(), server.data / "mirror", tmp_path / "home"

    def when(is_so: Callable[[str], bool]) -> dict[str, str]:
        """What rsync has once all of it together is so."""
        for _ in range(300):
            found = synced(rsync, folder, target) if folder.exists() else {}
            if found and is_so("".join(found.values())):
                return found
            sleep(0.2)
        pytest.fail("the copy is not written")

    try:
        store.settings.replace({"mirror": "on"})
        store.check_ins.add("0PEN", Decimal(937), note="seen by all", now=MOMENT)
        assert "937" in when(lambda text: "seen by all" in text)["o-a4tn.html"]
        Database(store.path)["key_results"].update("0PEN", {"confidential": 1})
        found = when(lambda text: "seen by all" not in text)
        assert "937" not in "".join(found.values())
        assert "Talks given" in found["o-a4tn.html"]
        store.objectives.archive("A4TN")
        found = when(lambda text: "Talks given" not in text)
        assert "o-a4tn.html" not in found
        assert "index.html" in found
    finally:
        store.close()
        server.stop()


def test_a_copy_made_while_pages_are_rewritten_is_whole(
    tmp_path: Path, rsync: str, rewriting: tuple[Path, Event]
):
    folder, enough = rewriting
    target = tmp_path / "home"

    def sync() -> int:
        # What docs/mirror.md says, between two folders. --checksum: within a second, pages of the
        # same size look alike to it.
        options = ("-a", "--checksum", "--delete", "--exclude=.*")
        return subprocess.run([rsync, *options, f"{folder}/", f"{target}/"], check=False).returncode

    for _ in range(ROUNDS):
        # 24: a page was removed between being listed and being read.
        assert sync() in (0, 24)
        found = {path.name: path.read_bytes() for path in target.iterdir()}
        assert not [name for name in found if name.startswith(".")]
        torn = [name for name, page in found.items() if name != "index.html" and not is_whole(page)]
        assert torn == []
        assert found["index.html"].endswith(b"</a>\n")

    enough.set()
    for _ in range(200):  # the last writing may not be done yet, also between two pages
        is_done = sync() == 0
        found = {path.name: path.read_bytes() for path in target.iterdir()}
        if is_done and found == copy_of(4):
            break
    assert found == copy_of(4), "what was removed or made confidential is gone"
    assert "secret.html" not in found
    links = re.findall(rb'href="([^"]+)"', found["index.html"])
    assert {link.decode() for link in links} <= set(found)
