"""The items of minutes and papers, “TOP 3 Ostern”, “4. FINANCIAL IMPLICATIONS”, and the parts of a
page below headings: where some of them hold the objectives, the others are not about OKRs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.left_out import BESIDE_OKRS, SortedLines
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.outline_reader import A_TITLE
from kiosk.exchange.understanding.titles import is_about_goals
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion, SkippedLine

_ITEM = re.compile(
    r"(?:TOP|(?i:tagesordnungspunkt|traktandum|punkt|point|item|agenda item|topic|punto|ponto"
    r"|agendapunt|sak|议题|議題))"
    r"\s*(?:[nN]\s?[°º]\.?|[nN][or]\.|#)?\s*(?P<number>\d{1,3}(?:/\d{2,4})?|[一二三四五六七八九十]|(?i:one|two|three|four|five|six"
    r"|um|dois|três|quatro|cinco|seis|uno|dos|tres|cuatro|due|tre|quattro|cinque|deux|trois"
    r"|quatre|eins|zwei|drei|vier))(?![\w/])(?![.,]\d)"
    r"\s*[:：.)–—-]?\s*(?P<title>.*)"
)
# “II – Objectives”
_ROMAN_ITEM = re.compile(
    r"(?P<number>[IVX]{1,4}|(?i:prim(?:er|eir)?o|se[gc][uo]ndo|ter(?:cer|ceir|z)o|[cq]uarto|quinto"
    r"|ses?x?to))\s?[.:–—-]{1,2}\s+(?P<title>\S.*)"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORDS = (
    ("one", "um", "uno", "eins", "primero", "primeiro", "primo"),
    ("two", "dois", "dos", "due", "deux", "zwei", "segundo", "secondo"),
    ("three", "três", "tres", "tre", "trois", "drei", "tercero", "terceiro", "terzo"),
    ("four", "quatro", "cuatro", "quattro", "quatre", "vier", "cuarto", "quarto"),
    ("five", "cinco", "cinque", "quinto"),
    ("six", "seis", "sexto", "sesto"),
)
_FEWEST = 2
_EAST = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Item:
    """An item: its first line, those below it and its title."""

    head: SourceLine
    lines: tuple[SourceLine, ...]
    title: str

    @property
    def is_empty(self) -> bool:
        return not self.lines


def without_other_items(sorted_lines: SortedLines) -> SortedLines:
    """The lines without the items of an agenda that are about other things than OKRs."""
    lines = sorted_lines.lines
    found = next(filter(lambda each: each[0], map(_sorted, _groups(lines))), None)
    if found is None:
        return sorted_lines
    other, titles = found
    reasons = {line.number: BESIDE_OKRS for item in other for line in (item.head, *item.lines)}
    reasons |= {title.number: A_TITLE for title in titles}
    skipped = (
        SkippedLine(line.number, line.text, reasons[line.number])
        for line in lines
        if line.number in reasons
    )
    return SortedLines(
        tuple(line for line in lines if line.number not in reasons),
        (*sorted_lines.skipped, *skipped),
        (*sorted_lines.questions, *_questions(other)),
    )


def _groups(lines: Sequence[SourceLine]) -> Iterator[list[_Item]]:
    """The items of the agenda, those with numbers, and the parts below headings of each level."""
    named = [at for at, line in enumerate(lines) if _named(line)]
    numbers = (_named(lines[at]) for at in named)
    if _is_counted([_number(each["number"]) for each in numbers if each]):
        yield _items(lines, named)
    depths = sorted({line.depth for line in lines if _is_numbered(line)})
    for depth in depths[:1]:
        heads = [at for at, line in enumerate(lines) if _is_numbered(line) and line.depth == depth]
        if _is_counted([_number(lines[at].numbering) for at in heads]):
            yield _items(lines, heads)
    levels = sorted({line.depth for line in lines if line.kind is LineKind.HEADING})
    for level in levels:
        yield _parts(lines, level)


def _named(line: SourceLine) -> re.Match[str] | None:
    if line.kind in (LineKind.BULLET, LineKind.ROW):
        return None
    return _ITEM.fullmatch(line.text) or _ROMAN_ITEM.fullmatch(line.text)


def _is_numbered(line: SourceLine) -> bool:
    return line.kind is LineKind.BULLET and bool(_number(line.numbering))


def _number(text: str) -> int:
    """The number of an item; 0 for none."""
    if len(text) == 1 and text in _EAST:
        return _EAST.index(text) + 1
    if text in _ROMAN:
        return _ROMAN.index(text) + 1
    word = next((at for at, each in enumerate(_WORDS, 1) if text.casefold() in each), 0)
    text = text.partition("/")[0]
    return word or int(text) if word or (text.isascii() and text.isdigit()) else 0


def _is_counted(numbers: Sequence[int]) -> bool:
    """Whether the items count on, as those of an agenda do. Lists begin again."""
    return len(numbers) >= _FEWEST and list(numbers) == sorted(set(numbers))


def _items(lines: Sequence[SourceLine], heads: Sequence[int]) -> list[_Item]:
    ends = [*heads[1:], len(lines)]
    return [
        _Item(lines[at], tuple(lines[at + 1 : end]), _title(lines[at]))
        for at, end in zip(heads, ends, strict=True)
    ]


def _title(line: SourceLine) -> str:
    found = _named(line)
    return found["title"] if found else line.text


def _parts(lines: Sequence[SourceLine], level: int) -> list[_Item]:
    """The parts below the headings of a level; one further out ends them."""
    found: list[_Item] = []
    for at, line in enumerate(lines):
        if line.kind is not LineKind.HEADING or line.depth != level:
            continue
        end = next(
            (i for i in range(at + 1, len(lines))
             if lines[i].kind is LineKind.HEADING and lines[i].depth <= level),
            len(lines),
        )  # fmt: skip
        found.append(_Item(line, tuple(lines[at + 1 : end]), line.text))
    return found


def _sorted(items: Sequence[_Item]) -> tuple[list[_Item], list[SourceLine]]:
    """The items that are not about OKRs, where others hold objectives with labels or, without any
    labels, exactly one is called “Objectives July to September”; and that title."""
    is_heading = (
        bool(items) and items[0].head.kind is LineKind.HEADING and not _named(items[0].head)
    )
    holding = [item for item in items if _has_objectives(item)]
    if holding:
        first = items.index(holding[0])
        return [
            item
            for at, item in enumerate(items)
            if not _has_labels(item)
            and (_is_list_after(item, items[first:at]) if is_heading else _is_item(item))
        ], [item.head for item in holding if not is_heading and is_about_goals(item.title)]
    if is_heading or any(map(_has_labels, items)):
        return [], []
    goals = [item for item in items if is_about_goals(item.title) and any(_measured(item))]
    others = [item for item in items if item not in goals]
    # Numbered lines with measures below them may be objectives themselves.
    is_sure = bool(items and _named(items[0].head))
    is_sure = is_sure or not any(any(_measured(each)) for each in others)
    return (others, [goals[0].head]) if len(goals) == 1 and is_sure else ([], [])


def _is_item(item: _Item) -> bool:
    is_text = all(line.kind is not LineKind.ROW for line in item.lines)
    return is_text and (not item.is_empty or bool(_named(item.head)))


def _is_list_after(item: _Item, before: Sequence[_Item]) -> bool:
    """Whether a heading with a list follows objectives that have key results. The first list after
    an objective without any may be its key results."""
    is_list = any(line.kind is LineKind.BULLET for line in item.lines)
    is_text = all(line.kind is not LineKind.ROW for line in item.lines)
    last = next((each for each in reversed(before) if _has_objectives(each)), None)
    is_full = last is not None and any(line.kind is LineKind.BULLET for line in last.lines)
    return is_list and is_text and is_full


def _roles(lines: Sequence[SourceLine]) -> set[Role]:
    labels = (label_of(line.text) for line in lines)
    return {label.role for label in labels if label}


def _has_objectives(item: _Item) -> bool:
    return Role.OBJECTIVE in _roles((item.head, *item.lines))


def _has_labels(item: _Item) -> bool:
    roles = _roles((item.head, *item.lines))
    return Role.OBJECTIVE in roles or Role.KEY_RESULT in roles


def _measured(item: _Item) -> Iterator[SourceLine]:
    """The items of lists with a measure."""
    for line in item.lines:
        is_list = line.kind is LineKind.BULLET
        if is_list and measure_in(line.text, ".") is not None:
            yield line


def _questions(items: Sequence[_Item]) -> Iterator[QuestionAboutLines]:
    """A question about lists with measures in what is left out."""
    for item in items:
        numbers = tuple(line.number for line in _measured(item))
        if numbers:
            yield QuestionAboutLines(numbers, ReadingQuestion("left out", item.title, (), ""))
