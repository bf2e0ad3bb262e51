"""What a key result's sentence says besides its measure: owner, due day, confidence, priority, how
it stands. “Reduce churn from 5 to 3 %, now 4 % (@mia, by 15 Nov, confidence 7/10)”."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kiosk.exchange.understanding.amounts import amount_of
from kiosk.exchange.understanding.arrows import without_result
from kiosk.exchange.understanding.confidence import IN_SENTENCE, confidence_of
from kiosk.exchange.understanding.days import MONTHS, DayInText, day_in, month_end_in
from kiosk.exchange.understanding.due_days import UNTIL
from kiosk.exchange.understanding.histories import value_in_cell
from kiosk.exchange.understanding.owners import owner_in
from kiosk.exchange.understanding.stated_values import StatedValue, StatedWhen, stated_value_in
from kiosk.okr.found_day import FoundDay
from kiosk.okr.import_findings import ReadingQuestion

_MENTION = re.compile(r"(?<![\w.])@([^\W\d_][\w.-]*[^\W_])")
# “… in patch 4.2 @Kim Aoki”: copied from a page, a mention has its spaces.
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*[^\W_.]"
_FULL_NAMES = re.compile(rf"(?:[\s,&(\[]*@{_NAME}(?: {_NAME}){{0,3}})+[\s.)\]]*$")
_PRIORITY_WORDS = (
    r"(?:prio(?:rit\w*)?\.?\s*:?\s*(?:\d|high|low|medium|top|hoch|mittel|niedrig|haute"
    r"|moyenne|basse|alt[ao]|medi[ao]|baj[ao]|baixa|bassa|hoog|laag|gemiddeld|høy|lav|middels)"
    r"|(?:high|low|medium|top|hohe|mittlere|niedrige)\s(?:priority|priorität|prio))"
)
# “P1 incidents: at most 2” is about them.
_OF_PRIORITY = (
    r"(?:incidents?|bugs?|tickets?|outages?|issues?|defects?|alerts?|cases?|errors?|vorfälle?"
    r"|störungen|fehler|erreurs?|fallos?|errores)\b"
)
_PRIORITY = re.compile(
    rf"^\s*[(\[]?(?P<first>P[0-4])[)\]]?\s*[:–—-]?\s+(?!{_OF_PRIORITY})(?=\S)"
    r"|\s+(?P<bare>P[0-4])\s*$"
    rf"|\s*[(\[](?P<last>P[0-4]|{_PRIORITY_WORDS})[)\]]"
    rf"|\s*(?:\s[–—|·-]|[,;])\s*(?P<dash>P[0-4]|{_PRIORITY_WORDS})(?=\s*(?:[–—|·,;-]|$))",
    re.IGNORECASE,
)
_AMBITION = re.compile(
    r"\s*[(\[]\s*(?:(?P<committed>commit(?:ted|ment)?|roofshot|verbindlich)"
    r"|aspirational|stretch(?: goal)?|moonshot)\s*[)\]]\s*$",
    re.IGNORECASE,
)
_DUE = re.compile(rf"[(\[,;–—-]*\s*(?<!\w){UNTIL}\s+(?P<day>.+)$", re.IGNORECASE)
_DUE_WITHIN = re.compile(rf"(?<!\w){UNTIL}\s+(?=(?P<day>\S.*))", re.IGNORECASE)
_EAST_DAY = r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|末|底)"
_EAST_DUE = re.compile(
    rf"在?(?P<day>{_EAST_DAY})(?:まで(?:に)?|之?前|截止)"
    rf"|\s*[(（]?\s*(?:期限|締切|〆切|締め切り|截止(?:日期|时间)?|到期日?)\s*[:：]?\s*(?P<said>{_EAST_DAY})(?:まで)?\s*[)）]?"
)
_LONGEST_DAY = 60
_STATUS = re.compile(
    r"\s*\[(?P<status>(?:on|off|back on)[ -]track|at[ -]risk|red|amber|yellow|orange|green|done"
    r"|completed?|in progress|not started|blocked|auf kurs|gefährdet|rot|gelb|grün|erledigt"
    r"|in arbeit|offen|en cours|en retard|rouge|jaune|vert|fait|terminé|en riesgo|en curso|rojo"
    r"|amarillo|verde|hecho|feito|concluído|em andamento|em risco|fatto|in corso|a rischio|rosso"
    r"|giallo|klaar|bezig|op schema|rood|geel|groen|ferdig|i rute|pågår|rød|gul|grønn)\]\.?$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"done|completed?|erledigt|fait|terminé|hecho|feito|concluído|fatto|klaar|ferdig", re.IGNORECASE
)
# “150 members by 30 June (now 118)”
_IN_BRACKETS = re.compile(r"\([^()]{1,60}\)\.?")
# “from 3 May until 5 June”, “de janeiro até 15/05”
_FROM = re.compile(
    rf"\b(?:from|von|vom|de|da|van)\s+(?:\S*\d\S*|(?:\d\S*\s+)?(?:{MONTHS}))\s+$", re.IGNORECASE
)
_CONFIDENCE_AT_END = re.compile(r"\s*[(\[](?P<value>\d{1,2}/10)[)\]]\s*$")
# Quotation marks around the whole title, and none inside.
_QUOTED = re.compile(r"[\"“„«‟「]\s?([^\"“”„«»「」]+?)\s?[\"”“»」]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A key result's sentence: `title` is what remains, its measure is read from `measured`.
    `value` is how it stands or what came of it, `start` where it begins, if it says so beside the
    measure, `stated` as it is written and `stated_unit` its unit."""

    title: str
    measured: str
    owner: str = ""
    due: FoundDay | None = None
    confidence: int | None = None
    priority: str = ""
    value: Decimal | bool | None = None
    start: Decimal | bool | None = None
    stated: str = ""
    stated_unit: str = ""
    questions: tuple[ReadingQuestion, ...] = ()
    ambition: str = ""


def sentence_of(text: str, decimal_separator: str, *, is_measured_beside: bool = False) -> Sentence:
    """The parts of a key result's sentence.

    :param decimal_separator: the locale's.
    :param is_measured_beside: whether its target stands in a cell of its own.
    """
    questions: list[ReadingQuestion] = []
    typed, text = text, text.replace("（", " (").replace("）", ") ")
    text, ambition = _without_ambition(text)
    text, status = _without_status(text)
    before, result = without_result(text, decimal_separator)
    plain, priority = _without_priority(before)
    plain, owner = _without_owner(plain)
    plain, confidence = _without_confidence(plain)
    plain, measured, due = _without_due(plain, questions)
    plain, measured, stated = _without_stated_value(
        plain, measured, is_measured_beside=is_measured_beside
    )
    value, start = _stated(stated, decimal_separator)
    amount = amount_of(stated.number, decimal_separator) if stated else None
    is_whole = plain == text and not (ambition or status)
    value = value if value is not None or _DONE.fullmatch(status) is None else True
    title = typed.strip() if is_whole else _tidy(plain)
    return Sentence(
        *(title or _tidy(text), _tidy(measured), owner, due, confidence, priority),
        *(value if result is None else result, start),
        *(stated.number if stated else "", amount.unit if amount else ""),
        *(tuple(questions), ambition),
    )


def _without_ambition(text: str) -> tuple[str, str]:
    """The text without “[committed]” or “(aspirational)” at its end, and which of the two."""
    found = _AMBITION.search(text)
    if found is None:
        return text, ""
    return text[: found.start()], "committed" if found["committed"] else "stretch"


# “(score 0.6)”, “[0,7]”: how far it got.
_SCORE = re.compile(
    r"\s*[(\[](?:(?:score|grade|note|bewertung|nota|punteggio|pontuação|cijfer|poeng|得点|评分)\s*[:：=]?"
    r"\s*\d{1,3}(?:[.,]\d{1,2})?(?:\s?%|\s?/\s?\d{1,3})?)[)\]]$",
    re.IGNORECASE,
)


def without_due(text: str) -> str:
    """A sentence without the day until which it is to be so."""
    return _without_due(text, [])[1]


def plain_objective(text: str) -> tuple[str, str]:
    """An objective without owner, priority, confidence and score, and its priority."""
    text = bare_objective(_without_status(text)[0])
    plain, priority = _without_priority(text)
    plain, owner = _without_owner(plain)
    plain, confidence = _without_confidence(plain)
    is_plain = not (priority or owner or confidence is not None)
    title = text.strip(" :") if is_plain else _tidy(plain).strip(" :") or text
    return bare_objective(title), priority


def bare_objective(text: str) -> str:
    """An objective without the quotes around it and the score behind it."""
    plain = _SCORE.sub("", text)
    quoted = _QUOTED.fullmatch(plain)
    return quoted[1] if quoted else plain


def _without_status(text: str) -> tuple[str, str]:
    """A text without how it goes, in brackets at its end, “[on track]”, and that."""
    found = _STATUS.search(text, max(0, len(text) - _LONGEST_DAY))
    return (text[: found.start()].rstrip(), found["status"]) if found else (text, "")


def _without_priority(text: str) -> tuple[str, str]:
    found = _PRIORITY.search(text)
    if not found:
        return text, ""
    priority = found["first"] or found["bare"] or found["last"] or found["dash"]
    return text[: found.start()] + text[found.end() :], priority


def _without_owner(text: str) -> tuple[str, str]:
    named = owner_in(text)
    if named:
        return named
    at_end = _FULL_NAMES.search(text)
    if at_end:
        names = (name.strip(" ,&()[].") for name in at_end[0].split("@"))
        return text[: at_end.start()], ", ".join(dict.fromkeys(filter(None, names)))
    mentions = _MENTION.findall(text)
    if not mentions:
        return text, ""
    without = re.sub(rf"[(\[]?\s*(?:{_MENTION.pattern}[\s,&/]*)+[)\]]?", " ", text)
    return without, ", ".join(dict.fromkeys(mentions))


def _without_confidence(text: str) -> tuple[str, int | None]:
    found = IN_SENTENCE.search(text)
    if not found:
        at_end = _CONFIDENCE_AT_END.search(text)
        found = at_end if at_end and re.search(r"\d", text[: at_end.start()]) else None
    confidence = confidence_of(found["value"]) if found else None
    if found is None or confidence is None:
        return text, None
    return text[: found.start()] + text[found.end() :], confidence


def _without_due(text: str, questions: list[ReadingQuestion]) -> tuple[str, str, FoundDay | None]:
    """The text as a title and for its measure, and the day; within the sentence it stays in the
    title."""
    east = _EAST_DUE.search(text)
    if east:
        east_day = east["day"] or east["said"]
        day = month_end_in(east_day) or day_in(east_day)
        without = text[: east.start()] + text[east.end() :]
        return (without, without, day.day) if day else (text, text, None)
    for found in _DUE_WITHIN.finditer(text):
        day = _first_day(found["day"])
        if day is None or _FROM.search(text[: found.start()]):
            continue
        start, end = found.start(), found.start("day") + day.end
        if day.other:
            both = (day.day.iso, day.other.iso)
            questions.append(ReadingQuestion("due", text[start:end], both, both[0]))
        rest = text[end:].strip()
        measured = text[:start] + text[end:]
        is_at_end = not rest.strip(" .)],;") or _IN_BRACKETS.fullmatch(rest) is not None
        if not text[:start].strip() and rest.startswith((":", "：")):  # “By 15 March: …”
            measured, is_at_end = rest.lstrip(" :："), True
        is_in_brackets = text[:start].rstrip().endswith(("(", "[", ",")) and rest[:1] in ")],"
        return (measured if is_at_end or is_in_brackets else text), measured, day.day
    return text, text, None


def _first_day(text: str) -> DayInText | None:
    text = text[:_LONGEST_DAY]
    day = month_end_in(text)
    if day is None:
        day = day_in(text)
    return day if day and not text[: day.start].strip(" :") else None


def _without_stated_value(
    title: str, measured: str, *, is_measured_beside: bool
) -> tuple[str, str, StatedValue | None]:
    """The texts without “now 25” or “(last year 20)”, where another number is the measure, and what
    they say."""
    found = stated_value_in(measured, is_measured_beside=is_measured_beside)
    if found is None:
        return title, measured, None
    rest = f"{measured[: found.start]} {measured[found.end :]}"
    in_title = stated_value_in(title, is_measured_beside=is_measured_beside)
    without = f"{title[: in_title.start]} {title[in_title.end :]}" if in_title else title
    return without, rest, found


def _stated(
    found: StatedValue | None, decimal_separator: str
) -> tuple[Decimal | bool | None, Decimal | bool | None]:
    """The current value and the start that a sentence says."""
    if found is None:
        return None, None
    number = value_in_cell(found.number, decimal_separator)
    value = None if found.kind is StatedWhen.BEFORE else number
    return value, None if found.kind is StatedWhen.SO_FAR else number


def _tidy(text: str) -> str:
    """A text without the brackets and punctuation that were around what was taken out."""
    plain = re.sub(r"[(\[]\s*[,;|–—-]*\s*[)\]]", " ", text)
    plain = re.sub(r"([(\[])\s*[,;]\s*", r"\1", plain)
    plain = re.sub(r"\s*[,;]\s*([)\]])", r"\1", plain)
    return " ".join(plain.split()).strip(" ,;–—-|·").replace(" ,", ",").replace(" .", ".")
