"""The settings page: what an office does its own way, and what that comes to, before it is so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.okr import rhythm
from kiosk.okr.closed_days import WEEKDAYS
from kiosk.okr.customs import CUSTOMS, N_, Custom, Customs, Rhythm, customs_of
from kiosk.okr.model import Objective, Office
from kiosk.views.addresses import Places
from kiosk.views.catalogues import offered_languages, own_name
from kiosk.views.choices import Choice
from kiosk.views.freshness import due, is_old
from kiosk.views.holidays import coming_holidays, country_choices, place_name, region_choices
from kiosk.views.wall import WallView, wall_html
from kiosk.views.wall_loop import Loop
from kiosk.views.wall_objective import objective_wall_page
from kiosk.views.wall_parts import about
from kiosk.views.words import Words

NAME = "office_name"
DAYS = "closed_weekdays"
LANGUAGE = "language"
PLACE = "public_holidays"
REGION = "region"
_FIELDS = {
    **dict.fromkeys(("cycle_weeks", "grace_days", "objective_minutes"), "number"),
    "timezone": "zone",
    "replay_at": "time",
}
# A group begins with these.
_HEADINGS = {
    "cycle_length": N_("Cycles and check-ins"),
    DAYS: N_("Closed days"),
    "objective_minutes": N_("Screens"),
    "confidence": N_("What is used"),
}
_EMPTY = {"public_url": N_("this machine’s own address"), "replay_at": N_("never")}
# What the settings file calls otherwise than the page.
_FILE_NAMES = {LANGUAGE: "locale", DAYS: "closed_days", "closed_dates": "closed_days"}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting in the form. `field` is "choices", "days", "place", "zone", "time", "number" or
    "text"; `usual` says its default, and where that comes from; `regions` are a country's; a
    `heading` stands before the first of a group."""

    name: str
    label: str
    changes: str
    field: str
    choices: tuple[Choice, ...]
    value: str
    usual: str
    is_usual: bool
    regions: tuple[Choice, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ServerRow:
    """A setting that only the server's own files and variables decide; `source` says which."""

    name: str
    value: str
    source: str


def setting_rows(
    words: Words, given: Mapping[str, str], usual: Mapping[str, str], sources: Mapping[str, str]
) -> tuple[SettingRow, ...]:
    """The office's name and every custom as they were typed.

    :param given: texts by name. :param usual: the defaults alike.
    :param sources: where those come from that a file or a variable sets, by the setting's name.
    """
    rows = [_name_row(words, given.get(NAME, ""))]
    for custom in CUSTOMS:
        source = sources.get(_FILE_NAMES.get(custom.name, custom.name), "")
        text = given.get(custom.name, usual[custom.name])
        rows.append(_row(words, custom, text, usual[custom.name], source))
    return tuple(rows)


def _name_row(words: Words, text: str) -> SettingRow:
    label = words.gettext("Name of the office")
    changes = words.gettext("Shown on the wall, on phones and on these pages.")
    heading = words.gettext("The office")
    return SettingRow(NAME, label, changes, "text", (), text, "", True, heading=heading)


def _row(words: Words, custom: Custom, text: str, usual: str, source: str) -> SettingRow:
    ticked = set(text.replace(",", " ").split()) if custom.name == DAYS else {text}
    choices = _choices(words, custom, text, usual)
    is_usual, is_place = text.strip() == usual, custom.name == PLACE
    listed = tuple(Choice(value, label, value in ticked) for value, label in choices.items())
    return SettingRow(
        name=custom.name,
        label=words.gettext(custom.label),
        changes=words.gettext(custom.changes),
        field=_field(custom, choices),
        choices=country_choices(words, text) if is_place else listed,
        value=text,
        usual=_usual(words, custom, choices, usual, source, is_usual=is_usual),
        is_usual=is_usual,
        regions=region_choices(words, text) if is_place else (),
        heading=_heading(words, custom.name),
    )


def _heading(words: Words, name: str) -> str:
    label = _HEADINGS.get(name, "")
    return words.gettext(label) if label else ""


def server_rows(
    words: Words, set_to: Mapping[str, str], sources: Mapping[str, str]
) -> tuple[ServerRow, ...]:
    """The settings that this page does not change, with what they are set to.

    :param set_to: values by the setting's name, as a file would have them.
    """
    default = words.gettext("default")
    return tuple(
        ServerRow(
            name,
            value or words.gettext("none"),
            _from(words, sources[name]) if name in sources else default,
        )
        for name, value in set_to.items()
    )


def _from(words: Words, source: str) -> str:
    return words.gettext("from %(source)s") % {"source": source}


def _choices(words: Words, custom: Custom, text: str, usual: str) -> dict[str, str]:
    """What there is to choose from; the settings file, or a stranger, may have named a language
    that is not offered."""
    if custom.name != LANGUAGE:
        return {value: words.gettext(label) for value, label in custom.choices}
    offered = offered_languages()
    there = {usual, customs_of({LANGUAGE: text}).language} - {"", *offered}
    return {code: own_name(code) for code in sorted(there)} | offered


def _field(custom: Custom, choices: Mapping[str, str]) -> str:
    special = {DAYS: "days", PLACE: "place"} | _FIELDS
    return special.get(custom.name) or ("choices" if choices else "text")


def _usual(
    words: Words,
    custom: Custom,
    choices: Mapping[str, str],
    usual: str,
    source: str,
    *,
    is_usual: bool,
) -> str:
    names = [label for value, label in choices.items() if value in usual.split()]
    said = ", ".join(names) if choices else usual
    if custom.name == PLACE and usual:
        said = place_name(words, usual)
    label = _EMPTY.get(custom.name, N_("none"))
    said = said or words.gettext(label)
    if not source:
        return words.gettext("Default: %(usual)s") % {"usual": said}
    applies = words.gettext("From %(source)s, in effect: %(value)s")
    replaced = words.gettext("From %(source)s, replaced by what is set here: %(value)s")
    return (applies if is_usual else replaced) % {"source": source, "value": said}


def as_chosen(office: Office, customs: Customs, name: str) -> Office:
    """The office as it would be with these customs and this name."""
    return replace(office, customs=customs, name=name)


def effects(words: Words, office: Office, now: datetime, places: Places) -> tuple[str, ...]:
    """What an office's customs come to today, in sentences.

    :param words: in the office's time zone.
    :param places: where its codes lead.
    """
    customs, _ = office.customs, words.gettext
    return (
        *_around(words, office, now, places),
        _next_day(words, office, now),
        _waiting(words, office, now),
        _old(words, office, now),
        _("A check-in asks how sure the team is, from 0 to 10.")
        if customs.confidence
        else _("A check-in asks only for the number and a note."),
        _("A cycle ends with grades, revealed together.")
        if customs.grades
        else _("A cycle ends without grades: the numbers speak for themselves."),
        _("At the end of a cycle everybody can answer the survey.")
        if customs.survey
        else _("There is no survey."),
    )


def _around(words: Words, office: Office, now: datetime, places: Places) -> tuple[str, ...]:
    """The office's time, where its codes lead, and its next public holidays."""
    facts = {"time": words.time(now), "zone": words.zone}
    said = [
        words.gettext("It is %(time)s in the time zone %(zone)s.") % facts,
        words.gettext("Phones open %(address)s.") % {"address": places.base}
        if places.base
        else words.gettext("No address for phones is known yet."),
    ]
    return (*said, *filter(None, [holidays_text(words, office, now)]))


def holidays_text(words: Words, office: Office, now: datetime) -> str:
    """The office's next public holidays by name; "" where it keeps none.

    :param words: in the office's time zone.
    """
    place = office.customs.closed(words.closed).holidays
    if not place:
        return ""
    coming = coming_holidays(words, place, words.today(now))
    return words.gettext("Next public holidays: %(days)s.") % {"days": coming}


def _next_day(words: Words, office: Office, now: datetime) -> str:
    customs, today = office.customs, words.today(now)
    if customs.rhythm is Rhythm.NONE:
        return words.gettext("Check-ins have no due dates.")
    closed = customs.closed(words.closed)
    days = [rhythm.next_due(today, customs, closed, cycle) for cycle in office.cycles]
    day = min((day for day in days if day), default=None)
    if day is None:
        return words.gettext("No more check-ins are due in this cycle.")
    return words.gettext("Next check-ins are due from %(day)s.") % {"day": words.long_day(day)}


def _waiting(words: Words, office: Office, now: datetime) -> str:
    found = due(words, office, now)
    count = sum(len(key_results) for _, key_results in found)
    if not count:
        return words.gettext("No check-in is due today.")
    return words.ngettext(
        "%(num)s check-in is due today.",
        "%(num)s check-ins are due today.",
        count,
    ) % {"num": words.number(count)}


def _old(words: Words, office: Office, now: datetime) -> str:
    count = sum(_looks_old(words, office, o, now) for o in office.objectives)
    if not count:
        return words.gettext("No number is out of date.")
    return words.ngettext(
        "%(num)s number is out of date.", "%(num)s numbers are out of date.", count
    ) % {"num": words.number(count)}


def _looks_old(words: Words, office: Office, objective: Objective, now: datetime) -> int:
    return sum(is_old(words, k, now, office.customs) for k in objective.key_results)


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
