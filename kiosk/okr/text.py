"""One line of text as somebody typed it, within its length."""

from unicodedata import category

from kiosk.errors import ValidationError

TITLE_LENGTH = 140
NAME_LENGTH = 60
REASON_LENGTH = 200
UNIT_LENGTH = 20


# Characters that change the direction of the text around them. Pages isolate texts instead.
_DIRECTION_MARKS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)


def clean(text: str) -> str:
    """The text on one line, without invisible characters: controls, lone surrogates, and marks that
    change the direction of the text around them."""
    kept = (
        c for c in text if c.isspace() or not (c in _DIRECTION_MARKS or category(c) in ("Cc", "Cs"))
    )
    return " ".join("".join(kept).split())


# Letters and a symbol that are blank.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# What a damaged byte is decoded as.
UNREADABLE = "\ufffd"


def is_visible(text: str) -> bool:
    """Whether a text has a visible character: a letter, a digit, punctuation or a symbol."""
    return any(category(c)[0] in "LNPS" and c not in _BLANK for c in text)


def refuse_unreadable(field: str, text: str) -> None:
    """Refuse a text with a damaged character, which nobody meant to save.

    :raises ValidationError: on `field`, if there is one.
    """
    if UNREADABLE in text:
        raise ValidationError(
            field, "“%(value)s” has a character that could not be read. Type it again", value=text
        )


def validated_line(field: str, text: str, most: int, *, needed: bool = True) -> str:
    """The text with every run of white space as one space.

    :param most: the maximum number of characters.
    :raises ValidationError: on `field`, if it is longer, or if it is needed and empty.
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
