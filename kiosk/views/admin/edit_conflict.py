"""Edit conflicts as sentences: what was changed while a form was open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kiosk.errors import EditConflict
from kiosk.okr.edit_conflict import Editable
from kiosk.okr.meetings import Meeting, MeetingKind
from kiosk.okr.model import (
    AlignmentLink,
    Cycle,
    KeyResult,
    KeyResultKind,
    Milestone,
    Objective,
    Office,
    Team,
)
from kiosk.okr.pictures import Picture
from kiosk.okr.screen_groups import ScreenGroup
from kiosk.okr.screens import Screen
from kiosk.okr.survey import Lesson, Question, QuestionKind
from kiosk.views.admin.screen_groups import screen_field_labels, screen_field_text
from kiosk.views.common.labels import (
    ambition_names,
    color_names,
    key_result_kind_names,
    meeting_kind_names,
    question_kind_names,
)
from kiosk.views.history.labels import column_labels
from kiosk.views.i18n.localizer import Localizer

_TABLES: dict[type[Editable], tuple[str, ...]] = {
    Objective: ("objectives", "serves"),
    KeyResult: ("definitions", "key_results"),
    Team: ("teams",),
    Cycle: ("cycles",),
    Meeting: ("meetings",),
    Picture: ("pictures",),
}


@dataclass(frozen=True, slots=True)
class ConcurrentEdit:
    """Who has changed the item while the form was open. `is_own`: the same person, in another
    tab. `ago` is how long ago, as text."""

    name: str
    is_own: bool
    ago: str


def conflict_message(
    localizer: Localizer,
    office: Office,
    error: EditConflict[Editable],
    edit: ConcurrentEdit | None = None,
) -> str:
    """The changed fields with their current values, and what to do.

    :param edit: the last change, if it is known.
    """
    _ = localizer.gettext
    labelled, named = _labels(localizer, error.now), _names(office)
    is_screen = isinstance(error.now, Screen | ScreenGroup)
    changes = []
    for field in error.fields:
        now = getattr(error.now, field)
        if is_screen and not isinstance(now, bool | Decimal):
            value = screen_field_text(localizer, office, field, now)
        else:
            value = _value_text(localizer, named, field, now)
        pattern = _("%(field)s is now “%(value)s”") if value else _("%(field)s is now empty")
        changes.append(pattern % {"field": labelled.get(field, field), "value": value})
    return _sentence(localizer, edit) % {
        "changes": "; ".join(changes),
        "name": edit.name if edit else "",
        "ago": edit.ago if edit else "",
    }


def _sentence(localizer: Localizer, edit: ConcurrentEdit | None) -> str:
    _ = localizer.gettext
    if edit is None:
        return _(
            "Someone else has changed this in the meantime: %(changes)s. Check it, then save "
            "again: that replaces it with what is in the form."
        )
    if edit.is_own:
        return _(
            "While this form was open, you changed this elsewhere, %(ago)s: %(changes)s. Check it, "
            "then save again: that replaces it with what is in the form."
        )
    return _(
        "While this form was open, %(name)s changed this, %(ago)s: %(changes)s. Check it, then "
        "save again: that replaces it with what is in the form."
    )


def _labels(localizer: Localizer, thing: Editable) -> Mapping[str, str]:
    _ = localizer.gettext
    if isinstance(thing, Question):
        return {"text": _("The question"), "kind": _("Kind")}
    if isinstance(thing, Lesson):
        return {"said": _("You said"), "changed": _("We changed")}
    if isinstance(thing, Screen | ScreenGroup):
        return screen_field_labels(localizer)
    labels = column_labels(localizer)
    tables = _TABLES[type(thing)]
    found = {
        key.partition(".")[2]: label for key, label in labels.items() if key.split(".")[0] in tables
    }
    return found | {"milestones": _("Milestones"), "until": _("Shown until")}


def _names(office: Office) -> Mapping[str, str]:
    """Titles and names by code."""
    titles = {o.code: o.title for o in (*office.objectives, *office.other_cycle_objectives)}
    return titles | {team.code: team.name for team in office.teams}


def _value_text(localizer: Localizer, named: Mapping[str, str], field: str, value: object) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return localizer.gettext("yes") if value else localizer.gettext("no")
        case Decimal():
            return localizer.number(value)
        case datetime():
            return localizer.day_and_time(value)
        case date():
            return localizer.long_day(value)
        case KeyResultKind() | MeetingKind() | QuestionKind():
            return _kind_names(localizer)[value.value]
        case tuple():
            return " · ".join(_item_text(named, each) for each in value)
    return _value_labels(localizer, named, field).get(str(value), str(value))


def _item_text(named: Mapping[str, str], part: AlignmentLink | Milestone | str) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, AlignmentLink):
        return f"{named.get(part.code, part.code)}: {part.reason}"
    return part.title


def _value_labels(localizer: Localizer, named: Mapping[str, str], field: str) -> Mapping[str, str]:
    """Labels of stored values, for fields that have them."""
    if field == "color":
        return color_names(localizer)
    if field == "ambition":
        return ambition_names(localizer)
    return named if field == "team" else {}


def _kind_names(localizer: Localizer) -> Mapping[str, str]:
    meetings, questions = (
        meeting_kind_names(localizer),
        question_kind_names(localizer),
    )
    return {**key_result_kind_names(localizer), **meetings, **questions}
