"""Columns that nobody knows: what they hold is asked, and read from the form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.okr.import_findings import QuestionAboutLines
from kiosk.views.common.forms import Choice
from kiosk.views.i18n.localizer import Localizer

_FIELD = "column-"
COLUMNS = (
    *("ignored", "objective", "key_result", "team", "owner", "start", "target", "value", "unit"),
    *("confidence", "weight", "due", "date", "note", "description", "because", "serves"),
)
"""What an unknown column may be said to hold."""


@dataclass(frozen=True, slots=True)
class ImportColumnRow:
    """A column with what it may hold."""

    field: str
    heading: str
    choices: tuple[Choice, ...]


def column_answers(fields: Mapping[str, str]) -> dict[str, str]:
    """What columns hold, by their headings; those without an answer are left out."""
    return {
        name.removeprefix(_FIELD): value
        for name, value in fields.items()
        if name.startswith(_FIELD) and value
    }


def column_fields(answers: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form with these answers."""
    return {f"{_FIELD}{heading}": value for heading, value in answers.items()}


def column_rows(
    localizer: Localizer,
    questions: Sequence[QuestionAboutLines],
    fields: Mapping[str, str],
    plain: Callable[[str], str],
) -> tuple[ImportColumnRow, ...]:
    """The columns that are asked about, and those about which somebody has said something.

    :param plain: a heading as answers name it.
    """
    labels = import_column_labels(localizer)
    asked = {
        plain(q.question.text): q.question
        for q in questions
        if q.question.about == "column" and not q.question.text.startswith("#")
    }
    answers = column_answers(fields)
    rows = []
    for heading in dict.fromkeys([*asked, *answers]):
        readings = asked[heading].readings if heading in asked else tuple(labels)
        guess = asked[heading].taken.removeprefix("ignored") if heading in asked else ""
        taken = answers.get(heading, guess)
        choices = [Choice("", localizer.gettext("Leave it out and ask again"), not taken)]
        likely = [value for value in readings if value in labels]
        choices += [
            Choice(value, labels[value], value == taken)
            for value in dict.fromkeys((*likely, *COLUMNS))
        ]
        shown = asked[heading].text if heading in asked else heading
        rows.append(ImportColumnRow(f"{_FIELD}{heading}", shown, tuple(choices)))
    return tuple(rows)


def import_column_labels(localizer: Localizer) -> dict[str, str]:
    """What a column may hold, in the language of the page."""
    _ = localizer.gettext
    return {
        "ignored": _("Always leave it out"),
        "objective": _("Objective"),
        "key_result": _("Key result"),
        "team": _("Team"),
        "owner": _("Owner"),
        "unit": _("Unit"),
        "start": _("Start"),
        "target": _("Target"),
        "value": _("Current value"),
        "confidence": _("Confidence"),
        "weight": _("Weight"),
        "due": _("Due date"),
        "date": _("Day of the check-in"),
        "serves": _("Objective that it serves"),
        "note": _("Note"),
        "description": _("Description"),
        "because": _("Because"),
    }
