"""What somebody else has made of a thing while a form of it was open, as a sentence."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from kiosk.okr.meetings import Meeting, MeetingKind
from kiosk.okr.model import Cycle, KeyResult, Kind, Milestone, Objective, Office, Serves, Team
from kiosk.okr.stood import Changed, Thing
from kiosk.okr.survey import Lesson, Question, QuestionKind
from kiosk.views import admin_key_result, admin_meetings, admin_survey
from kiosk.views.admin_objectives import color_names
from kiosk.views.told_words import labels
from kiosk.views.words import Words

_TABLES: dict[type[Thing], tuple[str, ...]] = {
    Objective: ("objectives", "serves"),
    KeyResult: ("definitions", "key_results"),
    Team: ("teams",),
    Cycle: ("cycles",),
    Meeting: ("meetings",),
}


def changed_sentence(words: Words, office: Office, error: Changed) -> str:
    """That it was changed, what stands there now, and what to do."""
    _ = words.gettext
    labelled, named = _labels(words, error.now), _names(office)
    changes = []
    for field in error.fields:
        value = _said(words, named, field, getattr(error.now, field))
        pattern = _("%(field)s is now “%(value)s”") if value else _("%(field)s is now empty")
        changes.append(pattern % {"field": labelled.get(field, field), "value": value})
    sentence = _(
        "Someone else has changed this meanwhile: %(changes)s. Check it, then save again: "
        "that replaces it with what is in the form."
    )
    return sentence % {"changes": "; ".join(changes)}


def _labels(words: Words, thing: Thing) -> Mapping[str, str]:
    _ = words.gettext
    if isinstance(thing, Question):
        return {"text": _("The question"), "kind": _("Kind")}
    if isinstance(thing, Lesson):
        return {"said": _("You said"), "changed": _("We changed")}
    said = labels(words)
    tables = _TABLES[type(thing)]
    found = {
        key.partition(".")[2]: label for key, label in said.items() if key.split(".")[0] in tables
    }
    return found | {"milestones": _("Milestones")}


def _names(office: Office) -> Mapping[str, str]:
    """What stands behind the codes."""
    titles = {o.code: o.title for o in (*office.objectives, *office.elsewhere)}
    return titles | {team.code: team.name for team in office.teams}


def _said(words: Words, named: Mapping[str, str], field: str, value: object) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return words.gettext("yes") if value else words.gettext("no")
        case Decimal():
            return words.number(value)
        case datetime():
            return words.day_and_time(value)
        case date():
            return words.long_day(value)
        case Kind() | MeetingKind() | QuestionKind():
            return _kinds(words)[value.value]
        case tuple():
            return " · ".join(_part(named, each) for each in value)
    return _choices(words, named, field).get(str(value), str(value))


def _part(named: Mapping[str, str], part: Serves | Milestone) -> str:
    if isinstance(part, Serves):
        return f"{named.get(part.code, part.code)}: {part.because}"
    return part.title


def _choices(words: Words, named: Mapping[str, str], field: str) -> Mapping[str, str]:
    """What is called otherwise than it is stored."""
    if field == "color":
        return color_names(words)
    if field == "ambition":
        return admin_key_result.ambitions(words)
    return named if field == "team" else {}


def _kinds(words: Words) -> Mapping[str, str]:
    meetings, questions = admin_meetings.kind_names(words), admin_survey.kind_names(words)
    return {**admin_key_result.kinds(words), **meetings, **questions}
