"""How a key result stands beside its measure: “(today 4)”, “(last year $1.1M)”, “, so far: 12”."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kiosk.exchange.understanding.days import MONTHS
from kiosk.exchange.understanding.measure_patterns import AFTER, AMOUNT, BEFORE, CJK
from kiosk.exchange.understanding.multiples import times_in


class StatedWhen(StrEnum):
    """When it was so: today, before the cycle, or in the cycle, after a beginning at 0."""

    NOW = "now"
    BEFORE = "before"
    SO_FAR = "so far"


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A number that is not the measure, with where it stands in the text."""

    kind: StatedWhen
    number: str
    start: int
    end: int


NOW = (
    r"(?:right now|it['’]s|it is|es sind|c['’]est|we have|we[’']?re at|we are at|we now have"
    r"|wir haben|wir sind bei|on en a"
    r"|on est à|nous sommes à|estamos (?:en|a|com)|siamo a|we staan op|vi er på"
    r"|nous en avons"
    r"|tenemos|temos|abbiamo|ne abbiamo|we hebben(?: er)?|we zitten op|vi har|adesso"
    r"|now at|now|currently at|currently|current|at present|at the moment|today"
    r"|aktuell|derzeit|gerade|im moment|jetzt|stand heute|heute|momentan|zurzeit|ist"
    r"|actuellement|actuel|aujourd['’]hui|maintenant|à ce jour|actualmente|hoy|ahora"
    r"|en la actualidad"
    r"|atualmente|atual|actual|hoje|agora|attualmente|oggi|ora|momenteel|vandaag|nu|nå|i dag|idag"
    r"|目前为?|现在|当前|現在|今)"
)
_BEFORE = (
    r"(?:v\.?j(?:r|ahr)?\.?|py|ly|n-1|base(?=\s?:)|bisher"
    r"|bislang|zuvor|vorher|vorjahr|im vorjahr|letztes jahr|vorquartal|letztes quartal"
    r"|(?:last|previous) [^\W\d_]{3,12}|letzte[rs]? [^\W\d_]{3,14}|dernière? [^\W\d_]{3,12}"
    r"|últim[oa] [^\W\d_]{3,12}|ultim[oa] [^\W\d_]{3,12}|laatste [^\W\d_]{3,12}"
    r"|siste [^\W\d_]{3,12}|measured|gemessen|mesuré|medido|misurato|gemeten|målt|前回|上次|実績"
    r"|war(?:en)?|ausgangswert|basis|baseline(?: of)?|previously|was|were|last (?:year|quarter"
    rf"|month|{MONTHS})"
    r"|(?:we |it )?start(?:s|ed)? (?:with|at|from)|starting (?:with|at|from)|we were at"
    r"|(?:wir )?(?:starten|beginnen|begannen) (?:mit|bei)"
    r"|(?:nous partons|on part) (?:de|à)|partimos (?:de|con)"
    r"|partiamo da|we (?:starten|beginnen) (?:met|op)"
    r"|vi (?:starter|begynner) (?:med|på)|prior|before|up from|down from|from|instead of"
    r"|statt|gegenüber|vs\.?|versus"
    r"|contre|avant|auparavant|précédemment|l['’]an dernier|antes|anteriormente|frente al?"
    r"|(?:el )?año pasado|contra|(?:no )?ano passado|anterior|prima|in precedenza|contro"
    r"|(?:l['’])?anno"
    r" scorso|erano?|voorheen|vorig (?:jaar|kwartaal)|tegenover|nulmeting|tidligere|i fjor"
    r"|i fjol|mot|var|sidste [^\W\d_]{3,12}|förra [^\W\d_]{3,12}|tidigare|före"
    r"|start(?:ing)?(?: at)?|ausgehend von|von|de|da|desde|van|fra"
    r"|去年|上季度?|之前|原来|原|昨年|前年|前期|現状|以前"
    r"|(?:stand|état|situación|situação|stato|per)\s(?:ende\s|fin\s)?[^\W\d]+(?:\s20\d\d)?"
    r"|trimestre (?:anterior|passado|pasado|precedente|scorso)"
    r"|(?:le )?trimestre (?:dernier|précédent)"
    r"|mes (?:pasado|anterior)|mês passado|mese scorso|vorige maand|forrige (?:kvartal|måned)"
    r"|vormonat|letzter monat|(?:l['’])?année dernière|mois dernier"
    r"|上个?月|上半年|上年|上期|前月|先月"
    r"|前四半期|[QT][1-4](?: ?['’/]?(?:20)?\d\d)?|H[12](?: ?(?:20)?\d\d)?|20\d\d)"
)
# “(October: 17 hours)”, “(autumn term: 20 h)”, “(1. Hj.: 264)”: when it was so, before a colon.
_PERIOD = (
    rf"(?:(?:in |im |en |em |a |i )?(?:{MONTHS})\.?(?:\s(?:20\d\d|['’]?\d\d))?"
    r"|(?:last |letzte[rs]? )?(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst"
    r"|printemps|été|automne|hiver|primavera|verano|otoño|invierno|verão|outono|inverno|estate"
    r"|autunno|voorjaar|lente|zomer|najaar|herfst|vår|høst|vinter)"
    r"(?:\s?(?:term|semester|season|half|saison))?(?:\s20\d\d)?"
    r"|(?:1st|2nd|first|second|[1-4](?:\.|er|re|e|º|ª|°)?|erstes|zweites|premier|deuxième|primer"
    r"|segundo|primeiro|primo|secondo|eerste|tweede|første|andre)\s?(?:half(?:[ -]year)?|quarter"
    r"|term|hj\.?|halbjahr|quartal|sem\.?|semest(?:er|re)|trim\.?|trimestre|semestre|kwartaal"
    r"|helft|kvartal|halvår))(?=\s?[:=])"
)
# “(la pasada fueron 310)”, “(the last one was 12)”
_LAST_WAS = (
    r"(?:(?:the|el|la|lo|le|o|a|il|die|der|das|de|het|den|det)\s|l['’])?(?:last|previous|pasad[oa]"
    r"|anterior|passad[oa]|derni(?:er|ère)|précédente?|scors[oa]|precedente|letzte[nrs]?"
    r"|vorige[nrs]?|laatste|forrige|siste)(?: (?:one|time))?"
    r" (?:was|were|fueron|fue|eran|era|foram|foi|était|étaient|fu|erano|waren|war|var)"
)
_SO_FAR = (
    r"(?:so far|already|to date|done|bis jetzt|bereits|schon|davon erledigt"
    # “(davon 2 erledigt)”, and not “(davon 2 überregional)”
    r"|davon(?=\s?:?\s?\d+\s?(?:\)|(?:erledigt|fertig|geschafft|erreicht|abgeschlossen)\b))|déjà"
    r"|jusqu['’]ici|ya"
    r"|hasta ahora|já|até agora|già|finora|tot nu toe|reeds|hittil|allerede|已完成|已有?|目前已)"
)
_NOW_AFTER = rf"(?:{NOW[3:-1]}|we have)"
_BEFORE_AFTER = (
    r"(?:(?:last|letzte[rns]?|vorige[rns]?|forrige|siste|vorig) [^\W\d_]{3,12}"
    r"|(?:la |le |l['’])?[^\W\d_]{3,10} (?:passée?|dernière?|précédente?|pasad[oa]|passad[oa]"
    r"|scors[oa]|anterior)"
    r"|at the (?:start|beginning)|zu beginn|am anfang|au (?:début|départ)"
    r"|al (?:inicio|comienzo)"
    r"|no início|all['’]inizio|bij de start|aan het begin|ved (?:start|begynnelsen)"
    rf"|(?:in|im|en|em|a|i|à|nel)\s(?:{MONTHS}|20\d\d)|last (?:year|quarter|month)|before"
    rf"|previously|im vorjahr|letztes jahr|l['’]an dernier"
    r"|antes"
    r"|el año pasado|ano passado|anno scorso|l['’]anno scorso|vorig jaar|i fjor)"
    r"(?:\s(?:of|der|des|du|de|del|do|da|van|av|vom)\s[^()\[\]\d]{3,25})?"
)
_SO_FAR_AFTER = (
    r"(?:so far|already|done|to date|bereits|schon|fertig|erledigt|déjà|ya|já|già|finora|reeds|al"
    r"|allerede)"
)
_PER = r"(?:\s?/\s?[^\W\d_]+|\s(?:per|pro|par|por|al|je|a|im|in)\s[^\W\d_]+)?"
_NOUNS = r"(?:\s(?!(?:every|alle|cada|tous|toutes|ogni|elke|hver)\b)[^\W\d_][\w'’-]*){0,3}?"
_MORE = rf"(?:{_NOUNS}|\s(?:at|in|am|im|zu|au|al|en|no|na|all['’]|bij|ved|a)\s[^()\[\]\d]{{3,40}}?)"
_VERB = (
    r"(?:it is |it['’]s |there are |es sind |das sind |c['’]est |il y en a |son |hay |são |é |sono "
    r"|è |het is |het zijn |er zijn |det er |we have |we are at |we do |we run |we get |wir machen "
    r"|on fait |hacemos |fazemos |facciamo |we doen |vi gjør |wir haben |on en a |tenemos "
    r"|temos |abbiamo |they are |have it |done by |haben (?:es|das) |l['’]ont |ce sont "
    r"|l[oa]s? tienen |[oa]s? têm |(?:ce )?l['’]hanno |lo hanno |hebben (?:het|dat) |har det "
    r"|at |bei |à |es |el |il |das |le |o |det )?"
)
_IT = (
    r"(?:(?:in|im|en|em|a|i|à|nel|au)\s[^\W\d_]{3,12},?\s)?"
    r"(?:(?:it|this|that|es|das|dies|il|elle|ce|ello|esto|isso|isto|questo|het|dat|det)\s)?"
)
_INSIDE = (
    rf"{_IT}(?:(?P<so_far>{_SO_FAR})|(?P<now>{NOW})"
    rf"|(?P<before>{_PERIOD}|{_LAST_WAS}|{_BEFORE}))\s*[:=]?\s*{_VERB}"
    rf"{BEFORE}(?P<first>{AMOUNT}){AFTER}[{CJK}]{{0,3}}{_PER}{_MORE}"
    rf"(?:\s(?:{_NOW_AFTER}|{_BEFORE_AFTER}))?"
    rf"|{_VERB}{BEFORE}(?P<last>{AMOUNT}){AFTER}{_PER}"
    rf"(?:\s(?:of|out of|von|sur|de|di|van|av)\s\d+)?{_NOUNS}\s?"
    rf"(?:(?P<so_far_after>{_SO_FAR_AFTER})(?:\s[^\W\d_]+)?|(?P<now_after>{_NOW_AFTER})"
    rf"|(?P<before_after>{_BEFORE_AFTER}))"
)
_BRACKETS = re.compile(rf"(?<!\s)\s*[(\[（]\s*(?:{_INSIDE})\s*[)\]）]", re.IGNORECASE)
# What can be nothing but an earlier value, also without brackets: “; last audit 71 %”.
_MEASURED_BEFORE = (
    r"(?:(?:last|previous) (?:audit|count|survey|measurement|check|reading|review)"
    r"|letzte[rs]? (?:messung|zählung|umfrage|prüfung|audit)|dernière? (?:audit"
    r"|mesure|enquête|comptage)|últim[oa] (?:auditoría|medición|encuesta|auditoria"
    r"|medição|pesquisa)"
    r"|ultim[oa] (?:audit|misurazione|rilevazione|sondaggio)|laatste (?:meting|telling|audit)"
    r"|siste (?:måling|telling|revisjon)|前回|上次)"
)
_LOOSE = re.compile(
    rf"(?:(?<![,;–—-])[,;–—-]+\s*|(?<!\s)\s*)(?<!\w)(?:(?P<so_far>{_SO_FAR})\s*:|(?P<now>{NOW})\s*[:=]?"
    rf"|(?P<before>{_MEASURED_BEFORE})\s*[:=]?)\s*"
    rf"{BEFORE}(?P<first>{AMOUNT}){AFTER}(?:\s(?!per\b|every\b|pro\b)[^\W\d_]+)?"
    r"(?=\s*(?:$|[,;.()\[\]–—]))"
    # “helpers on the rota, 9 at the moment, 20 by June”
    rf"|[,;–—]\s*{BEFORE}(?P<last>{AMOUNT}){AFTER}\s(?P<now_after>at the moment|right now"
    r"|at present|currently|today|now|heute|derzeit|aktuell|momentan|zurzeit|aujourd['’]hui"
    r"|actuellement|en ce moment|hoy|ahora|hoje|agora|oggi|ora|al momento|vandaag|momenteel|nu"
    r"|nå|i dag)(?=\s*(?:$|[,;.()]))",
    re.IGNORECASE,
)
# “, up from 8.2k” at the end of a title whose target stands in a cell beside it.
_BASE_AT_END = re.compile(
    rf"(?<!\s)\s*[,;–—-]\s*(?:(?P<so_far>{_SO_FAR})|(?P<now>{NOW})"
    rf"|(?P<before>{_BEFORE}))\s*[:=]?\s*"
    rf"{BEFORE}(?P<first>{AMOUNT}){AFTER}[{CJK}]{{0,3}}{_PER}\s*$",
    re.IGNORECASE,
)
_TALK = re.compile(r"[(\[][^()\[\]]{0,200}[?？][^()\[\]]{0,200}[)\]]")
_ANY_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def stated_number(text: str) -> str:
    """The number by which a sentence says how it stands, also where its measure is said by that;
    "" without one."""
    found = next(filter(None, (each.search(text) for each in (_BRACKETS, _LOOSE))), None)
    return _stated_value(found).number if found else ""


def is_stated_value(text: str) -> bool:
    """Whether a text says nothing but how it stands: “currently 7 %”."""
    return _BRACKETS.fullmatch(f"({text.strip(' ().:;')})") is not None


def stated_value_in(text: str, *, is_measured_beside: bool = False) -> StatedValue | None:
    """How it stands, where the sentence says that beside another number; None if it does not, or if
    the measure is said by it: “double it (240 right now)”.

    :param is_measured_beside: whether the other number stands in a cell of its own.
    """
    patterns = (_BRACKETS, _LOOSE, _BASE_AT_END) if is_measured_beside else (_BRACKETS, _LOOSE)
    for pattern in patterns:
        for found in pattern.finditer(text):
            if is_measured_beside:
                return _stated_value(found)
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            if re.search(r"\d", rest) and times_in(rest) is None:
                return _stated_value(found)
    return None


def _stated_value(found: re.Match[str]) -> StatedValue:
    groups = found.groupdict()
    kind = StatedWhen.BEFORE
    if groups.get("now") or groups.get("now_after"):
        kind = StatedWhen.NOW
    if groups.get("so_far") or groups.get("so_far_after"):
        kind = StatedWhen.SO_FAR
    number = groups["first"] or groups.get("last") or ""
    return StatedValue(kind, number, found.start(), found.end())


def numbers_asked_about(text: str) -> tuple[str, ...]:
    """The numbers in brackets with a question in them: “[Mei: is it 51 today?]”."""
    found = _TALK.search(text)
    return tuple(dict.fromkeys(_ANY_NUMBER.findall(found[0]))) if found else ()
