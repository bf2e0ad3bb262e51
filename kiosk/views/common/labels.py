"""Words for stored values, as every page shows them."""

from collections.abc import Mapping

from kiosk.okr.meetings import MeetingKind
from kiosk.okr.model import KeyResultKind
from kiosk.okr.survey import QuestionKind
from kiosk.views.i18n.localizer import Localizer


def meeting_kind_names(localizer: Localizer) -> dict[str, str]:
    """Kinds of meeting: form value to label."""
    return {
        MeetingKind.ALL_HANDS.value: localizer.gettext("All-Hands"),
        MeetingKind.TEAM.value: localizer.gettext("Team meeting"),
        MeetingKind.FINAL.value: localizer.gettext("Final meeting"),
    }


def color_names(localizer: Localizer) -> Mapping[str, str]:
    """Team colours: form value to label."""
    return {
        "sky": localizer.gettext("Light blue"),
        "orange": localizer.gettext("Orange"),
        "green": localizer.gettext("Green"),
        "purple": localizer.gettext("Pink"),
        "blue": localizer.gettext("Blue"),
        "yellow": localizer.gettext("Yellow"),
        "brown": localizer.gettext("Brown"),
        "violet": localizer.gettext("Violet"),
    }


def key_result_kind_names(localizer: Localizer) -> Mapping[str, str]:
    """Kinds of key result: form value to label."""
    return {
        KeyResultKind.NUMBER.value: localizer.gettext("A number, from a start to a target"),
        KeyResultKind.PERCENT.value: localizer.gettext("A percentage, from a start to a target"),
        KeyResultKind.CURRENCY.value: localizer.gettext(
            "An amount of money, from a start to a target"
        ),
        KeyResultKind.AT_MOST.value: localizer.gettext("A number that stays at or below a limit"),
        KeyResultKind.AT_LEAST.value: localizer.gettext("A number that stays at or above a limit"),
        KeyResultKind.BETWEEN.value: localizer.gettext("A number that stays between two limits"),
        KeyResultKind.MILESTONES.value: localizer.gettext("Milestones, done one by one"),
        KeyResultKind.YES_NO.value: localizer.gettext("Yes or no"),
    }


def ambition_names(localizer: Localizer) -> Mapping[str, str]:
    """Ambitions of a key result: form value to label."""
    return {
        "": localizer.pgettext("ambition", "not set"),
        "stretch": localizer.gettext("Stretch: reaching about 70 percent of it is good"),
        "committed": localizer.gettext("Committed: the team promises all of it"),
    }


def question_kind_names(localizer: Localizer) -> dict[str, str]:
    """Kinds of survey question: form value to label."""
    return {
        QuestionKind.SCALE.value: localizer.gettext("a number from 1, not at all, to 5, fully"),
        QuestionKind.TEXT.value: localizer.gettext("in words"),
    }
