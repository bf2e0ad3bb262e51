"""Writes the copy into its folder, so that a program which syncs it never sees half a page.

The new files are written beside the folder first, then renamed into it one by one: new pages before
those that link to them, and pages that are gone last. So every file is whole at any moment, and
every link leads to a file. A list of the files is kept in the folder, since only these are ever
replaced or deleted: sync programs keep files of their own there.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from stat import S_IMODE

from kiosk.errors import KioskError

LIST = ".kiosk-mirror"
STAGING = ".kiosk-mirror-new"
OTHERS = 0o077


def write_copy(folder: Path, files: Mapping[str, bytes], staging: Path | None = None) -> int:
    """Replace the copy in a folder by these files, by name; returns their size in bytes.

    :param staging: a folder on the same disk in which the files are written first; by default one
        inside the folder.
    :raises KioskError: the folder cannot be used, or is not written completely. What is in it can
        still be read.
    """
    try:
        known = _prepare(folder)
        new = _staging(folder, staging)
        try:
            changed = _stage(folder, new, files)
            _write_list(folder, new, {*known, *files})
            for name in sorted(changed, key=lambda name: (name in known, name)):
                (new / name).replace(folder / name)
            _delete(folder, known - set(files))
            _write_list(folder, new, files)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise explained(folder, error) from error
    return sum(len(content) for content in files.values())


def clear_copy(folder: Path) -> bool:
    """Delete the copy; whether there was one. Files of other programs stay.

    :raises KioskError: it cannot be deleted.
    """
    try:
        known = listed_files(folder)
        if known is None:
            return False
        _delete(folder, known)
        (folder / LIST).unlink()
    except OSError as error:
        raise explained(folder, error) from error
    return True


def listed_files(folder: Path) -> set[str] | None:
    """The names of the files of the copy in a folder; None if there is none."""
    try:
        names = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        return set()
    return {name for name in names if isinstance(name, str) and "/" not in name and name[:1] != "."}


def written_at(folder: Path) -> datetime | None:
    """When the copy in a folder was written last; None if there is none."""
    with suppress(OSError):
        return datetime.fromtimestamp((folder / LIST).stat().st_mtime, UTC)
    return None


def refuse_mirror_folder(folder: Path, secrets: Path) -> None:
    """Raise KioskError if a folder must not hold the copy.

    :param secrets: the folder of the database, which must not be inside the copy.
    """
    here, kept = folder.absolute(), secrets.absolute()
    if here == kept or here in kept.parents or here in kept.resolve().parents:
        raise KioskError(
            "The folder %(folder)s contains the database. Choose one of its own with "
            "KIOSK_MIRROR_FOLDER",
            folder=folder,
        )
    if not folder.exists():
        return
    if not folder.is_dir():
        raise KioskError(
            "%(folder)s is not a folder. Choose another with KIOSK_MIRROR_FOLDER", folder=folder
        )
    if S_IMODE(folder.stat().st_mode) & OTHERS:
        raise KioskError(
            "Others on this machine can read %(folder)s. Run: chmod 700 %(folder)s", folder=folder
        )
    if listed_files(folder) is None and any(name[:1] != "." for name in os.listdir(folder)):
        raise KioskError(
            "%(folder)s has other files in it. Choose an empty folder with KIOSK_MIRROR_FOLDER",
            folder=folder,
        )


def _prepare(folder: Path) -> set[str]:
    """Create the folder where it is missing; the names of the files of the last copy."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)  # whatever the umask
    return listed_files(folder) or set()


def _staging(folder: Path, wanted: Path | None) -> Path:
    """An empty folder on the same disk, as a file can only be renamed within one."""
    new = folder / STAGING
    if wanted is not None:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        if wanted.parent.stat().st_dev == folder.stat().st_dev:
            new = wanted
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    return new


def _stage(folder: Path, new: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write the files that differ from those in the folder; their names."""
    changed = []
    for name, content in files.items():
        with suppress(FileNotFoundError):
            if (folder / name).read_bytes() == content:
                continue
        _write(new / name, content)
        changed.append(name)
    return changed


def _write_list(folder: Path, new: Path, names: Iterable[str]) -> None:
    _write(new / LIST, json.dumps(sorted(names)).encode())
    (new / LIST).replace(folder / LIST)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


def _delete(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)


def explained(folder: Path, error: OSError) -> KioskError:
    """The error in plain words."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return KioskError(
                "The disk with %(folder)s is full, so the copy stays as it is. Make room on it",
                folder=folder,
            )
        case errno.EROFS:
            return KioskError(
                "The disk with %(folder)s can only be read. Mount it for writing", folder=folder
            )
        case errno.EACCES | errno.EPERM:
            return KioskError(
                "This server is not allowed to write in %(folder)s. Make its user the owner",
                folder=folder,
            )
        case errno.ENOENT | errno.ENOTDIR:
            return KioskError(
                "The folder above %(folder)s is missing. Is its disk connected?", folder=folder
            )
    return KioskError(
        "The copy in %(folder)s cannot be written: %(reason)s",
        folder=folder,
        reason=error.strerror or str(error),
    )
