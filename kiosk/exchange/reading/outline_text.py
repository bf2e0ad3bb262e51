"""An outline as plain text or Markdown: headings, bullets, numbers and indented lines."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kiosk.exchange.reading.lines import LineKind, SourceLine

_TAB = 4
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
# “=== Team ===” and “*** Team ***”.
_BANNER = re.compile(r"([=~_-]{2,}|\*{3,})\s*([^\s=~_*-].*?)\s*\1")
_BANNER_DEPTH = 2
_BULLET = re.compile(
    r"([-*+§•◦▪▸▹►‣⁃·・●○■□➢→➔➜➤↳↪⤷✓✔☐☑☒–—]|o(?=\s))\ufe0f?\s*(?:\s|(?<=[☐☑☒✓✔•●◦・]))(.*)"
)
# “2.1 million passengers” is a number, and no place in a list.
_NUMBER = re.compile(
    r"\(?(\d{1,2}(?:\.\d{1,2})+(?!\s(?:%|€|\$|£|millions?\b|billions?\b|mill?\.|mio\b|mrd\b|mln\b"
    r"|milliard|million|miljo|milhõ|millón|bn\b|万|億|亿))\.?|\d{1,2}\.[a-h]\.?(?=\s)|\d{1,2}[.)]"
    r"|[a-zA-Z][.)]|[ivx]{1,4}[.)]|[IVX]{2,4}[.)])\s+(.*)"
)
_DOTTED = re.compile(r"\s*(\d{1,2})\.\d{1,2}\s")
_PLAIN_NUMBER = re.compile(r"^(\s*)(\d{1,2})\s+(?=[^\W\d_]{2})")
# “一、…”, “（一）…”, “1．…”, “1、…”, “（1）…”, “①…”: each kind is of one level.
_EAST_NUMBER = re.compile(
    r"(?P<word>[一二三四五六七八九十]{1,2})[、．.]\s*(?=\S)"
    r"|[（(](?P<word_in>[一二三四五六七八九十]{1,2})[）)]\s*(?=\S)"
    r"|(?P<digit>\d{1,2})[．、](?!\d)\s*(?=\S)|（(?P<digit_in>\d{1,2})）\s*(?=\S)"
    r"|(?P<ring>[①-⑳])\s*(?=\S)"
)
_PICTURE = re.compile("([\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?)\\s+(?=\\S)")
_FEWEST_PICTURES = 2
_ARROW = re.compile(r"\s*(=>|->|-->|==>|>>)\s+(?=\S)")
# “1️⃣ Dark mode shipped”
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3\\s*(?=\\S)")
# “* Sell more”, “** 30 talks”: the more stars, the further in.
_STARS = re.compile(r"([*•-])\1{1,4}\s+(\S.*)")
_CHECKBOX = re.compile(r"\[([ xX✓✔]?)\]\s*(.*)")
TICKED = {"☑": True, "✓": True, "✔": True, "☒": True, "☐": False, "□": False}
_TYPED = frozenset("-*+–")
_GLYPHS = frozenset("•◦▪▸▹►‣⁃·・●○■□➢→➔➜➤§")
_BOLD = re.compile(r"(\*\*|__|\*(?=\w))(.+?)\1[:.]?")
# One star marks headings in chats, and what is only said in Markdown.
_ITALIC_SENTENCE = re.compile(r"\*(?!\*).*\s.*[.!?…]\*")
_MARKUP = re.compile(r"(\*\*|(?<![\w])__(?=[^\s_])|`|(?<!\w)\*(?=[\w(\[“¿¡]))(.+?)\1")
_ITALIC = re.compile(r"(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)")
_LINK = re.compile(r"!?\[([^\[\]]+)\]\([^)\s]*\)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|#])")
_HIDDEN = 0xE100
# Not the wide space of Japanese titles.
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2002-\u200a\u202f]+")
_KEPT = re.compile(f"[{chr(_HIDDEN)}-{chr(_HIDDEN + 127)}]")
# What Org writes below a heading: “:PROPERTIES:”, “:OWNER: Mia”, “:END:”.
_DRAWER = re.compile(r"^([ \t]*):(?:[A-Z]+:[ \t]*$|(?=[A-Za-z_]+:[ \t]))", re.MULTILINE)
# “├── Ship it” and “|-- Ship it”: a branch of a tree.
_BRANCH = re.compile(
    r"^([│┃|\s]{0,80})(?:[├└╰┣┗][─━╴-]*|[|`+\\]-{2,})[ \t\u00a0]+(?=\S)", re.MULTILINE
)
# “Target .......: 5” and “Target ....... 5”: dots that lead to what is said.
_LEADER = re.compile(
    r"(?<=[^\W_]|[)%“”\"])\s*(?:(?:\.|\s\.|·|…){2,}\s*[:：]|\s(?:\.|\s\.|·|…){4,}\s)\s*(?=\S)"
)
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_SIGNATURE = "--"
_RULE = re.compile(r"[-=_*~—–\s]{3,}")
_TEXT_DEPTH, RANKS = 100, 10
BOLD_DEPTH = 8
"""Headings are outside everything, then lines that are wholly bold, then others as indented."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line's indentation, its marker and what follows it."""

    indent: int
    marker: str
    text: str
    numbering: str = ""
    is_done: bool | None = None


def outline_lines(text: str) -> tuple[SourceLine, ...]:
    """The lines of an outline; empty lines and rules are left out."""
    text = _DRAWER.sub(r"\1", text) if ":END:" in text else text
    text = _BRANCH.sub(_as_bullet, text) if len(_BRANCH.findall(text)) > 1 else text
    pictures = _picture_markers(text) | _arrow_markers(text)
    marked = [
        (number, _marked(line, pictures))
        for number, line in enumerate(_with_points(text.splitlines()), start=1)
        if line.strip() and not (_RULE.fullmatch(line) and line.strip() != _SIGNATURE)
    ]
    return tuple(_with_depths(marked))


def _with_points(lines: list[str]) -> list[str]:
    """The lines, with a point behind a number that has none: above 1.1, “1 Win the market” needs
    none. In any other place it is a number of a sentence: “46 per cent to 80”."""
    below, pointed = "", []
    for line in reversed(lines):
        dotted, plain = _DOTTED.match(line), _PLAIN_NUMBER.match(line)
        is_above = plain is not None and plain[2] == below
        pointed.append(_PLAIN_NUMBER.sub(r"\1\2. ", line) if is_above else line)
        below = dotted[1] if dotted else "" if is_above else below
    return pointed[::-1]


def _as_bullet(branch: re.Match[str]) -> str:
    return f"{' ' * len(branch[1])}- "


def _without_leader(text: str) -> str:
    has_dots = any(sign in text for sign in ("..", ". .", "…", "··"))
    return _LEADER.sub(": ", text) if has_dots else text


def plain_text(text: str) -> str:
    """A text without the markup of Markdown."""
    # A backslash before a sign says that it is no markup.
    kept = _ESCAPED.sub(lambda sign: chr(_HIDDEN + ord(sign[1])), text)
    unlinked = _LINK.sub(r"\1", kept)
    unlinked = _LINK.sub(r"\1", unlinked) if "](" in unlinked else unlinked  # a linked picture
    bare = _SPACES.sub(" ", _ITALIC.sub(r"\1", _MARKUP.sub(r"\2", unlinked))).strip()
    return re.sub(
        f"[{chr(_HIDDEN)}-{chr(_HIDDEN + 127)}]", lambda c: chr(ord(c[0]) - _HIDDEN), bare
    )


def without_checkbox(text: str) -> tuple[bool | None, str]:
    """Whether a text's checkbox is ticked (None without one), and the text after it."""
    found = _CHECKBOX.fullmatch(text)
    return (bool(found[1].strip()), found[2]) if found and found[2] else (None, text)


def without_marker(text: str) -> str:
    """A line without its bullet or number."""
    marked = _marked(text)
    return plain_text(marked.text)


def listed_text(text: str) -> str:
    """The text after the bullet or the number of a list, as word processors write it; "" without
    one."""
    marked = _marked(text)
    is_numbered = bool(marked.numbering) and "." not in marked.numbering
    return plain_text(marked.text) if marked.marker in _GLYPHS or is_numbered else ""


def _picture_markers(text: str) -> frozenset[str]:
    """The pictures that begin lines as bullets do, where nothing else does: 🎯 above 📈."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(_BULLET.fullmatch(line) or _NUMBER.fullmatch(line) for line in lines):
        return frozenset()
    begins = [found[1] for line in lines if (found := _PICTURE.match(line))]
    is_list = len(begins) * 2 > len(lines) and len(set(begins)) > 1
    return frozenset(each for each in begins if begins.count(each) >= _FEWEST_PICTURES and is_list)


def _arrow_markers(text: str) -> frozenset[str]:
    """The arrows that begin lines as bullets do, “=> …”: one after the other. One alone says what
    came of the line above."""
    begins = [
        found[1] if (found := _ARROW.match(line)) else ""
        for line in text.splitlines()
        if line.strip()
    ]
    return frozenset(a for a, b in pairwise(begins) if a and a == b)


def _marked(line: str, pictures: frozenset[str] = frozenset()) -> _Marked:
    wide = _QUOTE.sub("", line.expandtabs(_TAB).replace("\u00a0", " "))
    indent = len(wide) - len(wide.lstrip())
    plain = _KEYCAP.sub(r"\1. ", wide.strip(), count=1)
    picture = _PICTURE.match(plain) or _ARROW.match(plain)
    if picture and picture[1] in pictures:
        return _Marked(indent, picture[1], plain[picture.end() :])
    east = _EAST_NUMBER.match(plain)
    if east:
        kind, number = next((name, text) for name, text in east.groupdict().items() if text)
        number = str(ord(number) - ord("①") + 1) if kind == "ring" else number
        return _Marked(indent, f"一{kind}", plain[east.end() :], number)
    banner = _BANNER.fullmatch(plain)
    if banner:
        return _Marked(_BANNER_DEPTH, "#", banner[2])
    heading = _HEADING.fullmatch(plain)
    if heading:
        return _Marked(len(heading[1]), "#", heading[2])
    if _BOLD.fullmatch(plain) and not _ITALIC_SENTENCE.fullmatch(plain):
        return _Marked(indent, "**", plain)
    stars = _STARS.fullmatch(plain)
    if stars:
        # Two stars alone mark bold lines.
        marker = "·" + plain[: stars.start(2)].strip()
        return _with_checkbox(_Marked(indent, marker, stars[2]))
    bullet = _BULLET.fullmatch(plain)
    if bullet:
        return _with_checkbox(
            _Marked(indent, _glyph(bullet[1]), bullet[2], "", TICKED.get(bullet[1]))
        )
    number = _NUMBER.fullmatch(plain)
    if number:
        return _with_checkbox(_Marked(indent, _style(number[1]), number[2], number[1].strip(".)")))
    return _with_checkbox(_Marked(indent, "", plain))


def _with_checkbox(line: _Marked) -> _Marked:
    is_done, text = without_checkbox(line.text)
    if is_done is None:
        return line
    return _Marked(line.indent, line.marker or "☐", text, line.numbering, is_done)


def _glyph(bullet: str) -> str:
    return "☐" if bullet in TICKED else bullet


def _style(number: str) -> str:
    """Numbers of one style are of one level: 1. 2. 3., a) b), 1.1 1.2."""
    plain = number.strip(".)")
    return "1" * (plain.count(".") + 1) if plain[0].isdigit() else "a"


def _with_depths(lines: list[tuple[int, _Marked]]) -> Iterator[SourceLine]:
    # Where a paste has lost its indentation, the kind of bullet still tells the level: at the same
    # indentation, the kind that comes first is further out.
    ranks: dict[int, list[str]] = {}
    times = Counter((line.indent, line.marker) for _, line in lines)
    for number, line in lines:
        kind, text = LineKind.PARAGRAPH, plain_text(_without_leader(line.text))
        if line.marker == "#":
            kind, depth = LineKind.HEADING, line.indent
        elif line.marker == "**" and not line.indent:
            kind, depth = LineKind.HEADING, BOLD_DEPTH
        else:
            known = ranks.setdefault(line.indent, [""])
            marker = line.marker
            if marker in _TYPED and marker not in known:
                # A few stars among many dashes are the same list: whoever typed them slipped.
                often = (
                    m
                    for m in known
                    if m in _TYPED and times[line.indent, m] > times[line.indent, marker]
                )
                marker = next(often, marker)
            if marker not in known:
                known.append(marker)
            depth = _TEXT_DEPTH + line.indent * RANKS + min(known.index(marker), RANKS - 1)
            kind = LineKind.BULLET if line.marker else LineKind.PARAGRAPH
        if text:
            yield SourceLine(number, text, kind, depth, line.is_done, line.numbering)
