"""Titles of pages, “OKRs Q1 2027”, and the team they name: “OKRs Q4 – Vertrieb”."""

import re

from kiosk.exchange.reading.lines import SourceLine

_TITLE = re.compile(
    r"\b(?:okrs?|Q[1-4]|H[12]|FY\d*|quarter|quartal|trimestre|kwartaal|kvartal|20\d\d)\b|季度|四半期",
    re.IGNORECASE,
)
_PERIOD = (
    r"(?:Q[1-4]|H[12]|T[1-4]|FY|GJ)?\s*[/'’-]?\s*(?:FY\s*)?(?:20)?\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?"
    r"(?:\s*[/-]?\s*(?:Q[1-4]|H[12]))?|Q[1-4]|H[12]"
)
_OKRS = r"(?:OKRs?|objectives and key results|Ziele|Goals|Objectives|Objectifs|Objetivos)"
_TEAM_FIRST = re.compile(
    rf"(?P<team>.+?)\s*(?:[–—:|·-]\s*)?(?:team\s+)?{_OKRS}\b[\s,–—:|·(-]*(?:{_PERIOD})?\)?\s*",
    re.IGNORECASE,
)
_TEAM_LAST = re.compile(
    rf"(?:{_OKRS}\b[\s,(]*(?:{_PERIOD})?|(?:{_PERIOD})\s+{_OKRS})\)?"
    r"\s*(?:[–—:|·-]|\bfor(?: the)?\b|\bof(?: the)?\b|\bfür\b|\bdu\b|\bde\b|\bvon\b|\bvan\b)\s*"
    r"(?:team\s+|équipe\s+|equipo\s+|équipe\s+|equipe\s+)?(?P<team>.+?)(?:\s+team)?\s*",
    re.IGNORECASE,
)
_PERIOD_FIRST = re.compile(
    rf"(?:{_PERIOD})\s*[–—:|·-]\s*(?P<team>.+?)\s+team|team\s+(?P<after>.+?)\s*[–—:|·-]\s*"
    rf"(?:{_OKRS}\s+)?(?:(?:for|für|pour|para|per|voor)\s+)?(?:{_PERIOD})",
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
    r"(?:$|\s+(?:for|until|till|im|für|bis|du|pour|de|del|per|voor|for|til|20\d\d)\b.*)",
    re.IGNORECASE,
)
_TEAM_LINE = re.compile(
    r"(?:(?:Team|Squad|Tribe|Abteilung|Bereich|Ressort|Équipe|Equipe|Equipo|Departamento|Squadra"
    r"|Reparto|Afdeling|Avdeling|Department|Dept\.?|Gruppe|Service)\s+[A-ZÀ-ÖØ-Þ&][^:.!?]{1,30}"
    r"|[A-ZÀ-ÖØ-Þ][^:.!?]{1,30}\s(?:[Tt]eam|[Ss]quad|[Dd]epartment)"
    r"|[【\[]?[\u3040-\u9fff]{1,10}(?:部|チーム|团队|課|グループ|小组)[】\]]?)\s*:?"
)
# The end of a mail or of a talk: “Best, Ana”, “thanks both”.
SIGN_OFF = re.compile(
    r"(?:--|thanks|thank you|best|cheers|regards|kind regards|see you|sent from|great|perfect|danke"
    r"|viele grüße|liebe grüße|beste grüße|mfg|lg\b|gruß|cordialement|merci|bien à|à bientôt"
    r"|parfait"
    r"|saludos|gracias|un abrazo|perfecto|abraços|obrigad[oa]|abs\b|grazie|saluti|a presto|perfetto"
    r"|groet|groeten|bedankt|met vriendelijke|hilsen|takk|mvh\b|よろしく|谢谢|此致)\b.*",
    re.IGNORECASE,
)
# A line wholly in brackets.
REMARK = re.compile(r"[(\[（].*[)\]）]\.?")
ORGANISATION = re.compile(
    r"\b(?:Ltd|Inc|GmbH|AG|eG|e\.?V\.?|KG|mbH|plc|LLC|SARL|SAS|S\.?L\.?|S\.?A\.?|SpA|B\.?V\.?"
    r"|& Co|Corp(?:oration)?|Clinic|Hospital|University|Association|Foundation|Charity|Museum"
    r"|City of|Gemeente|Stadtwerke|Verein|Verband|Klinik|Grundschule|Gymnasium|Praxis|Fondation"
    r"|Mairie|Asociación|Fundación|Ayuntamiento|Associação|Comune|Stichting|Kommune|Holding"
    r"|Bakery|Church|Hotel|Albergo|Brewery|Genossenschaft)\b|[\w.-]+\.(?:com|org|io|example)\b"
)
_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]*|&|and|und|et|y|e|of|de|for|\+")
_NO_TEAMS = frozenset(
    {
        *("our", "the", "my", "team", "teams", "company", "draft", "final", "quarterly", "annual"),
        *("personal", "individual", "all", "unsere", "unternehmen", "firma", "entwurf", "wiki"),
        *("company-wide", "new", "sheet", "template", "objetivos", "objectifs", "q", "fy", "okr"),
        *("department", "group", "organisation", "organization", "okrs", "notre", "nuestros"),
        *("quarter", "quartal", "this", "next", "copy", "copie", "kopie", "overview", "home"),
        *("übersicht", "vorlage", "stand", "review", "planning", "results", "archive", "squad"),
    }
)
_MOST_WORDS = 4


def is_page_title(line: SourceLine) -> bool:
    """Whether a line is the title of the whole page: “OKRs Q4 2026”."""
    return bool(_TITLE.search(line.text) or _OF_GOALS.fullmatch(line.text))


def team_line(text: str) -> str:
    """The team that a line without a label names: “Team Harbour”; "" for another line."""
    return text.strip(" :【】[]") if _TEAM_LINE.fullmatch(text) else ""


def team_in_title(text: str) -> str:
    """The team that the title of a page names; "" for none."""
    plain = " ".join(text.split())
    first = _PERIOD_FIRST.fullmatch(plain)
    if first and _is_team(first["team"] or first["after"]):
        return first["team"] or first["after"]
    for pattern in (_TEAM_FIRST, _TEAM_LAST):
        found = pattern.fullmatch(plain)
        team = re.sub(rf"^(?:{_PERIOD})\s+|\s+(?:{_PERIOD})$", "", found["team"]) if found else ""
        team = re.sub(r"(?i)^team\s+|\s+team$", "", team.strip(" ,–—:|·()-"))
        if team and _is_team(team):
            return team
    return ""


def _is_team(text: str) -> bool:
    parts = text.split()
    return (
        len(parts) <= _MOST_WORDS
        and all(_WORD.fullmatch(part) for part in parts)
        and not any(part.casefold() in _NO_TEAMS for part in parts)
        and not _TITLE.search(text)
    )
