"""Tiers of numbers in one sentence: “minimum 20, target 35, stretch 50”, “0.3: 70, 0.7: 80”.

The target is the tier that is called so, or the middle one; never the lowest of three.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from kiosk.exchange.understanding.amounts import amounts_in
from kiosk.exchange.understanding.measure_patterns import AMOUNT


class _Level(Enum):
    LOWEST = (
        r"min(?:imum|imo|imal|deste?ns|\.)?|m[ií]nim[oa]s?|mindest\w*|threshold|schwelle|seuil"
        r"|umbral"
        r"|limiar|soglia|drempel|terskel|commit(?:ted|ment)?|floor|pflicht|bronze|acceptable"
        r"|conservative|konservativ|plancher|rot|red|rouge|rojo|vermelho|rosso|rood|rød|最低限?|及格"
        r"|保守|红|赤|🔴|0[.,][34]|unterkante|worst|piso|suelo|ondergrens|nedre"
    )
    TARGET = (
        r"targets?|ziel(?:wert)?|goal|objectif|objetivo|obiettivo|doel|mål|cible|meta|expected"
        r"|erwartet|attendu|esperado|atteso|verwacht|forventet|realisti\w*|réaliste|目標|目标|silver"
        r"|silber|argent|plata|standard|normal|0[.,][67]|likely"
    )
    MIDDLE = (
        r"amber|yellow|gelb|jaune|amarillo|amarelo|giallo|geel|gul|orange|naranja|oranje|黄|🟡|🟠"
        r"|ok|okay|mittel|medium|moyen"
    )
    GREEN = r"green|grün|vert|verde|groen|grønn|绿|緑|🟢"
    TOP = (
        r"stretch|moonshot|traum(?:ziel)?|dream|rêve|sueño|sonho|sogno|droom|drøm|ideal\w*|idéal"
        r"|optim\w*|super|ambiti\w*|ambici\w*|ambizi\w*|ambitio\w*|excellent|exzellent|excelente"
        r"|eccellente|gold|oro|or|ouro|goud|wow|best|max(?:imum|imo|imal|\.)?|máximo|1[.,]0|挑战|挑戦"
        r"|理想|最大|最高|ストレッチ"
    )


_NAMES = re.compile(
    "|".join(
        f"(?P<{level.name}>(?<![\\w.,])(?:{level.value})(?![\\w]|[.,]\\d))" for level in _Level
    ),
    re.IGNORECASE,
)
# “20/30/40 (commit/target/stretch)”
_SIDE_BY_SIDE = re.compile(
    rf"(?P<numbers>{AMOUNT}(?:\s*/\s*{AMOUNT}){{1,3}})\s*[(\[]\s*(?P<names>[^\W\d]+(?:\s*/\s*[^\W\d]+)"
    r"{1,3})\s*[)\]]"
)
_IN_BRACKETS_AT_END = re.compile(r"\s*[(\[（](?P<tiers>[^()\[\]（）]*)[)\]）][\s.]*$")
_CODED = re.compile(r"[01][.,]\d")
_BETWEEN = re.compile(
    r"\s*(?:[:：=(（\[–—→-]|is|at|of|bei|von|à|a|de|di|om)?\s*(?:[:：=(（\[]\s*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NumberTiers:
    """The number of the target and the other tiers, “name: number · name: number”."""

    target: str
    others: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tier:
    level: _Level
    name: str
    number: str


def tiers_in(text: str) -> NumberTiers | None:
    """The tiers that a sentence names; None for less than two."""
    tiers = _tiers_side_by_side(text) or _tiers(text)
    levels = {tier.level for tier in tiers}
    if len(tiers) < 2 or len(levels) < 2 or _is_range(tiers):
        return None
    target = _target(tiers)
    others = _said(tier for tier in tiers if tier is not target)
    return NumberTiers(target.number, others, tuple(t.number for t in tiers))


def tiers_behind(text: str) -> tuple[str, str] | None:
    """“Win 6 mandates (minimum 4, stretch 8)”: the sentence, whose own number is the target, and
    the tiers below and above it; None where the target is one of the tiers."""
    brackets = _IN_BRACKETS_AT_END.search(text)
    tiers = _tiers(brackets["tiers"]) if brackets else []
    is_target_inside = any(tier.level in (_Level.TARGET, _Level.GREEN) for tier in tiers)
    if brackets is None or not tiers or is_target_inside or _is_range(tiers):
        return None
    sentence = text[: brackets.start()]
    return (sentence, _said(tiers)) if amounts_in(sentence) else None


def _is_range(tiers: list[_Tier]) -> bool:
    return len(tiers) == 2 and all(re.match("m[iíaá]", t.name, re.I) for t in tiers)


def _said(tiers: Iterable[_Tier]) -> str:
    return " · ".join(f"{tier.name}: {tier.number}" for tier in tiers)


def _tiers_side_by_side(text: str) -> list[_Tier]:
    """“900 / 1,100 / 1,400 (commit/target/stretch)”: as many names as numbers."""
    found = _SIDE_BY_SIDE.search(text) if "/" in text else None
    names = re.split(r"\s*/\s*", found["names"]) if found else []
    numbers = (
        re.split(r"\s+/\s+|(?<=\D)/|/(?=\D)|(?<=\d)/(?=\d)", found["numbers"]) if found else []
    )
    levels = [_NAMES.fullmatch(name) for name in names]
    if len(names) != len(numbers) or not all(levels):
        return []
    return [
        _Tier(_level_of(level), level[0], number.strip())
        for level, number in zip(levels, numbers, strict=True)
        if level
    ]


def _target(tiers: list[_Tier]) -> _Tier:
    for level in (_Level.TARGET, _Level.GREEN):
        named = next((tier for tier in tiers if tier.level is level), None)
        if named:
            return named
    if len(tiers) > 2:
        return tiers[len(tiers) // 2]
    return next((tier for tier in tiers if tier.level is not _Level.TOP), tiers[0])


def _tiers(text: str) -> list[_Tier]:
    """The pairs of a name and a number, in the order in which the sentence has them."""
    names = list(_NAMES.finditer(text))
    codes = {n.span() for n in names if _CODED.fullmatch(n[0])}
    numbers = [m for m in amounts_in(text) if m.span() not in codes]
    name_first = _pairs(text, names, numbers)
    number_first = [(b, a) for a, b in _pairs(text, numbers, names)]
    pairs = max((name_first, number_first), key=len)
    return [_Tier(_level_of(name), name[0], number[0]) for name, number in pairs]


def _pairs(
    text: str, first: list[re.Match[str]], second: list[re.Match[str]]
) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Each of the first with one of the second directly after it."""
    return [
        (a, b)
        for a in first
        for b in second
        if a.end() <= b.start() and _BETWEEN.fullmatch(text[a.end() : b.start()])
    ]


def _level_of(found: re.Match[str]) -> _Level:
    return _Level[found.lastgroup or _Level.TARGET.name]
