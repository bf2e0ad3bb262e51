"""The names of pictures that chats write between colons, “:tada:”: they say nothing about OKRs, but
for numbers and boxes that are ticked."""

import re

_NAME = re.compile(r"(?<![\w:]):([a-z][a-z0-9_+-]{1,30}|\+1|-1):(?!\w)[ \t]?")
REACTIONS = re.compile(r"\s*(?:(?::[a-z0-9_+-]{2,32}:\s*)+\d{1,3}\s*){1,30}")
"""A line of reactions to a message, “:rocket: 11 :heart: 4”."""
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PICTURES = {
    **{name: f"{at}\ufe0f\u20e3 " for at, name in enumerate(_NUMBERS, start=1)},
    **dict.fromkeys(("white_check_mark", "heavy_check_mark", "ballot_box_with_check"), "✅ "),
    **dict.fromkeys(("large_green_circle", "green_circle"), "🟢 "),
    **dict.fromkeys(("large_yellow_circle", "yellow_circle"), "🟡 "),
    **dict.fromkeys(("red_circle",), "🔴 "),
    **dict.fromkeys(("dart",), "🎯 "),
}
_FEWEST = 2


def without_emoji_names(text: str) -> str:
    """A text with pictures for such names or without them, line by line; one with a single name as
    it is. Lines of reactions stay as they are."""
    if len(_NAME.findall(text)) < _FEWEST:
        return text
    return "\n".join(
        line if REACTIONS.fullmatch(line) else _NAME.sub(_picture, line)
        for line in text.splitlines()
    )


def _picture(found: re.Match[str]) -> str:
    return _PICTURES.get(found[1], "")
