"""Small numbers in words, in eight languages: “three new regions”, “zwei Standorte”."""

import re

_WORDS = (
    ("zero", "null"),
    (),
    ("two", "zwei", "deux", "dos", "dois", "duas", "twee"),
    ("three", "drei", "trois", "tres", "três", "tre", "drie"),
    ("four", "vier", "quatre", "cuatro", "quatro", "quattro", "fire"),
    ("five", "fünf", "cinq", "cinco", "cinque", "vijf", "fem"),
    ("six", "sechs", "seis", "zes", "seks"),
    ("seven", "sieben", "sept", "siete", "sete", "sette", "zeven", "sju"),
    ("eight", "acht", "huit", "ocho", "oito", "otto", "åtte"),
    ("nine", "neun", "neuf", "nueve", "nove", "negen"),
    ("ten", "zehn", "dix", "diez", "dez", "dieci", "tien"),
    ("eleven", "elf", "onze", "once", "undici", "elleve"),
    ("twelve", "zwölf", "douze", "doce", "doze", "dodici", "twaalf", "tolv"),
)
_NUMBER_OF = {word: number for number, words in enumerate(_WORDS) for word in words}
_WORD = re.compile(
    r"\b(" + "|".join(sorted(_NUMBER_OF, key=len, reverse=True)) + r")\b(?=\s+[^\W\d_]{3,})",
    re.IGNORECASE,
)
# Words that are others in another language, or part of a phrase.
_PHRASES = re.compile(
    r"\b(?:once|fire|sept)\b|\b(?:zero|null)[- ]trust\b|\b(?:one|two|three|four)-\w+", re.IGNORECASE
)

# “Hire two engineers”, “Zwei Azubis übernommen”: nothing else is counted.
_AT_ONCE = re.compile(
    r"(?:(?!(?:the|these|both|die|den|alle|les|ces|los|las|os|as|i|le|gli|de|phase|top|step|part|teil"
    r"|stufe|with|mit|avec|con|com|met|med|in|for|für|all|our|last|next|every|each)\s)[^\W\d]+\s"
    r"(?:a\s|até\s)?)?\d+\s[^\W\d_]{3,}",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\b(?:every|each|alle|aller|cada|ogni|elke|(?:toutes|tous) les|hver|the last|the next)\s$",
    re.IGNORECASE,
)
# Norwegian “to” is two, where English “to” cannot be meant.
_NORWEGIAN_TWO = re.compile(
    r"(?<!\w)(ansette|ansatt|åpne|lansere|signere|inngå|starte|gjennomføre|rekruttere|selge|vinne"
    r"|få|bygge|etablere|teste|publisere|holde)\s+to\s+(?=[^\W\d]{3,})",
    re.IGNORECASE,
)


def is_counted_at_once(sentence: str) -> bool:
    """Whether a sentence begins with what it counts, or after its verb: “hire 2 engineers”."""
    return bool(_AT_ONCE.match(sentence))


def with_digits(sentence: str) -> str:
    """A sentence with its only number in digits; as it is where it has digits, or several."""
    if re.search(r"\d", sentence):
        return sentence
    two = _NORWEGIAN_TWO.search(sentence)
    if two:
        return f"{sentence[: two.start()]}{two[1]} 2 {sentence[two.end() :]}"
    found = [match for match in _WORD.finditer(sentence) if not _PHRASES.fullmatch(match[0])]
    if len(found) != 1 or _PHRASES.search(sentence):
        return sentence
    match = found[0]
    if _HOW_OFTEN.search(sentence[: match.start()]):
        return sentence
    digits = str(_NUMBER_OF[match[1].casefold()])
    limit = "at most " if digits == "0" else ""
    return f"{sentence[: match.start()]}{limit}{digits}{sentence[match.end() :]}"
