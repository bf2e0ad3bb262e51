"""Customs as somebody typed them, beside what they usually are."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial

from kiosk.errors import Collector, ValidationError
from kiosk.okr.closed_days import WEEKDAYS, ClosedDays
from kiosk.okr.office_settings import SETTING_FIELDS, SettingField


def default_texts(closed: ClosedDays, language: str, **others: str) -> dict[str, str]:
    """Every custom's default as it would be typed.

    :param closed: when the office is closed by the settings file.
    :param language: what it speaks by the same.
    :param others: what else the settings file decides, by name.
    """
    return {custom.name: custom.default for custom in SETTING_FIELDS} | {
        "language": language,
        "closed_weekdays": " ".join(WEEKDAYS[n] for n in sorted(closed.weekdays)),
        "closed_dates": format_date_spans(closed.dates),
        "public_holidays": closed.holidays,
        **others,
    }


def parse_settings(
    given: Mapping[str, str], usual: Mapping[str, str]
) -> tuple[dict[str, str], tuple[ValidationError, ...]]:
    """What is to be kept of what was typed: only what is not the default; and what will not do.

    :param given: texts by name; one that is missing is left at its default.
    :param usual: the defaults, see usual_texts.
    """
    collect = Collector()
    texts = {
        custom: given.get(custom.name, usual[custom.name]).strip() for custom in SETTING_FIELDS
    }
    kept = {
        custom.name: text
        for custom, text in texts.items()
        if collect.read(partial(_is_own, custom, text, usual[custom.name]), False)
    }
    return kept, collect.errors


def _is_own(custom: SettingField, text: str, usual: str) -> bool:
    """Whether a text says something else than the default; raises ValidationError."""
    return bool(custom.parse(custom.name, text) != custom.parse(custom.name, usual))


def format_date_spans(days: Iterable[date]) -> str:
    """Days as they would be typed, those one after the other as a span."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return ", ".join(f"{a}" if a == b else f"{a}..{b}" for a, b in spans)
