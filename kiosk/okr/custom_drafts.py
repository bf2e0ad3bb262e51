"""Customs as somebody typed them, beside what they usually are."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kiosk.errors import Refused
from kiosk.okr.closed_days import WEEKDAYS, ClosedDays
from kiosk.okr.customs import CUSTOMS


def usual_texts(closed: ClosedDays, language: str, **others: str) -> dict[str, str]:
    """Every custom's default as it would be typed.

    :param closed: when the office is closed by the settings file.
    :param language: what it speaks by the same.
    :param others: what else the settings file decides, by name.
    """
    return {custom.name: custom.default for custom in CUSTOMS} | {
        "language": language,
        "closed_weekdays": " ".join(WEEKDAYS[n] for n in sorted(closed.weekdays)),
        "closed_dates": spans_text(closed.dates),
        "public_holidays": closed.holidays,
        **others,
    }


def typed_customs(
    given: Mapping[str, str], usual: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Refused, ...]]:
    """What is to be kept of what was typed: only what is not the default; and what will not do.

    :param given: texts by name; one that is missing is left at its default.
    :param usual: the defaults, see usual_texts.
    """
    kept: dict[str, str] = {}
    refused: list[Refused] = []
    for custom in CUSTOMS:
        text = given.get(custom.name, usual[custom.name]).strip()
        try:
            value = custom.read(custom.name, text)
            if value != custom.read(custom.name, usual[custom.name]):
                kept[custom.name] = text
        except Refused as error:
            refused.append(error)
    return kept, tuple(refused)


def spans_text(days: Iterable[date]) -> str:
    """Days as they would be typed, those one after the other as a span."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return ", ".join(f"{a}" if a == b else f"{a}..{b}" for a, b in spans)
