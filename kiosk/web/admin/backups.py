"""Backups: which there are, one more now, one to download, one to put back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Blueprint, abort, request, send_file
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from kiosk.errors import KioskError, Refused
from kiosk.store.backup import (
    backup_folder,
    backups,
    check_backup,
    uploaded_name,
    uploads,
)
from kiosk.store.backup_contents import backup_contents
from kiosk.store.restore import plan_restore
from kiosk.views.admin_backups import BackupRow, backup_row, size_text
from kiosk.web.admin.pages import UNPROCESSABLE, desk, page, see, typed
from kiosk.web.admin.recovery import restored_page
from kiosk.web.house import house
from kiosk.web.nightly_backup import back_up
from kiosk.web.restoring import backup_folders, exchange, losses
from kiosk.web.sessions import admin_only

blueprint = Blueprint("backups", __name__)

LIST = "/admin/backups"
SETTINGS = "/admin/settings"
LARGEST_UPLOAD = 500_000_000
_PIECE = 1024 * 1024


@blueprint.get(LIST)
@admin_only
def index() -> Response:
    """Every backup; while one is made, how far it is, asked again every second."""
    return _list()


@blueprint.post(LIST)
@admin_only
def make() -> Response:
    """Begin a backup; the list shows how far it is."""
    here = house()
    now = here.now()
    desk().backup.start(here.call, lambda report: back_up(here.settings, now, report))
    return see(LIST)


@blueprint.get(f"{LIST}/<name>")
@admin_only
def download(name: str) -> Response:
    """The file itself."""
    answer = send_file(
        _found(name), "application/vnd.sqlite3", as_attachment=True, download_name=name
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get(f"{LIST}/<name>/restore")
@admin_only
def ask_to_restore(name: str) -> Response:
    """What would be lost, and the second of the two clicks."""
    return _preview(_found(name))


@blueprint.post(f"{LIST}/<name>/restore")
@admin_only
def restore(name: str) -> Response:
    """Put it in the database's place. Whoever sends this is logged out with everybody else."""
    here, path = house(), _found(name)
    if not typed("read"):
        return _preview(path, here.words.gettext("Tick the box first."))
    now = here.now()
    with here.recovery.turn, _about(path.name):
        plan = here.call(lambda: plan_restore(here.settings.database, path))
        aside = here.call(lambda: exchange(here.settings, plan, now))
    return restored_page(aside)


@blueprint.post(f"{LIST}/upload")
@admin_only
def upload() -> Response:
    """Take a backup that is kept elsewhere, check it, and go on to what it would do."""
    request.max_content_length = LARGEST_UPLOAD
    file = request.files.get("file")
    if file is None or not file.filename:
        return _list(house().words.gettext("Choose a file first."))
    here = house()
    target = backup_folder(here.settings.database) / uploaded_name(here.now())
    try:
        with _about(Path(file.filename).name):
            here.call(lambda: _take(file, target, here.settings.database))
    except Refused as error:
        return _list(here.words.error(error))
    return see(f"{LIST}/{target.name}/restore")


def _take(file: FileStorage, target: Path, database: Path) -> None:
    """Only what is whole and an office's database gets a name; of those, the newest is kept."""
    draft = target.with_suffix(".part")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as kept:
            file.save(kept, _PIECE)
        check_backup(draft)
        plan_restore(database, draft)
        for old in uploads(target.parent):
            old.unlink(missing_ok=True)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _all() -> list[Path]:
    folders = backup_folders(house().settings)
    own = folders[0]
    found = {path.name: path for folder in reversed(folders) for path in backups(folder)}
    by_moment = sorted(found.values(), key=lambda path: path.stem.rpartition("-")[2], reverse=True)
    return [*uploads(own), *by_moment]


def _found(name: str) -> Path:
    found = next((path for path in _all() if path.name == name), None)
    return found or abort(404)


@contextmanager
def _about(name: str) -> Iterator[None]:
    """What is refused is a backup, not the database: nobody is sent to restore one."""
    try:
        yield
    except KioskError as error:
        raise Refused("file", error.message, **error.values | {"path": name}) from error


def _rows() -> list[BackupRow]:
    words = house().words
    return [backup_row(words, path, path.stat().st_size, backup_contents(path)) for path in _all()]


def _list(error: str = "") -> Response:
    here, progress = house(), desk().backup
    words = here.words
    made = progress.made
    answer = page(
        "admin/backups.html",
        words.gettext("Backups"),
        here=SETTINGS,
        status=UNPROCESSABLE if error else 200,
        rows=_rows(),
        folders=[str(folder) for folder in backup_folders(here.settings)],
        running=round(progress.part * 100) if progress.is_running else None,
        made=made.path.name if made else "",
        refused=words.error(progress.error) if progress.error else "",
        error=error,
        largest=size_text(words, LARGEST_UPLOAD),
    )
    if progress.is_running:
        answer.headers["Refresh"] = "1"
    return answer


def _preview(path: Path, error: str = "") -> Response:
    here = house()
    words = here.words
    with _about(path.name):
        plan = here.call(lambda: plan_restore(here.settings.database, path))
    contents = backup_contents(path)
    return page(
        "admin/backup_restore.html",
        words.gettext("Restore this backup?"),
        here=SETTINGS,
        status=UNPROCESSABLE if error else 200,
        row=backup_row(words, path, path.stat().st_size, contents),
        losses=losses(words, plan),
        error=error,
    )
