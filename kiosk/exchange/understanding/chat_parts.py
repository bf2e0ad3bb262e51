"""The messages of a chat: those without OKRs are left out, and what different people wrote are
outlines of their own, with the team that stands behind a name: “Marcus (Warehouse)”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.errors import N_
from kiosk.exchange.reading.chat_text import name_of
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.days import day_in
from kiosk.exchange.understanding.labels import LABEL_LIKE, Role, label_of
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.prose import sentences_in, size_of
from kiosk.exchange.understanding.titles import is_page_title, may_be_team, name_in_title
from kiosk.okr.import_findings import SkippedLine

A_MESSAGE = N_("a message that is not about OKRs")
_OKRS = (Role.OBJECTIVE, Role.KEY_RESULT)
_IN_BRACKETS = re.compile(r".*[(（](?P<team>[^()（）/]{2,40})[)）]$")
# “Guest” and “extern” say that somebody is of no team.
_NO_TEAM = re.compile(
    r"(?:guest|external|ext|extern\w*|gast|invité\w*|invitad[oa]|convidad[oa]|ospite|gjest|you|ich"
    r"|du|me|moi|vous|tú|você|io|tu|jij|deg|bot|app|edited|bearbeitet|modifié|editado)\.?",
    re.IGNORECASE,
)
_ASKS = ("?", "？")
_LONGEST_TITLE = 8
"""How many words the title of a chat has that names no team."""


@dataclass(frozen=True, slots=True)
class ChatPart:
    """The lines of one outline, and the team that they are of; "" where nothing says it."""

    lines: tuple[SourceLine, ...]
    team: str = ""


def chat_parts(lines: Sequence[SourceLine]) -> tuple[list[ChatPart], list[SkippedLine]]:
    """The outlines of a chat, and the lines of the messages that are left out; any other text is
    one outline."""
    if not any(line.is_message for line in lines):
        return [ChatPart(tuple(lines))], []
    messages = _messages(lines)
    kept = _with_okrs(messages)
    skipped = [
        SkippedLine(line.number, line.text, A_MESSAGE)
        for message in messages
        if message not in kept
        for line in message
    ]
    return _parts(kept), skipped


def _messages(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """The messages; the first one is what stands above them all."""
    messages: list[list[SourceLine]] = [[]]
    for line in lines:
        if line.is_message:
            messages.append([])
        messages[-1].append(line)
    return messages


def _with_okrs(messages: Sequence[list[SourceLine]]) -> list[list[SourceLine]]:
    """The messages with OKRs. Where some have labels or lists, one without goes on with the message
    right before it, by the same person."""
    is_structured = any(map(_is_structured, messages[1:]))
    kept = [messages[0]]
    for at, message in enumerate(messages[1:], start=1):
        before = messages[at - 1]
        is_near = at == 1 or (before is kept[-1] and _name(before) == _name(message))
        is_line = _is_text_okr(message) and (is_near or not is_structured)
        if _is_structured(message) or is_line or _is_above_list(message, messages[at + 1 :]):
            kept.append(message)
    return kept


def _parts(messages: Sequence[Sequence[SourceLine]]) -> list[ChatPart]:
    """Messages of one person are of one outline, and those that go on with the one before."""
    parts: list[list[SourceLine]] = [list(messages[0])]
    teams = [""]
    sender = ""
    for message in messages[1:]:
        name = _name(message)
        is_other = name != sender and _begins_outline(message)
        if is_other and (sender or _team_of(name)):
            # What stands above all messages is the title of the first.
            parts += [[]] if sender else []
            teams = [*teams, _team_of(name)] if sender else [_team_of(name)]
        sender = name if is_other or not sender else sender
        parts[-1] += message
    return [ChatPart(tuple(part), team) for part, team in zip(parts, teams, strict=True) if part]


def _name(message: Sequence[SourceLine]) -> str:
    return name_of(message[0].sender) if message else ""


def _team_of(sender: str) -> str:
    found = _IN_BRACKETS.fullmatch(sender)
    team = found["team"].strip() if found else ""
    return team if team and may_be_team(team) and not _NO_TEAM.fullmatch(team) else ""


def _roles(message: Sequence[SourceLine]) -> set[Role]:
    labels = (label_of(line.text) for line in message)
    return {label.role for label in labels if label}


def _begins_outline(message: Sequence[SourceLine]) -> bool:
    """Whether a message has an objective: one with a label, or a line above a list."""
    roles = _roles(message)
    if Role.OBJECTIVE in roles or Role.KEY_RESULT in roles:
        return Role.OBJECTIVE in roles
    is_list = any(line.kind is LineKind.BULLET for line in message[1:])
    return is_list and message[0].kind is not LineKind.BULLET


def _is_structured(message: Sequence[SourceLine]) -> bool:
    """Whether a message has a label, a list or a heading."""
    is_list = any(line.kind is not LineKind.PARAGRAPH for line in message)
    return is_list or bool(_roles(message).intersection(_OKRS))


def _is_text_okr(message: Sequence[SourceLine]) -> bool:
    return any(map(_may_be_okr, message)) or _is_title(message[0])


def _is_title(line: SourceLine) -> bool:
    is_short = size_of(line.text) <= _LONGEST_TITLE or bool(name_in_title(line.text))
    return is_page_title(line) and is_short and sentences_in(line.text) <= 1


def _may_be_okr(line: SourceLine) -> bool:
    """Whether a line of text may be a key result: it has a measure and is no talk."""
    is_talk = line.text.endswith(_ASKS) or sentences_in(line.text) > 1
    is_labelled = LABEL_LIKE.fullmatch(line.text) is not None
    day = day_in(line.text)
    undated = f"{line.text[: day.start]} {line.text[day.end :]}" if day else line.text
    is_text = any(map(str.isalpha, line.text))  # “+1” only agrees
    return is_labelled or (is_text and measure_in(undated, ".") is not None and not is_talk)


def _is_above_list(
    message: Sequence[SourceLine], following: Sequence[Sequence[SourceLine]]
) -> bool:
    """Whether a message is one line above a list in the next one."""
    below = following[0][0] if following else None
    return len(message) == 1 and below is not None and below.kind is LineKind.BULLET
