"""What is multiplied: “double sales”, “halve the waiting time”, “x3”, with or without a base."""

import re
from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.amounts import SentenceAmount, chosen_readings
from kiosk.exchange.understanding.measure_drafts import (
    Measured,
    draft_to,
    reading_of,
    which_is_meant,
)
from kiosk.exchange.understanding.measure_patterns import AFTER, BEFORE
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind

_HALF, _TWICE = Decimal("0.5"), Decimal(2)
_LEAST_MULTIPLIED = 10
_TIMES = (
    (
        _HALF,
        r"\bhalv(?!t)\w*|\bhalbier\w*|\bin half\b|\bby (?:a )?half\b|um die hälfte|\bdimezz\w*"
        r"|\b(?:a|en) la mitad\b|divis\w+ par deux|\bde moitié\b"
        r"|\b(?:em|n?a|pela) metade\b|della metà|met de helft|med halvparten|減半|减半|減らして半分"
        r"|半減|半分に|砍半",
    ),
    (
        _TWICE,
        r"\bdoubl\w*|\bdoppl\w*|\bverdopp\w*|\bduplic\w*|\bdobr(?:ar?|o|e|amos)\b|\bdoppelt so\b"
        r"|\btwice as (?:many|much)\b|\bdeux fois plus\b|\b(?:el doble|o dobro|il doppio)\b"
        r"|\btwee keer zo\w*|\bdobbelt så (?:mange|mye)\b"
        r"|\braddopp\w*"
        r"|\bverdubb\w*|\bfordobl\w*|^doble\b|\bdobl(?:es|er|et|ing|ar|amos)\b|翻一?番|翻倍|倍増|加倍"
        r"|[2２]倍|两倍|二倍",
    ),
    (Decimal(3), r"\btripl\w*|\bverdreifach\w*|\bverdrievoud\w*|\btredobl\w*|[3３]倍|三倍"),
    (Decimal(4), r"\bquadrupl\w*|\bvervierfach\w*|\bverviervoud\w*|\bfiredobl\w*|[4４]倍|四倍"),
)
_BY_TIMES = re.compile(
    # “10x the number of calls”
    r"\b(?P<many>\d{1,3})x\s(?=(?:the|our|more|as|increase|growth|rise|die|den|so|mehr|de|il|het|zo|más|mais)\b)"
    rf"|(?:\b[x×]\s?|×)(?P<first>\d{{1,2}}){AFTER}(?!\s?[x×%])|{BEFORE}(?P<last>\d{{1,2}})\s?(?:×"
    rf"|-fach\b|-fold\b)"
)
# “double-check”, “doubles tournament”, “double opt-in” multiply nothing.
_OTHERWISE = re.compile(
    r"(?<=\w\s)(?<!\bto\s)(?<!\band\s)(?<!\bwe\s)(?<!\bwill\s)\bdouble\s(?!(?:the|our|its|their"
    r"|this"
    r"|that|last|from|to|in|by|and|as|per"
    r"|every)\b)(?=[^\W\d])"
    r"|\bdouble[- ](?:check|opt|entry|blind|glaz|deck|sided|bottom|room|digit|materiality|click)\w*"
    r"|\bdoubles\s(?=[^\W\d])(?!(?:the|our|its|from|to)\b)|\bhalves of\b"
    r"|\bduplica(?:te|tion|tes|do|da|t|ti|tas?|dos|zioni?)\b"
    r"|\bduplicaciones?\b|\bduplicados?\b|\bdoublons?\b|\bdoublures?\b|\bhalve finale\w*"
    r"|\bhalv[- ]?(?:år|dag|time)\w*|\bhalvparten av\b|\bdobbelt\s(?:kontroll)\w*"
    r"|\bsecond halves\b|\btriple[- ](?:play|a|win|bottom)\b|\btriplets?\b"
    r"|\bduplicity\b|\bdobra(?:dura|diça)\w*|\bdoblaje\b|\bdoblad\w+",
    re.IGNORECASE,
)
WHERE = re.compile(
    r"\b(?:in|within|across|at|for|by|bis|innerhalb|bei|dans|en|em|nei|nelle|op|på|i|für|pour"
    r"|para|per"
    r"|avant|fin|with|mit)\s(?:the\s|all\s|our\s)?$",
    re.IGNORECASE,
)
"""Before a number that says where or until when."""
_TO = re.compile(
    r"\b(?:to|auf|à|a|para|até|hasta|naar|til|tot)\s(?:the\s)?$|(?:到|至|为)$", re.IGNORECASE
)


_WORDS_ALONE = re.compile(
    r"(?:double|doubled|doppelt|das doppelte|twice|le double|doublé|el doble|o dobro|il doppio"
    r"|dubbel|dobbelt)(?: so (?:viele?|hoch))?",
    re.IGNORECASE,
)
_TIMES_ALONE = re.compile(
    r"(?:[x×*]\s?(?P<first>\d{1,3}(?:[.,]\d{1,2})?)"
    r"|(?P<last>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:[x×]|-?\s?(?:fach|fold)|times|mal|fois|veces|vezes"
    r"|volte|keer|ganger|gange|gånger|倍)(?:\s(?:as (?:many|much)|so viele?|more|the start|baseline"
    r"|start))?)",
    re.IGNORECASE,
)


def times_alone(cell: str) -> Decimal | None:
    """By how much a cell multiplies what stands beside it, where it says nothing else: “2x”,
    “double”, “verdreifachen”; None for other cells."""
    plain = cell.strip(" .!")
    if _WORDS_ALONE.fullmatch(plain):
        return _TWICE
    by = _TIMES_ALONE.fullmatch(plain)
    if by is not None:
        return Decimal((by["first"] or by["last"]).replace(",", "."))
    found = times_in(plain)
    return found[0] if found and not found[1].strip() else None


def times_in(text: str) -> tuple[Decimal, str] | None:
    """By how much a sentence multiplies what there is, “double”, “halve”, “x3”, and the rest of it;
    None if it does not."""
    plain = _OTHERWISE.sub(lambda found: "-" * len(found[0]), text)
    for times, words_for in _TIMES:
        found = re.search(words_for, plain, re.IGNORECASE)
        if found:
            return times, text[: found.start()] + text[found.end() :]
    by = _BY_TIMES.search(text)
    if by is None:
        return None
    return Decimal(by["many"] or by["first"] or by["last"]), text[: by.start()] + " " + text[
        by.end() :
    ]


def multiplied(
    text: str, number: SentenceAmount, times: Decimal, before: str, *, is_stated: bool
) -> Measured:
    """“Halve it (now 4)”: from 4 to 2; “double it to 40”: from 20. Asked about where the sentence
    does not say which of the two it is.

    :param before: the text before the number.
    :param is_stated: whether the sentence says that the number is how it stands.
    """
    (chosen,) = chosen_readings((number,))
    start, target = chosen, _plain(chosen * times)
    if _TO.search(before) and not is_stated:
        start, target = _plain(chosen / times), chosen
    draft = draft_to((number,), start, target)
    if is_stated:
        return Measured(draft)
    other = draft_to((number,), None, chosen)
    readings = (f"{start:f} → {target:f}", f"→ {chosen:f}")
    asked = ReadingQuestion("target", text, readings, readings[0], ((draft,), (other,)))
    return Measured(draft, None, (asked,))


def multiplied_beside(cell: str, base: Decimal, times: Decimal, draft: KeyResultDraft) -> Measured:
    """“2x” beside a start of 240 is 480. Beside 1.8 it may be 2, which is asked about.

    :param draft: the key result to the number that the cell says, which is no limit.
    """
    to = replace(draft, start=base, target=_plain(base * times))
    if base > _LEAST_MULTIPLIED or any(map(str.isalpha, cell.replace("x", ""))):
        return Measured(to)
    ratio = replace(draft, start=base, target=times)
    drafts = (ratio, to) if times > base else (to, ratio)
    return Measured(drafts[0], None, (which_is_meant("target", cell, drafts),))


def multiplied_without_base(text: str) -> Measured | None:
    """“Double the volunteers”: the target is open until somebody says how many there are; asked
    about. None where nothing is multiplied."""
    found = times_in(text)
    times = _BY_TIMES.search(text)
    if found is None or (times and not times["many"]):
        return None
    by = abs(found[0] - 1) * 100
    drafts = (
        KeyResultDraft("", KeyResultKind.NUMBER),
        KeyResultDraft("", KeyResultKind.PERCENT, "", Decimal(0), _plain(by)),
        KeyResultDraft("", KeyResultKind.YES_NO),
    )
    readings = tuple(map(reading_of, drafts))
    outcomes = tuple((draft,) for draft in drafts)
    return Measured(
        drafts[0], None, (ReadingQuestion("base", text, readings, readings[0], outcomes),)
    )


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")
