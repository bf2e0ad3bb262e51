"""Soft hyphens in very long words, because browsers may lack a hyphenation dictionary."""

import re
from functools import lru_cache

SOFT_HYPHEN = "\u00ad"
LONG = 16
_LONG_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
_VOWELS = "aeiouyäöüáéíóúàèìòùâêîôûåæøœ"
# A syllable begins with its last consonant; digraphs such as "sch" stay together.
_SYLLABLE = re.compile(
    rf"(?<=[{_VOWELS}])([^\W\d_{_VOWELS}]*?)(sch|ch|ck|ph|th|qu|st|[^\W\d_{_VOWELS}])(?=[{_VOWELS}])",
    re.IGNORECASE,
)
# Nobody wants two letters alone on a line.
_ENDS = 3


@lru_cache(maxsize=4096)
def breakable(text: str) -> str:
    """The text with soft hyphens in words of sixteen letters and more.

    Without a dictionary a break is sometimes not where a printer would put it. A wall shows a
    140-character title at 50 px, and a hyphen at least shows that the word continues.
    """
    return _LONG_WORD.sub(_parted, text)


def _parted(found: re.Match[str]) -> str:
    word = found[0]
    head, middle, tail = word[:_ENDS], word[_ENDS:-_ENDS], word[-_ENDS:]
    parts = _SYLLABLE.sub(rf"\1{SOFT_HYPHEN}\2", middle)
    return f"{head}{parts}{tail}"
