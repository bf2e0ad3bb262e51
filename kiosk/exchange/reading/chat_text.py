"""A copied chat without the time and the name before each message, so that its lines are those of
an outline."""

import re

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[APap]\.?[Mm]\.?)?"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_WHO = r"[^\s:][^:\n\[\]]{0,40}"
_SENDER = re.compile(
    rf"(?:\[(?:{_DATE},?\s+)?{_CLOCK}(?:,?\s+{_DATE})?\]\s*(?:[-–—]\s*)?{_WHO}:\s+"
    rf"|{_DATE},?\s+{_CLOCK}\s+[-–—]\s+{_WHO}:\s+"
    rf"|{_WHO}\s+\[{_CLOCK}\]:?\s+|{_CLOCK}\s+[-–—]?\s*{_WHO}:\s+"
    rf"|{_WHO}\s+\({_CLOCK}\):(?:\s+|$))"
)
# A line with nothing but the name and the time, above its message.
_ALONE = re.compile(rf"(?:{_WHO})\s+(?:\[?{_CLOCK}\]?|{_DATE},?\s+{_CLOCK})\s*")
# “Priya 9:14 AM”, as Slack and Teams write it.
_ABOVE = re.compile(
    rf"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: [A-ZÀ-ÖØ-Þ][\w.’'-]*){{0,2}}(?:\s+\[{_CLOCK}\]|\s{{1,3}}"
    r"\d{1,2}[:.]\d\d\s?[APap]\.?[Mm]\.?)\s*"
)
_FEWEST = 2


def without_senders(text: str) -> tuple[str, frozenset[int]]:
    """The messages of a chat and the numbers of their first lines; any other text as it is. The
    lines stay where they are."""
    lines = text.splitlines()
    said = [_SENDER.match(line) for line in lines]
    if sum(map(bool, said)) < _FEWEST and sum(map(bool, map(_ABOVE.fullmatch, lines))) < _FEWEST:
        return text, frozenset()
    plain = "\n".join(
        line[found.end() :] if found else "" if _ALONE.fullmatch(line) else line
        for line, found in zip(lines, said, strict=True)
    )
    below = {at + 1 for at, line in enumerate(lines, start=1) if _ABOVE.fullmatch(line)}
    messages = {at for at, found in enumerate(said, start=1) if found}
    return plain, frozenset(messages | below)
