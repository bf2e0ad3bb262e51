"""Measures without a number: withheld ones, parts in words, shares of all."""

import re
from decimal import Decimal

from kiosk.exchange.understanding.limit_words import limit_beside
from kiosk.exchange.understanding.measure_drafts import Measured, which_is_meant
from kiosk.exchange.understanding.measure_patterns import (
    EVERY,
    MONEY_BEFORE,
    PARTS_IN_WORDS,
    PARTS_OF_ALL,
    UNIT_BESIDE,
    WITHHELD,
    WITHHELD_SURELY,
    plain_amount,
)
from kiosk.exchange.understanding.measure_words import is_changed_to
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT, normalise_unit

_LIMITS = (KeyResultKind.AT_MOST, KeyResultKind.AT_LEAST)
_WORDS_OF_A_UNIT = 2


def surely_withheld(text: str) -> Measured | None:
    """“x % (until 30.09.)”: what stands in brackets besides is not the target."""
    outside = re.sub(r"\([^()]*\)", " ", text)
    return withheld(outside) if WITHHELD_SURELY.search(outside) else None


def withheld(text: str) -> Measured | None:
    """“x % of users”, “N customers”: a target that nobody has set yet."""
    found = WITHHELD.search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    unit, asked = _unit_beside(found[0], before, after), (open_target(found[0]),)
    limit = limit_beside(before.casefold(), _without_unit(after).casefold())
    if limit is not None and not limit.is_up_to and not is_changed_to(before):
        return Measured(KeyResultDraft("", limit.kind, unit), None, asked)
    kind = KeyResultKind.CURRENCY if unit in CURRENCIES else KeyResultKind.NUMBER
    if unit == PERCENT:
        kind, unit = KeyResultKind.PERCENT, ""
    return Measured(KeyResultDraft("", kind, unit), None, asked)


def _unit_beside(found: str, before: str, after: str) -> str:
    """The unit beside a number that is not set: “XX €”, “$TBD”, “x %”."""
    if found.endswith(("%", "％")):
        return PERCENT
    beside = UNIT_BESIDE.match(after) or MONEY_BEFORE.search(before)
    return normalise_unit(plain_amount(beside[1])) if beside else ""


def _without_unit(after: str) -> str:
    found = UNIT_BESIDE.match(after)
    return after[found.end() :] if found else after


def part_in_words(text: str) -> Measured | None:
    """“up by a quarter”: by so many percent, which begins at 0; asked about."""
    for percent, words in PARTS_IN_WORDS:
        if re.search(rf"\b(?:{words})" if words[0].isascii() else words, text, re.IGNORECASE):
            by = KeyResultDraft("", KeyResultKind.PERCENT, "", Decimal(0), Decimal(percent))
            drafts = (by, KeyResultDraft("", KeyResultKind.YES_NO))
            return Measured(by, None, (which_is_meant("target", text, drafts),))
    return None


def part_of_all(text: str) -> Measured | None:
    """“Half of all invoices are paid by direct debit”: 50 %, asked about."""
    for percent, words in PARTS_OF_ALL:
        if re.match(rf"(?:{words})\b", text, re.IGNORECASE):
            share = KeyResultDraft("", KeyResultKind.PERCENT, "", None, Decimal(percent))
            drafts = (share, KeyResultDraft("", KeyResultKind.YES_NO))
            return Measured(share, None, (which_is_meant("kind", text, drafts),))
    return None


def share_of_all(text: str) -> Measured | None:
    """“Every lead has completed the course”: 100 %, or done once; asked about. None for others."""
    if not EVERY.match(text):
        return None
    share = KeyResultDraft("", KeyResultKind.PERCENT, "", None, Decimal(100))
    drafts = (share, KeyResultDraft("", KeyResultKind.YES_NO))
    return Measured(share, None, (which_is_meant("kind", text, drafts),))


def limit_of_every(text: str, measured: Measured) -> Measured:
    """“Every deal above 50k has a next step”: the number may say which deals, so it is asked."""
    if measured.draft.kind not in _LIMITS or measured.questions or not EVERY.match(text):
        return measured
    once = KeyResultDraft("", KeyResultKind.YES_NO)
    says_more = len(re.split(r"\d", text)[-1].split()) > _WORDS_OF_A_UNIT
    drafts = (once, measured.draft) if says_more else (measured.draft, once)
    return Measured(drafts[0], None, (which_is_meant("kind", text, drafts),))


def open_target(text: str) -> ReadingQuestion:
    """A target that is open, named as such."""
    return ReadingQuestion("open target", text, (), "")
