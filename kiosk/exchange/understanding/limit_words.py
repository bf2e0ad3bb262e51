"""Words and signs beside a number that make it a limit."""

from kiosk.exchange.understanding import words
from kiosk.okr.model import KeyResultKind


def limit_kind(before: str, after: str) -> KeyResultKind | None:
    """The limit that the words directly before or after a number make of it; None for none."""
    # The longest word decides: “no more than” ends with “more than”.
    ends = [
        (len(word), kind)
        for kind, known in (
            (KeyResultKind.AT_MOST, words.AT_MOST), (KeyResultKind.AT_LEAST, words.AT_LEAST),
        )
        for word in known
        if before.endswith(word) and not _continues(word[::-1], before[: -len(word)][::-1])
    ]  # fmt: skip
    begins = [
        (len(word), kind)
        for kind, known in (
            (KeyResultKind.AT_MOST, words.AT_MOST_AFTER),
            (KeyResultKind.AT_LEAST, words.AT_LEAST_AFTER),
        )
        for word in known
        if after.startswith(word) and not _continues(word, after[len(word) :])
    ]
    return max((*ends, *begins), default=(0, None), key=lambda each: each[0])[1]


def _continues(word: str, rest: str) -> bool:
    """Whether letters run on, so that this is not a word of its own: the “max” of “maxed”."""
    return word.isascii() and word[-1].isalpha() and rest[:1].isalpha() and rest[:1].isascii()
