"""The patterns of numbers in sentences, in ten languages."""

import re
from unicodedata import numeric

from kiosk.exchange.understanding.comparisons import LANGUAGES
from kiosk.exchange.understanding.crowns import with_parted_crowns
from kiosk.exchange.understanding.durations import DURATION, with_plain_durations
from kiosk.okr.currencies import CURRENCIES

SIGNS = "€$£¥₹₽₺₴₩"
SIZES = (
    r"(?:k|K|M|B|T(?!-)|bn|Bn|BN|mn|mln|Mio\.?|mio\.?|MM|Mrd\.?|[Tt]sd\.?|mi|million(?:s|en|es)?"
    r"|Million(?:en)?"
    r"|thousand|billion|Milliarden?|mil|mila|[Mm]ill\.?|mill[óo]n|millones|milh(?:ão|ões)|milion[ei]"
    r"|miljoen|miljon(?:er)?|miljard(?:er)?|miliardi|millioner|milliard(?:er|s)?|mia\.?"
    r"|Mds?|mds?|tusen|tusind|lakh|crore|m|b|万|億|亿)"
)
UNITS = (
    r"(?:(?:working|business|calendar|school) (?:days?|hours?|weeks?)|Werktagen?|Arbeitstagen?"
    r"|jours? (?:ouvr(?:é|able)s?|calendaires?)|días? (?:hábil(?:es)?|laborables?|naturales?)"
    r"|dias? (?:útil|úteis|corridos)|giorni (?:lavorativi|feriali)|werkdagen|virkedager"
    r"|営業日|个?工作日|平日|平方米"
    r"|%|％|percent|per cent|Prozent|prosent|procent|per ?cento|por ?ciento|por cento"
    r"|pour ?cent|pct|ms|s|secs?|seconds?|mins?|minut(?:es?|en?|os?|i|ter)|h"
    r"|hrs?"
    r"|hours?|horas?|heures?|j|ore|uur|timer|Stunden?|Std\.?|Minuten?|Min\.?|Sekunden?|Sek\.?"
    r"|days?|Tagen?|Tage|jours?|días?|dias?|giorni|dagen|dager"
    r"|timmar|dagar|dage|veckor|uger|sekunder|minutter|månader|måneder"
    r"|weeks?|Wochen?|weken|semaines?|semanas?|settimane|uker|months?|Monaten?|mois|meses|mesi"
    r"|maanden|måneder"
    r"|pp|pts?|points?|Punkten?|Prozentpunkten?|percentage points?"
    r"|puntos?(?!\sde\s)|pontos?(?!\sde\s)|punti(?!\s(?:di|vendita)\b)|punten"
    r"|poeng|stars?|Sternen?|[kKMGTP]B|[KMG]iB|[kMG]bit/s|[KMG]bps|km|cm|mm|kg|mg|g|t"
    r"|km/h|°C|m2|m3|m²|m³|ha|[kMGT]Wh|[kMG]W|ml|cl|hl|l|x|d|w"
    r"|天|分钟|小时|秒钟|時間|分|秒|日|件|人|個|个|社|家|次|名|台|条|篇|份|店舗|店|本|回|点|週間|周"
    r"|ヶ月|か月|カ月|个月|组|冊|枚|歳|キロ|公斤|公里|项目|项|款|门|场|位|品|吨|トン)"
)
# Chinese and Japanese put no space around a number.
CJK = "\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f"
BEFORE = rf"(?<![^\W{CJK}])(?<![.,/#])"
AFTER = rf"(?![^\W{CJK}]|[.,]\d)"
_FRACTIONS = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
DIGITS = (
    rf"(?:{DURATION}|\d{{0,3}} ?[{_FRACTIONS}]|"
    r"\d{1,3}(?:[.,'’\u00a0\u2009\u202f ]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:[.,]\d+)?|[.,]\d+)"
)
NO_LETTER = rf"(?![^\W\d_{CJK}])"
CODES = "(?-i:" + "|".join(sorted(CURRENCIES)) + ")"
# Signs of several characters, and what they mean.
CODE_OF = {
    "R$": "BRL", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD",
    "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "MX$": "MXN", "NT$": "TWD", "Kč": "CZK", "zł": "PLN",
    "Ft": "HUF", "pounds": "GBP", "sterline": "GBP", "dollars": "USD", "Dollar": "USD",
    "dólares": "USD", "dollari": "USD", "dollar": "USD", "Franken": "CHF", "francs": "CHF",
    "reais": "BRL", "yen": "JPY", "yuan": "CNY",
    "元": "CNY", "円": "JPY", "Fr.": "CHF", "kr": "NOK", "Kr": "NOK", "kr.": "NOK",
    "kronor": "SEK", "kroner": "NOK",
}  # fmt: skip
COMPOUND = "(?:" + "|".join(re.escape(sign) for sign in CODE_OF if sign.endswith("$")) + ")"
_SIGN = re.compile(
    r"(?<![A-Za-z])(?:" + "|".join(sorted(map(re.escape, CODE_OF), key=len, reverse=True)) + ")"
    r"(?![A-Za-z])"
)
_COUNTED_SIZE = re.compile(r"(?<=\d)([万億亿])(?=[人件個个名社家台枚本冊回户次份单])")
_WORDS_OF_MONEY = r"(?:pounds|sterline|dollari|[Dd]ollars?|dólares|Franken|francs|reais|yen|yuan)"
AMOUNT = (
    rf"(?:(?:[kKTMm]?{CODES}|{COMPOUND}|Fr\.|[{SIGNS}])[\s\u00a0]?)?"
    rf"[-−+]?{DIGITS}"
    # “14 MSEK”, “500 TEUR”, “400 tkr”
    rf"(?:[\s\u00a0]?(?:{SIZES}(?:{NO_LETTER}|(?={CODES}(?!\w)|[kK]r\b))|[tT](?=\.?[kK]r\b)\.?))?"
    rf"(?:[\s\u00a0]?(?:(?:de |di )?[Ee]uros?\b|{_WORDS_OF_MONEY}\b(?! of\b)"
    rf"|[kK]r(?:on(?:or|er))?\b|zł|Kč|Ft\b|元|円|{CODES}(?!\w)|{COMPOUND}"
    rf"|[{SIGNS}]|{UNITS}{NO_LETTER}))?"
)
ANY_AMOUNT = re.compile(rf"{BEFORE}{AMOUNT}{AFTER}")
PER = r"(?:\s?/\s?[^\W\d_]+|\s(?:per|pro|par|por|al|je)\s[^\W\d_]+)?"
_COMPARING = {
    text
    for language in LANGUAGES
    for texts in language.before.values()
    for text in texts
    if text not in ("±", "+/-", "+-")
}
COMPARED = (
    rf"(?:(?:{'|'.join(map(re.escape, sorted(_COMPARING, key=len, reverse=True)))})"
    r"(?![^\W\d_]))?\s*"
)
_FROM = r"(?:from|von|de|del|des|du|da|dai|van|fra|från|desde|dal|dallo|dalla|dall')"
_TO = (
    r"(?:to|auf|zu|bis|à|au|a|al|allo|alla|ai|agli|all'|para|até|ao|hasta|fino a|jusqu'à|naar|till?"
    r"|tot|up to|down to|pra|pro)"
)
# “van een 6,6 naar een 7,2”
_A = r"(?:(?i:een|an?|eine[mnr]?|ein|une?|una|uma?|en|et)\s)?"
FROM_TO = re.compile(
    rf"(?P<from>(?:(?i:\b(?:{_FROM}|d['’]))|从|由|從)\s*)?"
    rf"{_A}{BEFORE}(?P<start>{AMOUNT})\+?{PER}\s*"
    rf"(?P<to>\s(?i:{_TO})\s|→|[-=–—]+>|➔|⟶|⇒|➜|➡️?|▶|↗|↘|»|>>|\s>\s"
    rf"|[{CJK}]{{0,4}}?(?:到|至|为|為)|から)\s*"
    rf"{_A}{COMPARED}(?P<target>{AMOUNT}){AFTER}"
)
# “up to 40,000 from 31,000”.
TO_FROM = re.compile(
    rf"\b(?:to|auf|à|a|al|para|até|hasta|naar|till?|tot)\s+{BEFORE}(?P<target>{AMOUNT}){AFTER}"
    rf"(?:\s[^\W\d_]+)?[\s,(]+(?:from|von|de|desde|van|fra|från"
    rf"|da)\s+{BEFORE}(?P<start>{AMOUNT}){AFTER}",
    re.IGNORECASE,
)
# “from 12 customers to 40”.
FROM_NOUN_TO = re.compile(
    rf"(?i:\b{_FROM})\s*{BEFORE}(?P<start>{AMOUNT})"
    rf"(?:\s[^\W\d_][\w-]*){{1,3}}?{PER}"
    rf"\s(?i:{_TO})\s{COMPARED}(?P<target>{AMOUNT}){AFTER}"
)
# What there is today, beside the number to reach: “40 (up from 12)”, “under 10, baseline 34”.
TODAY = re.compile(
    rf"\b(?:up from|down from|from a baseline of|baseline(?: of|:)?|instead of|currently"
    rf"|aktuell|derzeit|bisher|statt|actuellement|actualmente|atualmente|attualmente"
    r"|today:?|heute:?|now:?|last (?:quarter|year|month):?|was|were|previously|previous(?:ly)?:?"
    r"|letztes (?:Quartal|Jahr)|Vorquartal|Vorjahr|war|waren|zuvor|vorher"
    r"|(?:trimestre|année) dern\w+|contre|trimestre (?:pasado|anterior|passado|scorso)"
    r"|antes|anno scorso|prima|vorig kwartaal"
    r"|vorig jaar|eerst|forrige (?:kvartal|år)|i fjor)\s*:?\s*"
    rf"(?P<start>{AMOUNT}){AFTER}(?!\s(?:every|alle|cada|tous)\b)"
    rf"|{BEFORE}(?P<before>{AMOUNT})\s*(?:now|today|currently|heute|aujourd['’]hui|hoy|hoje|oggi"
    r"|nu|nå|last (?:quarter|qtr|year|month|week|season|term|time)|letztes (?:quartal|jahr|mal)"
    r"|letzten monat|letzte (?:woche|saison)|(?:le )?(?:trimestre|mois) (?:dernier|précédent)"
    r"|l['’](?:année dernière|an dernier)|(?:el )?(?:trimestre|mes|año) (?:pasado|anterior)"
    r"|(?:no )?(?:trimestre|mês|ano) (?:passado|anterior)|(?:lo )?(?:scorso (?:trimestre|mese|anno)"
    r"|(?:trimestre|mese|anno) scorso)|vorig (?:kwartaal|jaar)|vorige (?:maand|week)"
    r"|forrige (?:kvartal|måned|uke)|i fjor)\b",
    re.IGNORECASE,
)
# “2.1 % (target 1.5 %)”, “NPS: 31 – goal 45”.
AIM = re.compile(
    rf"{BEFORE}(?P<start>{AMOUNT}){AFTER}{PER}\s?(?:[,;|/–—-]|[(\[])\s*(?:the\s|our\s)?"
    r"(?:target|goal|aim|soll|ziel(?:wert)?|cible|objectif|objetivo|meta|obiettivo|traguardo|doel"
    r"|streefwaarde|mål|目標|目标)(?: (?:is|of|at|von|de|van|ist|er))?\s?[:=：]?\s?"
    rf"{COMPARED}(?P<target>{AMOUNT}){AFTER}",
    re.IGNORECASE,
)
MONEY = re.compile(rf"[{SIGNS}]|{CODES}")
POINTS = re.compile(
    r"pp|pts?|(?:percentage )?points?|(?:Prozent)?[Pp]unkten?|puntos?|pontos?|punti|punten|poeng"
)
"""By which percent and scores change."""


_SECONDS = (
    (1, r"s|secs?|seconds?|sekunden?|secondes?|segundos?|secondi|sekunder|秒"),
    (60, r"mins?|minut(?:es?|en?|os?|i|ter)|分|分钟"),
    (3_600, r"h|hrs?|hours?|stunden?|horas?|heures?|ore|uur|timer?|timmar|小时|時間"),
    (86_400, r"d|days?|tagen?|tage|jours?|días?|dias?|giorni|dagen|dager|dagar|dage|天|日"),
    (604_800, r"w|weeks?|wochen?|semaines?|semanas?|settimane|weken|uker|veckor|uger"),
)


def seconds_in(unit: str) -> int | None:
    """How many seconds a unit of time has; None for any other unit."""
    plain = unit.casefold().strip(" .")
    return next((size for size, names in _SECONDS if re.fullmatch(names, plain)), None)


def with_plain_numbers(text: str) -> str:
    """A text in which a number like 1億2000万 is 12000万, “½ of all” is “50 % of all”, “20 percent”
    is “20 %”, and “one million” is “1 million”."""
    text = _ONE_MILLION.sub("1 ", _PERCENT_WORD.sub(" %", _PLUS_PERCENT.sub(r"\1 %+", text)))
    text = _PART_OF_ALL.sub(lambda found: f"{numeric(found[1]):.0%} ".replace("%", " %"), text)
    return _TWO_SIZES.sub(lambda found: f"{int(found[1]) * 10_000 + int(found[2])}万", text)


# “ca. 400”, “#12”, “Top 3”, “400*”, “3rd”, “€12 per unit”: what only accompanies a number.
_BEFORE_NUMBER = re.compile(
    r"^\s*(?:ca\.?|circa|cirka|etwa|rund|ungefähr|approx\.?|approximately|around|about|roughly"
    r"|env(?:iron)?\.?|aprox\.?|cerca de|ongeveer|omkring|约|約|[~≈]|#|No\.|Nr\.|N[°º]|rank"
    rf"|platz|rang|top|pos(?:ition)?\.?)(?:\s*(?=\d)|\s+(?=[{SIGNS}]))",
    re.IGNORECASE,
)
_BEHIND_NUMBER = re.compile(r"(?<=\d)(?:\*+|st|nd|rd|th|er|ème|º|ª)\s*$")
_OF_ONE = re.compile(r"(?<=\S)\s(?:per|pro|par|por|je|each)\s[^\W\d_]+\.?$")


def plain_amount(text: str) -> str:
    """An amount as one number and its unit, with the ISO code of a currency instead of a sign of
    several characters."""
    text = _BEHIND_NUMBER.sub("", _BEFORE_NUMBER.sub("", text))
    text = _OF_ONE.sub("", text) if MONEY.search(text) else text
    spaced = with_parted_crowns(_COUNTED_SIZE.sub(r"\1 ", text))  # 3万人 are 30,000 people
    return with_plain_durations(_SIGN.sub(lambda found: CODE_OF[found[0]], spaced))


# “Increase it to 300”: where it begins is not known. “300 talks” begin at 0.
TO_NUMBER = re.compile(
    rf"\b(?:to|auf|para|até|hasta|fino a|jusqu['’]à|naar|till?|tot)\s+(?:the |los |las |die )?"
    rf"{BEFORE}{AMOUNT}{AFTER}"
    r"|\b(?:increase|improve|raise(?!\s+[$€£¥\d])|grow|reduce|lower|cut|decrease|shorten|steiger"
    r"|erhöh|senk"
    r"|verkürz"
    r"|reduzier|verbesser|augment|amélior|rédui|baisser|diminu|aument|mejor|reduc|reduz|subir|bajar"
    r"|disminu|elevar|melhor|miglior|ridurre|portare|verhog|verbeter|verlaag|terugbreng|øk(?:e"
    r"|t)?\b"
    r"|reduser|senke|sänk|höj|ök(?:a|ar|ning)|minska|hæv|sænk|nedbring"
    r"|øg|llegar a|alcanzar|chegar a|atingir|atteindre|passer à|porter à|ramener à"
    r"|monter à|descendre à|raggiungere|portare a|scendere a"
    r"|salire a|llevar a|bajar a|subir a|reducir a|elevar a|baixar para)\w*",
    re.IGNORECASE,
)
TO_NUMBER_EAST = re.compile(
    r"达到|達到|提升|提高|增长到|降|缩短|减少到|に(?:上げ|下げ|増や|減ら|する)|まで|へ(?:$|引)"
)
# What is counted one by one, so that it begins at 0.
COUNTED = frozenset("件人個个社家次名台条篇份店本回组冊枚项款门场位品") | {"店舗", "项目"}
# What has a number from the beginning, so that it does not begin at 0.
SCORES = re.compile(
    r"\b(?:e?NPS|CSAT|CES|score|rating|index|ranking|rank|bewertung|note|puntuación|nota|survey"
    r"|voto|punteggio|cijfer|karakter|satisfaction|satisfacción|satisfação|soddisfazione"
    r"|zufriedenheit|tevredenheid)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"(?:\b(?:between|zwischen|entre|tra|fra|tussen|mellom)\s+)(?P<low>{AMOUNT})\s+"
    rf"(?:and|und|et|y|e|en|og)\s+(?P<high>{AMOUNT}){AFTER}",
    re.IGNORECASE,
)
RANGE = re.compile(rf"{BEFORE}(?P<low>{DIGITS})\s?[-–—]\s?(?P<high>{AMOUNT}){AFTER}")
# “4.4 out of 5”, “4,5 su 5”: the scale of a score.
SCALE = re.compile(
    r"(?:(?<=[.,]\d)|(?<=[.,]\d\d))\+?\s*(?P<scale>(?:/|out of|of|von|sur|sobre|su|de|van|av)\s?"
    r"(?:5|6|10|100)(?:[.,]0)?)(?![\w.,]\d|\w)"
)
# “Every team lead has completed the course”: a share of all, or done once.
EVERY = re.compile(
    r"(?:every|each|all(?: of)?(?: the| our)?|jede[rsn]?|alle|sämtliche|chaque"
    r"|tou(?:s|tes) (?:les|nos)|cada|tod[oa]s (?:l[oa]s|[oa]s|nuestr[oa]s)|todo el|ogni"
    r"|tutt[ie] (?:i|gli|le)|elke?|iedere?|alle|hver|samtlige)\s+"
    r"(?!(?:days?|weeks?|months?|quarters?|years?|time|Tag|Woche|Monat|Quartal|Jahr|jours?"
    r"|semaines?"
    r"|mois|trimestres?|días?|semanas?|mes(?:es)?|mês|dias?|giorn[oi]|settiman[ae]|mese|mesi"
    r"|dag(?:en)?"
    r"|week|weken|maand|uke|måned|dag)\b)[^\W\d_]",
    re.IGNORECASE,
)
# “up by a quarter”, “um ein Drittel”, in percent.
PARTS_IN_WORDS = (
    (25, r"by a quarter|um ein viertel|d['’]un quart|(?:en|em) un? (?:cuarto|quarto)|di un quarto"
         r"|met een kwart|med en (?:fjerdedel|kvart)"),
    (33, r"by a third|um ein drittel|d['’]un tiers|(?:en|em) um? (?:tercio|terço)|en un tercio"
         r"|di un terzo|met een derde|med en tredjedel"),
    (20, r"by a fifth|um ein fünftel|d['’]un cinquième|(?:en|em) un quinto|di un quinto"
         r"|met een vijfde|med en femtedel"),
)  # fmt: skip


# “Half of all invoices”, in percent.
PARTS_OF_ALL = (
    (50, r"half (?:of|the|our)|die hälfte|la moitié|(?:la )?mitad|(?:a )?metade|(?:la )?metà"
         r"|de helft|halvparten"),
    (75, r"three[- ]quarters of|drei viertel|(?:les )?trois quarts|tres cuartas partes|três quartos"
         r"|tre quarti|driekwart|tre fjerdedeler"),
    (67, r"two[- ]thirds of|zwei drittel|(?:les )?deux tiers|dos tercios|dois terços|due terzi"
         r"|twee derde|to tredjedeler"),
)  # fmt: skip
# “at all 6 sites”, “an allen 6 Standorten”: where or for whom, which is not what is counted.
EVERY_ONE = re.compile(
    r"\b(?:at|in|across|on|to|an|bei|für|auf|dans|sur|à|en|em|nas?|nos?|su|a|op|bij|på|ved|til"
    r"|i)\s+"
    r"(?:all(?: of)?(?: the| our)?|alle[nr]?|sämtlich\w+|tou(?:s|tes) les|tod[oa]s (?:l?[oa]s)"
    r"|tutt[ie] (?:i|gli|le)|de alle|each of the)\s+$",
    re.IGNORECASE,
)
# “published 3 weeks in advance”: when, and not how much.
AHEAD = re.compile(
    r"\s(?:before (?:each|every|the)|vor (?:jede[rmn]?|de[mr])|avant chaque|antes de cada"
    r"|prima di ogni"
    r"|voor elke?|før hver|in advance|ahead|beforehand|vooraf|van tevoren|im voraus|vorher|vorab"
    r"|à l['’]avance"
    r"|de antelación|in anticipo|d['’]anticipo|de antecedência|i forkant|på forhånd)\b"
    r"|\s?(?:前(?:に|までに)?)(?:$|\W|[\u3040-\u9fff])",
    re.IGNORECASE,
)
_NOT_IN_WORD = (rf"(?<![^\W{CJK}])", rf"(?![^\W{CJK}])")
_NOT_SAID = (
    r"(?:[_?]{2,}|\?(?=\s?[%€$])|[○〇◯●△]+(?=\s?[%％\d]|[万億件人名社円元回])|(?:\.{2,3}|…)(?=\s?%)"
    r"|\[[xX_?… ]{1,4}\])\s?%?"
)
_NOT_SET = (
    r"t\.?b\.?d\.?|t\.?b\.?c\.?|t\.?b\.?a\.?|n\.\s?n\.\s?b\.?|n\.\s?n\.|nnb|n\.?t\.?b\.?|k\.\s?a\."
    r"|à (?:définir|préciser|confirmer)|por (?:definir|confirmar)|a (?:definir|confirmar)"
    r"|da (?:definire|stabilire)|(?:nader )?te bepalen|noch (?:offen|festzulegen|zu klären)"
    r"|to be (?:defined|confirmed|decided|set|agreed)|ikke satt|må avklares|未定|待定|要検討|調整中"
)
OPEN = (
    rf"(?:[xXyYnN]{{1,3}}\d{{0,2}}\s?[%％]|{_NOT_IN_WORD[0]}(?:XX?X?(?:[.,]X{{1,2}})?"
    rf"|x{{1,3}}[.,]x{{1,2}}|xx|N\d?|(?i:{_NOT_SET})){_NOT_IN_WORD[1]}|{_NOT_SAID})"
)
"""A number that nobody has set yet, or that is not for everybody."""
WITHHELD = re.compile(OPEN)
# “down by a third”: of a number that is not said.
WITHHELD_SURELY = re.compile(
    rf"{_NOT_IN_WORD[0]}(?:[xyn]{{1,3}}\s?[%％]|xxx?(?=\s)|xxx|x{{1,3}}[.,]x{{1,2}}{_NOT_IN_WORD[1]}"
    rf"|(?:{_NOT_SET}){_NOT_IN_WORD[1]})|{_NOT_SAID}",
    re.IGNORECASE,
)
UNIT_BESIDE = re.compile(
    rf"\s?(?:{SIZES}{NO_LETTER}\s?)?(%|％|[{SIGNS}]|{CODES}(?!\w)|{UNITS}{NO_LETTER})"
)
MONEY_BEFORE = re.compile(rf"({CODES}|{COMPOUND}|[{SIGNS}])\s?$")
FROM_TO_OPEN = re.compile(
    rf"(?:\b(?:from|von|de|del|da|van|fra)\s+)?{BEFORE}(?P<start>{AMOUNT})\s*"
    rf"(?:\s(?:to|auf|à|a|al|para|naar|til)\s|→|->|=>)\s*(?P<target>{OPEN})"
)
# “Delivery time in days”, “Answer time (min)”, “% of tickets answered”.
UNIT_IN_TITLE = re.compile(
    rf"[(\[]\s*(?:in )?({UNITS}|{CODES}|[{SIGNS}])\s*[)\]]\s*$|\sin ({UNITS}|{CODES}|[{SIGNS}])\s*$"
    r"|^\s*(%|[Pp]ercent(?=age of\b| of\b))"
)
SHARE_IN_CELL = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|of|out of|von|sur|de|di|van|av)\s*\d+")
"""“11 of 26”, where the cell says how it stands."""
# “800 (baseline) / 2,000 (target)”.
ANNOTATED = re.compile(
    rf"{BEFORE}(?P<start>{AMOUNT})\s*[(\[]\s*(?:baseline|start|today|now|ist|heute|base)\s*[)\]].*?"
    rf"{BEFORE}(?P<target>{AMOUNT})\s*[(\[]\s*(?:target|goal|ziel|soll|cible|meta)\s*[)\]]",
    re.IGNORECASE,
)
# “within 24 hours”: the condition of what is measured, where that has a number of its own.
WITHIN = re.compile(
    rf"(?:\bin\s?[<≤]|\b(?:within|in under|in less than|innerhalb(?: von)?|innert|in weniger als"
    rf"|in unter|binnen"
    r"|in max(?:imal|\.)?|in höchstens|sous|inside|dans les|en un máximo de|in massimo|in maximaal"
    rf"|en moins de|en menos de|em até|em menos de|entro|in meno di|innen)\b)\s*(?:the last\s+)?"
    rf"{BEFORE}{AMOUNT}{AFTER}(?:\s(?:working|business|calendar)\sdays)?"
    r"|\d+(?:[カか]月|ヶ月|个月|週間|周|年)[以之]?内(?:に|で)?、?",
    re.IGNORECASE,
)
# “answered in 48 h”, beside a share that is the measure.
IN_TIME = re.compile(
    rf"\b(?:in|en|em|dans|i|på|op)\s{DIGITS}\s?(?:h|hours?|horas?|heures?|stunden|std\.?|days?|días"
    r"|dias|jours|tagen|giorni|ore|dagen|dager|uur|timer|min(?:utes|uten|utos|uti|utter)?)\b"
    r"|在?\d+(?:分钟|小时|天|个?工作日|日|分|時間|営業日)[以之]?内に?",
    re.IGNORECASE,
)
# “95+ %”
_PLUS_PERCENT = re.compile(r"(\d)\+\s?%")
_PERCENT_WORD = re.compile(
    r"(?<=\d)\s?(?:percent|per cent|Prozent|prosent|procent|per ?cento|por ?ciento|por cento"
    r"|pour ?cent|pct\.?)(?![^\W_]|[- ](?:points?|[Pp]unkte?n?)\b)",
    re.IGNORECASE,
)
_ONE_MILLION = re.compile(
    r"\b(?:one|eine|une?|uma?|één|en|ett)\s(?=(?:million|Milliarde|billion|millón|milhão|milione"
    r"|miljoen|miljard|miljon|milliard)\b)",
    re.IGNORECASE,
)
_PART_OF_ALL = re.compile(
    r"^([¼½¾]) (?=(?:of|der|des|aller|de|du|dos|das|del|dei|delle|van|av)\s)", re.IGNORECASE
)
# “1億2000万”: two sizes in one number.
_TWO_SIZES = re.compile(r"(\d+)[億亿](\d{1,4})万")
_OF = r"\s?(?:of|out of|von|sur|de|di|van|av|/)\s?"
OF_THE_SAME = re.compile(
    rf"\b(\d+){_OF}(\d+)(\s?(?:→|->|–>|=>|➔|to|auf|à|a|para|naar|til)\s?)(\d+){_OF}\2\b"
)
"""“4 of 12 → 12 of 12”."""
# “from (2 %) to 4 %”, as accountants write a negative number.
BRACKETED = re.compile(r"\b(from|von|de|da|del|dal|van|fra)\s+\((\d[\d.,]*\s?%?)\)")
RELATIVE = re.compile(
    rf"\b(?:by|um|met|med)\s+(?P<by>{AMOUNT}){AFTER}(?!\s(?:of|der|des|van|av)\b)"
    rf"|\b(?:reduc|reduz|rédui|ridur|ridu|riduz|baisser|diminu|disminu|subir|bajar|aument|augment"
    rf"|incrementar|crecer|crescer|mejorar|melhorar|améliorer|migliorare|elevar|recortar|cortar"
    rf"|tagliare|abbassare)\w*\s(?:[^\W\d]+\s|[ld]['’]\w+\s){{0,6}}?(?:en un|en|em|un|de|del|di"
    rf"|d['’]un)\s"
    rf"(?P<changed>\d+(?:[.,]\d+)?\s?%){AFTER}",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“„«「][^\"“”„«»「」]{1,60}[\"”“»」]")
"""What stands in quotes: the name of a page, a button or a state."""
