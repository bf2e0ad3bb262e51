"""`kiosk backup` and `kiosk restore`: the same while the server runs and while it does not."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.config import Settings
from kiosk.errors import NeedsRestore, NotFound
from kiosk.store.backup import Backup, backup_folder, make_backup
from kiosk.store.restore import RestorePlan, newest_good, plan_restore, restore
from kiosk.views.words import Words
from kiosk.web.house import utc_now
from kiosk.web.nightly_backup import back_up, back_up_before
from kiosk.web.speaking import usual_words


def backup(settings: Settings, file: Path | None) -> str:
    """Make a backup, into a file or among the nightly ones; a sentence that says where.

    :raises StorageUnavailable: it could not be made.
    """
    made = back_up(settings, utc_now()) if file is None else make_backup(settings.database, file)
    return _made(usual_words(settings), made)


def _made(words: Words, made: Backup) -> str:
    sentence = words.ngettext(
        "%(path)s: a checked copy with %(count)s check-in, %(size)s KB",
        "%(path)s: a checked copy with %(count)s check-ins, %(size)s KB",
        made.check_ins,
    )
    size = words.number(-(-made.size // 1024))
    return sentence % {"path": made.path, "count": words.number(made.check_ins), "size": size}


def losses(words: Words, plan: RestorePlan) -> list[str]:
    """What a restore would cost, a sentence each."""
    _ = words.gettext
    newest = words.day_and_time(plan.newest) if plan.newest else _("none")
    lines = [_("Newest check-in in the backup: %(moment)s") % {"moment": newest}]
    if not plan.is_readable:
        return [*lines, _("The present database cannot be read, so what it has more is not known.")]
    if plan.check_ins and plan.since:
        sentence = words.ngettext(
            "%(count)s check-in made since %(moment)s would be lost.",
            "%(count)s check-ins made since %(moment)s would be lost.",
            plan.check_ins,
        )
        facts = {"count": words.number(plan.check_ins), "moment": words.day_and_time(plan.since)}
        lines.append(sentence % facts)
    else:
        lines.append(_("No check-in would be lost."))
    if plan.people:
        sentence = _("People added since would have to be invited again: %(names)s")
        lines.append(sentence % {"names": ", ".join(plan.people)})
    if plan.survey_answers:
        sentence = words.ngettext(
            "%(count)s answer to the survey would be lost; its code works again.",
            "%(count)s answers to the survey would be lost; their codes work again.",
            plan.survey_answers,
        )
        lines.append(sentence % {"count": words.number(plan.survey_answers)})
    return [*lines, _("Everybody will have to log in again.")]


def backup_folders(settings: Settings) -> tuple[Path, ...]:
    """Every folder that has backups: the one beside the database and the second, if set."""
    own = backup_folder(settings.database)
    second = settings.backup_folder
    return (own, Path(second).expanduser()) if second else (own,)


def newest_backup(settings: Settings) -> Path:
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


def restore_backup(
    settings: Settings, file: Path | None, *, dry_run: bool, confirm: Callable[[list[str]], bool]
) -> str:
    """Restore a backup once it is confirmed; a sentence that says what was done.

    :param file: the backup; None for the newest good one.
    :param confirm: given what would be lost; False leaves everything as it is.
    :raises StorageUnavailable: the backup cannot be used.
    """
    words = usual_words(settings)
    file = file or newest_backup(settings)
    plan = plan_restore(settings.database, file)
    lines = [words.gettext("Backup: %(file)s") % {"file": file}, *losses(words, plan)]
    if dry_run:
        return "\n".join([*lines, words.gettext("Nothing was changed.")])
    if not confirm(lines):
        return words.gettext("Nothing was changed.")
    aside = exchange(settings, plan)
    done = words.gettext("%(file)s is restored.") % {"file": file}
    if aside is None:
        return done
    return f"{done} " + words.gettext("What was there is now %(path)s.") % {"path": aside}


def exchange(settings: Settings, plan: RestorePlan) -> Path | None:
    """Put a backup in the database's place; where it can be read, it is backed up before.

    :returns: where the file that was there is now; None: there was none.
    :raises StorageUnavailable: the backup cannot be used.
    """
    if plan.is_readable:
        with suppress(NeedsRestore):  # it is set aside as it is, which is all there is to keep
            back_up_before(settings, "restore", utc_now())
    return restore(settings.database, plan.backup, utc_now())
