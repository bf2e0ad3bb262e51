"""Whether a new title corrects a spelling mistake, or changes what the title says.

A correction changes a few letters within one word. A change of digits, signs, number words,
negations or anything else that reverses the meaning is never a correction.
"""

from datetime import datetime, timedelta

NEW_FOR = timedelta(hours=1)
"""How long after writing it a title may be changed freely, without a reason."""

_MEANINGFUL_WORDS = frozenset(
    (
        # Negations.
        *("no", "not", "nor", "none", "never", "nobody", "nothing", "neither", "without", "cannot"),
        *("nicht", "nichts", "nie", "niemals", "niemand", "ohne", "weder", "nein", "kein", "keine"),
        *("keinen", "keinem", "keiner", "keines", "now", "know", "mein", "sein", "klein", "feine"),
        # Numbers.
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
        *("twelve", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        *("hundred", "thousand", "million", "billion", "trillion", "millions", "billions", "half"),
        *("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
        *("zwölf", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig"),
        *("neunzig", "hundert", "tausend", "million", "millionen", "milliarde", "milliarden"),
        # Directions and limits.
        *("more", "less", "fewer", "above", "below", "over", "under", "least", "most", "before"),
        *("after", "import", "export", "mehr", "weniger", "über", "unter", "mindestens"),
        *("höchstens", "vor", "nach", "alle", "some", "every"),
    )
)
# Adding or removing one of these reverses the meaning of a word.
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "de", "mis", "miss", "anti", "ex", "a")
_SUFFIXES = ("less", "los", "lose", "losen", "n't", "n’t", "frei", "free")
_SHORT, _LONG = 3, 5


def is_spelling_correction(before: str, after: str) -> bool:
    """Whether two titles differ by a slip in one word of three letters or more: one letter is
    added, missing, wrong or swapped; in words of five letters or more, up to two are."""
    old, new = before.split(), after.split()
    if len(old) != len(new):
        return False
    changed = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    return len(changed) == 1 and _is_slip(*changed[0])


def is_recent(since: datetime | None, now: datetime) -> bool:
    """Whether a title was written within the last hour (aware moments; None: unknown)."""
    return since is not None and timedelta() <= now - since < NEW_FOR


def _is_slip(before: str, after: str) -> bool:
    old, new = _letters(before), _letters(after)
    if _non_letters(before) != _non_letters(after) or any(map(str.isnumeric, before + after)):
        return False
    if (
        {old, new} & _MEANINGFUL_WORDS
        or _changes_prefix(old, new)
        or _suffix(before) != _suffix(after)
    ):
        return False
    shortest = min(len(old), len(new))
    most = 2 if shortest >= _LONG else 1 if shortest >= _SHORT else 0
    return _distance(old, new) <= most


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word)).casefold()


def _non_letters(word: str) -> str:
    """A word's digits, punctuation, symbols and combining marks."""
    return "".join(c for c in word if not c.isalpha())


def _changes_prefix(old: str, new: str) -> bool:
    """Whether a prefix was added, removed or replaced."""
    short, long = sorted((old, new), key=len)
    if any(long == prefix + short for prefix in _PREFIXES):
        return True
    stems = (_stem(old), _stem(new))
    return stems[0][0] != stems[1][0] and stems[0][1] == stems[1][1]


def _stem(word: str) -> tuple[str, str]:
    prefix = next((p for p in sorted(_PREFIXES, key=len, reverse=True) if word.startswith(p)), "")
    return prefix, word.removeprefix(prefix)


def _suffix(word: str) -> str:
    plain = word.casefold().rstrip(".,;:!?")
    return next((suffix for suffix in _SUFFIXES if plain.endswith(suffix)), "")


def _distance(old: str, new: str) -> int:
    """How many letters were added, left out, replaced or swapped with their neighbour."""
    rows = [list(range(len(new) + 1))]
    for i, left in enumerate(old, start=1):
        row = [i]
        for j, right in enumerate(new, start=1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == new[j - 2] and old[i - 2] == right:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
