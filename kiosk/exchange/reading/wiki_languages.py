"""The markup of wikis as Markdown: of MediaWiki, of DokuWiki, and of Jira and Textile. Every line
stays where it is."""

import re
from collections.abc import Sequence

from kiosk.exchange.reading.markup_tables import with_table_rows

CLOSED_HEADING = re.compile(r"\s*(={1,6})\s*([^=\s].*?)\s*\1\s*")
"""“== Title ==”."""
_NUMBERED = re.compile(r"\s*h([1-6])(?:\([^)]{0,80}\))?\.\s+(\S.*)")
_MACRO = re.compile(
    r"\{(?:info|note|tip|warning|panel|expand|quote|color|toc|status|anchor|section|column)\b"
    r"[^{}]{0,200}\}"
)
_TEMPLATE = re.compile(r"\{\{[^{}]{0,2000}\}\}")
_SWITCH = re.compile(r"__[A-Z]{2,15}__|<!--.{0,500}?-->|<ref\b[^<>]{0,80}>.{0,300}?</ref>|~~~~")
_QUOTES = re.compile(r"'{2,5}")
# What a page of MediaWiki is filed under, and its pictures.
_FILED = re.compile(
    r"\[\[\s*(?:category|kategorie|catégorie|categoría|categoria|categorie|kategori|分类|カテゴリ"
    r"|file|image|ファイル|文件|datei|bild|fichier|archivo|ficheiro|bestand|fil)\s*:[^\[\]]{0,300}\]\]",
    re.IGNORECASE,
)
# “[[Page|text]]” of MediaWiki and “[text|address]” of Jira.
_LINK = re.compile(
    r"\[\[(?:[^\[\]|]{1,200}\|)?(?P<media>[^\[\]|]{1,200})\]\]"
    r"|\[(?P<jira>[^\[\]|]{1,200})\|[^\[\]]{0,500}\]"
)
_MEDIA_ITEM = re.compile(r"([*#:;]{1,6})\s*(\S.*)")
_ITEM = re.compile(r"\s?([*#]{1,6}|-{1,3})\s+(\S.*)")
_MEDIA = re.compile(r"'''|\[\[[^\[\]]{1,300}\]\]|\{\{[^{}]{0,2000}\}\}|^\{\||__TOC__", re.MULTILINE)
_FEWEST_HEADINGS, _OUTERMOST_OF_DOKUWIKI, _LEVELS = 2, 5, 7
_STEP, _NESTED = 4, 3


def is_jira(text: str) -> bool:
    """Whether a text is written as Jira, Redmine and Textile have it: “h2. Title”."""
    return any(map(_NUMBERED.fullmatch, text.splitlines()))


def jira_as_markdown(text: str) -> str:
    """A text of Jira as Markdown."""
    lines = (_jira_line(_inline(line)) for line in text.splitlines())
    return "\n".join(lines)


def _jira_line(line: str) -> str:
    heading = _NUMBERED.fullmatch(line)
    if heading:
        return f"{'#' * int(heading[1])} {heading[2]}"
    item = _ITEM.fullmatch(line)
    return list_item(item[1], item[2]) if item else line


def is_dokuwiki(text: str) -> bool:
    """Whether a text is of DokuWiki, whose titles have the more signs, the further out they are."""
    signs = [len(found[1]) for found in _headings(text.splitlines())]
    return bool(signs) and _OUTERMOST_OF_DOKUWIKI <= max(signs) == signs[0] and min(signs) > 1


def dokuwiki_as_markdown(text: str) -> str:
    """A text of DokuWiki as Markdown."""
    return "\n".join(_dokuwiki_line(_inline(line)) for line in text.splitlines())


def _dokuwiki_line(line: str) -> str:
    heading = CLOSED_HEADING.fullmatch(line)
    if heading:
        return f"{'#' * (_LEVELS - len(heading[1]))} {heading[2]}"
    is_head = line.startswith("^") and line.rstrip().endswith(("^", "|"))
    plain = line.replace("^", "|") if is_head else line
    return plain.replace("\\\\", " ").replace("//", "") if "://" not in plain else plain


def is_mediawiki(text: str) -> bool:
    """Whether a text is of MediaWiki, or a plain one whose titles look like that."""
    lines = text.splitlines()
    has_tables = any(line.lstrip().startswith("{|") for line in lines)
    is_bold = "'''" in text and any(map(CLOSED_HEADING.fullmatch, lines))
    return has_tables or is_bold or len(_headings(lines)) >= _FEWEST_HEADINGS


def mediawiki_as_markdown(text: str) -> str:
    """A text of MediaWiki as Markdown."""
    item = _MEDIA_ITEM if _MEDIA.search(text) else _ITEM
    plain = text
    for _ in range(_NESTED):  # templates may stand in one another
        plain = _TEMPLATE.sub(lambda found: "\n" * found[0].count("\n"), plain)
    return "\n".join(_media_line(line, item) for line in with_table_rows(plain.splitlines()))


def _media_line(line: str, items: re.Pattern[str]) -> str:
    item = items.fullmatch(line)  # before the markup within it: a star may mark what is said
    if item:
        return list_item(item[1], _inline(item[2]))
    plain = _inline(line)
    heading = CLOSED_HEADING.fullmatch(plain)
    return f"{'#' * len(heading[1])} {heading[2]}" if heading else plain


def list_item(marks: str, text: str) -> str:
    """An item of a list that is marked as often as it is deep: “## text”, “#* text”."""
    inside = " " * (_STEP * (len(marks) - 1))
    if marks[-1] == ";":
        return f"{inside}**{text}**"
    if marks[-1] == ":":
        return f"{inside}{' ' * _STEP}{text}"
    return f"{inside}{'1.' if marks[-1] == '#' else marks[-1]} {text}"


def _headings(lines: Sequence[str]) -> list[re.Match[str]]:
    found = (CLOSED_HEADING.fullmatch(line) for line in lines)
    return [each for each in found if each and len(each[1]) > 1]


def _inline(line: str) -> str:
    """A line without the markup within it."""
    if not re.search(r"[\[{<'_~]", line):
        return line
    plain = _FILED.sub("", _SWITCH.sub("", line))
    plain = _QUOTES.sub(lambda quotes: "*" * min(len(quotes[0]) - 1, 2), plain)
    plain = _MACRO.sub("", plain)
    return _LINK.sub(lambda link: link["media"] or link["jira"], plain).rstrip()
