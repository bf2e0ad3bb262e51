"""Lines and paragraphs of text as somebody typed them, within their length."""

import re
from unicodedata import category, east_asian_width

from kiosk.errors import ValidationError

TITLE_LENGTH = 140
"""Of what a wall shows whole and large: themes, meetings, steps, short titles."""

FULL_TITLE_LENGTH = 300
"""Of objectives and key results. A wall shows their short title, where they have one."""

DESCRIPTION_LENGTH = 2000
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
    if text.isprintable():  # nearly every text; nothing invisible is printable
        return " ".join(text.split())
    kept = (
        c for c in text if c.isspace() or not (c in _DIRECTION_MARKS or category(c) in ("Cc", "Cs"))
    )
    return " ".join("".join(kept).split())


def full_width_letters(text: str) -> int:
    """How many letters of a text are twice as wide as the others, as East Asian ones are."""
    return 0 if text.isascii() else sum(east_asian_width(letter) in "WF" for letter in text)


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


def validated_paragraphs(field: str, text: str, most: int) -> str:
    """The text line by line, with at most one empty line between paragraphs; it may be empty.

    :param most: the maximum number of characters.
    :raises ValidationError: on `field`, if it is longer.
    """
    lines = [clean(line) for line in text.splitlines()]
    plain = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    refuse_unreadable(field, plain)
    if not is_visible(plain):
        return ""
    if len(plain) > most:
        raise ValidationError(
            field,
            "This has %(length)s characters. Use at most %(most)s",
            length=len(plain),
            most=most,
        )
    return plain


def validated_short_title(text: str) -> str:
    """A title for walls; it may be empty."""
    return validated_line("short_title", text, TITLE_LENGTH, needed=False)


def validated_description(text: str) -> str:
    """The description of an objective or key result; it may be empty."""
    return validated_paragraphs("description", text, DESCRIPTION_LENGTH)


def wants_short_title(title: str, short_title: str, before: str = "") -> bool:
    """Whether a wall would show a title that was just written larger in fewer words.

    :param before: the title so far; "" for a new one.
    """
    return len(title) > TITLE_LENGTH and not short_title and title != before


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, which are separated by empty lines."""
    return tuple(part for part in text.split("\n\n") if part)
