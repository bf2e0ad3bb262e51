"""Backups: list, create, download, upload and restore."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Blueprint, abort, request, send_file
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from kiosk.errors import KioskError, ValidationError
from kiosk.store.backups.backup import backup_folder, backups, uploaded_name, uploads
from kiosk.store.backups.contents import backup_contents
from kiosk.store.backups.restore import plan_restore
from kiosk.views.admin.backups import BackupRow, backup_row, size_text
from kiosk.web.admin.recovery import restored_page
from kiosk.web.admin.responses import UNPROCESSABLE, form_text, redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.backups import back_up
from kiosk.web.core.restore_backup import backup_folders, loss_sentences, restore_plan
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("backups", __name__)

LIST = "/admin/backups"
SETTINGS = "/admin/settings"
MAX_UPLOAD = 500_000_000
_CHUNK = 1024 * 1024


@blueprint.get(LIST)
@admin_required
def index() -> Response:
    """All backups. While one is being made, the page reloads its progress every second."""
    return _list()


@blueprint.post(LIST)
@admin_required
def create() -> Response:
    """Start a backup; the list shows its progress."""
    services = get_services()
    now = services.now()
    admin_state().backup.start(
        services.call, lambda report: back_up(services.settings, now, report)
    )
    return redirect_to(LIST)


@blueprint.get(f"{LIST}/<name>")
@admin_required
def download(name: str) -> Response:
    """A backup's file."""
    answer = send_file(
        _found(name), "application/vnd.sqlite3", as_attachment=True, download_name=name
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get(f"{LIST}/<name>/restore")
@admin_required
def ask_to_restore(name: str) -> Response:
    """Show what restoring would lose, and ask for confirmation."""
    path = _found(name)
    try:
        return _preview(path)
    except ValidationError as error:
        return _list(refused=error)


@blueprint.post(f"{LIST}/<name>/restore")
@admin_required
def restore(name: str) -> Response:
    """Restore a backup in place of the database. Everybody is logged out."""
    services, path = get_services(), _found(name)
    if not form_text("read"):
        return _preview(path, services.localizer.gettext("Tick the box first."))
    now = services.now()
    try:
        with services.recovery.lock, _describe(path.name):
            plan = services.call(lambda: plan_restore(services.settings.database, path))
            aside = services.call(lambda: restore_plan(services.settings, plan, now))
    except ValidationError as error:
        return _list(refused=error)
    return restored_page(aside)


@blueprint.post(f"{LIST}/upload")
@admin_required
def upload() -> Response:
    """Receive an uploaded backup, check it, and show what restoring it would do."""
    request.max_content_length = MAX_UPLOAD
    file = request.files.get("file")
    if file is None or not file.filename:
        return _list(get_services().localizer.gettext("Choose a file first."))
    services = get_services()
    target = backup_folder(services.settings.database) / uploaded_name(services.now())
    try:
        with _describe(Path(file.filename).name):
            services.call(lambda: _receive_upload(file, target, services.settings.database))
    except ValidationError as error:
        return _list(services.localizer.error(error))
    return redirect_to(f"{LIST}/{target.name}/restore")


def _receive_upload(file: FileStorage, target: Path, database: Path) -> None:
    """Save an upload under its name only if it is an undamaged office database; keep the newest of
    them."""
    draft = target.with_suffix(".part")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(
            os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb"
        ) as upload:
            file.save(upload, _CHUNK)
        plan_restore(database, draft)
        for old in uploads(target.parent):
            old.unlink(missing_ok=True)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _all() -> list[Path]:
    folders = backup_folders(get_services().settings)
    own = folders[0]
    found = {path.name: path for folder in reversed(folders) for path in backups(folder)}
    by_moment = sorted(found.values(), key=lambda path: path.stem.rpartition("-")[2], reverse=True)
    return [*uploads(own), *by_moment]


def _found(name: str) -> Path:
    found = next((path for path in _all() if path.name == name), None)
    return found or abort(404)


@contextmanager
def _describe(name: str) -> Iterator[None]:
    """The error without advice to restore a backup: the backup is what was refused."""
    try:
        yield
    except KioskError as error:
        raise ValidationError("file", error.message, **error.values | {"path": name}) from error


def _rows() -> list[BackupRow]:
    localizer = get_services().localizer
    return [
        backup_row(localizer, path, path.stat().st_size, backup_contents(path)) for path in _all()
    ]


def _list(error: str = "", *, refused: KioskError | None = None) -> Response:
    """The page.

    :param error: what is wrong with the uploaded file.
    :param refused: why a backup could not be restored.
    """
    services, progress = get_services(), admin_state().backup
    localizer = services.localizer
    backup, failed = progress.backup, refused or progress.error
    answer = render_page(
        "admin/backups/list.html",
        localizer.gettext("Backups"),
        nav_path=SETTINGS,
        status=UNPROCESSABLE if error or refused else 200,
        rows=_rows(),
        folders=[str(folder) for folder in backup_folders(services.settings)],
        running=round(progress.part * 100) if progress.is_running else None,
        backup_name=backup.path.name if backup else "",
        refused=localizer.error(failed) if failed else "",
        error=error,
        largest=size_text(localizer, MAX_UPLOAD),
    )
    if progress.is_running:
        answer.headers["Refresh"] = "1"
    return answer


def _preview(path: Path, error: str = "") -> Response:
    services = get_services()
    localizer = services.localizer
    with _describe(path.name):
        plan = services.call(lambda: plan_restore(services.settings.database, path))
    contents = backup_contents(path)
    return render_page(
        "admin/backups/restore.html",
        localizer.gettext("Restore this backup?"),
        nav_path=SETTINGS,
        status=UNPROCESSABLE if error else 200,
        row=backup_row(localizer, path, path.stat().st_size, contents),
        losses=loss_sentences(localizer, plan),
        error=error,
    )
