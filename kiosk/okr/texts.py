"""One line of text as somebody typed it, within its length."""

from unicodedata import category

from kiosk.errors import Refused

TITLE_LENGTH = 140
NAME_LENGTH = 60
BECAUSE_LENGTH = 200
UNIT_LENGTH = 20


# What turns the direction of the text around it; isolates written by a page do that cleanly.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean(text: str) -> str:
    """The text on one line, without characters that nobody sees or means: controls, halves of
    characters, and those that turn the direction of what stands around them."""
    kept = (c for c in text if c.isspace() or not (c in _TURNING or category(c) in ("Cc", "Cs")))
    return " ".join("".join(kept).split())


def line(field: str, text: str, most: int, *, needed: bool = True) -> str:
    """The text with every run of white space as one blank.

    :param most: how many characters it may have.
    :raises Refused: on `field`, when it is longer, or empty though it is needed.
    """
    plain = clean(text)
    if needed and not plain:
        raise Refused(field, "This is empty. Write at least one word")
    if len(plain) > most:
        raise Refused(
            field,
            "This has %(length)s characters. Write at most %(most)s",
            length=len(plain),
            most=most,
        )
    return plain
