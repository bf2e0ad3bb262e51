"""Measures without a number: withheld ones, parts in words, shares of all."""

import re
from decimal import Decimal

from kiosk.exchange.understanding.measure_drafts import Measured, which_is_meant
from kiosk.exchange.understanding.measure_patterns import (
    EVERY,
    PARTS_IN_WORDS,
    WITHHELD,
    WITHHELD_SURELY,
)
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

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
    kind = KeyResultKind.PERCENT if found[0].endswith("%") else KeyResultKind.NUMBER
    return Measured(KeyResultDraft("", kind), None, (open_target(found[0]),))


def part_in_words(text: str) -> Measured | None:
    """“up by a quarter”, “twice as many”: by so many percent, which begins at 0; asked about."""
    for percent, words in PARTS_IN_WORDS:
        if re.search(rf"\b(?:{words})" if words[0].isascii() else words, text, re.IGNORECASE):
            by = KeyResultDraft("", KeyResultKind.PERCENT, "", Decimal(0), Decimal(percent))
            drafts = (by, KeyResultDraft("", KeyResultKind.YES_NO))
            return Measured(by, None, (which_is_meant("target", text, drafts),))
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
