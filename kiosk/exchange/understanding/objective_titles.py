"""What an objective's title says besides it: the team in brackets, and what it serves."""

import re
from collections.abc import Sequence

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.titles import is_department

_SERVES = re.compile(
    r"\s*(?<![(\[–—→-])[(\[–—→-]+\s*(?:supports?|supporting|serves?|aligned (?:to|with)"
    r"|aligns (?:to|with)|contributes to|unterstützt|zahlt ein auf|zahlt auf|dient|trägt bei zu"
    r"|soutient|sert|contribue à|apoya|contribuye a|apoia|contribui para|supporta|contribuisce a"
    r"|sostiene|ondersteunt|draagt bij aan|støtter|bidrar til|支持|支撑|对齐)\s*:?\s*"
    r"(?P<served>[^()\[\]]+?)\s*[)\]]?$",
    re.IGNORECASE,
)
_REASONS = "|".join(sorted(map(re.escape, words.BECAUSE), key=len, reverse=True))
_REASON = re.compile(
    rf"\s*[(\[（]\s*(?:{_REASONS})\b\s*[:：–-]?\s*(?P<in>[^()\[\]（）]+)[)\]）]\s*$"
    rf"|(?<![\s,;.–—-])[\s,;.–—-]+\b(?:{_REASONS})\s?[:：]\s*(?P<end>\S.*)$",
    re.IGNORECASE,
)
_TEAM = re.compile(r"\s*[(\[](?P<team>[^\W\d_][\w &'’./+-]{1,29})[)\]]$")
_TEAM_WORD = re.compile(
    r"\b(?:team|squad|tribe|department|dept|abteilung|bereich|équipe|equip[ae]|equipo|squadra|reparto"
    r"|afdeling|avdeling|company|unternehmen|firma|entreprise|empresa|azienda|bedrijf)\b",
    re.IGNORECASE,
)
_TEAM_FIRST = re.compile(
    r"(?P<team>[^\W\d_][^:()：（]{1,29}?)\s*(?:[(（](?P<who>[^)）]{2,40})[)）])?\s*[:：]\s*(?P<rest>\S.*)"
)
_CODE = re.compile(
    r"(?:(?:company |team )?(?:objective|objectif|objetivo|obiettivo|ziel|doel|mål)|O|Z|#|n°|no\.?"
    r"|nr\.?)?\s?(?P<number>[A-Z]|\d{1,2}(?:\.\d{1,2})*)",
    re.IGNORECASE,
)


def without_served(title: str) -> tuple[str, str]:
    """A title without “(supports O1)”, and what it names; "" for nothing."""
    found = _SERVES.search(title)
    if found is None or not found.start():
        return title, ""
    return title[: found.start()].strip(), found["served"].strip(" “”\"'")


def without_reason(title: str) -> tuple[str, str]:
    """A title without “(why: …)”, and the reason; "" for none."""
    found = _REASON.search(title)
    if found is None or not title[: found.start()].strip():
        return title, ""
    return title[: found.start()].strip(" ,;–—-"), (found["in"] or found["end"]).strip()


def number_named(text: str) -> str:
    """The number of an objective that a text names, as in O1 or Objective 1.2; "" for none."""
    found = _CODE.fullmatch(text.strip())
    return found["number"] if found else ""


def teams_at_end(titles: Sequence[str]) -> dict[int, tuple[str, str]]:
    """For each title, by its place, that ends with a team in brackets: the title without it, and
    the team. A name alone is one only where every title has one."""
    found = {at: match for at, title in enumerate(titles) if (match := _TEAM.search(title))}
    is_usual = len(found) == len(titles) > 1 and all(
        match["team"][0].isupper() and len(match["team"].split()) <= 3 for match in found.values()
    )
    return {
        at: (titles[at][: match.start()].strip(), match["team"].strip())
        for at, match in found.items()
        if match.start() and (is_usual or _TEAM_WORD.search(match["team"]))
    }


def teams_at_beginning(titles: Sequence[str]) -> dict[int, tuple[str, str]]:
    """For each title, by its place, that begins with its team, “Sales (Oskar): Close bigger deals”:
    the title without it, and the team. Without a name in brackets it is one that is known."""
    found = {at: match for at, title in enumerate(titles) if (match := _TEAM_FIRST.match(title))}
    is_usual = len(found) == len(titles) and all(
        match["who"] or is_department(match["team"]) for match in found.values()
    )
    if not is_usual:
        return {}
    return {at: (match["rest"].strip(), match["team"].strip()) for at, match in found.items()}
