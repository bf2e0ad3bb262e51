import errno
import json
import os
import re
import stat
from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.live.mirror import folder as mirror
from kiosk.live.mirror.folder import (
    LIST,
    clear_copy,
    listed_files,
    refuse_mirror_folder,
    write_copy,
    written_at,
)

OLD = {"index.html": b'<a href="a.html">a</a>', "a.html": b"old a", "gone.html": b"old"}
NEW = {"index.html": b'<a href="a.html">a</a><a href="b.html">b</a>', "a.html": b"new a",
       "b.html": b"new b"}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "mirror"


@pytest.fixture(autouse=True)
def _data(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")}


def test_the_copy_is_private_and_what_is_gone_vanishes(folder, tmp_path):
    assert write_copy(folder, OLD, tmp_path / "data" / "cache" / "new") == sum(
        map(len, OLD.values())
    )
    assert content(folder) == OLD
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    (folder / ".stfolder").mkdir()

    write_copy(folder, NEW)
    assert content(folder) == NEW
    assert (folder / ".stfolder").is_dir()
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith(".")) == [LIST, ".stfolder"]
    assert written_at(folder) is not None


def test_what_is_the_same_is_not_written_again(folder):
    write_copy(folder, OLD)
    before = (folder / "a.html").stat().st_ino
    write_copy(folder, OLD | {"index.html": b"other"})
    assert (folder / "a.html").stat().st_ino == before


@pytest.mark.parametrize("step", ["_write", "_delete", "replace"])
def test_a_crash_anywhere_leaves_whole_files_and_links_that_lead_somewhere(
    folder, monkeypatch, step
):
    for number in range(8):
        mirror.clear_copy(folder)
        write_copy(folder, OLD)
        with monkeypatch.context() as patched:
            crash_at(patched, step, number)
            crashed = False
            try:
                write_copy(folder, NEW)
            except KeyboardInterrupt:
                crashed = True
        found = content(folder)
        if step == "_write" and crashed and number < len(NEW):
            assert found == OLD
        for name, text in found.items():
            assert text in (OLD.get(name), NEW.get(name)), (name, number)
            for target in re.findall(rb'href="([^"]*)"', text):
                assert target.decode() in found, (name, number)
        write_copy(folder, NEW)
        assert content(folder) == NEW


def crash_at(patched: pytest.MonkeyPatch, step: str, number: int) -> None:
    """Crash at the call of a step with this number."""
    owner, calls = (Path if step == "replace" else mirror), iter(range(100))
    original = getattr(owner, step)

    def crashing(*arguments: object) -> object:
        if next(calls) == number:
            raise KeyboardInterrupt
        return original(*arguments)

    patched.setattr(owner, step, crashing)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "not allowed to write"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_a_disk_that_does_not_take_it_is_said_in_plain_words(folder, monkeypatch, number, sentence):
    write_copy(folder, OLD)

    def broken(path: Path, text: bytes) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(mirror, "_write", broken)
        with pytest.raises(KioskError, match=sentence):
            write_copy(folder, NEW)
    assert content(folder) == OLD


def test_a_folder_that_is_gone_is_made_again_but_not_its_disk(folder, tmp_path):
    write_copy(folder, OLD)
    clear_copy(folder)
    folder.rmdir()
    write_copy(folder, NEW)
    assert content(folder) == NEW
    with pytest.raises(KioskError, match="is missing"):
        write_copy(tmp_path / "unplugged" / "mirror", NEW)


def test_a_folder_of_others_or_with_the_database_is_refused(folder, tmp_path):
    data = tmp_path / "data"
    for wrong in (data, tmp_path):
        with pytest.raises(KioskError, match="contains the database"):
            refuse_mirror_folder(wrong, data)
    refuse_mirror_folder(folder, data)
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    with pytest.raises(KioskError, match="chmod 700"):
        refuse_mirror_folder(folder, data)
    folder.chmod(0o700)
    (folder / "thesis.odt").write_text("mine")
    with pytest.raises(KioskError, match="other files"):
        refuse_mirror_folder(folder, data)
    with pytest.raises(KioskError, match="is not a folder"):
        refuse_mirror_folder(folder / "thesis.odt", data)
    (folder / "thesis.odt").unlink()
    write_copy(folder, OLD)
    refuse_mirror_folder(folder, data)


def test_switched_off_only_its_own_files_are_deleted(folder, tmp_path):
    write_copy(folder, OLD)
    (folder / "note.txt").write_text("mine")
    kept = tmp_path / "data" / "kiosk.db"
    kept.write_text("the database")
    (folder / LIST).write_text(json.dumps([*OLD, "../kiosk.db", ".stfolder", 5]))
    assert clear_copy(folder)
    assert [p.name for p in folder.iterdir()] == ["note.txt"]
    assert kept.exists()
    assert not clear_copy(folder)
    assert listed_files(folder) is None
