"""Text without bullets, headings and indentation, where only empty lines part one objective from
the next: the first line of each block is the objective, the others are its key results."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import label_of
from kiosk.exchange.understanding.measures import measure_in

_INSIDE = 10


def indented_blocks(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...] | None:
    """The lines with those of each block below its first one; None where that is not how a text is
    built."""
    is_plain = all(each.kind is LineKind.PARAGRAPH and not each.is_message for each in lines)
    if not is_plain or len({each.depth for each in lines}) != 1:
        return None
    if any(label_of(each.text) for each in lines):
        return None
    blocks = _blocks(lines)
    if len(blocks) < 2 or not any(map(_is_measured, blocks)):
        return None
    return tuple(line for at, block in enumerate(blocks) for line in _indented(block, at))


def _blocks(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    blocks: list[list[SourceLine]] = []
    for at, line in enumerate(lines):
        if not at or line.number > lines[at - 1].number + 1:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _is_measured(block: Sequence[SourceLine]) -> bool:
    """Whether a block has a title without a number and a number below it."""
    measured = [measure_in(each.text, ".") is not None for each in block]
    return not measured[0] and any(measured[1:])


def _indented(block: Sequence[SourceLine], at: int) -> Sequence[SourceLine]:
    # What stands above everything names the page.
    if not at and not _is_measured(block):
        return block
    first, *others = block
    inner = [replace(each, depth=each.depth + _INSIDE, kind=LineKind.BULLET) for each in others]
    return [first, *inner]
