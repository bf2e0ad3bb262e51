"""Labels at the beginning of a line: “Objective 1: …”, “KR 1.2 – …”, “Owner: Mia”."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.titles import is_period


class Role(StrEnum):
    """What a line is about, by its label."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    TEAM = "team"
    OWNER = "owner"
    BECAUSE = "because"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Label:
    """A label. `rest` is the text after it, "" where the label stands alone; `number` is its
    number, as in KR 1.2; `is_plural` for “Key results”; `team` stands in brackets after it, or
    before it with a dash."""

    role: Role
    rest: str
    number: str = ""
    is_plural: bool = False
    team: str = ""


def _pattern(known: tuple[str, ...]) -> str:
    names = sorted({re.escape(word).replace(r"\ ", r"[\s-]?") for word in known}, key=len)
    return "(?:" + "|".join(reversed(names)) + ")"


_NUMBER = (
    r"(?:\.?\s*(?:#|n°|nº|no\.|nr\.)?\s*"
    r"(?P<number>[一二三四五六七八九十]|[OZ]?\d{1,2}(?:[.\-]\d{1,2})*[a-z]?(?![^\W_])"
    r"|[a-h](?=\)\s)"
    r"|(?-i:[A-H])[.\-]?\d{1,2}(?![^\W_])"
    r"|(?<=[\s目标標果])(?-i:[A-Z]|[IVX]{1,4})(?=[\s:：.)]|$))?)"
)
_PLURALS = frozenset(
    {
        *("ziele", "schlüsselergebnisse", "schlüsselresultate", "obiettivi", "risultati chiave"),
        *("doelen", "doelstellingen", "kernresultaten", "sleutelresultaten", "nøkkelresultater"),
    }
)
_END = r"(?:\s*(?::|：|\.|\)|–|—|-|\||=>?|>>|»|▸|►|▶|→|·|•|・|/{1,2}|~|、)\s*|\s+|$)"
_WHOSE = (
    r"(?:(?:(?:company|corporate|organi[sz]ation(?:al)?|team|department(?:al)?|division|annual"
    r"|yearly"
    r"|quarterly|strategic|group|top|overall|individual|personal)(?:[\s-]level)?)[\s-]+)?"
)
_WHICH = (
    r"(?:(?:our|the|unser|das|notre|le|nuestro|el|nosso|o|il|ons|het|vårt|det)\s)?"
    r"(?:first|second|third|fourth|fifth|erstes|zweites|drittes|viertes|erste|zweite|dritte|vierte"
    r"|premier|deuxième|second|troisième|quatrième|primer|segundo|tercer|cuarto|primeiro|terceiro"
    r"|quarto|primo|secondo|terzo|eerste|tweede|derde|vierde|første|andre|tredje|fjerde)"
)
COUNTED_OBJECTIVE = re.compile(
    rf"{_WHICH}\s+{_pattern(words.OBJECTIVE)}\s*[:：–—]\s*(?P<rest>.*)"
    rf"|{_pattern(words.OBJECTIVE)}\s+(?:one|two|three|four|five|eins|zwei|drei|vier|deux|trois"
    r"|quatre|uno|dos|tres|cuatro|um|dois|três|due|tre|quattro|een|één|twee|drie|vier|en|to|fire)"
    r"\s*[:：–—]\s*(?P<counted>.*)",
    re.IGNORECASE,
)
"""“First goal: …” and “Goal one: …”."""
# “Objetivo general: …”, “Ziel fürs Q1: …”
_KIND = (
    r"(?:\s(?:general|principal|estratégico|específico|général|stratégique|geral|generale|principale"
    r"|strategico)(?=\s?(?:\d|[:：–—-]))"
    r"|(?<!s)\s(?:fürs?|for|pour|para|per|voor|til)\s[^:：]{1,25}(?=[:：]\s))?"
)
_BRACKET = r"(?:\s*[(\[](?P<team>[^\d)\]]{2,30})[)\]](?=\s*[:：–—-]))?"
_LABELS = {
    role: re.compile(
        rf"{_WHOSE if role is Role.OBJECTIVE else ''}"
        rf"(?P<word>{_pattern(known)}){_KIND if role is Role.OBJECTIVE else ''}"
        rf"{_NUMBER}{_BRACKET}(?P<end>{_END})(?P<rest>.*)",
        re.IGNORECASE,
    )
    for role, known in (
        (Role.KEY_RESULT, (*words.KEY_RESULT, *words.KEY_RESULT_IF_NUMBERED)),
        (Role.OBJECTIVE, (*words.OBJECTIVE, *words.OBJECTIVE_IF_NUMBERED)),
        (Role.TEAM, words.TEAM),
        (Role.OWNER, words.OWNER),
        (Role.BECAUSE, words.BECAUSE),
        (Role.OTHER, words.OTHER),
    )
}
# “O1 …”, “O: …” and “O – …”; an O alone is a letter.
_SHORT = re.compile(
    r"O\s?#?(?P<number>\d{1,2}(?:\.\d{1,2})?)(?P<end>\s*(?:[:：.)–—\-|·•、]|//)\s*|\s+|$)(?P<rest>.*)"
    r"|O\s*(?:[:：=]|[–—-](?=\s))\s*(?P<only>.*)"
)
_LONG_KEY_RESULT = re.compile(
    r"[OZ]\d{1,2}[\s.\-/]?(?:KR|SE|RC|K|R)\s?(?P<number>\d{1,2})"
    r"(?P<end>\s*(?:[:：.)–—\-|·•、]|//)\s*|\s+|$)(?P<rest>.*)",
    re.IGNORECASE,
)

# “We ship every week (Objective)”.
_NAMED_LAST = re.compile(
    rf"(?P<rest>.+?)\s*[(\[](?:(?P<objective>{_pattern(words.OBJECTIVE)})"
    rf"|{_pattern(words.KEY_RESULT)})[)\]]",
    re.IGNORECASE,
)
# “1. Objective - …”
_NUMBER_BEFORE = re.compile(
    rf"^\d{{1,2}}[.)]\s+(?={_pattern(words.OBJECTIVE)}\s*(?:\d{{1,2}})?\s*[:：–—-]\s)",
    re.IGNORECASE,
)
_APART = re.compile(r"\s*[/|–—·:：,(]|\s-\s")
_IF_NUMBERED = {*words.OBJECTIVE_IF_NUMBERED, *words.KEY_RESULT_IF_NUMBERED}
_NO_TEAMS = frozenset(
    {
        *("committed", "aspirational", "stretch", "moonshot", "must", "should", "could", "draft"),
        *("new", "done", "high", "medium", "low", "optional", "neu", "entwurf", "hoch", "mittel"),
    }
)
# “Finance – Objective: Close the books”, whose objective it is.
_AFTER_TEAM = re.compile(r"(?P<team>[A-ZÀ-ÖØ-Þ][\w&./ ]{1,39}?)\s+[–—|·-]\s+(?P<rest>\S.*)")

# Emoji and other pictures beside a label: 🎯 Objective 🚀: …, :dart: Objective
_WITHOUT_PICTURES = re.compile(
    r":[a-z][a-z0-9_]{2,30}:(?=\s)"
    r"|[\u2300-\u23ff\u25a0-\u25ca\u25cc-\u25ee\u25f0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
)
# “【目標1】…”
_IN_BRACKETS = re.compile(r"^[【\[［]([^】\]］]{1,12})[】\]］]\s*(\S)")
LABEL_LIKE = re.compile(r"[A-Z]{1,3}\s?\d{1,2}(?:\.\d{1,2})?\s*[:.)–—-]\s+\S.*")
"""What looks like a label of a language that is not known: “RC5: …”."""

# “Why? …”, “¿Por qué? …”: the question is the label.
_ASKED = re.compile(rf"^¿?\s*({_pattern(words.BECAUSE)})\s*[?？]\s*[:：]?\s*", re.IGNORECASE)

# “What do we want?” above an objective, “How will we know?” above its key results.
_QUESTION = re.compile(
    r"¿?(?:(?P<objective>what do we want(?: to achieve)?|where do we want to (?:go|be)"
    r"|was wollen wir(?: erreichen)?|wo wollen wir hin|que voulons-nous(?: atteindre)?"
    r"|qu['’]est-ce que nous voulons(?: atteindre)?|qué queremos(?: lograr| conseguir)?"
    r"|o que queremos(?: alcançar)?"
    r"|(?:che )?cosa vogliamo(?: ottenere| raggiungere)?|wat willen we(?: bereiken)?"
    r"|hva vil vi(?: oppnå)?|我们想要什么|何を目指すか)"
    r"|how (?:will|do) we (?:know|measure)(?: it| that| this)?"
    r"|woran (?:merken|messen|erkennen|sehen) wir(?:['’]s| es| das)?"
    r"|wie messen wir(?: es| das)?|comment (?:le )?(?:saurons|mesurons)-nous"
    r"|comment (?:le )?mesurer|cómo lo (?:sabremos|medimos|mediremos)|como (?:vamos saber|medimos)"
    r"|come lo (?:misuriamo|sapremo)|(?:waaraan|hoe) (?:merken|meten|weten) we(?: dat| het)?"
    r"|wat merken we ervan|hvordan (?:vet|måler) vi(?: det)?|如何衡量|怎么衡量|どう測るか)"
    r"\s?[?？:：]\s*(?P<rest>.*)",
    re.IGNORECASE,
)
# “How we'll know” in a line of its own, which says what the lines below it are.
_ANNOUNCED = re.compile(
    r"how (?:we|it)(?:['’]ll| will| shall| can)?(?: be)? (?:know|measured?|tell)"
    r"(?: (?:it|that|this|success|progress))?"
    r"(?: (?:(?:when |if )?we(?:['’]re| are) there|(?:when |if )?we(?:['’]ve| have) (?:succeeded"
    r"|made it|got there)|it(?:['’]s| is) (?:working|done)|it worked))?"
    r"|what success looks like|signs of success|how success is measured"
    r"|woran wir(?:['’]?s| das| es| den erfolg| ihn)? (?:merken|messen|erkennen|sehen|festmachen)"
    r"|wie wir (?:das|es|den erfolg) messen"
    r"|(?:daran|so) (?:merken|messen|erkennen|sehen) wir(?:['’]?s| das| es| den erfolg)?"
    r"|(?:comment|à quoi) (?:nous|on) (?:le |la |l['’])?(?:saurons|saura|mesurons|mesure|mesurerons"
    r"|mesurera|verrons|verra|reconnaîtrons|reconnaîtra)(?: que c['’]est (?:réussi|gagné))?"
    r"|cómo (?:lo )?(?:sabremos|mediremos|medimos|notaremos)(?: el éxito)?"
    r"|como (?:o |vamos )?(?:saberemos|saber|mediremos|medimos|medir)(?: isso| o sucesso)?"
    r"|(?:come|da cosa) (?:lo )?(?:sapremo|misuriamo|misureremo|capiremo)(?: il successo)?"
    r"|(?:hoe|waaraan) we (?:dat|het|dit|succes)? ?(?:gaan )?(?:weten|meten|merken|zien)"
    r"|(?:zo|hieraan|daaraan) (?:meten|merken|weten|zien) we (?:dat|het)"
    r"|(?:hvordan vi (?:vet|måler|ser|merker)|slik (?:vet|måler|ser|merker) vi)(?: det| suksess)?"
    r"|(?:我们)?(?:如何|怎么|怎样)(?:衡量|知道|判断)|衡量方式|どう(?:測る|判断する|わかる)か?|測り方|達成の目安",
    re.IGNORECASE,
)
# “also KR – …”, “und noch ein KR: …”: what people say before a label in a chat.
_ALSO = re.compile(
    r"^(?:(?:ok(?:ay)?|so|then|and|also|plus|another|one more|next|und|auch|noch|ein(?:e[sr]?)?"
    r"|weiteres|dann|nächstes|et|aussi|encore|un|une|autre|puis|y|también|otr[oa]|luego|e|também"
    r"|mais|outro|anche|ancora|altro|poi|en|ook|nog|een|dan|og|også|til|så|還有|还有|另外|あと"
    r"|次)[,.:;!]?\s+)"
    rf"{{1,3}}(?=(?:{_pattern(words.KEY_RESULT)}|{_pattern(words.OBJECTIVE)}|O"
    rf"|OKR)\s?\d{{0,2}}(?:\.\d)?"
    r"\s*[:：–—-]\s)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # titles repeat, and are looked at more than once
def label_of(text: str) -> Label | None:
    """The label that a line begins with; None without one."""
    text = " ".join(_WITHOUT_PICTURES.sub(" ", text).split())
    text = _IN_BRACKETS.sub(r"\1：\2", text)
    text = _NUMBER_BEFORE.sub("", text)
    asked = _asked_label(text)
    if asked:
        return asked
    text = _ALSO.sub("", _ASKED.sub(r"\1: ", text))
    long_one = _LONG_KEY_RESULT.fullmatch(text)
    if long_one:
        return Label(Role.KEY_RESULT, long_one["rest"].strip(), long_one["number"])
    short = _SHORT.fullmatch(text)
    if short:
        rest = short["only"] if short["only"] is not None else short["rest"]
        return Label(Role.OBJECTIVE, rest.strip(), short["number"] or "")
    for role, pattern in _LABELS.items():
        found = pattern.fullmatch(text)
        if found and _is_label(found, role):
            plural = _is_plural(found["word"].casefold()) and not found["number"]
            team = _team(found["team"] or "")
            return Label(role, found["rest"].strip(), found["number"] or "", plural, team)
    counted = COUNTED_OBJECTIVE.fullmatch(text)
    if counted:
        rest = (counted["rest"] or counted["counted"] or "").strip()
        return Label(Role.OBJECTIVE, f"{rest[:1].upper()}{rest[1:]}")
    named = _NAMED_LAST.fullmatch(text)
    if named:
        role = Role.OBJECTIVE if named["objective"] else Role.KEY_RESULT
        return Label(role, named["rest"].strip())
    return _label_after_team(text)


def heads_key_results(text: str) -> bool:
    """Whether a line says that key results follow: “How we'll know”."""
    label = label_of(text)
    return label is not None and not label.rest and label.role is Role.KEY_RESULT


def _asked_label(text: str) -> Label | None:
    """The label in a question, “What do we want?”, or in what it asks: “How we'll know”."""
    if _ANNOUNCED.fullmatch(text.rstrip(" :：.…")):
        return Label(Role.KEY_RESULT, "", is_plural=True)
    found = _QUESTION.fullmatch(text)
    if found is None:
        return None
    role = Role.OBJECTIVE if found["objective"] else Role.KEY_RESULT
    return Label(role, found["rest"].strip(), is_plural=role is Role.KEY_RESULT)


def _label_after_team(text: str) -> Label | None:
    found = _AFTER_TEAM.fullmatch(text)
    label = label_of(found["rest"]) if found else None
    if found is None or label is None or label.role is not Role.OBJECTIVE:
        return None
    if not re.match(r"[^\d<>≤≥€$£]", label.rest):  # “Churn | Goal: 5 %” is no team
        return None
    return replace(label, team=_team(found["team"]))


def _team(text: str) -> str:
    return "" if text.casefold() in _NO_TEAMS else text.strip()


def _is_plural(word: str) -> bool:
    # Chinese and Japanese have no plural: the word alone heads a list.
    return (
        word.endswith("s")
        or word.startswith("resultados")
        or word in _PLURALS
        or (not word.isascii() and word[0] > "\u3000")
    )


def _is_label(found: re.Match[str], role: Role) -> bool:
    """Whether the word is a label and not the beginning of a sentence: “Goal setting works”."""
    is_east = found["word"][0] > "\u3000"
    if found["word"].casefold() in _IF_NUMBERED and not (
        found["number"] and (found["end"].strip() or is_east)
    ):
        return False
    if not found["rest"].strip():
        return True
    # “Ziele 1. Halbjahr / Team Fuhrpark”
    first = _APART.split(found["rest"], maxsplit=1)[0]
    if is_period(f"{found['number'] or ''}. {first}"):
        return False
    if found["end"].strip():
        return True
    has_number = bool(found["number"])
    return has_number and role in (Role.OBJECTIVE, Role.KEY_RESULT)
