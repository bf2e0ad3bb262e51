"""The parser for numbers as people write them, for pages, command line, API and pasted tables.

A number may have signs, a unit, a word for its size and spaces of any kind: "€ 340.000",
"95,5 %", "1.2 Mio. €", "(1,234)", "42 ms". The locale decides which separator begins the decimals.
If there are still two readings ("4.900"), `choose_reading` takes the one closer to known values,
for files with a preview; `typed_reading` asks, for what is saved at once.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from kiosk.errors import AmbiguousNumber, ValidationError
from kiosk.okr.magnitude import is_among, is_of_their_size, nearest_distance, sizes
from kiosk.okr.number_units import Affix, Unit, has_cents, parse_affix

MAX_DIGITS = 30
NEAR = 10
"""Up to which factor a reading counts as near to a known number."""
THOUSANDTHS = 3
MAX_LENGTH = 100
"""The longest text that is parsed: long ones would take minutes."""

# “3½”, “2 ¾” and “½”.
_FRACTION = re.compile(r"(\d*) ?([¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")
_SPACES = re.compile(r"\s+")
_JSON_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"(\d+)(?:\.(\d*))?|\.(\d+)", re.ASCII)
# Groups of three, or of two before the last three as in India, with one separator throughout.
_GROUPED = (
    r"[1-9]\d{{0,2}}(?P<a>[{0}])\d{{3}}(?:(?P=a)\d{{3}})*"
    r"|[1-9]\d?(?P<b>[{0}])\d{{2}}(?:(?P=b)\d{{2}})*(?P=b)\d{{3}}"
)
_NUMBER = re.compile(r"(?:\d|(?<![^\W\d_])[.,]\d)(?:[\d.,'_ ]*[\d.,])?", re.ASCII)
_SWISS_CENTS = re.compile(r"(?<=\d)[.,]-+(?!\d)")
_TRANSLATED = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´`′٬", "'"),
        **dict.fromkeys("−–—‐‑﹣", "-"),
        **dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"),
        "٪": "%",
        "،": ",",
    }
)


@dataclass(frozen=True, slots=True)
class NumberReadings:
    """What a text may mean: its readings, the likeliest first, and the unit beside the number, ""
    for none. `plain` is the locale's own reading; None if only a different locale writes numbers
    like this. `decimal_separator` is the locale's."""

    text: str
    decimal_separator: str
    readings: tuple[Decimal, ...]
    plain: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ChosenReading:
    """The chosen reading. `is_remarkable` if the text could also mean a different number, or is not
    how this locale writes one: then the page says how it was read."""

    number: Decimal
    is_remarkable: bool


def is_json_number(text: str) -> bool:
    """Whether it is a number as JSON writes it: with a point, without groups and without a plus."""
    return bool(_JSON_NUMBER.fullmatch(text))


def parse_number(text: str, field: str, decimal_separator: str, unit: Unit) -> NumberReadings:
    """The number in a text, in every reading it may have.

    :param decimal_separator: the locale's, "." or ",".
    :param unit: the unit that may be written beside the number.
    :raises ValidationError: on the field, if the text is not one number in that unit.
    """
    plain = _normal(text, decimal_separator)
    if len(plain) > MAX_LENGTH:
        raise _not_a_number(field, plain[:MAX_LENGTH] + "…")
    for core, named in _without_own_unit(plain, unit):
        found = _number_and_affix(core, decimal_separator, unit)
        if found is None:
            continue
        number, affix, is_negative = found
        unit.refuse_other_unit(field, affix.unit, text.strip())
        numbers = _readings(number, decimal_separator)
        if not numbers:
            break
        is_foreign = _reading(number, decimal_separator) is None
        plain_one = _scaled(field, numbers[0], affix.zeros[0], is_negative)
        return NumberReadings(
            text.strip(),
            decimal_separator,
            _readings_of(field, numbers, affix, is_negative, unit),
            None if is_foreign else plain_one,
            named or affix.unit,
        )
    raise _not_a_number(field, text.strip())


def choose_reading(
    readings: NumberReadings, known: Sequence[Decimal | None], last: Decimal | None = None
) -> ChosenReading:
    """The reading that fits the known numbers of a key result, else the locale's own.

    :param known: start, target, limits and past values.
    :param last: the current value, if there is one.
    """
    chosen, known_sizes = readings.readings[0], sizes(known)
    fitting = (
        [n for n in readings.readings if is_of_their_size(n, known_sizes)] if known_sizes else []
    )
    if known_sizes:
        near = (last,) if last else known_sizes
        # Of two that are equally near, min takes the likelier, which comes first.
        candidates = (
            (last and _fitting_readings(readings, known_sizes)) or fitting or readings.readings
        )
        chosen = min(candidates, key=lambda n: nearest_distance(n, near) if n else 0)
    if chosen != readings.plain:
        return ChosenReading(chosen, is_remarkable=True)
    # In English, "4.900" looks like the 4,900 of a different language, while "4,900" is clear. It
    # is clear, too, if the known numbers have three decimals.
    is_default = any(exponent_of(number) <= -THOUSANDTHS for number in known_sizes)
    return ChosenReading(chosen, not is_default and abs(chosen) < max(map(abs, readings.readings)))


def typed_reading(
    written: NumberReadings,
    field: str,
    known: Sequence[Decimal | None],
    last: Decimal | None = None,
) -> ChosenReading:
    """The number that somebody typed, as the locale writes it. Nobody confirms a guess.

    :param known: see `choose_reading`, like `last`.
    :raises AmbiguousNumber: on the field, if the known numbers speak for a different reading.
    """
    favoured, usual = choose_reading(written, known, last), written.readings[0]
    if favoured.number == usual:
        return favoured
    # What this locale writes in groups has decimals only if it is too large for the known numbers.
    is_grouped = abs(usual) == max(map(abs, written.readings))
    if is_grouped and is_of_their_size(usual, sizes(known)):
        return ChosenReading(usual, is_remarkable=usual != written.plain)
    likely = _shortest(favoured.number)
    mark = written.decimal_separator
    raise AmbiguousNumber(
        field,
        text=written.text,
        usual=(usual, unmistakable(usual, mark)),
        likely=(likely, unmistakable(likely, mark)),
    )


def unmistakable(number: Decimal, decimal_separator: str) -> str:
    """A number without groups, and with decimals that cannot be a group: 31000, 31, 1,0850."""
    shortest = _shortest(number)
    padding = "0" if exponent_of(shortest) == -THOUSANDTHS else ""
    return format(shortest, "f").replace(".", decimal_separator) + padding


def _shortest(number: Decimal) -> Decimal:
    """The number without zeros at the end of its decimals."""
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _fitting_readings(readings: NumberReadings, known_sizes: Sequence[Decimal]) -> list[Decimal]:
    """The readings within the known numbers, else those near them, else the locale's own: a value
    that fits neither way is read as the locale writes it, and questioned."""
    among = [n for n in readings.readings if is_among(n, known_sizes)]
    near = [n for n in readings.readings if n and nearest_distance(n, known_sizes) <= NEAR]
    return among or near or ([] if readings.plain is None else [readings.plain])


def exponent_of(number: Decimal) -> int:
    """The power of ten of a number's last digit: -2 for 99.95."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _normal(text: str, decimal_separator: str) -> str:
    """The text with plain digits, spaces, minus signs and apostrophes."""
    # NFKC turns the full-width characters of East Asian keyboards into ASCII; "²" must stay.
    wide = "".join(
        unicodedata.normalize("NFKC", c) if "\uff00" <= c <= "\uffef" else c for c in text
    )
    digits = "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c
        for c in wide.replace("٫", decimal_separator)
    )
    plain = _SPACES.sub(" ", digits.translate(_TRANSLATED)).strip()
    return _FRACTION.sub(lambda found: _with_decimals(found, decimal_separator), plain)


def _with_decimals(fraction: re.Match[str], decimal_separator: str) -> str:
    """“3½” with decimals, of which there are not three, as those may be thousands."""
    part = unicodedata.numeric(fraction[2])
    decimals = (f"{part:.2f}" if (part * 8) % 1 else f"{part:.3f}").partition(".")[2].rstrip("0")
    kept = f"{decimals}0" if len(decimals) == THOUSANDTHS else decimals
    return f"{fraction[1] or 0}{decimal_separator}{kept}"


def _without_own_unit(plain: str, unit: Unit) -> Iterator[tuple[str, str]]:
    """The text without its own unit, if that contains digits, like m2; then the whole text."""
    for name in unit.with_digits:
        size, same = len(name), name.casefold()
        head, tail = plain[:-size], plain[size:]
        # If digits touch, it is unclear which belong to the unit: 13s with a unit 3s.
        if plain[-size:].casefold() == same and not (name[0].isdigit() and head[-1:].isdigit()):
            yield head.strip(), name
        if plain[:size].casefold() == same and not (name[-1].isdigit() and tail[:1].isdigit()):
            yield tail.strip(), name
    yield plain, ""


def _number_and_affix(
    plain: str, decimal_separator: str, unit: Unit
) -> tuple[str, Affix, bool] | None:
    """The number, what is beside it and whether it is negative; None if there is no number."""
    is_bracketed = plain.count("(") == plain.count(")") == 1 and plain.index("(") < plain.index(")")
    core = _SWISS_CENTS.sub("", re.sub("[()]", " ", plain) if is_bracketed else plain)
    found = _NUMBER.search(core)
    if found is None:
        return None
    head, tail = core[: found.start()].strip(), core[found.end() :].strip()
    sign, head = _sign(head)
    if re.search(r"\d", tail) or (is_bracketed and sign):
        return None
    if is_bracketed and not plain.index("(") <= found.start() < found.end() <= plain.index(")"):
        return None
    affix = parse_affix(head, tail, decimal_separator, unit)
    return None if affix is None else (found[0], affix, is_bracketed or sign == "-")


def _sign(head: str) -> tuple[str, str]:
    """A plus or minus sign at either end of a text, and the rest of it."""
    for sign in "+-":
        if head.startswith(sign):
            return sign, head[1:].strip()
        if head.endswith(sign):
            return sign, head[:-1].strip()
    return "", head


def _readings(number: str, decimal_separator: str) -> list[Decimal]:
    other = "," if decimal_separator == "." else "."
    found = (_reading(number, decimal_separator), _reading(number, other))
    return [Decimal(digits) for digits in found if digits is not None]


def _reading(number: str, decimal_separator: str) -> str | None:
    """The digits of a number with this decimal separator; None if it cannot be one."""
    group = "," if decimal_separator == "." else "."
    whole, sign, decimals = number.partition(decimal_separator)
    if not _is_whole(whole, group) or not re.fullmatch(r"\d*", decimals, re.ASCII):
        return None
    digits = re.sub(r"\D", "", whole) + ("." + decimals if sign else "")
    return digits if _PLAIN.fullmatch(digits) else None


def _is_whole(whole: str, group: str) -> bool:
    if not whole or (whole.isascii() and whole.isdigit()):
        return True
    return bool(re.fullmatch(_GROUPED.format(re.escape(group) + r"'_\ "), whole, re.ASCII))


def _readings_of(
    field: str, numbers: Sequence[Decimal], affix: Affix, is_negative: bool, unit: Unit
) -> tuple[Decimal, ...]:
    if unit.has_cents or has_cents(affix.unit):
        # Prices have two decimals: € 40.000 is forty thousand in every language.
        numbers = sorted(numbers, reverse=True)
    readings = [
        _scaled(field, number, zeros, is_negative) for zeros in affix.zeros for number in numbers
    ]
    return tuple(dict.fromkeys(readings))


def _scaled(field: str, number: Decimal, zeros: int, is_negative: bool) -> Decimal:
    with localcontext(prec=MAX_DIGITS * 4):
        value = Decimal(format(number.scaleb(zeros), "f"))
    if len(value.as_tuple().digits) > MAX_DIGITS or value.adjusted() >= MAX_DIGITS:
        raise ValidationError(field, "Use at most %(digits)s digits", digits=MAX_DIGITS)
    return value.copy_negate() if is_negative else value


def _not_a_number(field: str, text: str) -> ValidationError:
    return ValidationError(field, "“%(value)s” is not a number. Enter one like 42.5", value=text)
