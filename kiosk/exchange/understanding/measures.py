"""The measure in a key result's sentence: kind, start, target or limits, unit.

“Reduce churn from 12 to 4 %”, “no more than 3 %”, “800 → 2k”, “3/5 regions”. A sentence that can be
read in two ways comes with a question; one without a number has no measure.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kiosk.exchange.understanding.amounts import (
    SentenceAmount,
    amount_of,
    amounts_in,
    chosen_readings,
    is_name,
    main_amounts,
    questions_about,
    size_of_both,
    unit_of,
    unread,
)
from kiosk.exchange.understanding.context_numbers import (
    is_beside,
    is_change_of_points,
    is_condition,
    is_deadline,
    is_difference,
    is_done_before,
    is_done_in_places,
    is_done_once,
    is_plainly_done,
    may_be_condition,
)
from kiosk.exchange.understanding.limit_words import FoundLimit, kept_share, limit_beside
from kiosk.exchange.understanding.measure_drafts import (
    Measured,
    draft_to,
    is_count,
    limit_draft,
    measured_to,
    stays,
    which_is_meant,
)
from kiosk.exchange.understanding.measure_patterns import (
    AHEAD,
    BETWEEN,
    BRACKETED,
    EVERY_ONE,
    IN_TIME,
    MONEY,
    OF_THE_SAME,
    QUOTED,
    RANGE,
    RELATIVE,
    WITHHELD,
    WITHIN,
    with_plain_numbers,
)
from kiosk.exchange.understanding.measure_words import GROWS, RISES, STAYS, is_changed_to, is_won
from kiosk.exchange.understanding.multiples import (
    WHERE,
    multiplied,
    multiplied_without_base,
    times_in,
)
from kiosk.exchange.understanding.number_tiers import tiers_behind, tiers_in
from kiosk.exchange.understanding.number_words import is_counted_at_once, with_digits
from kiosk.exchange.understanding.open_measures import (
    limit_of_every,
    part_in_words,
    part_of_all,
    surely_withheld,
    withheld,
)
from kiosk.exchange.understanding.shares import ratio_limit, share_measured
from kiosk.exchange.understanding.starts_and_targets import StartsAndTargets
from kiosk.exchange.understanding.stated_values import stated_number
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

_ABBREVIATED_TO = re.compile(r"(?<=\s)p/\s?(?=\d)")
_MEASURES = re.compile(rf"%|{MONEY.pattern}")
_TO = re.compile(r"\b(?:to|auf|à|a|al|para|naar|til)\b|→|->")

_ARTICLE = re.compile(r"(?:le|la|el|il|lo|der|die|das|the|une?|una|een|het|de)\s", re.IGNORECASE)
# “6k (today) to 10k”
_TODAY = re.compile(
    r"(?<=\w)\s?[(\[](?:today|now|currently|heute|aktuell|derzeit|aujourd['’]hui|actuellement|hoy"
    r"|actualmente|hoje|atualmente|oggi|attuale|nu|vandaag|nå|i dag)[)\]](?=\s*(?:to|→|->|auf|à|a"
    r"|para|naar|til)\b|\s*(?:→|->))",
    re.IGNORECASE,
)

# “6k (today) to 10k”
_TODAY = re.compile(
    r"(?<=\w)\s?[(\[](?:today|now|currently|heute|aktuell|derzeit|aujourd['’]hui|actuellement|hoy"
    r"|actualmente|hoje|atualmente|oggi|attuale|nu|vandaag|nå|i dag)[)\]]"
    r"(?=\s*(?:(?:to|auf|à|a|para|naar|til)\b|→|->))",
    re.IGNORECASE,
)
_WHOLE = 4
"""So many words before “at all 6 sites” are a whole sentence, as “manual printed” is not."""


@lru_cache(maxsize=4096)  # lines are looked at more than once
def measure_in(sentence: str, decimal_separator: str) -> Measured | None:
    """The measure that a sentence names; None if it names none.

    :param decimal_separator: the locale's, for numbers that may be read in two ways.
    """
    reader = _Reader(decimal_separator)
    plain = with_plain_numbers(" ".join(sentence.split()))
    plain = BRACKETED.sub(r"\1 -\2", _TODAY.sub("", plain))
    plain = _ABBREVIATED_TO.sub("para ", plain)
    plain = OF_THE_SAME.sub(r"\1\3\4", plain)
    conditional = WITHIN.sub(" ", plain)
    is_measured = any(amounts_in(conditional)) or WITHHELD.search(conditional)
    if conditional != plain and is_measured:
        plain = conditional
    timeless = IN_TIME.sub(" ", plain)
    if any("%" in found[0] for found in amounts_in(timeless)):
        plain = timeless
    ways = StartsAndTargets(decimal_separator)
    readers = (
        *(reader.tiers, ways.annotated, ways.to_open, reader.relative),
        *(ways.from_to, ways.beside_aim),
        *(reader.between, ways.with_today, surely_withheld),
        *(
            reader.limit,
            share_measured,
            reader.single,
            part_in_words,
            part_of_all,
            multiplied_without_base,
        ),
        withheld,
    )
    for read in readers:
        measured = read(plain)
        if measured is not None:
            return limit_of_every(plain, measured)
    return None


def _may_be_reached(before: str, text: str, draft: KeyResultDraft) -> bool:
    """Whether a limit may be meant as a target: “churn reduced to below 3 %”, “win at least 40”."""
    return is_changed_to(before) or (
        draft.low is not None and is_won(text) and not STAYS.search(text)
    )


class _Reader:
    def __init__(self, decimal_separator: str) -> None:
        self._separator = decimal_separator

    def tiers(self, text: str) -> Measured | None:
        """“Commit: 20, target: 30, stretch: 40”: the target is the target."""
        behind = tiers_behind(text)
        if behind:
            measured = measure_in(behind[0], self._separator)
            return measured and replace(measured, description=behind[1])
        found = tiers_in(text)
        number = self._number(found.target) if found else None
        numbers = [self._number(each) for each in found.numbers] if found else []
        if found is None or number is None or None in numbers:
            return None
        every = (*(each for each in numbers if each), number)  # the last one says the unit
        *values, target = chosen_readings(every)
        is_rising = is_count(number, text) and values == sorted(values)
        start = Decimal(0) if is_rising else None
        outcomes = tuple((draft_to(every, start, value),) for value in values)
        question = ReadingQuestion("tier", text, found.numbers, found.target, outcomes)
        measured = measured_to(every, start, target, (question,))
        return replace(measured, description=found.others)

    def relative(self, text: str) -> Measured | None:
        """“by 10 points to 45”: to 45. “Halve it (from 4)”: from 4 to 2, asked about."""
        found = list(amounts_in(text))
        by = next((each for each in RELATIVE.finditer(text) if each["by"]), None)
        between = text[found[0].end() : found[1].start()] if len(found) == 2 else ""
        if by and found and found[0].start() >= by.start() and _TO.search(between):
            number = self._number(found[1][0])
            if number is not None:
                return measured_to((number,), None, chosen_readings((number,))[0], ())
        is_share = len(found) == 2 and found[0][0].endswith("%") and not found[1][0].endswith("%")
        if is_share and _TO.search(between) and is_difference(text, *found[0].span()):
            number = self._number(found[1][0])  # “grow ARR 40 % to $14M”
            if number is not None:
                return measured_to((number,), None, chosen_readings((number,))[0], ())
        times = times_in(text)
        if times is None:
            return None
        stated = self._number(stated_number(text))
        if stated is not None:
            return multiplied(text, stated, times[0], "", is_stated=True)
        found = list(amounts_in(times[1]))
        number = self._number(found[0][0]) if len(found) == 1 else None
        if number is None:  # “10x the calls”
            return None if found else multiplied_without_base(text)
        before = times[1][: found[0].start()]
        if WHERE.search(before):  # “double the sales in 3 regions”
            return multiplied_without_base(text)
        return multiplied(text, number, times[0], before, is_stated=False)

    def between(self, text: str) -> Measured | None:
        """“between 4 and 8 %”, “4–8 %”."""
        found = BETWEEN.search(text) or RANGE.search(text)
        if found is None or is_name(text, found.span()):
            return None
        if any(match.end() <= found.start() for match in amounts_in(text)):
            return None  # “15 customers between 200 and 1000 people”
        both = self._number(found["low"]), self._number(found["high"])
        if both[0] is None or both[1] is None:
            return None
        numbers = (both[0], both[1])
        low, high = chosen_readings(numbers)
        low *= size_of_both(both[0].text, both[1].text, (low, high)) or 1  # “20–25k”
        if low >= high:
            return None
        draft = KeyResultDraft("", KeyResultKind.BETWEEN, unit_of(numbers), low=low, high=high)
        return Measured(draft, None, tuple(questions_about("high", numbers, 1)))

    def limit(self, text: str) -> Measured | None:
        """“no more than 3 %”, “≥ 95 %”, “45+”, “3 or fewer”."""
        found, *others = main_amounts(text) or (None,)
        number = self._number(found[0]) if found else None
        if found is None or number is None:
            return None
        quiet = QUOTED.sub(lambda quoted: "_" * len(quoted[0]), text)  # “no results” denies nothing
        before, after = quiet[: found.start()].casefold(), quiet[found.end() :].casefold()
        (chosen,) = chosen_readings((number,))
        limit = limit_beside(before, after) or kept_share(quiet, number.unit, chosen)
        if limit is None:
            return None
        draft = limit_draft(number, limit.kind, chosen)
        if share := ratio_limit(text, found.span(), limit.kind):
            once = KeyResultDraft("", KeyResultKind.YES_NO)
            drafts = (share, once) if chosen in (share.low, share.high) else (share, draft, once)
            return Measured(share, None, (which_is_meant("kind", text, drafts),))
        is_due = draft.high is not None and is_deadline(text, *found.span())
        if is_due or is_condition(text, *found.span()):
            return _done_or(text, draft)
        if draft.low is not None and may_be_condition(text, found.start(), found.end()):
            both = (draft, KeyResultDraft("", KeyResultKind.YES_NO))
            return Measured(draft, None, (which_is_meant("kind", text, both),))
        if counted := _counted_before(text[: found.start()]):
            return Measured(counted, None, (which_is_meant("kind", text, (counted, draft)),))
        field = "high" if draft.high is not None else "low"
        questions = (*questions_about(field, (number,), 0), *unread(others))
        if limit.is_up_to or _may_be_reached(text[: found.start()], text, draft):
            grown = draft_to((number,), Decimal(0) if is_count(number, text) else None, chosen)
            return self._grown(text, limit, (draft, grown), questions)
        if not limit.is_certain:
            other = limit_draft(number, limit.other, chosen)
            questions = (*questions, which_is_meant("limit", text, (draft, other)))
        return Measured(draft, None, questions)

    def _grown(
        self,
        text: str,
        limit: FoundLimit,
        drafts: tuple[KeyResultDraft, KeyResultDraft],
        questions: tuple[ReadingQuestion, ...],
    ) -> Measured:
        """“traffic up to 30k”, “churn reduced to below 3 %”: a target, or a limit."""
        draft, grown = drafts
        if STAYS.search(text) and limit.is_up_to:
            return Measured(draft, None, questions)
        is_target = not limit.is_up_to or bool(GROWS.search(text))
        if limit.is_up_to and RISES.search(text):
            return Measured(grown, None, questions)
        both = (grown, draft) if is_target else (draft, grown)
        return Measured(both[0], None, (*questions, which_is_meant("kind", text, both)))

    def single(self, text: str) -> Measured | None:
        """“200 customers”, “$1.2M of revenue”."""
        found = main_amounts(text)
        if not found:
            return None
        number = self._number(found[0][0])
        if number is None:
            return None
        (chosen,) = chosen_readings((number,))
        questions = (*questions_about("target", (number,), 0), *unread(found[1:]))
        is_once = is_done_once(text, *found[0].span())
        if not (chosen or is_once) and stays(text):  # “0 stale prices shown”
            return Measured(limit_draft(number, KeyResultKind.AT_MOST, chosen))
        start = Decimal(0) if is_count(number, text) and chosen > 0 else None
        relative = RELATIVE.search(text)
        is_by = bool(relative and found[0][0] in (relative["by"], relative["changed"]))
        is_by = is_by or is_difference(text, *found[0].span())
        is_by = is_by or is_change_of_points(text, found[0].start())
        drafts = (draft_to((number,), start, chosen), KeyResultDraft("", KeyResultKind.YES_NO))
        is_ahead = bool(AHEAD.match(text[found[0].end() :]))
        if drafts[0].kind is not KeyResultKind.PERCENT and not is_ahead:
            if is_deadline(text, *found[0].span()) or is_once:
                return _done_or(text, drafts[0])
            is_aside = start == 0 and is_beside(text, *found[0].span()) and not is_by
            if is_aside or is_done_in_places(text, *found[0].span()):
                return Measured(drafts[0], None, (which_is_meant("kind", text, drafts),))
        if is_by or chosen < 0 or re.match(r"[+＋]", found[0][0]):
            return self._by(number, found[0][0], questions)
        if is_ahead or EVERY_ONE.search(text[: found[0].start()]):
            is_done = is_done_before(text[: found[0].start()])
            is_whole = is_ahead or is_done or len(text[: found[0].start()].split()) > _WHOLE
            both = (KeyResultDraft("", KeyResultKind.YES_NO), draft_to((number,), start, chosen))
            drafts = both if is_whole else both[::-1]
            asked = which_is_meant("kind", text, drafts)
            return Measured(drafts[0], None, (asked, *unread(found[1:])))
        return measured_to((number,), start, chosen, questions)

    def _by(
        self, number: SentenceAmount, text: str, questions: tuple[ReadingQuestion, ...]
    ) -> Measured:
        """“by 30 %”, “-15 %”: so much less or more, which begins at 0; asked about."""
        (chosen,) = chosen_readings((number,))
        by = draft_to((number,), Decimal(0), abs(chosen))
        to = draft_to((number,), None, chosen)
        return Measured(by, None, (*questions, which_is_meant("target", text, (by, to))))

    def _number(self, text: str) -> SentenceAmount | None:
        return amount_of(text, self._separator)


def _counted_before(before: str) -> KeyResultDraft | None:
    """“Close two deals worth” before a limit: two, of which the limit may say which."""
    counted = with_digits(before)
    (count, *others) = amounts_in(counted) or (None,)
    is_at_once = is_counted_at_once(counted) and not _ARTICLE.match(before)  # “le four”
    if count is None or others or any(map(str.isdigit, before)) or not is_at_once:
        return None
    return KeyResultDraft("", KeyResultKind.NUMBER, start=Decimal(0), target=Decimal(count[0]))


def _done_or(text: str, draft: KeyResultDraft) -> Measured:
    """Done or not, where the number says only of what; asked about unless that is plain."""
    drafts = (KeyResultDraft("", KeyResultKind.YES_NO), draft)
    if is_plainly_done(text):
        return Measured(drafts[0])
    return Measured(drafts[0], None, (which_is_meant("kind", text, drafts),))
