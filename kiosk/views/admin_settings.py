"""The settings page: what an office does its own way, and what that comes to, before it is so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.okr import rhythm
from kiosk.okr.closed_days import WEEKDAYS
from kiosk.okr.customs import CUSTOMS, Custom, Customs, Rhythm, customs_of
from kiosk.okr.freshness import is_old
from kiosk.okr.model import Objective, Office
from kiosk.views.addresses import Places
from kiosk.views.catalogues import offered_languages, own_name
from kiosk.views.choices import Choice
from kiosk.views.wall import WallView, wall_html
from kiosk.views.wall_loop import Loop
from kiosk.views.wall_objective import objective_wall_page
from kiosk.views.wall_parts import about
from kiosk.views.words import Words

DAYS = "closed_weekdays"
LANGUAGE = "language"
_NUMBERS = ("cycle_weeks", "grace_days")


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A custom in the form. `field` is "choices", "days", "number" or "text"; `usual` says its
    default in words."""

    name: str
    label: str
    changes: str
    field: str
    choices: tuple[Choice, ...]
    value: str
    usual: str
    is_usual: bool


def setting_rows(
    words: Words, given: Mapping[str, str], usual: Mapping[str, str]
) -> tuple[SettingRow, ...]:
    """Every custom as it was typed.

    :param given: texts by name. :param usual: the defaults alike.
    """
    return tuple(_row(words, c, given.get(c.name, usual[c.name]), usual[c.name]) for c in CUSTOMS)


def _row(words: Words, custom: Custom, text: str, usual: str) -> SettingRow:
    ticked = set(text.replace(",", " ").split()) if custom.name == DAYS else {text}
    choices = _choices(words, custom, text, usual)
    return SettingRow(
        name=custom.name,
        label=words.gettext(custom.label),
        changes=words.gettext(custom.changes),
        field=_field(custom, choices),
        choices=tuple(Choice(value, label, value in ticked) for value, label in choices.items()),
        value=text,
        usual=_usual(words, choices, usual),
        is_usual=text.strip() == usual,
    )


def _choices(words: Words, custom: Custom, text: str, usual: str) -> dict[str, str]:
    """What there is to choose from; the settings file, or a stranger, may have named a language
    that is not offered."""
    if custom.name != LANGUAGE:
        return {value: words.gettext(label) for value, label in custom.choices}
    offered = offered_languages()
    there = {usual, customs_of({LANGUAGE: text}).language} - {"", *offered}
    return {code: own_name(code) for code in sorted(there)} | offered


def _field(custom: Custom, choices: Mapping[str, str]) -> str:
    if custom.name == DAYS:
        return "days"
    return "choices" if choices else "number" if custom.name in _NUMBERS else "text"


def _usual(words: Words, choices: Mapping[str, str], usual: str) -> str:
    names = [label for value, label in choices.items() if value in usual.split()]
    said = ", ".join(names) if choices else usual
    return words.gettext("Usually: %(usual)s") % {"usual": said or words.gettext("none")}


def as_chosen(office: Office, customs: Customs) -> Office:
    """The office as it would be with these customs."""
    return replace(office, customs=customs)


def effects(words: Words, office: Office, now: datetime) -> tuple[str, ...]:
    """What an office's customs come to today, in sentences."""
    customs, _ = office.customs, words.gettext
    return (
        _next_day(words, office, now),
        _waiting(words, office, now),
        _old(words, office, now),
        _("A check-in asks how sure the team is, from 0 to 10.")
        if customs.confidence
        else _("A check-in asks for the number and a note alone."),
        _("A cycle ends with grades, revealed together.")
        if customs.grades
        else _("A cycle ends without grades: each number says how far it came."),
        _("At the end of a cycle everybody may answer the survey.")
        if customs.survey
        else _("There is no survey."),
    )


def _next_day(words: Words, office: Office, now: datetime) -> str:
    customs, today = office.customs, words.today(now)
    if customs.rhythm is Rhythm.NONE:
        return words.gettext("No number is waited for.")
    closed = customs.closed(words.closed)
    days = [rhythm.next_due(today, customs, closed, cycle) for cycle in office.cycles]
    day = min((day for day in days if day), default=None)
    if day is None:
        return words.gettext("In this cycle no more numbers are waited for.")
    return words.gettext("Numbers are next waited for from %(day)s on.") % {
        "day": words.long_day(day)
    }


def _waiting(words: Words, office: Office, now: datetime) -> str:
    found = rhythm.waiting(office, words.today(now), words.zone, words.closed)
    count = sum(len(key_results) for _, key_results in found)
    if not count:
        return words.gettext("Today no number waits to be told.")
    return words.ngettext(
        "Today %(num)s number waits to be told.",
        "Today %(num)s numbers wait to be told.",
        count,
    ) % {"num": words.number(count)}


def _old(words: Words, office: Office, now: datetime) -> str:
    count = sum(_looks_old(words, office, o, now) for o in office.objectives)
    if not count:
        return words.gettext("No number looks old.")
    return words.ngettext(
        "%(num)s number looks old.", "%(num)s numbers look old.", count
    ) % {"num": words.number(count)}


def _looks_old(words: Words, office: Office, objective: Objective, now: datetime) -> int:
    today, customs = words.today(now), office.customs
    return sum(
        is_old(k, today, words.zone, words.closed, customs) for k in objective.key_results
    )


def preview_html(words: Words, office: Office, now: datetime, places: Places) -> str:
    """A wall's page with the office's customs: of the objective on which most is to be seen."""
    if not office.objectives:
        return ""
    shown = max(office.objectives, key=lambda o: _to_see(words, office, o, now))
    day = words.midnight_after(now) - timedelta(minutes=1)
    page = objective_wall_page(words, about(office, shown), day, places)
    html = wall_html(words, WallView(Loop((page,)), (), now, whole=True))
    # On show at once, for whoever has no script that brings it forward.
    return html.replace('<article class="page"', '<article class="page" data-on-show', 1).replace(
        '<div class="sheet', '<div data-on-size="2" data-on-less="tight" class="sheet', 1
    )


def _to_see(words: Words, office: Office, objective: Objective, now: datetime) -> tuple[int, int]:
    """Old numbers by any custom, weights that are not alike, bars with a mark of the calendar."""
    usual = replace(office, customs=replace(office.customs, rhythm=Rhythm.WEEKLY, grace_days=3))
    weights = {k.weight for k in objective.key_results if k.kind.has_road}
    paced = sum(k.kind.has_pace for k in objective.key_results)
    return (bool(_looks_old(words, usual, objective, now)) + (len(weights) > 1), paced)


def weekdays_text(ticked: list[str]) -> str:
    """Ticked weekdays as they are typed."""
    return " ".join(day for day in WEEKDAYS if day in ticked)
