"""The settings page: the office's settings, and a preview of their effects before saving."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.errors import N_
from kiosk.okr import cadence
from kiosk.okr.closed_days import WEEKDAYS
from kiosk.okr.model import Objective, Office
from kiosk.okr.office_settings import (
    SETTING_FIELDS,
    Cadence,
    OfficeSettings,
    SettingField,
    settings_from_texts,
)
from kiosk.okr.short_titles import with_short_titles
from kiosk.views.common.forms import Choice
from kiosk.views.common.freshness import is_stale_number, key_results_due_by_team
from kiosk.views.common.holidays import coming_holidays, country_choices, place_name, region_choices
from kiosk.views.i18n.catalogues import offered_languages, own_name
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import PublicUrls
from kiosk.views.wall.pages.objective import objective_wall_page
from kiosk.views.wall.pages.office_slices import objective_slice
from kiosk.views.wall.rotation import Rotation
from kiosk.views.wall.wall import WallView, wall_html

NAME = "office_name"
DAYS = "closed_weekdays"
LANGUAGE = "language"
PLACE = "public_holidays"
REGION = "region"
_FIELDS = {
    **dict.fromkeys(("cycle_weeks", "grace_days", "objective_minutes"), "number"),
    "timezone": "zone",
}
# Each of these settings starts a group.
_HEADINGS = {
    "cycle_length": N_("Cycles and check-ins"),
    DAYS: N_("Closed days"),
    "objective_minutes": N_("Screens"),
    "confidence": N_("What is used"),
    "mirror": N_("Outside the office"),
}
_EMPTY = {"public_url": N_("this machine’s own address"), "replay_at": N_("never")}
# Settings with a different name in the settings file.
_FILE_NAMES = {LANGUAGE: "locale", DAYS: "closed_days", "closed_dates": "closed_days"}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting in the form. `field` is "choices", "days", "place", "zone", "number" or "text";
    `default_text` is its default with its source; `regions` are those of the country; a `heading`
    precedes the first setting of a group."""

    name: str
    label: str
    changes: str
    field: str
    choices: tuple[Choice, ...]
    value: str
    default_text: str
    is_default: bool
    regions: tuple[Choice, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ServerRow:
    """A setting that only the settings file or an environment variable can change; `source` says
    which."""

    name: str
    value: str
    source: str


def setting_rows(
    localizer: Localizer,
    given: Mapping[str, str],
    defaults: Mapping[str, str],
    sources: Mapping[str, str],
) -> tuple[SettingRow, ...]:
    """The office's name and every setting as submitted.

    :param given: the submitted texts by name.
    :param defaults: the defaults as texts by name.
    :param sources: the source of each default that comes from a file or a variable, by name.
    """
    rows = [_name_row(localizer, given.get(NAME, ""))]
    for field in SETTING_FIELDS:
        source = sources.get(_FILE_NAMES.get(field.name, field.name), "")
        text = given.get(field.name, defaults[field.name])
        rows.append(_row(localizer, field, text, defaults[field.name], source))
    return tuple(rows)


def _name_row(localizer: Localizer, text: str) -> SettingRow:
    label = localizer.gettext("Name of the office")
    changes = localizer.gettext("Shown on the wall, on phones and on these pages.")
    heading = localizer.gettext("The office")
    return SettingRow(NAME, label, changes, "text", (), text, "", True, heading=heading)


def _row(
    localizer: Localizer, field: SettingField, text: str, default: str, source: str
) -> SettingRow:
    ticked = set(text.replace(",", " ").split()) if field.name == DAYS else {text}
    choices = _choices(localizer, field, text, default)
    is_default, is_place = text.strip() == default, field.name == PLACE
    listed = tuple(Choice(value, label, value in ticked) for value, label in choices.items())
    return SettingRow(
        name=field.name,
        label=localizer.gettext(field.label),
        changes=localizer.gettext(field.description),
        field=_field(field, choices),
        choices=country_choices(localizer, text) if is_place else listed,
        value=text,
        default_text=_default_text(
            localizer, field, choices, default, source, is_default=is_default
        ),
        is_default=is_default,
        regions=region_choices(localizer, text) if is_place else (),
        heading=_heading(localizer, field.name),
    )


def _heading(localizer: Localizer, name: str) -> str:
    label = _HEADINGS.get(name, "")
    return localizer.gettext(label) if label else ""


def server_rows(
    localizer: Localizer, set_to: Mapping[str, str], sources: Mapping[str, str]
) -> tuple[ServerRow, ...]:
    """The settings that this page cannot change, with their values.

    :param set_to: values by name, in the format of the settings file.
    """
    default = localizer.gettext("default")
    return tuple(
        ServerRow(
            name,
            value or localizer.gettext("none"),
            _from(localizer, sources[name]) if name in sources else default,
        )
        for name, value in set_to.items()
    )


def _from(localizer: Localizer, source: str) -> str:
    return localizer.gettext("from %(source)s") % {"source": source}


def _choices(localizer: Localizer, field: SettingField, text: str, default: str) -> dict[str, str]:
    """The choices of a setting. The settings file or an external program may have set a language
    that is not offered; it is added."""
    if field.name != LANGUAGE:
        return {value: localizer.gettext(label) for value, label in field.choices}
    offered = offered_languages()
    extra = {default, settings_from_texts({LANGUAGE: text}).language} - {"", *offered}
    return {code: own_name(code) for code in sorted(extra)} | offered


def _field(field: SettingField, choices: Mapping[str, str]) -> str:
    special = {DAYS: "days", PLACE: "place"} | _FIELDS
    return special.get(field.name) or ("choices" if choices else "text")


def _default_text(
    localizer: Localizer,
    field: SettingField,
    choices: Mapping[str, str],
    default: str,
    source: str,
    *,
    is_default: bool,
) -> str:
    names = [label for value, label in choices.items() if value in default.split()]
    text_shown = ", ".join(names) if choices else default
    if field.name == PLACE and default:
        text_shown = place_name(localizer, default)
    label = _EMPTY.get(field.name, N_("none"))
    text_shown = text_shown or localizer.gettext(label)
    if not source:
        return localizer.gettext("Default: %(usual)s") % {"usual": text_shown}
    applies = localizer.gettext("From %(source)s, in effect: %(value)s")
    replaced = localizer.gettext("From %(source)s, replaced by what is set here: %(value)s")
    return (applies if is_default else replaced) % {"source": source, "value": text_shown}


def with_settings(office: Office, settings: OfficeSettings, name: str) -> Office:
    """A copy of the office with these settings and this name."""
    return replace(office, settings=settings, name=name)


def setting_effects(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> tuple[str, ...]:
    """The effects of the office's settings today, as sentences.

    :param localizer: in the office's time zone.
    :param urls: the address in its QR codes.
    """
    settings, _ = office.settings, localizer.gettext
    return (
        *_office_facts(localizer, office, now, urls),
        _next_day(localizer, office, now),
        _due_sentence(localizer, office, now),
        _stale_sentence(localizer, office, now),
        _("A check-in asks how sure the team is, from 0 to 10.")
        if settings.confidence
        else _("A check-in asks only for the number and a note."),
        _("A cycle ends with grades, revealed together.")
        if settings.grades
        else _("A cycle ends without grades: the numbers speak for themselves."),
        _("At the end of a cycle everybody can answer the survey.")
        if settings.survey
        else _("There is no survey."),
    )


def _office_facts(
    localizer: Localizer, office: Office, now: datetime, urls: PublicUrls
) -> tuple[str, ...]:
    """The office's time, the address in its QR codes, and its next public holidays."""
    facts = {"time": localizer.time(now), "zone": localizer.zone}
    sentences = [
        localizer.gettext("It is %(time)s in the time zone %(zone)s.") % facts,
        localizer.gettext("Phones open %(address)s.") % {"address": urls.base}
        if urls.base
        else localizer.gettext("No address for phones is known yet."),
    ]
    return (*sentences, *filter(None, [holidays_text(localizer, office, now)]))


def holidays_text(localizer: Localizer, office: Office, now: datetime) -> str:
    """The office's next public holidays by name; "" where it keeps none.

    :param localizer: in the office's time zone.
    """
    place = office.settings.closed(localizer.closed).holidays
    if not place:
        return ""
    coming = coming_holidays(localizer, place, localizer.today(now))
    return localizer.gettext("Next public holidays: %(days)s.") % {"days": coming}


def _next_day(localizer: Localizer, office: Office, now: datetime) -> str:
    settings, today = office.settings, localizer.today(now)
    if settings.rhythm is Cadence.NONE:
        return localizer.gettext("Check-ins have no due dates.")
    closed = settings.closed(localizer.closed)
    days = [cadence.next_due_date(today, settings, closed, cycle) for cycle in office.cycles]
    day = min((day for day in days if day), default=None)
    if day is None:
        return localizer.gettext("No more check-ins are due in this cycle.")
    return localizer.gettext("Next check-ins are due from %(day)s.") % {
        "day": localizer.long_day(day)
    }


def _due_sentence(localizer: Localizer, office: Office, now: datetime) -> str:
    found = key_results_due_by_team(localizer, office, now)
    count = sum(len(key_results) for _, key_results in found)
    if not count:
        return localizer.gettext("No check-in is due today.")
    return localizer.ngettext(
        "%(num)s check-in is due today.",
        "%(num)s check-ins are due today.",
        count,
    ) % {"num": localizer.number(count)}


def _stale_sentence(localizer: Localizer, office: Office, now: datetime) -> str:
    count = sum(_stale_count(localizer, office, o, now) for o in office.objectives)
    if not count:
        return localizer.gettext("No number is out of date.")
    return localizer.ngettext(
        "%(num)s number is out of date.", "%(num)s numbers are out of date.", count
    ) % {"num": localizer.number(count)}


def _stale_count(localizer: Localizer, office: Office, objective: Objective, now: datetime) -> int:
    return sum(is_stale_number(localizer, k, now, office.settings) for k in objective.key_results)


def preview_html(localizer: Localizer, office: Office, now: datetime, urls: PublicUrls) -> str:
    """A wall page with the office's settings, of the objective that shows most of their effects."""
    if not office.objectives:
        return ""
    office = with_short_titles(office)
    shown = max(office.objectives, key=lambda o: _preview_score(localizer, office, o, now))
    day = localizer.midnight_after(now) - timedelta(minutes=1)
    page = objective_wall_page(localizer, objective_slice(office, shown), day, urls)
    html = wall_html(localizer, WallView(Rotation((page,)), (), now, whole=True))
    # Shown at once, so that the preview works without a script.
    return html.replace('<article class="page"', '<article class="page" data-current', 1).replace(
        '<div class="sheet', '<div data-title-size="2" data-hidden-parts="tight" class="sheet', 1
    )


def _preview_score(
    localizer: Localizer, office: Office, objective: Objective, now: datetime
) -> tuple[int, int]:
    """Sort key: stale numbers under any settings, differing weights, bars with a tick."""
    weekly = replace(office, settings=replace(office.settings, rhythm=Cadence.WEEKLY, grace_days=3))
    weights = {k.weight for k in objective.key_results if k.kind.is_start_to_target}
    paced = sum(k.kind.has_expected_progress for k in objective.key_results)
    return (bool(_stale_count(localizer, weekly, objective, now)) + (len(weights) > 1), paced)


def weekdays_text(ticked: list[str]) -> str:
    """Ticked weekdays as the setting's text."""
    return " ".join(day for day in WEEKDAYS if day in ticked)
