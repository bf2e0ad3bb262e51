"""The reason for an alignment, as it reads after the page's own "because"."""

import re

# The word that people type themselves, in either language, with the punctuation after it.
_OPENING = re.compile(r"^\s*(?:(?:because|weil)(?=[\s,:;…])(?:[\s,:;…]|\.\.+)*)+", re.IGNORECASE)

# No name begins with one of these before a lower-case word. German keeps its capitals, because
# its word order would have to change as well.
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
    """The reason as it reads after "because": without that word, and in lower case if it starts
    with an English function word. Names, nouns and anything that may be one keep their capital."""
    plain = without_because(text)
    first, _, rest = plain.partition(" ")
    if first in _FUNCTION_WORDS and rest[:1].islower():
        return f"{first.lower()} {rest}"
    return plain
