"""How something was read from a source of OKRs, and what of it is left out: a sentence for each."""

from decimal import Decimal, InvalidOperation

from babel.lists import format_list

from kiosk.okr.import_findings import QuestionAboutLines
from kiosk.views.admin.import_columns import import_column_labels
from kiosk.views.i18n.localizer import Localizer


def reading_question_text(localizer: Localizer, about: QuestionAboutLines) -> str:
    """A question about how something was read, as a sentence."""
    _, question = localizer.gettext, about.question
    readings = [reading_text(localizer, reading) for reading in question.readings]
    values = {
        "text": question.text,
        "readings": format_list(readings, style="or", locale=localizer.locale),
        "taken": reading_text(localizer, question.taken),
    }
    pattern = _patterns_by_topic(localizer).get(question.about, "")
    if question.about == "column" and question.taken not in ("", "ignored"):
        values["taken"] = import_column_labels(localizer).get(question.taken, question.taken)
        return _("The column “%(text)s” is not known. It is taken as: %(taken)s.") % values
    if not question.readings:
        pattern = _patterns_without_reading(localizer).get(question.about, pattern)
        return (pattern or _("“%(text)s” is not a number, so this is left open.")) % values
    if not question.taken:
        values["readings"] = ", ".join(question.readings)
        return _("The sentence has more numbers, which are not read: %(readings)s.") % values
    if question.about == "kind" and not question.outcomes:
        pattern = _("“%(text)s” beside a start is read as %(taken)s, and not as a limit.")
    return (pattern or _("“%(text)s” can be %(readings)s. It is read as %(taken)s.")) % values


def reading_text(localizer: Localizer, reading: str) -> str:
    """A reading in the office's language, if it is a number: 1234 and not 1,234, which is what is
    asked about."""
    try:
        return localizer.for_input(Decimal(reading))
    except InvalidOperation:
        return reading


def _patterns_by_topic(localizer: Localizer) -> dict[str, str]:
    """The sentences about questions of one kind each."""
    _ = localizer.gettext
    return {
        "column": _("The column “%(text)s” is not known and is left out."),
        "known column": _("The column “%(text)s” is not imported."),
        "columns": _("There are no headings. The columns are taken as: %(text)s."),
        "day order": _("The days can be %(readings)s. They are read as %(taken)s."),
        "owner": _("“%(text)s” at the end of the line is taken as the owner."),
        "base": _("“%(text)s” does not say from what number, so the target is open."),
        "units": _("“%(text)s” are different units. The first is read as %(taken)s."),
        "percent": _("“%(text)s” is more than 100 %%. Check the number."),
    }


def _patterns_without_reading(localizer: Localizer) -> dict[str, str]:
    """The sentences about what is left out or open."""
    _ = localizer.gettext
    return {
        "open target": _("The target “%(text)s” is open. Set it before the cycle is opened."),
        "name": _("“%(text)s” may be a team or the company. Choose the team of the objectives."),
        "sheet": _("The sheet “%(text)s” has no OKRs and is left out."),
        "blocks": _("There are no bullets: the first line of each block is its objective."),
        "prose": _("“%(text)s” and its key results are taken out of whole sentences. Check them."),
        "talk": _("“%(text)s” stands within a message and is taken as a key result. Check it."),
        "left out": _("What looks like OKRs below “%(text)s” is left out."),
        "value": _("“%(text)s” is not a value of this key result, so it is left out."),
        "other unit": _(
            "“%(text)s” has another unit than “%(taken)s” beside it, so it is left out."
        ),
        "more cells": _(
            "The row has more cells than the table has headings: “%(text)s” is left out. Check the"
            " others, which may have moved."
        ),
        "confidence": _("“%(text)s” is not a confidence from 0 to 10, so it is left out."),
        "due": _("“%(text)s” is not a day, so it is left out."),
        "day": _("“%(text)s” is not a day, so it is left out."),
        "owners": _("These names at the ends of lines are taken as owners: %(text)s."),
        "objective rows": _("Rows without numbers are taken as objectives: %(text)s."),
        "key result": _(
            "“%(text)s” is taken as a key result, though it has no label as those above it."
        ),
        "level": _(
            "“%(text)s” is taken as an objective that others here serve, and not as a team or a key"
            " result."
        ),
        **_patterns_about_links(localizer),
        **_patterns_about_cycles(localizer),
        "due outside": _("The due day %(text)s is not in the cycle, so it is left out."),
    }


def _patterns_about_links(localizer: Localizer) -> dict[str, str]:
    """The sentences about links between objectives that are not written."""
    _ = localizer.gettext
    return {
        "serves unknown": _("It serves “%(text)s”, which is not here, so the link is left out."),
        "serves several": _(
            "It serves “%(text)s”, as several objectives are called, so the link is left out."
        ),
        "serves circle": _(
            "It cannot serve “%(text)s”, which serves it as well, so the link is left out."
        ),
        "serves reason": _(
            "It serves “%(text)s”, and nothing says why. Without a reason, the link is left out."
        ),
        "serves long reason": _(
            "It serves “%(text)s” for a reason of more than 200 characters, so the link is left"
            " out. Say it in fewer words."
        ),
        "serves kept": _(
            "It is there already and does not serve “%(text)s”. The source does not say why it"
            " should, so the link is not added."
        ),
        "serves graded": _(
            "It does not serve “%(text)s”. Its cycle takes no more links, so this one is left out."
        ),
        "serves other cycle": _(
            "It serves “%(text)s” of a cycle that does not contain its own, so the link is left"
            " out."
        ),
    }


def _patterns_about_cycles(localizer: Localizer) -> dict[str, str]:
    """The sentences about what a cycle does not take."""
    _ = localizer.gettext
    return {
        "cycle closed": _("%(text)s is closed: what differs from it is left out."),
        "cycle graded": _(
            "%(text)s is being graded: it takes grades, and what else differs from it is left out."
        ),
        "without cycle": _("%(text)s does not say which cycle it is for, so it is left out."),
        "grades closed": _("%(text)s is closed: other grades than its own are left out."),
        "grades early": _(
            "Grades are left out, because %(text)s is not being graded. Import this again once it"
            " is."
        ),
        "grade given": _("“%(text)s” has a different grade already, which stays."),
        "grade reason": _(
            "The grade of “%(text)s” is left out: it is not from 0.0 to 1.0, or differs from what"
            " progress suggests without a reason."
        ),
    }
