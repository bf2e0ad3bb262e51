"""An outline as objectives and key results.

Labels decide where there are any (“Objective 1: …”, “KR: …”); otherwise the levels do.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.blocks import indented_blocks
from kiosk.exchange.understanding.chat_parts import chat_parts
from kiosk.exchange.understanding.comments_below import comments_below
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.due_days import due_in
from kiosk.exchange.understanding.labels import Role
from kiosk.exchange.understanding.outline_by_labels import read_labelled
from kiosk.exchange.understanding.outline_by_levels import read_levels
from kiosk.exchange.understanding.outline_labels import label_above_key_results, label_unknown
from kiosk.exchange.understanding.outline_reader import A_REMARK, OutlineReader
from kiosk.exchange.understanding.outline_tree import dotted, outline_tree
from kiosk.exchange.understanding.titles import REMARK
from kiosk.exchange.understanding.wrapped import joined_lines
from kiosk.okr.import_findings import ReadingQuestion, Understood

_OBJETIVO = re.compile(r"\W*objetivos?\b", re.IGNORECASE)
_TIME = re.compile(r"^Time(?=\s*[:：–-]\s*[A-ZÀ-Ý])")


def understood_outline(source: Sequence[SourceLine], context: Context) -> Understood:
    """The objectives of an outline; of a chat, those of all of its outlines."""
    parts, skipped = chat_parts(_with_portuguese_teams(source))
    found = (
        _understood_part(part.lines, replace(context, team=part.team or context.team))
        for part in parts
    )
    return reduce(Understood.and_then, found, Understood(len(skipped), (), tuple(skipped)))


def _with_portuguese_teams(source: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """The lines, with “Time: Produto” as a team where objectives are called “Objetivo”: in other
    languages, it is an hour."""
    if not any(_OBJETIVO.match(line.text) for line in source):
        return source
    return [replace(line, text=_TIME.sub("Equipe", line.text)) for line in source]


def _understood_part(source: Sequence[SourceLine], context: Context) -> Understood:
    reader = OutlineReader(context)
    count, source = len(source), _without_comments(reader, source)
    lines = _in_blocks(reader, source) or _without_remarks(reader, joined_lines(source))
    roots = outline_tree(dotted(lines))
    nodes = [node for root in roots for node in (root, *root.descendants())]
    has_labels = any(
        node.label and node.label.role in (Role.OBJECTIVE, Role.KEY_RESULT) for node in nodes
    )
    if has_labels:
        label_unknown(nodes)
        label_above_key_results(nodes)
        read_labelled(reader, nodes)
    else:
        read_levels(reader, roots)
    return reader.understood(count)


def _in_blocks(
    reader: OutlineReader, source: Sequence[SourceLine]
) -> tuple[SourceLine, ...] | None:
    lines = indented_blocks(source)
    if lines:
        reader.ask(source[0], ReadingQuestion("blocks", source[0].text, (), ""))
    return lines


def _without_comments(reader: OutlineReader, lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines without those that comment on the key results above them."""
    numbers = comments_below(lines)
    for line in lines:
        if line.number in numbers:
            reader.skip(line, A_REMARK)
    return tuple(line for line in lines if line.number not in numbers)


def _without_remarks(reader: OutlineReader, lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines without those that are wholly in brackets, which would seem to have others below
    them."""
    kept = []
    for line in lines:
        is_remark = REMARK.fullmatch(line.text) is not None and due_in(line.text) is None
        if line.kind is LineKind.PARAGRAPH and is_remark:
            reader.skip(line, A_REMARK)
        else:
            kept.append(line)
    return tuple(kept)
