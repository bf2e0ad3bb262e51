"""The markup of LaTeX and of bulletin boards (BBCode) as Markdown. Every line stays where it is."""

import re
from collections.abc import Iterator

_LATEX = re.compile(r"\\(?:(?:sub)*section\*?\{|begin\{|documentclass\b|item\b)")
_PART = re.compile(
    r"\s*\\(part|chapter|section|subsection|subsubsection|paragraph|title)\*?"
    r"(?:\[[^\]]{0,80}\])?\{(.*)\}\s*"
)
_LEVEL_OF = {"part": 1, "chapter": 1, "title": 1, "section": 2, "subsection": 3}
_BEGIN_LIST = re.compile(
    r"\\begin\{(itemize|enumerate|description|compactitem|checklist|tasks)\*?\}"
)
_END_LIST = re.compile(r"\\end\{(itemize|enumerate|description|compactitem|checklist|tasks)\*?\}")
_ITEM = re.compile(r"\s*\\item\b\s*(?:\[(?P<label>[^\]]{0,80})\])?\s*(?P<text>.*)")
_NOTHING = re.compile(
    r"\s*\\(?:documentclass|usepackage|maketitle|author|date|begin|end|hline|toprule|midrule"
    r"|bottomrule|newpage|clearpage|pagestyle|setlength|newcommand|tableofcontents|centering"
    r"|vspace|hspace|noindent|bigskip|medskip|smallskip|label|input|include|cline|caption)\b.*"
)
_COMMENT = re.compile(r"(?<!\\)%.*")
_COMMAND = re.compile(r"\\(?:text|emph|underline|mbox|textsc|ensuremath)[a-z]*\{([^{}]*)\}")
_STRONG = re.compile(r"\\textbf\{([^{}]*)\}")
_HREF = re.compile(r"\\href\{[^{}]*\}\{([^{}]*)\}")
_ANY = re.compile(r"\\[a-zA-Z]+\*?(?:\{([^{}]*)\})?")
_SIGNS = {
    "to": "→", "rightarrow": "→", "longrightarrow": "→", "geq": "≥", "ge": "≥", "leq": "≤",
    "le": "≤", "euro": "€", "EUR": "€", "texteuro": "€", "pounds": "£", "times": "×",
    "textdollar": "$", "Rightarrow": "→", "ldots": "…", "dots": "…", "textgreater": ">",
    "textless": "<", "textrightarrow": "→",
}  # fmt: skip
_SIGN = re.compile(rf"\\({'|'.join(sorted(_SIGNS, key=len, reverse=True))})(?![a-zA-Z])(?:\{{\}})?")
_ESCAPED = re.compile(r"\\([%$&#_{}])")
_HIDDEN = {"%": "\ue200", "$": "\ue201", "&": "\ue202", "#": "\ue203", "_": "\ue204",
           "{": "\ue205", "}": "\ue206"}  # fmt: skip
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
_STEP = 4

_BOARD = re.compile(r"\[/(?:b|u|i|list|size|color|url|quote|h[1-6]|center|ul|ol)\]|\[\*\]", re.I)
_TAG = re.compile(r"\[(/?)(\*|[a-z]{1,8}[1-6]?)(?:=[^\[\]]{0,300})?\]", re.IGNORECASE)
_TITLE_TAGS = ("b", "u", "size", "color", "center", "h1", "h2", "h3", "h4")
_FEWEST_TAGS = 2


def is_latex(text: str) -> bool:
    """Whether a text is of LaTeX."""
    return bool(_LATEX.search(text))


def latex_as_markdown(text: str) -> str:
    """A text of LaTeX as Markdown."""
    return "\n".join(_latex_lines(text.splitlines()))


def _latex_lines(lines: list[str]) -> Iterator[str]:
    lists: list[str] = []
    is_item = False
    for raw in lines:
        line = _COMMENT.sub("", _ESCAPED.sub(lambda found: _HIDDEN[found[1]], raw))
        lists += _BEGIN_LIST.findall(line)
        item, part = _ITEM.fullmatch(line), _PART.fullmatch(line)
        inside = " " * (_STEP * (len(lists) - 1))
        if item:
            mark = "1." if lists[-1:] == ["enumerate"] else "-"
            label = f"{_plain(item['label'])} " if item["label"] else ""
            yield f"{inside}{mark} {label}{_plain(item['text'])}"
        elif part:
            level = _LEVEL_OF.get(part[1], 4)
            yield f"{'#' * level} {_plain(part[2])}"
        elif _NOTHING.fullmatch(line):
            yield ""
        else:
            text = _plain(line)
            yield f"{inside}  {text}" if is_item and lists and text else text
        is_item = bool(item) or (is_item and bool(line.strip()))
        del lists[max(len(lists) - len(_END_LIST.findall(line)), 0) :]


def _plain(text: str) -> str:
    """A text without the commands of LaTeX; a row of a table between bars."""
    plain = _SIGN.sub(lambda found: _SIGNS[found[1]], text)
    plain = _STRONG.sub(r"**\1**", _COMMAND.sub(r"\1", _HREF.sub(r"\1", plain)))
    is_row = "&" in plain and plain.rstrip().endswith("\\\\")
    plain = plain.replace("\\\\", " ").replace("\\,", " ").replace("~", " ").replace("$", "")
    plain = _ANY.sub(lambda found: found[1] or "", plain).replace("---", "—").replace("--", "–")
    plain = plain.replace("``", "“").replace("''", "”").replace("{", "").replace("}", "").strip()
    cells = " | ".join(each.strip() for each in plain.split("&"))
    return (f"| {cells} |" if is_row else plain).translate(_SHOWN)


def is_board(text: str) -> bool:
    """Whether a text is of a bulletin board: “[b]Title[/b]”, “[*] item”."""
    return len(_BOARD.findall(text)) >= _FEWEST_TAGS


def board_as_markdown(text: str) -> str:
    """A text of a bulletin board as Markdown."""
    depth, read = 0, []
    for line in text.splitlines():
        tags = [(found[1], found[2].lower()) for found in _TAG.finditer(line)]
        names = [name for _, name in tags]
        plain = _TAG.sub("", line).strip()
        opened = sum(tag == ("", name) for tag in tags for name in ("list", "ul", "ol"))
        closed = sum(tag == ("/", name) for tag in tags for name in ("list", "ul", "ol"))
        depth += opened
        is_title = bool(plain) and line.strip()[0] == "[" and line.strip()[-1] == "]"
        if "*" in names or "li" in names:
            read.append(f"{' ' * (_STEP * max(depth - 1, 0))}- {plain}")
        elif is_title and any(name in _TITLE_TAGS for name in names):
            level = next((int(name[1]) for name in names if name in ("h1", "h2", "h3", "h4")), 0)
            read.append(f"{'#' * level} {plain}" if level else f"**{plain}**")
        else:
            read.append(plain if tags else line)
        depth = max(depth - closed, 0)
    return "\n".join(read)
