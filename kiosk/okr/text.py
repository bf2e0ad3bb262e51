"""One line of text as somebody typed it, within its length."""

from unicodedata import category

from kiosk.errors import ValidationError

TITLE_LENGTH = 140
NAME_LENGTH = 60
REASON_LENGTH = 200
UNIT_LENGTH = 20


# What turns the direction of the text around it; isolates written by a page do that cleanly.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean(text: str) -> str:
    """The text on one line, without characters that nobody sees or means: controls, halves of
    characters, and those that turn the direction of what stands around them."""
    kept = (c for c in text if c.isspace() or not (c in _TURNING or category(c) in ("Cc", "Cs")))
    return " ".join("".join(kept).split())


# Letters and a sign without any ink.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# What is read in the place of a damaged byte.
UNREADABLE = "\ufffd"


def is_visible(text: str) -> bool:
    """Whether there is anything to see in a text: a letter, a figure or a sign."""
    return any(category(c)[0] in "LNPS" and c not in _BLANK for c in text)


def refuse_unreadable(field: str, text: str) -> None:
    """A damaged character is not written back as if somebody had meant it.

    :raises ValidationError: on `field`, when there is one.
    """
    if UNREADABLE in text:
        raise ValidationError(
            field, "“%(value)s” has a character that could not be read. Type it again", value=text
        )


def validated_line(field: str, text: str, most: int, *, needed: bool = True) -> str:
    """The text with every run of white space as one blank.

    :param most: how many characters it may have.
    :raises ValidationError: on `field`, when it is longer, or empty though it is needed.
    """
    plain = clean(text)
    refuse_unreadable(field, plain)
    if plain and not is_visible(plain):
        plain = ""
    if needed and not plain:
        raise ValidationError(field, "This is empty. Enter at least one word")
    if len(plain) > most:
        raise ValidationError(
            field,
            "This has %(length)s characters. Use at most %(most)s",
            length=len(plain),
            most=most,
        )
    return plain
