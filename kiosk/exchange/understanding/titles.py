"""Titles of pages, “OKRs Q1 2027”, and the team they name: “OKRs Q4 – Vertrieb”.

What is no team is taken away: the period, “OKRs”, what kind of page it is. What is left between the
dashes is the team, if it looks like a name and there is only one.
"""

import re

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.days import MONTHS

_PERIOD_WORDS = (
    r"quarter(?:ly)?|quartals?|trimestr\w*|tri|kwartaal|kvartal|semest\w*|halbjahr\w*|half[- ]year"
    r"|cuatrimestre|tertial|h[aá]lv[aå]r|year|jahr|année|año|ano|anno|jaar|år"
)
_TITLE = re.compile(
    rf"\b(?:okrs?|Q[1-4]|H[12]|FY\d*|(?:{_PERIOD_WORDS})|20\d\d)\b"
    r"|(?<=[\u3040-\u9fff])[QH][1-4](?!\d)|季度|四半期|半期|年度|上期|下期|半年|OKR",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\b(?:(?:\d(?:st|nd|rd|th|er|e|º|°|ª|\.)?|III?|IV?|first|second|third|fourth|erstes"
    rf"|zweites|drittes"
    rf"|viertes"
    rf"|premier|deuxième|troisième|quatrième|primer|segundo|tercer|cuarto|primeiro|terceiro|primo"
    rf"|secondo|terzo|quarto|eerste|tweede|derde|vierde|pro|do|del|du|für das|in|im|of)\s*){{0,3}}"
    rf"(?:{_PERIOD_WORDS})\b(?:\s(?:one|two|three|four|\d\b))?(?!\s(?:office|team))"
    r"|\b(?:FY|GJ)\s?'?\d{2,4}(?:\s?[-/–]\s?\d{2,4})?(?:[\s-]*[QHT][1-4])?"
    r"|\b[QHTK][1-4]\b(?:\s?[-/–+&]\s?[QHT]?[1-4]\b)?(?:\s?['’/-]?\s?(?:20)?\d\d\b)?"
    r"|\b(?:20\d\d|['’]\d\d)(?:\s?[-/–]\s?(?:20)?\d\d)?\b(?:\s*[-/]?\s*[QHT][1-4]\b)?"
    rf"|\b(?:{MONTHS})\b\.?(?:\s?[–/-]\s?(?:{MONTHS})\b\.?)?"
    r"|(?:20\d\d年度?(?:[QH][1-4])?|第?[一二三四1-4]季度|第[一二三四1-4]四半期|上半年|下半年|上半?期|下半?期|[上下]期|\d月)",
    re.IGNORECASE,
)
_OKRS = re.compile(
    r"\b(?:OKR['’]?s?(?:[- ](?:sets?|plan(?:ning|ung)?|review|workshop|sheet|tracker|board|entwurf"
    r"|draft|s|planning))?|objectives? (?:and|&|\+) key results?|key results?|objectives?|goals"
    r"|ziele|objectifs?|objetivos?|obiettivi|doelen|mål)\b|OKRs?(?![a-z])|目标|目標",
    re.IGNORECASE,
)
# What kind of page it is, and how far.
_FILLERS = re.compile(
    r"\b(?:draft|final|version|v\d+(?:\.\d+)?|our|unsere?|notre|nos|nuestros|nossos|i nostri|onze"
    r"|våre"
    r"|the|\w*protokoll|klausur|offsite|retreat|kick-?off|sitzung|tagung|meeting|session|charter"
    r"|acta|ata|verbale|notulen|minutes|notes|planning|plan|planung|workshop|review|overview"
    r"|übersicht|status"
    r"|stand|wip|copy of|copy|kopie|copie|entwurf|brouillon|borrador|rascunho|bozza|concept|utkast"
    r"|closing|wrap-?up|abschluss|cierre|clôture|fechamento|chiusura|afsluiting|avslutning"
    r"|herbst|frühling|frühjahr|sommer|winter|spring|summer|autumn|fall|printemps|été|automne"
    r"|hiver|primavera|verano|otoño|invierno|verão|outono|inverno|estate|autunno|lente|zomer"
    r"|herfst|vår|høst"
    r"|published|approved|proposal|vorschlag|intranet|wiki|page|home|new|neu|for|für|pour|para|per"
    r"|voor|voici|agreed|vereinbarte?n?|hier(?:bij)?|here|are|ecco|aquí|segue|de|del|da|do|dos|das|des|du|di|della|van|von|der|of|zum|zur)\b"
    r"|(?:草稿|最終版|案|如下|以下|のとおり)",
    re.IGNORECASE,
)
_GOALS = (
    r"(?:objectives|goals|ziele|objectifs|objetivos|obiettivi|doelen|doelstellingen|mål|metas"
    r"|targets|目標|目标)"
)
# “Membrane group, objectives until November”, “Our goals for the spring”.
_OF_GOALS = re.compile(
    rf".{{2,60}}?[:,–—|-]\s*(?:our |unsere |nos |nuestr\w+ |i nostri |onze |våre "
    rf"|site )?{_GOALS}\b.*"
    rf"|(?:our |unsere |nos |nuestr\w+ |i nostri |onze |våre )?(?:quarterly |annual "
    rf"|team )?{_GOALS}"
    r"(?:$|\s+(?:of|der|des|vom|della|do|da|van|av|for|until|till|im|für|bis|du|pour|de|del|per|voor|for|til|20\d\d)\b.*)",
    re.IGNORECASE,
)
_GOALS_FIRST = re.compile(
    r"(?:(?:our|the|new|unsere|die|neue|nos|les|nuestros|los|nossos|os|as|i|gli|nostri|onze|de|våre"
    rf"|nye|next|nächste)\s+){{0,2}}(?:(?:team|quarterly|annual|yearly)\s)?(?:{_GOALS}|OKRs?)"
    r"(?![a-z])",
    re.IGNORECASE,
)
_GOALS_FIRST_EAST = re.compile(rf"(?:{_PERIOD.pattern})[の的]?{_GOALS}(?:について|の件)?")
_FOR_WHEN = re.compile(
    r"(?:for|until|till|from|of|and key results|für|fürs|bis|im|vom|des|der|zum|und|pour|du|de"
    r"|d['’]|jusqu|et|para|del|hasta|y|do|da|dos|até|e|per|fino|voor|van|tot|en|for|til|fram|og)\b"
    r"|の|に|（",
    re.IGNORECASE,
)
_TEAM_LINE = re.compile(
    r"(?:(?:Team|Squad|Tribe|Abteilung|Bereich|Ressort|Équipe|Equipe|Equipo|Departamento|Squadra"
    r"|Reparto|Afdeling|Avdeling|Department|Dept\.?|Gruppe|Service|Facultad|Faculty|Fakultät"
    r"|Faculté"
    r"|Facoltà|Faculdade|Institut[eo]?|Lehrstuhl|Dirección|Direction|Direzione|Direção|Gerencia"
    r"|Pôle|Ufficio|Settore|Referat|Sachgebiet|Stabsstelle|School|Área|Area)\s+(?:(?:de|del|du|di"
    r"|da|of|für|der)\s)?[A-ZÀ-ÖØ-Þ&][^:.!?]{1,30}"
    r"|[A-ZÀ-ÖØ-Þ][^:.!?]{1,30}\s(?:[Tt]eam|[Ss]quad|[Dd]epartment)"
    r"|[【\[]?[\u3040-\u9fff]{1,10}(?:部|チーム|团队|課|グループ|小组)[】\]]?)\s*:?"
)
# The end of a mail or of a talk: “Best, Ana”, “thanks both”.
SIGN_OFF = re.compile(
    r"(?:--|thanks|thank you|best|cheers|regards|kind regards|see you|sent from|great|perfect|danke"
    r"|warm regards|best wishes|yours|sincerely"
    r"|(?:viele|liebe|beste|freundliche|herzliche) grü(?:ß|ss)e"
    r"|mit freundlichen grü(?:ß|ss)en|cordiali|cordialmente|atentamente|atenciosamente|hartelijke"
    r"|vennlig|med vennlig|mfg|lg\b|gruß|cordialement|merci|bien à|à bientôt"
    r"|parfait"
    r"|saludos|gracias|un abrazo|perfecto|abraços|obrigad[oa]|abs\b|grazie|saluti|a presto|perfetto"
    r"|groet|groeten|bedankt|met vriendelijke|hilsen|takk|mvh\b|よろしく|谢谢|此致)\b.*",
    re.IGNORECASE,
)
# A line wholly in brackets.
REMARK = re.compile(r"[(\[（].*[)\]）]\.?")
# “Company level”: of the whole company, and of no team.
_COMPANY = re.compile(
    r"(?:company|corporate|organi[sz]ation|group)(?:al)?(?:[- ](?:level|wide|okrs?|objectives"
    r"|goals))?"
    r"|(?:unternehmens|firmen|konzern)(?:ebene|weit|ziele|-okrs?)|(?:gesamt)?unternehmen"
    r"|(?:niveau |au niveau de l['’])?(?:entreprise|groupe)|(?:nivel (?:de )?)?(?:la )?empresa"
    r"|(?:livello )?(?:aziendale|azienda)|bedrijfs(?:niveau|breed|doelen)?|(?:hele )?bedrijf(?:et)?"
    r"|公司(?:级|层面)?|全社|会社全体",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"\b(?:Ltd|Inc|GmbH|AG|eG|e\.?V\.?|KG|mbH|plc|LLC|SARL|SAS|S\.?L\.?|S\.?A\.?|SpA|B\.?V\.?"
    r"|& Co|Corp(?:oration)?|Clinic|Hospital|University|Association|Foundation|Charity|Museum"
    r"|City of|Gemeente|Stadtwerke|Verein|Verband|Klinik|Grundschule|Gymnasium|Praxis|Fondation"
    r"|Mairie|Asociación|Fundación|Ayuntamiento|Associação|Comune|Stichting|Kommune|Holding"
    r"|Bakery|Church|Hotel|Albergo|Brewery|Genossenschaft)\b|[\w.-]+\.(?:com|org|io|example)\b"
)
_MARKED = re.compile(
    r"^(?:(?P<prefix>team)|squad|tribe|department|dept\.?|equip[ae]|équipe|equipo|abteilung|bereich"
    r"|gruppe|area|área"
    r"|département|departamento|dipartimento|reparto|ufficio|settore|afdeling|avdeling|pôle|service"
    r"|direction|département)\s+(?P<team>\S.*)$|^(?P<before>\S.*?)\s+(?:team|squad|department"
    r"|dept\.?|tribe"
    r"|abteilung|afdeling|avdeling)$|^(?P<east>[\u3040-\u9fff]{1,12}(?:部|课|課|组|チーム|部门|部門|团队|室"
    r"))$",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s+[–—-]+\s+|[|:：·•,;/（）【】「」()\[\]_]|\s>\s|[–—]")
_BRACKETS = re.compile(r"\s*[(（](?P<in>[^()（）]*)[)）]")
_PICTURES = re.compile("[\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")
_WORD = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’.&-]*|&|and|und|et|y|e|en|og|of|de|des|du|del|di|al|aux?|ao|alla|dei|für"
    r"|voor|til|for|\+|\ue000.*"
)
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,12}")
_NO_TEAMS = frozenset(
    {
        *("our", "the", "my", "team", "teams", "company", "draft", "final", "quarterly", "annual"),
        *("personal", "individual", "all", "unsere", "unternehmen", "firma", "entwurf", "wiki"),
        *("company-wide", "new", "sheet", "template", "objetivos", "objectifs", "q", "fy", "okr"),
        *("department", "group", "organisation", "organization", "okrs", "notre", "nuestros"),
        *("quarter", "quartal", "this", "next", "copy", "copie", "kopie", "overview", "home"),
        *("übersicht", "vorlage", "stand", "review", "planning", "results", "archive", "squad"),
        *("contents", "inhalt", "inhaltsverzeichnis", "sommaire", "índice", "indice", "inhoud"),
        *("retrospective", "retrospectives", "retro", "introduction", "einleitung", "summary"),
        *("background", "context", "kontext", "appendix", "anhang", "notes", "notizen", "comments"),
        *("roadmap", "strategy", "strategie", "stratégie", "estrategia", "mission", "vision"),
        *("last", "past", "previous", "letztes", "vergangenes", "dernière", "último", "último"),
        *("page", "goals", "goal", "ziele", "objectives", "objective", "priorities", "links"),
        *("scores", "scoring", "status", "risks", "initiatives", "projects", "next", "steps"),
        *("feuille", "route", "plan", "agenda", "minutes", "protokoll", "questions", "faq"),
        *("betreff", "subject", "objet", "asunto", "assunto", "oggetto", "onderwerp", "emne", "re"),
        *(
            "betreft",
            "betrifft",
            "concerne",
            "concerns",
            "memo",
            "gjelder",
            "ang",
            "主题",
            "件名",
            "ii",
            "iii",
            "iv",
        ),
        *("aw", "fw", "fwd", "wg", "targets", "measures", "metas", "metrics", "lab", "figures"),
        *("why", "how", "what", "who", "when", "hello", "hi", "hallo", "bonjour", "hola", "ciao"),
        *(
            "corporate",
            "delivery",
            "action",
            "business",
            "strategic",
            "version",
            "item",
            "date",
            "datum",
            "rückblick",
            "sonstiges",
            "top",
        ),
    }
)
_PAIR = re.compile(r"[^\W\d_][\w.]*\s?:\s")
# “Sheet no. 2”
_COUNTED = re.compile(r"(?:n°|nº|no\.|nr\.|#)\s*\d{1,2}$", re.IGNORECASE)
_DEPARTMENTS = frozenset(words.DEPARTMENTS)
_DEPARTMENT_ENDS = tuple(word for word in words.DEPARTMENTS if len(word) > 5)
"""German writes them as one word: “Serverbetrieb”."""
_EAST_DEPARTMENTS = tuple(word for word in words.DEPARTMENTS if word[0] > "\u3000")
_AND = re.compile(r"[&+/]|\s(?:and|und|et|y|e|en|og)\s", re.IGNORECASE)
_MOST_WORDS, _LONGEST = 5, 45
_WORDS_OF_A_NAME = 2


def is_page_title(line: SourceLine) -> bool:
    """Whether a line is the title of the whole page: “OKRs Q4 2026”."""
    return bool(_TITLE.search(line.text) or _OF_GOALS.fullmatch(line.text))


def is_about_goals(text: str) -> bool:
    """Whether an item of minutes is called by the goals that it holds: “Objectives July to
    September”, “Ziele fürs Frühjahr”."""
    found = _GOALS_FIRST.match(text) or _GOALS_FIRST_EAST.match(text)
    rest = text[found.end() :].strip(" .:：–—-()") if found else ""
    is_rest = not rest or _PERIOD.match(rest) or _FOR_WHEN.match(rest)
    return found is not None and bool(is_rest)


def is_company(text: str) -> bool:
    """Whether a heading says that what follows is of the whole company: “Company level”."""
    return bool(_COMPANY.fullmatch(text.strip(" :")))


def is_prose(line: SourceLine) -> bool:
    """Whether a line above the OKRs is a sentence, a part of one or a greeting, and no title: “Hi
    all,”, “this is what we agreed on.”"""
    text = line.text.strip()
    ends = text.endswith((".", "!", "?", ",", ";", "。", "！"))
    return line.kind is LineKind.PARAGRAPH and bool(text) and (ends or text[0].islower())


def is_period(text: str) -> bool:
    """Whether a text is only a period: “1. Halbjahr”, “Q4 2026”."""
    return bool(_PERIOD.fullmatch(text.strip()))


def team_line(text: str) -> str:
    """The team that a line without a label names: “Team Harbour”; "" for another line."""
    return text.strip(" :【】[]") if _TEAM_LINE.fullmatch(text) else ""


def team_in_title(text: str) -> str:
    """The team that the title of a page names; "" for none, for more than one, and for a name that
    may be the company's."""
    name = name_in_title(text)
    return name if _begins_as_department(name) or _is_marked(text, name) else ""


def _begins_as_department(name: str) -> bool:
    """“Vertrieb Süd” and “Ricerca e Sviluppo” are departments; “Larkspur Analytics” may be a
    company."""
    is_pair = bool(_AND.search(name))
    return is_department(name) and (is_pair or is_department(re.split(r"[\s&+/-]+", name)[0]))


def is_department(name: str) -> bool:
    """Whether a name is one that departments and teams have: “Vertrieb”, “Data & Analytics”."""
    plain = name.casefold()
    parts = re.split(r"[\s&+/-]+", plain)
    is_known = any(part in _DEPARTMENTS for part in parts) or plain.endswith(_DEPARTMENT_ENDS)
    is_name = len(parts) <= _WORDS_OF_A_NAME or looks_like_team(name) or name.islower()
    is_short = is_name and len(parts) <= _MOST_WORDS
    return is_short and (is_known or name.startswith(_EAST_DEPARTMENTS))


def name_in_title(text: str) -> str:
    """The only name that the title of a page holds, of a team or a company; "" for none."""
    if not _TITLE.search(text) and not _OF_GOALS.fullmatch(text):
        return ""
    marked, named = _names(text)
    names = marked or named
    return _opened(names[0]) if len(set(names)) == 1 else ""


def _names(text: str) -> tuple[list[str], list[str]]:
    """The names in a title that are marked as teams, and the others."""
    # “…, equipo 👋 Os dejo aquí los OKR”: a picture parts what stands on both sides of it.
    plain = " ".join(_PICTURES.sub(" | ", text).split())
    for pattern in (_PERIOD, _OKRS):
        plain = pattern.sub(" | ", plain)
    split = _SEPARATORS.split(_joined_brackets(plain))
    parts = [part for each in split if (part := _team_of(each) or _bare(each))]
    marked = [team for part in parts if (team := _marked(part))]
    return marked, [part for part in parts if looks_like_team(part)]


def _team_of(part: str) -> str:
    """“Team Planning”, whose second word would else say what kind of page it is."""
    found = re.fullmatch(r"\s*(team\s+\w[\w&-]*)\s*", part, re.IGNORECASE)
    return found[1] if found else ""


def _is_marked(text: str, name: str) -> bool:
    return name in map(_opened, _names(text)[0])


def looks_like_team(text: str) -> bool:
    """Whether a heading may be the name of a team: short, and no period, list or sentence."""
    if len(text) > _LONGEST or _TITLE.search(text) or _PERIOD.search(text) or _PAIR.search(text):
        return False
    if _EAST.fullmatch(text):
        return True
    parts = text.split()
    known = [part.casefold().strip(".:") in _NO_TEAMS for part in parts]
    is_named = all(_WORD.fullmatch(part) for part in parts) and parts[0][0].isupper()
    return 0 < len(parts) <= _MOST_WORDS and is_named and not any(known)


def may_be_team(text: str) -> bool:
    """Whether a heading above objectives may be a team, where nothing says what it is: also in
    lower case, but no period, no list of contents and no line about the page."""
    plain = _PICTURES.sub("", text).strip()
    parts = [word.casefold().strip(".:,") for word in plain.split()]
    return (
        not _TITLE.search(plain)
        and not _PERIOD.search(plain)
        and not _PAIR.search(plain)
        and not _COUNTED.search(plain)
        and not any(word in _NO_TEAMS for word in parts[:1] + parts[-1:])
    )


def _joined_brackets(text: str) -> str:
    """“Product (Mobile)” is one name; other brackets stand for themselves."""

    def kept(found: re.Match[str]) -> str:
        inner = found["in"].strip()
        is_part = looks_like_team(inner) and not _EAST.fullmatch(inner)
        before = text[: found.start()].rstrip()
        is_after_name = before[-1:].isalnum()
        return f" \ue000{inner}\ue001" if is_part and is_after_name else found[0]

    return _BRACKETS.sub(kept, text)


def _opened(text: str) -> str:
    return text.replace("\ue000", "(").replace("\ue001", ")")


def _bare(part: str) -> str:
    """A part of a title without the words around a name: “de Growth pro”."""
    plain = " ".join(part.split()).strip(" .-–—'’\"*#")
    while True:
        parts = plain.split()
        if parts and _FILLERS.fullmatch(parts[0]):
            parts = parts[1:]
        elif parts and _FILLERS.fullmatch(parts[-1]):
            parts = parts[:-1]
        else:
            return plain
        plain = " ".join(parts)


def _marked(part: str) -> str:
    """The team of “équipe Produit”, “Platform team”."""
    found = _MARKED.match(part)
    if found is None:
        return ""
    if found["prefix"]:
        part = part.removeprefix("team ")  # “OKRs Q2 team Winkels”, and not “Team Planning”
        return part if len(part.split()) <= _MOST_WORDS else ""
    name = _bare(found["team"] or found["before"] or found["east"])
    is_short = 0 < len(name.split()) <= _MOST_WORDS and name.casefold() not in _NO_TEAMS
    return name if is_short and not _TITLE.search(name) else ""
