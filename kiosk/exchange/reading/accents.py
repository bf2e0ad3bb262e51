"""Letters without their accents, as programs and hurried people write them: “debut” for “début”."""

import unicodedata

# Only Latin letters: the marks of other scripts make other letters.
_FIRST, _LAST = 0xC0, 0x24F
_PLAIN = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(_FIRST, _LAST + 1)
    if unicodedata.decomposition(chr(code))
}


def without_accents(text: str) -> str:
    """A text with plain Latin letters."""
    return text if text.isascii() else text.translate(_PLAIN)
