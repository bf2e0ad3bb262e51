"""Numbers up to a hundred in words, in eight languages: “three new regions”, “zwei Standorte”."""

import re

_WORDS = (
    ("zero", "null", "cero", "zéro", "nul"),
    (),
    ("two", "zwei", "deux", "dos", "dois", "duas", "due", "twee"),
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
# Not “seize”, which English does with a chance.
_LARGER = {
    13: ("thirteen", "dreizehn", "treize", "trece", "treze", "tredici", "dertien", "tretten"),
    14: ("fourteen", "vierzehn", "quatorze", "catorce", "catorze", "quattordici", "fjorten"),
    15: ("fifteen", "fünfzehn", "quinze", "quindici", "vijftien", "femten"),
    16: ("sixteen", "sechzehn", "dieciséis", "dezesseis", "sedici", "zestien", "seksten"),
    17: ("seventeen", "siebzehn", "diecisiete", "dezessete", "diciassette", "zeventien", "sytten"),
    18: ("eighteen", "achtzehn", "dieciocho", "dezoito", "diciotto", "achttien", "atten"),
    19: ("nineteen", "neunzehn", "diecinueve", "dezenove", "diciannove", "negentien", "nitten"),
}
_TENS = {
    20: ("twenty", "zwanzig", "vingt", "veinte", "vinte", "venti", "twintig", "tjue"),
    30: ("thirty", "dreißig", "dreissig", "trente", "treinta", "trinta", "trenta", "dertig"),
    40: ("forty", "vierzig", "quarante", "cuarenta", "quarenta", "quaranta", "veertig", "førti"),
    50: ("fifty", "fünfzig", "cinquante", "cincuenta", "cinquenta", "cinquanta", "vijftig"),
    60: ("sixty", "sechzig", "soixante", "sesenta", "sessenta", "sessanta", "zestig", "seksti"),
    70: ("seventy", "siebzig", "setenta", "settanta", "zeventig", "sytti"),
    80: ("eighty", "achtzig", "ochenta", "oitenta", "ottanta", "tachtig", "åtti"),
    90: ("ninety", "neunzig", "noventa", "novanta", "negentig", "nitti"),
}
_NUMBER_OF = {word: number for number, words in enumerate(_WORDS) for word in words} | {
    word: number for number, words in (_LARGER | _TENS).items() for word in words
}
# “twenty-five”, “vinte e cinco”: parts of one number.
_AFTER_TENS = re.compile(
    rf"\b(?:{'|'.join(word for words in _TENS.values() for word in words)})"
    r"(?:\s?[-–]\s?|\s(?:(?:e|y|et|og|en)\s)?)$",
    re.IGNORECASE,
)
_ANY = "(?:" + "|".join(sorted(_NUMBER_OF, key=len, reverse=True)) + ")"
_WORD = re.compile(
    rf"\b({_ANY})\b(?=\s+[^\W\d_]{{3,}})",
    re.IGNORECASE,
)
# Words that are others in another language, or part of a phrase.
_PHRASES = re.compile(
    r"\b(?:once|fire|sept)\b|\bdue (?:dates?|by|on|to|diligence|in|before|from|for|soon|at"
    r"|dil)\b|\b(?:zero|null)[- ]trust\b|\b(?:one|two|three|four)-\w+",
    re.IGNORECASE,
)

_FRACTION = re.compile(
    r"^(?:the )?(?:two|three)[- ](?:thirds|quarters|fifths)|^(?:zwei|drei) (?:drittel|viertel)"
    r"|^(?:les )?(?:deux|trois) (?:tiers|quarts)|^(?:dos|tres) (?:tercios|cuart)|^(?:dois"
    r"|três) (?:terços"
    r"|quartos)|^(?:due|tre) (?:terzi|quarti)|^twee ?derde|^to tredjedeler|^tre fjerdedeler",
    re.IGNORECASE,
)
_TO_ZERO = re.compile(
    r"\b(?:to|auf|à|a|para|naar|til)\s(?P<zero>zero|null|zéro|cero|nul)$", re.IGNORECASE
)
# “Zero Sev-1 incidents”
_ZERO_FIRST = re.compile(r"(?:zero|null|zéro|cero|nul|noll) (?=[^\W\d])", re.IGNORECASE)
# “three out of five regions”
_SHARE = re.compile(
    rf"\b(?P<value>{_ANY})\s(?P<of>out of|of|von|sur|de|di|su|van|av)\s"
    rf"(?P<all>(?:the|our|den|der|les|los|las|as|os|de|delle"
    rf"|dei)\s)?(?P<target>{_ANY})\b(?=\s[^\W\d]{{3,}})",
    re.IGNORECASE,
)
# “within one working day”
_WITHIN_ONE = re.compile(
    r"\b(?P<limit>within|in under|innerhalb|binnen|sous|en menos de|em até|entro|innen)\s"
    r"(?:one|ein(?:e[rms]?)?|une?|un[oa]?|uma?|één|een|én)\s"
    r"(?=(?:working |business )?(?:day|hour|minute|week|Tag|Arbeitstag|Stunde|Woche|Minute|jour"
    r"|heure"
    r"|semaine|día|hora|semana|dia|giorno|ora|settimana|dag|werkdag|uur|virkedag|time|uke))",
    re.IGNORECASE,
)
# “no more than one escalation”
_LIMIT_OF_ONE = re.compile(
    r"\b(?P<limit>(?:more|fewer|less) than|at most|a maximum of|mehr als|höchstens|maximal"
    r"|plus d['’]"
    r"|au plus|más de|como máximo|mais de|no máximo|più di|al massimo|meer dan|maximaal|mer enn"
    r"|maks)\s?(?:one|ein(?:e[nmr]?)?|une?|un[oa]|uma?|één|een|én|ett)\s(?=[^\W\d]{3,})",
    re.IGNORECASE,
)
# “Hire two engineers”, “Zwei Azubis übernommen”: nothing else is counted.
_AT_ONCE = re.compile(
    r"(?:(?!(?:the|these|both|die|den|alle|les|ces|los|las|os|as|i|le|gli|de|phase|top|step|part"
    r"|teil"
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


# The one of “P1 incidents” counts nothing.
_DIGIT = re.compile(r"(?<![^\W\d_])\d")


def is_counted_at_once(sentence: str) -> bool:
    """Whether a sentence begins with what it counts, or after its verb: “hire 2 engineers”."""
    return bool(_AT_ONCE.match(sentence))


def with_digits(sentence: str) -> str:
    """A sentence with its only number in digits; as it is where it has digits, or several."""
    none = _ZERO_FIRST.match(sentence)
    if none and _DIGIT.search(sentence):
        return f"at most 0 {sentence[none.end() :]}"
    if _DIGIT.search(sentence):
        return sentence
    if _FRACTION.search(sentence):
        return sentence
    none = _TO_ZERO.search(sentence)
    if none:
        return f"{sentence[: none.start('zero')]}0{sentence[none.end() :]}"
    one = _LIMIT_OF_ONE.search(sentence) or _WITHIN_ONE.search(sentence)
    if one:
        return f"{sentence[: one.start()]}{one['limit']} 1 {sentence[one.end() :]}"
    share = _SHARE.search(sentence)
    if share:
        both = (_NUMBER_OF[share[name].casefold()] for name in ("value", "target"))
        counted = f" {share['of']} {share['all'] or ''}".join(map(str, both))
        return f"{sentence[: share.start()]}{counted}{sentence[share.end() :]}"
    two = _NORWEGIAN_TWO.search(sentence)
    if two:
        return f"{sentence[: two.start()]}{two[1]} 2 {sentence[two.end() :]}"
    found = [match for match in _WORD.finditer(sentence) if not _PHRASES.fullmatch(match[0])]
    if len(found) != 1 or _PHRASES.search(sentence):
        return sentence
    match = found[0]
    before = sentence[: match.start()]
    if _HOW_OFTEN.search(before) or _AFTER_TENS.search(before):
        return sentence
    digits = str(_NUMBER_OF[match[1].casefold()])
    limit = "at most " if digits == "0" else ""
    return f"{sentence[: match.start()]}{limit}{digits}{sentence[match.end() :]}"
