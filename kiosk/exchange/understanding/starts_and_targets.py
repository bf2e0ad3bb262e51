"""Sentences that name a start and a target: “from 12 to 40”, “800 → 2k”, “40 (up from 12)”, also in
units of different size, “from 1.2 t to 800 kg”."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kiosk.exchange.understanding.amounts import (
    SentenceAmount,
    amount_of,
    amounts_in,
    chosen_readings,
    is_name,
    questions_about,
    size_of_both,
    unread,
)
from kiosk.exchange.understanding.measure_drafts import (
    Measured,
    draft_to,
    measured_to,
    which_is_meant,
)
from kiosk.exchange.understanding.measure_patterns import (
    AIM,
    ANNOTATED,
    FROM_NOUN_TO,
    FROM_TO,
    FROM_TO_OPEN,
    MONEY,
    TO_FROM,
    TODAY,
)
from kiosk.exchange.understanding.measure_words import RISES, is_changed_to
from kiosk.exchange.understanding.open_measures import open_target
from kiosk.exchange.understanding.shares import share_in
from kiosk.exchange.understanding.unit_scales import are_days_worked, factor_between
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.unit_conversion import converted

_MEASURES = re.compile(rf"%|{MONEY.pattern}")
_YEAR = re.compile(r"20\d\d")
_UNIT_BEHIND = re.compile(r"\s?([^\W\d_][^\s,;()]*)")


class StartsAndTargets:
    """Reads the start and the target of a sentence; each reader gives None where there are none.

    :param decimal_separator: the locale's.
    """

    def __init__(self, decimal_separator: str) -> None:
        self._separator = decimal_separator

    def annotated(self, text: str) -> Measured | None:
        """“800 (baseline) / 2,000 (target)”."""
        found = ANNOTATED.search(text)
        start, target = (
            self._number(found[name]) if found else None for name in ("start", "target")
        )
        if start is None or target is None:
            return None
        chosen = chosen_readings((start, target))
        return measured_to((start, target), chosen[0], chosen[1], ())

    def to_open(self, text: str) -> Measured | None:
        """“from 12 % to X %”: the target is open."""
        found = FROM_TO_OPEN.search(text)
        start = self._number(found["start"]) if found else None
        if found is None or start is None:
            return None
        both = (start,)
        measured = measured_to(both, None, Decimal(0), (open_target(found["target"]),))
        draft = replace(measured.draft, start=chosen_readings(both)[0], target=None)
        return replace(measured, draft=draft)

    def beside_aim(self, text: str) -> Measured | None:
        """“scrap 2.1 % (target 1.5 %)”: it stands at 2.1 and is to reach 1.5, which is asked."""
        found = AIM.search(text)
        both = (self._number(found["start"]), self._number(found["target"])) if found else ()
        if found is None or len(both) != 2 or both[0] is None or both[1] is None:
            return None
        start, target = both[0], both[1]
        if len(amounts_in(text)) != 2 or start.unit not in ("", target.unit):
            return None
        chosen = chosen_readings((start, target))
        drafts = (draft_to((start, target), *chosen), draft_to((start, target), None, chosen[1]))
        return Measured(drafts[0], chosen[0], (which_is_meant("start", found[0].strip(), drafts),))

    def from_to(self, text: str) -> Measured | None:
        """“from 12 to 40”, “12 → 40”."""
        found = FROM_TO.search(text) or FROM_NOUN_TO.search(text) or _to_from(text)
        if found is None or is_name(text, found.span()):
            return None
        start, target = self._number(found["start"]), self._number(found["target"])
        if start is None or target is None:
            return None
        if start.unit and _YEAR.fullmatch(target.text):  # “de 12 % par rapport à 2024”
            return None
        units = _units(text, found, start, target)
        factor = factor_between(*units)
        if factor is not None and factor != 1:
            return _in_one_unit(start, target, units, factor, found[0].strip())
        if factor is None and start.unit and target.unit and start.unit != target.unit:
            return None
        is_marked = _is_marked(text, found, start, target)
        if start.text[0] in "+＋" and not is_marked:
            return _by_and_to(start, target, found[0].strip())
        others = [m for m in amounts_in(text) if not found.start() <= m.start() < found.end()]
        # “tickets older than 30 days from 140 to 40”: which tickets.
        left = [m for m in others if _MEASURES.search(m[0]) or not is_marked]
        return _from_to((start, target), found[0].strip(), left, is_marked=is_marked)

    def with_today(self, text: str) -> Measured | None:
        """“40 (up from 12)”, “under 10 (baseline 34)”."""
        today = TODAY.search(text)
        found = [
            m for m in amounts_in(text) if today and not today.start() <= m.start() < today.end()
        ]
        if today is None or len(found) != 1:
            return None
        start, target = self._number(today["start"] or today["before"]), self._number(found[0][0])
        if start is None or target is None:
            return None
        both = (start, target)
        chosen = chosen_readings(both)
        questions = (*questions_about("start", both, 0), *questions_about("target", both, 1))
        return measured_to(both, chosen[0], chosen[1], questions)

    def _number(self, text: str) -> SentenceAmount | None:
        return amount_of(text, self._separator)


def _to_from(text: str) -> re.Match[str] | None:
    """“up to 40,000 from 31,000”, and not “auf 5 von 7 Stationen”, which is a share."""
    found = TO_FROM.search(text)
    is_share = share_in(text) is not None and not (RISES.search(text) or is_changed_to(text))
    return None if is_share else found


def _is_marked(
    text: str, found: re.Match[str], start: SentenceAmount, target: SentenceAmount
) -> bool:
    """Whether the sentence says that the first number is where it begins: “from 12 to 40”."""
    between = found["to"].strip() if found.re is FROM_TO else ""
    is_sign = not between.isalpha() or not between.isascii()
    is_from = is_sign or bool(found.groupdict().get("from") or start.unit)
    is_behind = text[: found.start()].rstrip().endswith(":")
    return is_from or is_behind or ("." in start.text and "." in target.text)


def _from_to(
    both: tuple[SentenceAmount, SentenceAmount],
    text: str,
    left: list[re.Match[str]],
    *,
    is_marked: bool,
) -> Measured:
    chosen = chosen_readings(both)
    questions = (*questions_about("start", both, 0), *questions_about("target", both, 1))
    size = size_of_both(both[0].text, both[1].text, chosen)
    if size is not None:
        scaled = (chosen[0] * size).normalize()
        readings = (draft_to(both, scaled, chosen[1]), draft_to(both, *chosen))
        questions = (*questions, which_is_meant("start", text, readings))
        chosen = [scaled, chosen[1]]
    if not is_marked:
        questions = (*questions, _is_start_asked(text, draft_to(both, *chosen)))
    return measured_to(both, chosen[0], chosen[1], (*questions, *unread(left)))


def _by_and_to(by: SentenceAmount, target: SentenceAmount, text: str) -> Measured:
    """“members +80 to 200”, which is from 120; asked about."""
    step, end = chosen_readings((by, target))
    drafts = (draft_to((by, target), end - step, end), draft_to((by, target), None, end))
    return Measured(drafts[0], None, (which_is_meant("start", text, drafts),))


def _units(
    text: str, found: re.Match[str], start: SentenceAmount, target: SentenceAmount
) -> tuple[str, str]:
    """The units of both numbers, or the words behind them: “from 3 tonnes to 800 kilos”."""
    words = [_UNIT_BEHIND.match(text, found.end(name)) for name in ("start", "target")]
    behind = [word[1] if word else "" for word in words]
    return start.unit or behind[0], target.unit or behind[1]


def _in_one_unit(
    start: SentenceAmount,
    target: SentenceAmount,
    units: tuple[str, str],
    factor: Fraction,
    text: str,
) -> Measured:
    """“from 1.2 t to 800 kg”, in the unit of the target. Days of work may have eight hours, so they
    are asked about."""
    (begin,), (end,) = chosen_readings((start,)), chosen_readings((target,))
    first = converted(begin, factor)
    draft = KeyResultDraft("", KeyResultKind.NUMBER, units[1], first, end)
    is_clear = len(start.readings.readings) == len(target.readings.readings) == 1
    is_asked = are_days_worked(*units) or not is_clear
    return Measured(draft, None, (_is_start_asked(text, draft),) if is_asked else ())


def _is_start_asked(text: str, draft: KeyResultDraft) -> ReadingQuestion:
    """“12 to 40”: from 12 to 40, or only to 40."""
    drafts = (draft, replace(draft, start=None))
    readings = (f"{draft.start:f} → {draft.target:f}", f"→ {draft.target:f}")
    return ReadingQuestion("start", text, readings, readings[0], tuple((d,) for d in drafts))
