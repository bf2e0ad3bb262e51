"""The words for kinds of key results, and for yes and no, in a table's cells."""

import re

from kiosk.exchange.understanding.measure_patterns import UNITS
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT, normalise_unit

_YES_NO = frozenset(
    {
        *("yes", "no", "ja", "nein", "true", "false", "wahr", "falsch", "done", "oui", "non"),
        *("sí", "si", "sim", "sì", "não", "nee", "nei", "erledigt", "fertig", "fait", "hecho"),
        *("feito", "fatto", "gedaan", "ferdig", "live", "completed", "complete", "是", "完成"),
        *("☑", "✓", "✔", "✅", "☐", "✗", "✘", "❌", "not done", "否"),
        *(
            "y",
            "n",
            "j",
            "s",
            "o",
            "未",
            "未完",
            "未完了",
            "未完成",
            "未着手",
            "未実施",
            "済",
            "済み",
            "已完成",
        ),
    }
)
_KINDS = {
    KeyResultKind.NUMBER: (
        *("number", "zahl", "numeric", "integer", "count", "quantity", "absolute", "numerisch"),
        *("anzahl", "nombre", "número", "numero", "aantal", "antall"),
    ),
    KeyResultKind.PERCENT: (
        *("percent", "percentage", "prozent", PERCENT, "pourcentage", "porcentaje", "percentuale"),
        *("porcentagem", "prosent", "prozentwert", "rate"),
    ),
    KeyResultKind.CURRENCY: ("money", "currency", "amount", "währung", "geld", "betrag"),
    KeyResultKind.AT_MOST: (
        *("at most", "max", "maximum", "höchstens", "maximal", "obergrenze", "keep below"),
        *("stay below", "keep under", "stay under", "maintain below", "remain below", "not above"),
        *("below", "under", "upper limit", "ceiling", "cap", "onder", "sous", "bajo", "sotto"),
        *("abaixo", "maks", "以下", "上限", "不超过", "maximum value", "höchstwert"),
        *("no more than", "halten unter", "unter", "nicht über", "maintenir sous", "au plus"),
        *(
            "mantener por debajo",
            "manter abaixo",
            "mantenere sotto",
            "houden onder",
            "≤",
            "<",
            "<=",
        ),
    ),
    KeyResultKind.AT_LEAST: (
        *("at least", "min", "minimum", "mindestens", "untergrenze", "keep above", "stay above"),
        *("keep over", "stay over", "maintain above", "remain above", "not below", "no less than"),
        *("above", "over", "lower limit", "floor", "oberhalb", "boven", "por encima", "sopra"),
        *("acima", "以上", "下限", "不低于", "minimum value", "mindestwert", "minst"),
        *("halten über", "über", "nicht unter", "maintenir au dessus", "au moins", "≥", ">"),
        *("mantener por encima", "manter acima", "mantenere sopra", "houden boven", ">="),
    ),
    KeyResultKind.BETWEEN: ("between", "zwischen", "range", "bereich"),
    KeyResultKind.MILESTONES: ("milestones", "milestone", "steps", "meilensteine", "schritte"),
    KeyResultKind.YES_NO: (
        *("yes or no", "yes no", "ja oder nein", "ja nein", "boolean", "bool", "binary", "binär"),
        *(
            "done or not done",
            "done not done",
            "checkbox",
            "y n",
            "j n",
            "done",
            "true false",
            "oui non",
            "sí no",
            "si no",
            "sim não",
        ),
        *("sì no", "ja nee", "ja nei", "binaire", "binario", "binário"),
    ),
}
_DIRECTION = re.compile(
    r"(?:increase|decrease|reduce|raise|lower|higher|grow(?!th)|up\b|down\b|maximi[sz]e|minimi[sz]e|more\b"
    r"|less\b|maintain|complete|steiger|erhöh|senk|verringer|mehr\b|weniger\b|höher|niedriger"
    r"|augment|diminu|baiss|haus+e|aument|reduc|disminu|mant|diminu|reduz|verhog|verlag|verminder"
    r"|øk|senk|reduser)[^\W\d]*(?: (?:to|by|auf))?(?: (?:is )?(?:better|best|besser|mieux|mejor))?"
    r"|[↑↓⬆⬇▲▼↗↘]\ufe0f?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]{1,20})[)\]]\s*$")
_UNIT = re.compile(UNITS, re.IGNORECASE)
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}


def is_yes_no(text: str) -> bool:
    """Whether it is a yes or a no."""
    return text.strip().casefold() in _YES_NO


def kind_named(text: str) -> KeyResultKind | None:
    """A kind by one of its names; None for an unknown one."""
    # “yes/no”, “Yes / No” and “yes_no” are the same.
    parted = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text)  # keepAbove
    plain = _IN_BRACKETS.sub("", parted).casefold()
    return _KIND_OF.get(" ".join(re.sub(r"[/_.\-]", " ", plain).split()))


def limit_named(text: str) -> KeyResultKind | None:
    """The kind of limit that a direction says, “keep above”; None for “increase” and others."""
    kind = kind_named(text)
    return kind if kind is not None and kind.is_limit else None


def is_direction(text: str) -> bool:
    """Whether a cell says in which direction a number is to go: “increase”, “keep below”."""
    return limit_named(text) is not None or _DIRECTION.fullmatch(text.strip()) is not None


def is_unit(text: str) -> bool:
    """Whether a text is a unit that is known: a currency, percent, days."""
    plain = text.strip()
    return normalise_unit(plain) in CURRENCIES or _UNIT.fullmatch(plain) is not None


def unit_in_kind(text: str) -> str:
    """The unit that a kind says: “Currency (EUR)”, or “USD” itself; "" without one."""
    found = _IN_BRACKETS.search(text)
    if found:
        return found[1].strip()
    return text.strip() if kind_named(text) is None and is_unit(text) else ""
