"""One line of text as somebody typed it, within its length."""

from kiosk.errors import Refused

TITLE_LENGTH = 140
NAME_LENGTH = 60
BECAUSE_LENGTH = 200
UNIT_LENGTH = 20


def line(field: str, text: str, most: int, *, needed: bool = True) -> str:
    """The text with every run of white space as one blank.

    :param most: how many characters it may have.
    :raises Refused: on `field`, when it is longer, or empty though it is needed.
    """
    plain = " ".join(text.split())
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
