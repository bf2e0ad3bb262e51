"""`kiosk backup` and `kiosk restore`: the same while the server runs and while it does not."""

from collections.abc import Callable
from pathlib import Path

from kiosk.config import Settings
from kiosk.store.backup import Backup, backup_folder, before_name, make_backup
from kiosk.store.restore import RestorePlan, plan_restore, restore
from kiosk.views.words import Words
from kiosk.web.house import utc_now
from kiosk.web.nightly_backup import back_up
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


def restore_backup(
    settings: Settings, file: Path, *, dry_run: bool, confirm: Callable[[list[str]], bool]
) -> str:
    """Restore a backup once it is confirmed; a sentence that says what was done.

    :param confirm: given what would be lost; False leaves everything as it is.
    :raises StorageUnavailable: the backup cannot be used.
    """
    words = usual_words(settings)
    plan = plan_restore(settings.database, file)
    lines = losses(words, plan)
    if dry_run:
        return "\n".join([*lines, words.gettext("Nothing was changed.")])
    if not confirm(lines):
        return words.gettext("Nothing was changed.")
    if plan.is_readable:
        folder = backup_folder(settings.database)
        make_backup(settings.database, folder / before_name("restore", utc_now()))
    aside = restore(settings.database, file, utc_now())
    done = words.gettext("%(file)s is restored.") % {"file": file}
    if aside is None:
        return done
    return f"{done} " + words.gettext("What was there is now %(path)s.") % {"path": aside}
