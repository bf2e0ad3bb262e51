"""Numbers that measure nothing: years, quarters, versions, standards, rooms, ages, how often.

“Top 5”, “ISO 9001”, “years 3 and 4”, “aged 16 to 18”, “every 6 weeks”, “4 or 5 stars”.
"""

import re
from collections.abc import Iterator

from kiosk.exchange.understanding.days import MONTHS
from kiosk.exchange.understanding.measure_patterns import CJK

_NAMES = re.compile(
    r"(?:\b(?:Q|H|FY|KW|W|CW|P|L|T|v|V)\s?\d+(?:\.\d+)*\b|\b(?:19|20)\d\d\s?[-–/]\s?(?:19"
    # No year are the decimals of “1.1910”.
    r"|20)\d\d\b|(?<!\d[.,])\b(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}\b"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b|\b\d{1,2}:\d\d\b(?!\s?(?:h|min|std|mn|hours|hrs)\b)|\b(?:24|7)\s?[/x]\s?(?:7|24)\b"
    # A day without its year, as “30.09.”, “le 4/07”, and the hour of a day.
    r"|(?<![\d.,])\d{1,2}\.\d{1,2}\.(?!\d|\s*$)"
    r"|\b(?:on|by|until|before|am|bis|vom|ab|le|du|au|el|del|al|em|dia|il|dal|op|den|per)\s"
    r"(?:the\s)?\d{1,2}[/.]\d{1,2}(?![\d%])(?!\s?(?:%|[^\W\d]))"
    r"|\b\d{1,2}\s?h\s?[0-5]\d\b|\b\d{1,2}(?:\s(?:Uhr|o['’]clock)|\s?[ap]\.?m\.?)(?!\w)"
    r"|\b24\s(?:hours a day|stunden am tag|horas al día|horas por dia|ore su 24)|\b7\s"
    r"(?:days a week|tage die woche|días a la semana|dias por semana|jours sur 7|giorni su 7)"
    r"|\b24h/24|\b7j/7"
    r"|\bhttps?://\S+|\bwww\.\S+|\S+@\S+\.\S+"
    r"|(?<!\bpro\s)(?<!\bper\s)(?<!\bje\s)(?<!\beach\s)(?<!\bevery\s)\b(?:top|phase|step|level|tier|version|patch|wave|batch|stage|stufe|schritt|platz"
    r"|iso|soc|web|wcag|pci|gdpr|dsgvo|rgpd|art(?:icle|ikel|ículo|igo|icolo)?\.?|§|section"
    r"|page|seite|raum|room|annex|appendix|anhang|zone|horizon|scope|windows|ios|android|python"
    r"|java"
    r"|series|option|part|teil|chapter|kapitel|sprint|day|tag|week|woche|year|jahr|no\."
    r"|nr\.|fase|etapa|vague|lot|étape|runde|ligne|linie|línea|linea|lijn|bus|tram|line|finding"
    r"|clause"
    r"|befund|ziffer|punkt|absatz)\s?#?\d[\d.]*(?:\s(?:and|und|et|y|e|en|og"
    r"|&)\s\d{1,2}(?![\d.,%]))?\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.|er)?\s?(?:of |de )?(?:{MONTHS})\b(?:\.?\s(?:de |del )?20\d\d)?"
    rf"|\b(?:{MONTHS})\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s20\d\d)?"
    r"|\d{1,2}月\d{1,2}[日号]|第\d+|(?<!\d)\d+(?:年度?|月(?!次)|级|期(?!間))"
    r"|\b\d{1,2}\.\s(?=(?:Quartal|Halbjahr|Stock|OG|UG|Etage|Platz|Klasse|Stelle|Runde)\b)"
    r"|\b\d{1,2}(?:er|ère|ème|e|º|ª|°|de)(?=\s)"
    r"|(?<!\w)[^\W\d_]+-\d+\b|\b(?:per|pro|par|por|je)\s\d[\d.,]*\b"
    r"|#\d+|\b\d+(?:st|nd|rd|th)\b|\b\d+-(?:month|year|day|week|star|page|step)s?\b"
    r"|\b\d+-?[jJ]ährig\w*|\b\d+-year-olds?\b|\b360(?:\s?°|[ -]?(?:degree|grad|feedback|grados))"
    r"|(?<!\d)1[日人件回月](?=の|\d|あたり|当たり|につき)|\bCO2\b)",
    re.IGNORECASE,
)

_AND = r"(?:and|or|und|oder|et|ou|y|o|e|en|of|og|eller|to|bis|à|a|ai|tot|til|&|[-–])"
_TIME = (
    r"(?:hours?|days?|weeks?|months?|quarters?|years?|minutes?|Stunden|Tagen?|Wochen|Monaten?"
    r"|Jahren?|Minuten|heures|jours|semaines|mois|ans|horas|días|semanas|meses|años|dias|anos"
    r"|ore|giorni|settimane|mesi|anni|uur|dagen|weken|maanden|jaar|timer|dager|uker|måneder|år)"
)
# “load under 2s” are seconds, “the under 12s” a team.
_NO_TIME = "".join(
    rf"(?<!{word}\s)"
    for word in (
        "load",
        "loads",
        "time",
        "times",
        "latency",
        "response",
        "start",
        "open",
        "opens",
        "in",
        "is",
        "render",
        "build",
        "boot",
        "answer",
        "delay",
        "p95",
        "p99",
        "lag",
    )
)
_YEARS = r"(?:years?(?:\s|-)old|yrs|Jahren?|ans|años|anos|anni|jaar|år)"
_YOUNG = (
    r"(?:kids|children|juniors?|teens?|teenagers|students|pupils|youth|girls|boys"
    r"|Kindern?|Jugendlichen?|Mädchen|Jungen|jeunes|enfants|filles|garçons"
    r"|niñ[oa]s|jóvenes|chic[oa]s|alumn[oa]s|crianças|jovens"
    r"|meninas|ragazz[ie]|bambin[ie]|giovani|kinderen|jongeren|barn|ungdom(?:mer)?|unge)"
)
_PEOPLE = (
    r"(?:people|members|adults|women|men|patients|residents|Menschen|Mitgliedern?|Frauen|Männern?"
    r"|Patienten|adhérents|personnes|femmes|personas|mayores|mujeres|pessoas|mulheres|persone|donne"
    r"|mensen|vrouwen|leden|personer|kvinner|medlemmer)"
)
_THAN = (
    r"(?:over|above|under|below|from|über|unter|ab|plus de|moins de|dès|de más de|más de|de menos"
    r" de|mayores de|menores de|mais de|menos de|acima de|a partir de|oltre i|sopra i|sotto i"
    r"|boven de|onder de|vanaf|fra|over|under)"
)
_BETWEEN = r"(?:between|zwischen|entre|tra|tussen|mellom|von|de|dai?|dagli|van|fra|from)"
_AGES = re.compile(
    rf"\b(?:aged?|ages|im Alter von|âgée?s? (?:de|entre)|de edad|d['’]età)\s(?:between\s|over\s"
    rf"|under\s)?\d+(?:\s?{_AND}\s?\d+)?\b(?:\s{_YEARS})?"
    rf"|\b\d+\s?[-–]\s?\d+\s?(?:{_YEARS}|-?[jJ]ährige\w*)\b"
    r"|\b(?:mayores|menores|maiores|menores|personas? mayor(?:es)?) de \d{1,2}\b(?!\s?%)"
    rf"|(?<=[a-zà-ÿ]\s){_NO_TIME}\b(?:over|under)[- ]\d+s\b|[üÜ]ber[- ]?\d+-?[jJ]ährige\w*"
    rf"|\b{_YOUNG}\s(?:[^\W\d]+\s)?(?:{_THAN}|{_BETWEEN}\s\d{{1,2}}\s{_AND})\s\d{{1,2}}\b"
    rf"(?:\s{_YEARS})?(?!\s(?:per|pro|par|por)\b|\s?%)"
    rf"|\b{_PEOPLE}\s(?:[^\W\d]+\s)?(?:{_THAN}|{_BETWEEN}\s\d{{1,2}}\s{_AND})\s\d{{1,2}}\s"
    rf"{_YEARS}"
    r"|(?<!\d)(?:\d+\s?[-~〜至到]\s?)?\d+\s?(?:[歳岁]|代(?=[^\d理表金]))(?:以上|以下|未満|未满|~|〜|から|到|至)?(?:の)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:jusqu['’]à|après|dès|à partir de|à|hasta las|desde las|a las|até(?: às| as)?|às"
    r"|a partir das"
    r"|dalle|alle|fino alle|vanaf|tot|kl\.?|ab|until|from|after|bis)\s(?:0?[5-9]|1\d"
    r"|2[0-3])\s?(?:h|uur|u)\b"
    r"(?!\s(?:par|por|per|pro|al|a|am|im)\b)|\bkl\.?\s\d{1,2}\b"
    # “uiterlijk om 16.00 bekend”
    r"|\b(?:om|um|kl\.?|klokken)\s(?:[01]?\d|2[0-3])\.[0-5]\d\b(?!\s?[%€$£\d])",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\b(?:every|each|alle|aller|toutes les|tous les|a cada|cada|ogni|elke|om de|iedere|hvert?)"
    rf"\s\d{{1,3}}(?:\.|[ªº])?\s{_TIME}\b"
    r"|每隔?\d+个?(?:天|周|月|小时|季度|年)|(?<!\d)\d+(?:日|週間|[かヶカ]月|年|時間)(?:に1[回度]|ごと|おき|毎)",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:ISO|IEC|NEN|DIN|EN|BS|NF|UNE|UNI|NS|IATF|OHSAS|JIS|GB|PAS|SA|VDA|HTA|GDP)"
    r"(?:[\s/-](?:ISO|IEC|EN))*[\s/-]?\d{3,5}(?:[-:]\d+)*(?!\s?[%\w,.]*\d)"
)
_PLACE = re.compile(
    r"\b(?:halle|werk|building|gebäude|haus|bâtiment|edificio|prédio|gebouw|bygg|etage|terminal"
    r"|gate|dock|bay|ramp|tor|rampe|muelle|doca|banchina|laadperron|sala|salle|aula|lokaal|bahnsteig|gleis|quai|pier|ward|level|niveau|nível|nivel"
    r"|livello|nivå|stufe|year|klasse|jahrgang|klassenstufe|classe|grupo|groep|gruppe|klas"
    r"|ano|curso|trinn|série|cohort|kohorte|cohorte|generation|lote?|tranche|module|modul|módulo"
    r"|modulo|wave|welle|season|saison|episode|ausgabe|edition|band|tome|vol(?:ume)?\.?"
    r"|clase|semestre|semester|quartal|trimestre|kwartaal|kvartal|modell|paket|package|tarif"
    r"|site|unit|kapittel|capítulo|capitolo|hoofdstuk|punkt)\s"
    rf"\d{{1,3}}(?![\d.,]*\d|\s?%)(?:\s?{_AND}\s?\d{{1,2}}(?![\d.,]|\s?%))?\b"
    # “Backlog > 30 days: at most 10”: which of them are counted.
    r"|[<>≥≤]\s?\d[\d.,]*\s?[^\W\d_]{0,12}(?=\s?[:：]\s[^:：]*\d)"
    # “dans les 3 halls”; “dans les 3 jours” is a limit.
    r"|\bdans (?:les|nos|ces)\s\d{1,3}\s(?!h\b|heures?\b|jours?\b|min|semaines?\b|mois\b"
    r"|secondes?\b|ans?\b|trimestres?\b|années?\b)(?=[^\W\d_]{3})"
    rf"|\b(?:years|grades|classes|klassen|jahrgangsstufen|jahrgänge|groepen|niveaux|anos|cursos"
    rf"|clases|classi|phases|phasen|halls|rooms|levels|stages|steps|weeks|days)\s\d{{1,2}}"
    rf"\s?(?:and|und|et|y|e|en|og|&|[-–])\s?\d{{1,2}}(?![\d.,]*\d|\s?%)\b"
    # “3.º y 4.º”, “3. og 4. trinn”, “the 3rd and 4th”
    r"|\b\d{1,2}(?:\.?[ºª°]|\.)\s(?:und|y|e|og|en)\s\d{1,2}(?:\.?[ºª°]|\.)(?=\s)"
    r"|\b\d{1,2}\.?[ºª](?=\s)|\b\d{1,2}\.\s(?:trinn|klasse|etasje|kvartal|Jahrgang\w*)\b"
    r"|\b\d+-(?-i:[A-ZÄÖÜ])[a-zäöü]{2,}(?:-\w+)*",
    re.IGNORECASE,
)
# “The leak in strongroom 3 shall be repaired”: what is counted would stand behind its number.
_BEFORE_VERB = re.compile(
    r"\b(?:in|at|of|on|auf|bei|von|dans|de|du|à|en|em|no|na|di|nel|nella|op|van|i|på)\s"
    r"(?:(?:the|der|dem|die|den|das|la|le|el|il|lo|o|a|het)\s)?[^\W\d_]{3,}\s\d{1,2}"
    r"(?=\s(?:shall|is|are|was|were|will|has|have|must|wird|werden|ist|sind|est|sera|sont|es|está"
    r"|será|é|è|sarà|wordt|worden|er|blir)\b)",
    re.IGNORECASE,
)
_PLACE_EAST = re.compile(
    r"(?<!\d)\d+(?:号[楼室线馆店仓厂门机厅库]|号機|号館|号車|階|楼|年生|年级|年級|年次|期生|丁目|番線)(?:[とや和、及]\d+年?(?:生|级)?)?"
    r"|(?:レベル|ステップ|フェーズ|バージョン|版本|阶段|会議室|ステージ)\s?\d[\d.]*|(?<!\d)\d+(?:\.\d+)+\s?(?:版本?|系)"
)
# “20 mph limit”, “30 km/h-Zone”, “Tempo 30”: the name of a rule.
_SPEED_LIMIT = re.compile(
    r"\b\d{1,3}[\s-]?(?:mph|km/?h|kph)[\s-](?:speed[\s-])?(?:limits?|zones?|roads?|streets?|areas?"
    r"|zonen?|zona|zonas|grens|grense|sone|soner|limiet)\b"
    r"|\btempo[\s-]?\d{2,3}(?:-\w+)?\b|\b\d{2,3}er-zonen?\b",
    re.IGNORECASE,
)
_STARS = re.compile(
    r"\b\d(?:\s?(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|og|to|[-–])\s?\d)\s?(?:-\s?)?"
    r"(?:stars?|Sternen?|étoiles?|estrellas?|estrelas?|stelle|sterren|stjerner|星)",
    re.IGNORECASE,
)
# “(Nadia, 30/05)”; “(3/5)” is a share.
_DAY_IN_BRACKETS = re.compile(
    r"[(,;]\s?(?:\d{1,2}[/.]0[1-9]|(?:1[3-9]|2\d|3[01])[/.]1[0-2])\.?(?=\s*[)\]])"
)
# “open until 9” in languages that have no word behind the hour.
_HOUR = re.compile(
    r"\b(?:alle(?: ore)?|(?:a|hasta|desde) las|às|kl\.?|klokken)\s\d{1,2}"
    r"(?=\s*(?:$|[,.;)]|e\b|y\b|tutti|todos))",
    re.IGNORECASE,
)
# “Rota 2.0 agreed”: a release, where a score would be “to 2.0” or “CSAT 2.0”.
_RELEASE = re.compile(
    r"\brelease\s\d+(?:\.\d+)*\b(?!\s(?:new\s)?[^\W\d_]+s\b)"
    r"|\b(?:versión|versão|versione|versie|versjon|ver\.?)\s?\d+(?:\.\d+)*\b"
    r"|\b(?!(?:to|at|of|on|by|is|von|auf|bei|als|por|sur|van|met|naar|über|para|unter|score"
    r"|index|ratio|a|à|de|di|da|sotto|under|above|below|note|nota|csat|rating|factor)\s)[^\W\d_]+"
    r"\s(?P<release>[1-9]\.0)(?=\s[^\W\d_]{2,}|$)",
    re.IGNORECASE,
)
_PATTERNS = (
    *(_NAMES, _AGES, _CLOCK, _HOW_OFTEN, _STANDARD, _PLACE, _PLACE_EAST, _SPEED_LIMIT, _STARS),
    *(_RELEASE, _HOUR, _DAY_IN_BRACKETS, _BEFORE_VERB),
)
_EVERY_TIME = re.compile(
    r"\b(?:every|each|jede[nrs]?|chaque|cada|ogni|elke|hver)\s$", re.IGNORECASE
)
_EAST = re.compile(rf"[{CJK}]")


def named_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers that measure nothing stand in a sentence."""
    # “通过ISO 9001认证”: between Chinese letters a word has no end.
    apart = _EAST.sub(" ", text)
    for each in (text,) if apart == text else (text, apart):
        for pattern in _PATTERNS:
            for found in pattern.finditer(each):
                # “every week 3 visits”, and not “every tier-1 service”
                if " " in found[0] and _EVERY_TIME.search(each[: found.start()]):
                    continue
                yield found.span("release" if found.groupdict().get("release") else 0)
