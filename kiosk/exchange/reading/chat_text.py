"""A copied chat without the time and the name before each message, so that its lines are those of
an outline."""

import re
from collections.abc import Sequence
from itertools import pairwise

_CLOCK = (
    r"(?:上午|下午|午前|午後|凌晨|晚上)?\s?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[APap]\.?[Mm]\.?)?"
    r"(?:\s?Uhr)?"
)
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_WHO = r"[^\s:][^:\n\[\]]{0,40}"
# A line with nothing but the name and the time, above its message.
_ALONE = re.compile(rf"(?:{_WHO})\s+(?:\[?{_CLOCK}\]?|{_DATE},?\s+{_CLOCK})\s*")
_MONTH = r"[^\W\d_]{3,10}"
_DAY = (
    r"(?:yesterday|today|gestern|heute|vorgestern|hier|aujourd['’]hui|ayer|hoy|ontem|hoje|ieri|oggi"
    r"|gisteren|vandaag|i går|i dag|昨天|今天|昨日|今日"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:lune|marte|mercole|giove|vener)dì"
    r"|sabato|domenica|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:tirs|ons|tors|lør|søn)dag"
    r"|[周星][期]?[一二三四五六日]|[月火水木金土日]曜日?"
    rf"|{_DATE}|\d{{1,2}}\.?\s(?:de\s)?{_MONTH}\.?(?:\s(?:de\s)?20\d\d)?"
    rf"|{_MONTH}\.?\s\d{{1,2}}(?:,?\s20\d\d)?|(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日)"
)
_AT = r"(?:,?\s+(?:at|um|à|a las|às|alle|om|kl\.?))?"
_IN_BRACKETS = rf"(?:(?:{_DAY}|[^\W\d_]{{1,12}}\.?){_AT},?\s+)?{_CLOCK}(?:,?\s+{_DATE})?"
"""When a message was sent, in brackets: “[Tue 10:02]”, “[Di. 10:02]”, “[12.03.2026, 10:02]”."""
_SENDER = re.compile(
    rf"(?:\[(?i:{_IN_BRACKETS})\]\s*(?:[-–—]\s*)?(?P<a>{_WHO}):\s+"
    rf"|{_DATE},?\s+{_CLOCK}\s+[-–—]\s+(?P<b>{_WHO}):\s+"
    rf"|(?P<c>{_WHO})\s+\[(?i:{_IN_BRACKETS})\]:?\s+|{_CLOCK}\s+[-–—]?\s*(?P<d>{_WHO}):\s+"
    rf"|(?P<e>{_WHO})\s+\((?i:{_IN_BRACKETS})\):(?:\s+|$))"
)
_NAME = r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,3}(?:\s?[(（][^()（）\d]{2,40}[)）])?"
# “Priya 9:14 AM”, “marcus (Warehouse) Yesterday 16:41”, “[Gestern 16:20] Sabine K.”
_ABOVE = re.compile(
    rf"(?P<who>{_NAME})\s*[,·|–—-]?\s+\[?(?:(?P<day>{_DAY}){_AT},?\s+)?(?P<clock>{_CLOCK})\]?:?"
    rf"|\[(?:{_DAY}{_AT},?\s+)?{_CLOCK}\]\s*(?P<behind>{_NAME})",
    re.IGNORECASE,
)
_HALVES = re.compile(r"[APap]\.?[Mm]\.?$")
_BOLD = re.compile(r"\*\*|__|\*")
_FEWEST, _LONGEST_SENDER = 2, 200


def without_senders(text: str) -> tuple[str, dict[int, str]]:
    """The messages of a chat, and the name and time of the message that begins in a line, by its
    number; any other text as it is. The lines stay where they are."""
    lines = text.splitlines()
    said = [_SENDER.match(line) for line in lines]
    above = _names_above(lines)
    if sum(map(bool, said)) < _FEWEST and len(above) < _FEWEST and not _is_one_message(lines):
        return text, {}
    plain = "\n".join(
        line[found.end() :] if found else "" if at in above or _is_sender(line) else line
        for at, (line, found) in enumerate(zip(lines, said, strict=True), start=1)
    )
    senders = {at: _sender(found) for at, found in enumerate(said, start=1) if found}
    for at, name in above.items():
        first = next((i for i in range(at, len(lines)) if lines[i].strip()), None)
        if first is not None:
            senders.setdefault(first + 1, name)
    return plain, senders


def _is_sender(line: str) -> bool:
    return len(line) <= _LONGEST_SENDER and _ALONE.fullmatch(line) is not None


def _name_above(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST_SENDER:
        return None
    return _ABOVE.fullmatch(_BOLD.sub("", line).strip())


def _is_one_message(lines: Sequence[str]) -> bool:
    """Whether a text is one message below its name and time, “Ana Ruiz 9:02 AM”."""
    first = next((line for line in lines if line.strip()), "")
    found = _name_above(first)
    return found is not None and bool(found["day"] or _HALVES.search(found["clock"] or ""))


def name_of(sender: str) -> str:
    """The name in the line above a message, “Marcus (Warehouse) Yesterday 16:41”."""
    found = _ABOVE.fullmatch(sender)
    return str(found["who"] or found["behind"]) if found else ""


def _sender(found: re.Match[str]) -> str:
    """What stands before a message as a line above it; "" where that could not be read again."""
    name = str(next(filter(None, found.groups()))).strip()
    clock = re.search(_CLOCK, found[0].replace(name, ""))
    line = f"{name} [{clock[0].strip()}]" if clock else ""
    return line if name_of(line) else ""


def _names_above(lines: Sequence[str]) -> dict[int, str]:
    """The lines with a name and a time above a message, by their number. A list of times, as an
    agenda has it, is none."""
    found = list(map(_name_above, lines))
    names: dict[int, str] = {}
    blank_before = [True, *(not line.strip() for line in lines)]
    for at, (here, below) in enumerate(pairwise([*found, None]), start=1):
        if here is None or below is not None:
            continue
        is_sure = here["behind"] or here["day"] or _HALVES.search(here["clock"])
        if is_sure or blank_before[at - 1]:
            names[at] = here[0]
    return names
