"""Office settings as somebody typed them, compared with their defaults."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial

from kiosk.errors import Collector, ValidationError
from kiosk.okr.closed_days import WEEKDAYS, ClosedDays
from kiosk.okr.office_settings import SETTING_FIELDS, SettingField


def default_texts(closed: ClosedDays, language: str, **others: str) -> dict[str, str]:
    """Every setting's default as it would be typed.

    :param closed: the closed days of the settings file.
    :param language: the language of the settings file.
    :param others: the other defaults from the settings file, by name.
    """
    return {field.name: field.default for field in SETTING_FIELDS} | {
        "language": language,
        "closed_weekdays": " ".join(WEEKDAYS[n] for n in sorted(closed.weekdays)),
        "closed_dates": format_date_spans(closed.dates),
        "public_holidays": closed.holidays,
        **others,
    }


def parse_settings(
    given: Mapping[str, str], defaults: Mapping[str, str]
) -> tuple[dict[str, str], tuple[ValidationError, ...]]:
    """The settings to store, which are those that differ from their defaults, and the errors.

    :param given: texts by name; a missing one keeps its default.
    :param defaults: the default texts, see default_texts.
    """
    collect = Collector()
    texts = {field: given.get(field.name, defaults[field.name]).strip() for field in SETTING_FIELDS}
    accepted = {
        field.name: text
        for field, text in texts.items()
        if collect.read(partial(_is_own, field, text, defaults[field.name]), False)
    }
    return accepted, collect.errors


def _is_own(field: SettingField, text: str, default: str) -> bool:
    """Whether a text differs in meaning from the default; raises ValidationError."""
    return bool(field.parse(field.name, text) != field.parse(field.name, default))


def format_date_spans(days: Iterable[date]) -> str:
    """Days as they would be typed, with consecutive days as a span."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return ", ".join(f"{a}" if a == b else f"{a}..{b}" for a, b in spans)
