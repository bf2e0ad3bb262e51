"""The reason why an objective serves another, as it stands behind the page's own "because"."""

import re

# Typed by somebody who begins the whole sentence, in either language, with whatever follows it.
_OPENING = re.compile(r"^\s*(?:(?:because|weil)(?=[\s,:;…])(?:[\s,:;…]|\.\.+)*)+", re.IGNORECASE)

# No name begins with one of these before a small letter. German keeps its capitals: there the
# word order would have to change as well.
_FUNCTION_WORDS = frozenset(
    (
        *("The", "A", "An", "It", "We", "Our", "This", "That", "These", "Those", "They", "Their"),
        *("There", "Every", "Each", "Most", "Many", "Some", "Nobody", "Everybody", "People"),
        *("If", "When", "With", "Without"),
    )
)


def without_because(text: str) -> str:
    """The reason without the "because" or "weil" it begins with; the rest stays as typed."""
    return _OPENING.sub("", text)


def joined_because(text: str) -> str:
    """The reason as it reads behind "because": without that word, and small where it begins with
    an English function word. A name, a noun and whatever else may be one keep their capital."""
    plain = without_because(text)
    first, _, rest = plain.partition(" ")
    if first in _FUNCTION_WORDS and rest[:1].islower():
        return f"{first.lower()} {rest}"
    return plain
