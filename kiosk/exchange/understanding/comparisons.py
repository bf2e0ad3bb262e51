"""The words that compare a number, and those that deny, in ten languages.

Only the two turn each other round: “below” means at most, “never below” means at least.
"""

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """What a word beside a number says of it. `MORE` and `LESS` mean the opposite when denied,
    the others do not; `UP_TO` is a limit of what is allowed and the target of what grows."""

    MORE = "more"
    LESS = "less"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True)
class ComparingWords:
    """A language: what compares before a number and after it, and what denies, as a pattern."""

    before: dict[Comparison, tuple[str, ...]]
    after: dict[Comparison, tuple[str, ...]]
    denials: str


MORE, LESS = Comparison.MORE, Comparison.LESS
AT_LEAST, AT_MOST, UP_TO = Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.UP_TO

_SIGNS = ComparingWords(
    {
        MORE: (">", "＞"),
        LESS: ("<", "＜"),
        AT_LEAST: ("≥", ">=", "=>", "≧", "⩾", "min.", "min", "mín.", "mín", "minimum"),
        AT_MOST: (
            "≤",
            "<=",
            "=<",
            "≦",
            "⩽",
            "max.",
            "max",
            "máx.",
            "máx",
            "maks.",
            "maximum",
            "+/-",
            "±",
            "+-",
        ),
    },
    {AT_LEAST: ("+", "min", "min.", "minimum"), AT_MOST: ("max", "max.", "maximum")},
    r"\b(?:not|never|nie|nicht|kein(?:e|en|er|em|es)?|nunca|jamais|mai|nooit|geen|aldrig?|ikke)\b",
)
_ENGLISH = ComparingWords(
    {
        MORE: (
            *("more than", "over", "above", "greater than", "higher than", "longer than"),
            *("larger than", "older than", "later than", "exceeding", "exceeds", "exceed"),
            *("exceeded", "north of", "in excess of", "beyond", "upwards of"),
            *("more often than", "surpass", "surpasses", "surpassing", "bigger than"),
            *("slower than",),
        ),
        LESS: (
            *("less than", "fewer than", "under", "below", "lower than", "shorter than"),
            *("smaller than", "south of", "beneath", "faster than", "quicker than"),
        ),
        AT_LEAST: ("at least", "a minimum of", "minimum of"),
        AT_MOST: (
            *("at most", "a maximum of", "maximum of", "within", "capped at", "cap of", "limit of"),
            *("limited to", "at the most", "ceiling of"),
        ),
        UP_TO: ("up to", "as many as", "as much as"),
    },
    {
        MORE: ("is exceeded", "are exceeded", "exceeded"),
        AT_LEAST: (
            *("or more", "or better", "or above", "or higher", "or greater", "plus", "or over"),
            *("and above", "and up", "at least", "or longer", "as a minimum", "and more"),
        ),
        AT_MOST: (
            *("or less", "or fewer", "or below", "or lower", "at most", "or under", "tops"),
            *("or faster", "or sooner", "or shorter", "and below", "at the most", "or quicker"),
        ),
    },
    r"\b(?:no|not(?! (?:only|just))|never|none|nobody|nowhere|without|neither|nor|cannot|zero"
    r"|avoid(?:s|ing)?|prevent(?:s|ing)?|no[ -]one)\b(?!-)|n['’]t\b",
)
_GERMAN = ComparingWords(
    {
        MORE: (
            *("mehr als", "über", "höher als", "größer als", "länger als", "älter als"),
            *("oberhalb von", "später als", "übersteigt", "übersteigen", "überschreitet"),
            *("überschreiten", "jenseits von", "öfter als", "häufiger als", "langsamer als"),
        ),
        LESS: (
            *("weniger als", "unter", "niedriger als", "kleiner als", "kürzer als"),
            *("unterhalb von", "geringer als", "unterschreitet", "unterschreiten"),
            *("schneller als", "jünger als"),
        ),
        AT_LEAST: ("mindestens", "wenigstens", "zumindest", "mind.", "mind", "minimal"),
        AT_MOST: (
            *("höchstens", "maximal", "innerhalb von", "innerhalb", "binnen", "längstens"),
            *("spätestens nach",),
        ),
        UP_TO: ("bis zu", "bis auf", "bis"),
    },
    {
        MORE: (
            *("überschreiten", "überschritten", "überschreitet", "übersteigen", "übersteigt"),
            *("hinausgehen", "hinaus"),
        ),
        LESS: ("unterschreiten", "unterschritten", "unterschreitet"),
        AT_LEAST: (
            *("oder mehr", "oder besser", "oder höher", "und mehr", "oder länger", "mindestens"),
        ),
        AT_MOST: (
            *("oder weniger", "oder niedriger", "oder schneller", "höchstens", "oder kürzer"),
            *("oder darunter", "maximal"),
        ),
    },
    r"\b(?:nicht|nie|niemals|nimmer|kein(?:e|en|er|em|es)?|keinesfalls|ohne|niemand(?:em|en)?"
    r"|nirgends|nirgendwo|weder|noch nie|vermeiden|null)\b",
)
_FRENCH = ComparingWords(
    {
        MORE: (
            *("plus de", "plus d'", "plus d’", "supérieur à", "supérieure à", "supérieurs à"),
            *("supérieures à", "au-dessus de", "au-dessus des", "au-dessus du"),
            *("au dessus de", "au-delà de", "dépasse"),
            *("dépasser", "dépassent", "dépassant", "excède", "excéder", "excèdent"),
            *("plus que", "plus souvent que", "supérieur aux"),
        ),
        LESS: (
            *("moins de", "moins d'", "moins d’", "inférieur à", "inférieure à"),
            *("inférieurs à", "inférieures à", "sous", "au-dessous de", "en dessous de"),
            *("en-dessous de", "sous les", "sous la barre des", "sous le seuil de", "moins que"),
        ),
        AT_LEAST: ("au moins", "au minimum", "un minimum de", "minimum de"),
        AT_MOST: (
            *("au plus", "au maximum", "un maximum de", "maximum de", "dans les", "tout au plus"),
            *("en maximum", "limité à", "limitée à", "plafonné à"),
        ),
        UP_TO: ("jusqu'à", "jusqu’à"),
    },
    {
        AT_LEAST: ("ou plus", "ou mieux", "et plus", "au moins", "minimum", "ou davantage"),
        AT_MOST: ("ou moins", "au plus", "au maximum", "maximum", "maxi", "ou mieux encore"),
    },
    r"\b(?:ne|pas|jamais|aucune?s?|sans|ni|nulle?|nul|zéro|évit(?:er|e|ons))\b|\bn['’]",
)
_SPANISH = ComparingWords(
    {
        MORE: (
            *("más de", "por encima de", "por encima del", "superior a", "superior al"),
            *("superiores a", "mayor que", "supera"),
            *("superar", "superan", "supere", "superen", "exceda", "excede", "exceder"),
            *("excedan", "más allá de", "mayor a", "más que", "sobrepase", "sobrepasar"),
            *("pasa de", "pasar de", "pase de", "sobrepasa"),
            *("sube de", "suba de", "mayores de", "rebase", "rebasar"),
        ),
        LESS: (
            *("menos de", "por debajo de", "inferior a", "inferiores a", "menor que", "debajo de"),
            *("menor a", "menos que", "baja de", "bajar de", "baje de", "bajen de", "cae de"),
            *("por debajo del", "debajo del", "menores de"),
        ),
        AT_LEAST: (
            "al menos",
            "por lo menos",
            "como mínimo",
            "un mínimo de",
            "mínimo",
            "mínimo de",
        ),
        AT_MOST: (
            *("como máximo", "como mucho", "un máximo de", "máximo", "máximo de", "a lo sumo"),
            *("en un plazo de", "dentro de"),
        ),
        UP_TO: ("hasta",),
    },
    {
        AT_LEAST: ("o más", "o mejor", "como mínimo", "al menos", "mínimo"),
        AT_MOST: ("o menos", "como máximo", "máximo", "a lo sumo"),
    },
    r"\b(?:no|nunca|jamás|sin|ningun[oa]|ningún|nadie|ni|tampoco|cero|evitar)\b",
)
_PORTUGUESE = ComparingWords(
    {
        MORE: (
            *("mais de", "mais do que", "acima de", "acima do", "acima da", "superior a"),
            *("superiores a", "maior que"),
            *("ultrapassa", "ultrapassar", "ultrapasse", "ultrapassam", "excede", "exceder"),
            *("exceda", "passar de", "passa de", "passe de", "além de", "mais que", "acima dos"),
            *("supera", "superar", "supere", "maior do que", "acima das"),
        ),
        LESS: (
            *("menos de", "menos do que", "abaixo de", "inferior a", "inferiores a", "menos que"),
            *("menor que", "abaixo do", "abaixo da", "abaixo dos", "abaixo das"),
            *("menor do que", "cair de"),
        ),
        AT_LEAST: ("pelo menos", "ao menos", "no mínimo", "mínimo de", "um mínimo de", "mínimo"),
        AT_MOST: (
            *("no máximo", "ao máximo", "um máximo de", "máximo de", "máximo", "em até"),
            *("dentro de", "quando muito"),
        ),
        UP_TO: ("até",),
    },
    {
        AT_LEAST: ("ou mais", "ou melhor", "no mínimo", "pelo menos"),
        AT_MOST: ("ou menos", "no máximo", "máximo"),
    },
    r"\b(?:não|nunca|jamais|sem|nenhum(?:a|as)?|nenhuns|ninguém|nem|zero|evitar)\b",
)
_ITALIAN = ComparingWords(
    {
        MORE: (
            *("più di", "oltre", "sopra", "superiore a", "superiori a", "maggiore di", "supera"),
            *("al di sopra di", "al di sopra del", "superare", "superino", "superi"),
            *("superiore all'", "superiore al", "superiori al", "superano", "eccede"),
            *("eccedere", "più che", "oltre i", "oltre le", "oltre il"),
            *("sopra il", "sopra i", "al di sopra dei"),
        ),
        LESS: (
            *("meno di", "sotto", "inferiore a", "inferiori a", "minore di", "al di sotto di"),
            *("al di sotto del", "sotto il", "sotto i", "sotto le", "sotto lo", "meno che"),
            *("al di sotto dei", "sotto la soglia del", "al di sotto dell'"),
            *("inferiore all'", "inferiore al", "inferiori al", "inferiore all’"),
            *("minore dell'",),
        ),
        AT_LEAST: (
            *("almeno", "come minimo", "un minimo di", "minimo", "almeno il"),
            *("almeno l'", "almeno i"),
        ),
        AT_MOST: (
            *("al massimo", "al più", "un massimo di", "massimo", "entro", "tutt'al più"),
            *("entro i", "entro le"),
        ),
        UP_TO: ("fino a", "sino a", "fino al", "fino ai"),
    },
    {
        AT_LEAST: ("o più", "o meglio", "almeno", "come minimo", "minimo"),
        AT_MOST: ("o meno", "al massimo", "massimo"),
    },
    r"\b(?:non|mai|senza|nessun[oa]?|né|niente|zero|evitare)\b|\bnessun['’]",
)
_DUTCH = ComparingWords(
    {
        MORE: (
            *("meer dan", "boven", "boven de", "hoger dan", "groter dan", "langer dan"),
            *("ouder dan", "vaker dan", "later dan", "overschrijdt", "overschrijden", "over de"),
        ),
        LESS: (
            *("minder dan", "onder", "onder de", "lager dan", "kleiner dan", "korter dan"),
            *("beneden", "beneden de", "sneller dan", "jonger dan"),
        ),
        AT_LEAST: ("minstens", "ten minste", "tenminste", "minimaal", "op zijn minst", "minimum"),
        AT_MOST: (
            *("maximaal", "hoogstens", "ten hoogste", "hooguit", "binnen", "binnen de"),
            *("niet later dan", "uiterlijk binnen"),
        ),
        UP_TO: ("tot", "tot en met", "tot aan"),
    },
    {
        MORE: ("overschrijden", "overschreden", "overschrijdt", "te boven"),
        LESS: ("onderschrijden", "onderschreden"),
        AT_LEAST: ("of meer", "of beter", "of hoger", "minimaal"),
        AT_MOST: ("of minder", "of lager", "of sneller", "maximaal"),
    },
    r"\b(?:niet|nooit|geen|zonder|niemand|noch|nimmer|nergens|nul|voorkomen)\b",
)
# Norwegian, Danish and Swedish.
_NORDIC = ComparingWords(
    {
        MORE: (
            *("mere end", "flere end", "højere end", "længere end", "overstiger", "överstiger"),
            *("mer än", "fler än", "högre än", "större än", "längre än", "över"),
            *("mer enn", "flere enn", "over", "høyere enn", "større enn", "lenger enn"),
            *("eldre enn", "oftere enn", "overstiger", "overstige", "senere enn"),
        ),
        LESS: (
            *("mindre enn", "færre enn", "under", "lavere enn", "kortere enn", "raskere enn"),
            *(
                "underskride",
                "underskrider",
                "mindre end",
                "færre end",
                "lavere end",
                "kortere end",
            ),
            *("mindre än", "färre än", "lägre än", "kortare än", "snabbare än", "hurtigere end"),
        ),
        AT_LEAST: ("minst", "i det minste", "mindst", "åtminstone"),
        AT_MOST: (
            *("høyst", "maks", "maks.", "maksimalt", "innen", "innenfor", "på det meste"),
            *("højst", "inden for", "inden", "högst", "maximalt", "inom", "som mest"),
        ),
        UP_TO: ("opptil", "inntil", "opp til", "op til", "upp till", "indtil"),
    },
    {
        AT_LEAST: (
            *("eller mer", "eller bedre", "eller flere", "eller høyere", "minst", "eller mere"),
            *("eller højere", "mindst", "eller fler", "eller högre", "eller bättre"),
        ),
        AT_MOST: (
            *("eller mindre", "eller færre", "eller lavere", "eller raskere", "maks"),
            *("eller færre", "eller hurtigere", "eller färre", "eller lägre", "eller snabbare"),
        ),
    },
    r"\b(?:ikke|aldri|ingen|intet|uten|ei|null|verken|unngå|aldrig|uden|inte|inga|inget|utan)\b",
)
_CHINESE = ComparingWords(
    {
        MORE: (
            "超过",
            "超過",
            "高于",
            "高於",
            "多于",
            "多於",
            "大于",
            "大於",
            "超出",
            "长于",
            "晚于",
            "突破",
        ),
        LESS: (
            "少于",
            "少於",
            "低于",
            "低於",
            "小于",
            "小於",
            "不到",
            "短于",
            "早于",
            "不足",
            "跌破",
        ),
        AT_LEAST: ("至少", "最少", "最低", "不下"),
        AT_MOST: ("最多", "至多", "最高", "顶多", "上限"),
    },
    {
        AT_LEAST: ("以上", "及以上", "或以上", "或更高", "或更多"),
        AT_MOST: ("以下", "以内", "以內", "之内", "之內", "及以下", "或以下", "或更少", "内完成"),
    },
    r"(?:不(?!断|斷|仅|僅|但|同|错|錯)|没有?|沒有?|无|無|未|绝不|勿|杜绝|避免|禁止)",
)
_JAPANESE = ComparingWords(
    {
        AT_LEAST: ("最低", "最低でも", "少なくとも", "最小"),
        AT_MOST: ("最大", "最大でも", "最長", "多くても", "長くても", "上限"),
    },
    {
        MORE: (
            *(
                "を超え",
                "超え",
                "を上回",
                "上回",
                "を超過",
                "超過",
                "より多",
                "を越え",
                "超",
                "より長",
            ),
            *("より高", "より大き", "オーバー"),
        ),
        LESS: (
            *("未満", "を下回", "下回", "を割", "より少な", "より短", "より低", "を切"),
            *("より小さ", "を割り込"),
        ),
        AT_LEAST: ("以上",),
        AT_MOST: ("以下", "以内"),
        UP_TO: ("まで",),
    },
    r"(?:ない|ません|なかった|ず(?=に|、|。|$)|ぬ(?=よう)|なし|ゼロ|禁止|防)",
)
LANGUAGES = (
    *(_SIGNS, _ENGLISH, _GERMAN, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _DUTCH, _NORDIC),
    *(_CHINESE, _JAPANESE),
)
DENIED_AFTER = (_JAPANESE,)
"""Languages that deny after the comparing word: 20時間を超えない."""
