"""What the command and the pages for restoring backups share."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import KioskError, NeedsRestore, NotFound
from kiosk.store.backups.backup import backup_folder
from kiosk.store.backups.restore import RestorePlan, newest_good, restore
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.core.backups import back_up, back_up_before


def backup_folders(settings: Settings) -> tuple[Path, ...]:
    """All backup folders: the one beside the database, and the second one if set."""
    own = backup_folder(settings.database)
    second = settings.backup_folder
    return (own, Path(second).expanduser()) if second else (own,)


def newest_good_backup(settings: Settings) -> Path:
    """The newest good backup.

    :raises NotFound: there is none.
    """
    folders = backup_folders(settings)
    found = newest_good(folders)
    if found is None:
        raise NotFound(
            "There is no good backup in %(folders)s. If you keep one elsewhere: kiosk restore FILE",
            folders=", ".join(str(folder) for folder in folders),
        )
    return found


def loss_sentences(localizer: Localizer, plan: RestorePlan) -> list[str]:
    """What a restore would lose, as sentences."""
    return [*_lost(localizer, plan), *_access(localizer, plan)]


def _lost(localizer: Localizer, plan: RestorePlan) -> list[str]:
    _ = localizer.gettext
    newest = localizer.day_and_time(plan.newest) if plan.newest else _("none")
    lines = [_("Newest check-in in the backup: %(moment)s") % {"moment": newest}]
    if not plan.is_readable:
        sentence = _("The current database cannot be read, so it is not known what would be lost.")
        return [*lines, sentence]
    if plan.check_ins and plan.since:
        sentence = localizer.ngettext(
            "%(count)s check-in made since %(moment)s would be lost.",
            "%(count)s check-ins made since %(moment)s would be lost.",
            plan.check_ins,
        )
        facts = {
            "count": localizer.number(plan.check_ins),
            "moment": localizer.day_and_time(plan.since),
        }
        lines.append(sentence % facts)
    else:
        lines.append(_("No check-in would be lost."))
    if plan.people:
        sentence = _("People added since would have to be invited again: %(names)s")
        lines.append(sentence % {"names": ", ".join(plan.people)})
    if plan.survey_answers:
        sentence = localizer.ngettext(
            "%(count)s answer to the survey would be lost; its code works again.",
            "%(count)s answers to the survey would be lost; their codes work again.",
            plan.survey_answers,
        )
        lines.append(sentence % {"count": localizer.number(plan.survey_answers)})
    return lines


def _access(localizer: Localizer, plan: RestorePlan) -> list[str]:
    """Sentences about who may log in afterwards."""
    _, access = localizer.gettext, plan.access
    lines = [_("Everybody will have to log in again.")] if plan.is_readable else []
    if access is None:
        return lines
    if access.is_other_office:
        sentence = _(
            "This backup is of another office: its people, passwords and tokens replace the"
            " present ones."
        )
        lines.append(sentence)
    if access.kept_admins:
        sentence = _("Removed since, but admins again, because there would be none: %(names)s")
        lines.append(sentence % {"names": ", ".join(access.kept_admins)})
    if not access.has_admin:
        sentence = _(
            "No admin is in the backup. Afterwards a link to set one up is on the console and on"
            " the machine’s own screen."
        )
        lines.append(sentence)
    return lines


def restore_plan(settings: Settings, plan: RestorePlan, now: datetime) -> Path | None:
    """Put a backup in the database's place; where it can be read, it is backed up before.

    :returns: where the file that was there is now; None: there was none.
    :raises StorageUnavailable: the backup cannot be used.
    """
    if plan.is_readable:
        with suppress(NeedsRestore):  # no backup is possible; the file itself is kept
            back_up_before(settings, "restore", now, keep_file=plan.backup)
    aside = restore(settings.database, plan.backup, now)
    # Otherwise the newest good backup would still be of the replaced database.
    with suppress(KioskError):
        back_up(settings, now, keep_file=plan.backup)
    return aside
