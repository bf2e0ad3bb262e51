"""`kiosk backup` and `kiosk restore`, which work whether the server runs or not."""

from collections.abc import Callable
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import ValidationError
from kiosk.store.backups.backup import Backup, make_backup
from kiosk.store.backups.restore import plan_restore
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.core.backups import back_up
from kiosk.web.core.command_language import default_localizer
from kiosk.web.core.restore_backup import loss_sentences, newest_good_backup, restore_plan
from kiosk.web.core.services import utc_now


def backup(settings: Settings, file: Path | None) -> str:
    """Make a backup, into a file or among the nightly ones; a sentence that says where.

    :raises ValidationError: there is such a file already.
    :raises StorageUnavailable: it could not be made.
    """
    if file is not None and (file.exists() or file.is_symlink()):
        raise ValidationError(
            "FILE",
            "%(path)s exists already, and nothing was changed. Choose another name",
            path=str(file),
        )
    new_backup = (
        back_up(settings, utc_now()) if file is None else make_backup(settings.database, file)
    )
    return _done_text(default_localizer(settings), new_backup)


def _done_text(localizer: Localizer, backup: Backup) -> str:
    sentence = localizer.ngettext(
        "%(path)s: a checked copy with %(count)s check-in, %(size)s KB",
        "%(path)s: a checked copy with %(count)s check-ins, %(size)s KB",
        backup.check_ins,
    )
    size = localizer.number(-(-backup.size // 1024))
    count = localizer.number(backup.check_ins)
    return sentence % {"path": backup.path, "count": count, "size": size}


def restore_backup(
    settings: Settings, file: Path | None, *, dry_run: bool, confirm: Callable[[list[str]], bool]
) -> str:
    """Restore a backup once it is confirmed; a sentence that says what was done.

    :param file: the backup; None for the newest good one.
    :param confirm: given what would be lost; False leaves everything as it is.
    :raises StorageUnavailable: the backup cannot be used.
    """
    localizer = default_localizer(settings)
    file = file or newest_good_backup(settings)
    plan = plan_restore(settings.database, file)
    lines = [
        localizer.gettext("Backup: %(file)s") % {"file": file},
        *loss_sentences(localizer, plan),
    ]
    if dry_run:
        return "\n".join([*lines, localizer.gettext("Nothing was changed.")])
    if not confirm(lines):
        return localizer.gettext("Nothing was changed.")
    aside = restore_plan(settings, plan, utc_now())
    done = localizer.gettext("%(file)s is restored.") % {"file": file}
    if plan.access is not None and not plan.access.has_admin:
        sentence = localizer.gettext("Nobody is an admin. Add one: kiosk user add NAME --admin")
        done = f"{done} {sentence}"
    if aside is None:
        return done
    return f"{done} " + localizer.gettext("What was there is now %(path)s.") % {"path": aside}
