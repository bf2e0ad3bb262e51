"""Soft hyphens in very long words, because browsers may lack a hyphenation dictionary."""

import re
from functools import lru_cache

SOFT_HYPHEN = "\u00ad"
LONG, LONG_IN_A_COLUMN = 16, 12
_VOWELS = "aeiouyäöüáéíóúàèìòùâêîôûåæøœ"
# A syllable begins with its last consonant; digraphs such as "sch" stay together.
_SYLLABLE = re.compile(
    rf"(?<=[{_VOWELS}])([^\W\d_{_VOWELS}]*?)(sch|ch|ck|ph|th|qu|st|[^\W\d_{_VOWELS}])(?=[{_VOWELS}])",
    re.IGNORECASE,
)
# Nobody wants two letters alone on a line.
_ENDS = 3


@lru_cache(maxsize=4096)
def breakable(text: str, letters: int = LONG) -> str:
    """The text with soft hyphens in words of so many letters and more.

    Without a dictionary a break is sometimes not where a printer would put it. A wall shows a
    140-character title at 50 px, and a hyphen at least shows that the word continues.
    """
    return _words(letters).sub(_parted, text)


@lru_cache
def _words(letters: int) -> re.Pattern[str]:
    return re.compile(rf"[^\W\d_]{{{letters},}}")


def _parted(found: re.Match[str]) -> str:
    word = found[0]
    head, middle, tail = word[:_ENDS], word[_ENDS:-_ENDS], word[-_ENDS:]
    parts = _SYLLABLE.sub(rf"\1{SOFT_HYPHEN}\2", middle)
    return f"{head}{parts}{tail}"
