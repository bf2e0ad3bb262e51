"""Owners in the sentences of key results: “(resp. Karim)”, “– Owner: Mia”, and bare names at their
ends, “(Lea)”, “[MB]”.

A bare name is an owner where most lines have one, or where it is known as a person of the source.
A single one in brackets is taken as well, and asked about.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.stated_values import is_stated_value

_WORDS = (
    *words.OWNER,
    *("resp", "verantw", "verantwortl", "zuständig", "zust", "federführend", "federführung"),
    *("pilote", "porteur", "porteuse", "référent", "référente", "chargé", "chargée", "en charge"),
    *(
        "encargado",
        "encargada",
        "a cargo de",
        "líder",
        "referente",
        "ref",
        "a cura di",
        "incaricato",
    ),
    *("trekker", "actiehouder", "verantw", "aanspreekpunt", "ansv", "kontakt", "contact", "pic"),
    *(
        "driver",
        "captain",
        "champion",
        "accountable",
        "led by",
        "owned by",
        "lead by",
        "主担当",
        "责任人",
    ),
    *(
        "responsables",
        "responsáveis",
        "responsabili",
        "verantwoordelijk",
        "担当者",
        "負責人",
        "责任",
    ),
)
_OWNER_WORDS = "|".join(sorted(map(re.escape, dict.fromkeys(_WORDS)), key=len, reverse=True))
_SAID = re.compile(
    rf"[(\[]\s*(?:{_OWNER_WORDS})(?:\.?(?:\s[^\W\d]+){{0,3}}\s*[:=：]|\.)\s*(?P<in>[^)\]]+)[)\]]"
    rf"|\s[–—|·-]\s*(?:{_OWNER_WORDS})\.?\s*[:=：]\s*(?P<end>.+?)(?=\s[–—|·-]\s|$)"
    # “… 10 % Resp. Carla”, “… (72 % now). DRI: @kim”
    r"|\s(?:resp|verantw|zust|ansv|ref)\.\s"
    r"(?P<short>(?-i:[A-ZÀ-ÖØ-Þ])[^–—|·:,;()\d]{1,30})(?=[,;]\s|$)"
    rf"|(?:[.;|]|(?<=[!?)]))\s+(?:{_OWNER_WORDS})\s?[:=：]\s*(?P<stop>(?-i:@?[A-ZÀ-ÖØ-Þ]"
    rf"|@)[^,;:\d]{{1,40}})$"
    # “– resp. Carla – high”, with other remarks behind it
    rf"|\s[–—|·-]\s*(?:{_OWNER_WORDS})(?:\.\s?|\s)"
    r"(?P<dash>(?-i:[A-ZÀ-ÖØ-Þ])[^–—|·:,;-]{1,30}?)(?=\s*(?:[–—|·,;]|\s-\s|$))"
    rf"|[,;]\s*(?:{_OWNER_WORDS})\.?\s*[:=：]\s*(?P<comma>[^,;:]{{2,40}})$"
    rf"|[(\[]\s*(?:{_OWNER_WORDS})\s(?P<name>(?-i:[A-ZÀ-ÖØ-Þ])[^)\]:,]{{1,30}})[)\]]",
    re.IGNORECASE,
)
_NAME = (
    r"(?:(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[Hh]err|[Ff]rau|[Mm]me|[Dd]on|[Dd]oña)\.?\s)?"
    r"(?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]+\.?(?:\s(?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]*\.?|de|van|von|da)){0,2}"
    r"|[\u3400-\u9fff]{2,4}(?:さん)?)"
)
_NAMES = rf"{_NAME}(?:\s?(?:,|/|&|\+|und|and|et|y|e|en|og)\s?{_NAME}){{0,2}}"
_AT_END = re.compile(
    rf"\s*[(\[（](?P<in>{_NAMES})(?P<more>\s*[,;]\s*[^)\]）]*)?[)\]）]\s*[.;]?$"
    rf"|\s+(?:\||–|—|-{{1,2}}|→|·|/{{2}})\s+(?P<after>{_NAMES})\s*$"
)
_NO_NAMES = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "baseline", "target", "stretch", "commit", "draft"),
        *("new", "done", "open", "live", "beta", "pilot", "committed", "aspirational", "moonshot"),
        *("sales", "marketing", "finance", "product", "engineering", "support", "company"),
        *(
            "januar",
            "februar",
            "märz",
            "mai",
            "juni",
            "juli",
            "oktober",
            *("schulnote", "skala", "vorjahr", "brutto", "netto", "median", "umfrage", "intern"),
            *(
                "extern",
                "neubau",
                "altbau",
                "deutschland",
                "schweiz",
                "österreich",
                "berlin",
                "hamburg",
            ),
            *(
                "europe",
                "germany",
                "france",
                "paris",
                "london",
                "españa",
                "brasil",
                "italia",
                "online",
            ),
            *(
                "optional",
                "internal",
                "external",
                "monthly",
                "weekly",
                "daily",
                "yearly",
                "quarterly",
            ),
            *("survey", "average", "mobile", "desktop", "web", "app", "phase", "total", "gesamt"),
            *("monatlich", "jährlich", "täglich", "wöchentlich", "shopify", "salesforce", "google"),
            "dezember",
            "neu",
            "offen",
        ),
    }
)
_FEWEST, _SHARE, _LONGEST_AT_END = 2, 0.6, 300
_INITIALS = re.compile(r"\s*\[(?P<in>[A-ZÄÖÜ]{2,3}(?:\s?[,/&+]\s?[A-ZÄÖÜ]{2,3})*)\]\s*$")
# In round brackets they may be a country or a unit, “(UK)”, unless they stand behind most lines.
_ROUND_INITIALS = re.compile(r"\s*\((?P<in>[A-ZÄÖÜ]{2,3}(?:\s?[,/&+]\s?[A-ZÄÖÜ]{2,3})*)\)\s*[.;]?$")
_NO_INITIALS = frozenset(
    {
        *(
            "uk",
            "us",
            "usa",
            "eu",
            "de",
            "fr",
            "es",
            "it",
            "pt",
            "nl",
            "ch",
            "at",
            "be",
            "no",
            "jp",
        ),
        *("cn", "pl", "se", "dk", "br", "mx", "in", "ca", "au", "ie", "nz", "za", "ny", "la", "sf"),
        *("gb", "mb", "tb", "kb", "kw", "mw", "gw", "db", "ms", "usd", "eur", "chf", "gbp", "jpy"),
        *(
            "nps",
            "kpi",
            "okr",
            "ai",
            "ki",
            "it",
            "hr",
            "qa",
            "pr",
            "tbd",
            "tbc",
            "nn",
            "iso",
            "vat",
        ),
        *(
            "sla",
            "slo",
            "api",
            "crm",
            "erp",
            "roi",
            "cac",
            "mrr",
            "arr",
            "ytd",
            "yoy",
            "fte",
            "wip",
        ),
    }
)
_ALONE = re.compile(
    r"\s*[(\[](?P<in>(?:(?:Hr|Fr|Mr|Mrs|Ms|Dr|Sr|Sra|Mme|Herr|Frau|Dhr|Mevr|Sig)\.?\s)?"
    r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]+(?:\s[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿ'’-]+|\.))?)[)\]]\s*$"
    r"|(?<=[a-zà-öø-ÿ])\s[–—-]\s(?P<dash>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+)$"
)


def owner_in(text: str) -> tuple[str, str] | None:
    """A text without the owner that a word in it names, “(resp. Karim)”, and the owner; None
    without one."""
    named = _SAID.search(text)
    if named is None:
        return None
    name = next(filter(None, named.groups())).strip(" .")
    return text[: named.start()] + text[named.end() :], name.replace("@", "")


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What a pattern finds at the end of a text, however long that is."""
    return pattern.search(text, max(0, len(text) - _LONGEST_AT_END))


def name_alone(text: str) -> tuple[str, str] | None:
    """A text without the bare name in brackets at its end, which is likely its owner, and the name;
    None without one."""
    found = _at_end(_INITIALS, text) or _at_end(_ALONE, text)
    if found is None:
        return None
    before, name = (
        text[: found.start()].rstrip(" ,;"),
        found["in"] or found.groupdict().get("dash", ""),
    )
    return (before, name) if before and not _is_no_name(name) else None


def named_at_end(texts: Sequence[str], known: Iterable[str] = ()) -> dict[int, tuple[str, str]]:
    """For each text, by its place, that ends with the name of its owner: the text without it, and
    the name. Where few lines have one, those in brackets, and what stands there more than once.

    :param known: the names that are owners for certain.
    """
    for find in (_without_name, _without_initials):
        found = {at: named for at, text in enumerate(texts) if (named := find(text))}
        if len(found) >= _FEWEST and len(found) >= _SHARE * len(texts):
            return found
    found = {at: named for at, text in enumerate(texts) if (named := _without_name(text))}
    said = (owner[1] for text in texts if (owner := owner_in(text)))
    alone = {at: named for at, text in enumerate(texts) if (named := name_alone(text))}
    usual = {*known, *said, *(name for _, name in alone.values() if len(alone) >= _FEWEST)}
    counts = Counter(name for _, name in found.values())
    usual |= {name for name, count in counts.items() if count >= _FEWEST}
    return {at: named for at, named in found.items() if named[1] in usual}


def _without_initials(text: str) -> tuple[str, str] | None:
    """A text with a name or initials at its end, or before how it stands: “(LH). Currently 12.”"""
    head, stop, tail = text.strip(" .").rpartition(". ")
    is_stated = bool(stop) and is_stated_value(tail)
    plain = head if is_stated else text
    found = _at_end(_ROUND_INITIALS, plain)
    if found and any(part.casefold() in _NO_INITIALS for part in re.split(r"\W+", found["in"])):
        return None
    named = (plain[: found.start()].rstrip(" ,;"), found["in"]) if found else _without_name(plain)
    return (f"{named[0]} ({tail})", named[1]) if named and is_stated else named


def _is_no_name(name: str) -> bool:
    parts = [part.casefold() for part in re.split(r"[\s,/&+]+", name)]
    return any(part in _NO_NAMES or part in words.DEPARTMENTS for part in parts)


def _without_name(text: str) -> tuple[str, str] | None:
    found = _at_end(_AT_END, text) or _at_end(_INITIALS, text)
    if found is None:
        return None
    name = found["in"] or found.groupdict()["after"]
    if any(part.casefold() in _NO_NAMES for part in re.split(r"[\s,/&+]+", name)):
        return None
    more = (found.groupdict().get("more") or "").strip(" ,;")
    rest = text[: found.start()].rstrip(" ,;")
    return (f"{rest} ({more})" if more else rest), name
