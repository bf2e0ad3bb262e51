"""Cards of a goal tool as a page or a copy of it has them: a title, and below it “81 % to 93 %”,
“Limit 14 min”, “Now 87 % · Updated 4 days ago · Ana”. Each becomes a key result with its fields."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.measure_patterns import AMOUNT, FROM_TO
from kiosk.exchange.understanding.value_pairs import pairs_behind

_SEPARATOR = re.compile(r"\s+[·•|]\s+")
_UPDATED = re.compile(
    r"(?:last )?(?:updated?|check(?:ed)?[- ]?in|edited)\b.*|(?:zuletzt )?(?:aktualisiert"
    r"|geändert)\b.*"
    r"|(?:mis à jour|modifié)\b.*|(?:actualizado|atualizado|aggiornato|bijgewerkt|oppdatert)\b.*"
    r"|更新.*|.*\bago|il y a .*|vor \d+ .*|hace .*|há .*|.* fa|.* geleden|for .* siden|.*前",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:now|current(?:ly)?|jetzt|aktuell|derzeit|stand|actuel(?:lement)?|ahora|actual(?:mente)?"
    r"|agora|atual(?:mente)?|ora|adesso|attuale|nu|nå|現在|当前|目前)\s?[:：]?\s*"
    rf"(?P<value>{AMOUNT}.{{0,20}})",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?P<most>limit|max\.?|maximum|at most|höchstens|maximal|grenze|limite|máximo|au plus|massimo"
    r"|hoogstens|grens|høyst|上限|最大)?"
    r"(?P<least>min\.?|minimum|at least|mindestens|mínimo|au moins"
    rf"|minimo|minstens|minst|下限|最低)?\s?[:：]?\s*(?P<value>{AMOUNT}.{{0,20}})",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d+)?\s?%")
_STATES = re.compile(
    r"not (?:yet )?(?:done|started)(?: yet)?|open|(?:noch )?nicht (?:fertig|begonnen)|in progress"
    r"|on track|at risk|off track|behind|nicht erledigt|offen"
    r"|in arbeit|im plan|gefährdet|pas (?:encore )?(?:fait|commencé)|en cours|en retard"
    r"|(?:aún )?no (?:hecho|empezado)|pendiente"
    r"|en curso|(?:ainda )?não (?:feito|iniciado)|em andamento|non (?:ancora )?(?:fatto|iniziato)"
    r"|in corso|(?:nog )?niet (?:gedaan|begonnen|klaar)|bezig|ikke (?:ferdig|gjort"
    r"|startet)(?: ennå)?|pågår"
    r"|未完了|進行中|未完成|进行中",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"done|completed?|erledigt|fertig|fait|terminé|hecho|feito|concluído|fatto|gedaan|klaar|ferdig"
    r"|完了|已?完成",
    re.IGNORECASE,
)
# “Fatima el H.”
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?|van|de|der|den|el|al|von|da|di|bin)){0,3}"
)
_FEWEST = 2


def lines_of_cards(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those of such cards as key results and their fields; of any other source as
    they are."""
    updated = sum(map(_is_updated, lines))
    paired = sum(bool(_pairs(line)) for line in lines) if updated < _FEWEST else 0
    if max(updated, paired) < _FEWEST:
        return tuple(lines)
    fields = [_fields(line) for line in lines]
    heads = {at for at in range(len(lines)) if _is_head(lines, fields, at)}
    places = {(lines[at].kind, lines[at].depth) for at in heads}
    heads |= {
        at
        for at in range(len(lines) - 1)
        if (lines[at].kind, lines[at].depth) in places and _is_beside(lines, fields, at)
    }
    fields = _with_owners(lines, fields, heads)
    return tuple(_called(lines, fields, heads))


def _is_updated(line: SourceLine) -> bool:
    """Whether a line says when a card was updated, or by whom, beside how it stands."""
    parts = _SEPARATOR.split(line.text) if line.kind is not LineKind.ROW else []
    return len(parts) > 1 and any(_UPDATED.fullmatch(part) for part in parts)


def _pairs(line: SourceLine) -> list[str]:
    """The fields of a line that has nothing but them: “Start 5 Now 11 Goal 24”."""
    is_text = line.kind in (LineKind.PARAGRAPH, LineKind.BULLET)
    found = pairs_behind(line.text) if is_text else None
    return found[1] if found and not found[0] else []


def _fields(line: SourceLine) -> list[str]:
    """The fields of a key result that a line of a card is; none for another line."""
    text = line.text.strip()
    if line.kind in (LineKind.ROW, LineKind.HEADING):
        return []
    if _is_updated(line):
        found = (_NOW.fullmatch(part) for part in _SEPARATOR.split(text))
        values = [each["value"] for each in found if each]
        return [f"Current: {values[0]}" if values else f"Status: {text}"]
    if FROM_TO.fullmatch(text):
        return [f"Target: {text}"]
    limit = _LIMIT.fullmatch(text)
    if limit and (limit["most"] or limit["least"]):
        return [f"Target: {'≤' if limit['most'] else '≥'} {limit['value']}"]
    if _SHARE.fullmatch(text) or _STATES.fullmatch(text):
        return [f"Status: {text}"]
    return ["Current: yes"] if _DONE.fullmatch(text) else _pairs(line)


def _is_head(lines: Sequence[SourceLine], fields: Sequence[list[str]], at: int) -> bool:
    """Whether a line is the title of a card: one with its numbers or its day right below it."""
    if not _may_be_head(lines[at], fields[at]):
        return False
    below: list[str] = []
    for line, found in zip(lines[at + 1 :], fields[at + 1 :], strict=True):
        if not found:
            break
        below += found if not _is_updated(line) else ["Current:"]
    return any(text.startswith(("Target:", "Current:")) for text in below)


def _may_be_head(line: SourceLine, fields: Sequence[str]) -> bool:
    label = label_of(line.text)
    is_objective = label is not None and label.role is Role.OBJECTIVE
    return not (fields or line.kind is LineKind.ROW or is_objective)


def _is_beside(lines: Sequence[SourceLine], fields: Sequence[list[str]], at: int) -> bool:
    """Whether a line, as deep as the titles of other cards, has a state below it, further in: “Not
    done yet”."""
    has_state = bool(fields[at + 1]) and lines[at + 1].depth > lines[at].depth
    return has_state and _may_be_head(lines[at], fields[at])


def _with_owners(
    lines: Sequence[SourceLine], fields: Sequence[list[str]], heads: set[int]
) -> list[list[str]]:
    """The fields, with the names behind those of most cards as owners."""
    ends = [_end(fields, at + 1) for at in heads]
    named = [at for at in ends if at < len(lines) and at not in heads and _is_name(lines[at])]
    whose = set(named) if len(named) >= _FEWEST and 3 * len(named) >= 2 * len(heads) else set()
    return [
        [f"Owner: {line.text}"] if at in whose else found
        for at, (line, found) in enumerate(zip(lines, fields, strict=True))
    ]


def _end(fields: Sequence[list[str]], at: int) -> int:
    """The place behind the fields that begin here."""
    while at < len(fields) and fields[at]:
        at += 1
    return at


def _is_name(line: SourceLine) -> bool:
    is_text = line.kind in (LineKind.PARAGRAPH, LineKind.BULLET)
    return is_text and _NAME.fullmatch(line.text) is not None


def _called(
    lines: Sequence[SourceLine], fields: Sequence[list[str]], heads: set[int]
) -> Iterator[SourceLine]:
    above: SourceLine | None = None
    for at, (line, found) in enumerate(zip(lines, fields, strict=True)):
        if at in heads:
            label = label_of(line.text)
            is_named = label is not None and label.role is Role.KEY_RESULT
            named = line.text if is_named else f"KR: {line.text}"
            above = replace(line, text=named, kind=LineKind.BULLET, depth=max(line.depth, 100))
            yield above
        elif found:
            depth = above.depth + 1 if above else line.depth
            for text in found:
                yield replace(line, text=text, kind=LineKind.PARAGRAPH, depth=depth)
        else:
            above = None
            yield line
