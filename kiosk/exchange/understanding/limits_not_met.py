"""Limits that are not kept yet: “queue under 6 minutes (measured 11 in May)” is to go from 11 to 6,
or below 6 from now on."""

import re
from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.comparisons import LANGUAGES
from kiosk.exchange.understanding.measure_patterns import QUOTED
from kiosk.exchange.understanding.measure_words import STAYS
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT

_DENIALS = re.compile("|".join(language.denials for language in LANGUAGES), re.IGNORECASE)


def way_to_limit(draft: KeyResultDraft, start: object, text: str) -> KeyResultDraft | None:
    """The way from where it stands to its limit; None for a limit that is kept already, or that the
    sentence says to keep: “never above 6”, “stays below 6”."""
    limit = draft.high if draft.high is not None else draft.low
    if not draft.kind.is_limit or limit is None or not isinstance(start, Decimal):
        return None
    is_met = start <= limit if draft.high is not None else start >= limit
    plain = QUOTED.sub(" ", text)
    if is_met or STAYS.search(plain) or _DENIALS.search(plain):
        return None
    kind, unit = KeyResultKind.NUMBER, draft.unit
    if unit == PERCENT:
        kind, unit = KeyResultKind.PERCENT, ""
    elif unit in CURRENCIES:
        kind = KeyResultKind.CURRENCY
    return replace(draft, kind=kind, unit=unit, start=start, target=limit, low=None, high=None)
