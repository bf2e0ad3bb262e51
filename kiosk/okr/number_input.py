"""The one reading of a number that somebody wrote: on a page, on the command line, through the
API, in a pasted table.

A number may have signs, a unit, a word for its size and spaces of any kind: "€ 340.000",
"95,5 %", "1.2 Mio. €", "(1,234)", "42 ms". The locale says which mark begins the decimals. Where
that leaves two readings ("4.900"), `choose` takes the one that is of the size of known values.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from kiosk.errors import ValidationError
from kiosk.okr.magnitude import is_among, is_of_their_size, nearest_distance, sizes
from kiosk.okr.number_units import Affix, Unit, has_cents, parse_affix

MAX_DIGITS = 30
NEAR = 10
"""How many times a known number a reading may be that is taken before the locale's own."""
THOUSANDTHS = 3
MAX_LENGTH = 100
"""Characters of a text with a number: trying what a whole essay could mean takes minutes."""

_SPACES = re.compile(r"\s+")
_JSON_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"(\d+)(?:\.(\d*))?|\.(\d+)", re.ASCII)
# Groups of three, or of two before the last three as in India; all by the same sign.
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
    """What a text may mean: its readings, the likeliest first, and the unit that stands beside
    the number, "" for none. `plain` is the locale's own reading; None where only another locale
    writes a number like this."""

    readings: tuple[Decimal, ...]
    plain: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ChosenReading:
    """The reading that was taken; `is_remarkable`: the text could mean another number too, or is
    not how this locale writes one, so that the reading is worth saying."""

    number: Decimal
    is_remarkable: bool


def is_json_number(text: str) -> bool:
    """Whether a program may have written it: a decimal with a point, no groups and no plus."""
    return bool(_JSON_NUMBER.fullmatch(text))


def parse_number(text: str, field: str, mark: str, unit: Unit) -> NumberReadings:
    """What a text may mean.

    :param mark: the locale's decimal mark, "." or ",".
    :param unit: what may stand beside the number.
    :raises ValidationError: on the field, when the text is not one number in that unit.
    """
    plain = _normal(text, mark)
    if len(plain) > MAX_LENGTH:
        raise _no_number(field, plain[:MAX_LENGTH] + "…")
    for core, named in _without_own_unit(plain, unit):
        found = _parts(core, mark, unit)
        if found is None:
            continue
        number, affix, is_negative = found
        unit.refuse_other_unit(field, affix.unit, text.strip())
        numbers = _readings(number, mark)
        if not numbers:
            break
        is_foreign = "." in number and "," in number and _reading(number, mark) is None
        plain_one = _scaled(field, numbers[0], affix.zeros[0], is_negative)
        return NumberReadings(
            _readings_of(field, numbers, affix, is_negative, unit),
            None if is_foreign else plain_one,
            named or affix.unit,
        )
    raise _no_number(field, text.strip())


def choose_reading(
    written: NumberReadings, known: Sequence[Decimal | None], last: Decimal | None = None
) -> ChosenReading:
    """The reading that fits what is known of a key result, else the locale's own.

    :param known: start, target, limits and past values.
    :param last: the value that counts now, if there is one.
    """
    taken, sized = written.readings[0], sizes(known)
    fitting = [n for n in written.readings if is_of_their_size(n, sized)] if sized else []
    if sized:
        near = (last,) if last else sized
        # Of two that are as near, the likelier comes first.
        candidates = (last and _beside(written, sized)) or fitting or written.readings
        taken = min(candidates, key=lambda n: nearest_distance(n, near) if n else 0)
    if taken != written.plain:
        return ChosenReading(taken, is_remarkable=True)
    # "4.900" in English looks like another language's 4,900; "4,900" is plain English. Where three
    # decimals are usual, it is plain too.
    is_usual = any(exponent_of(number) <= -THOUSANDTHS for number in sized)
    return ChosenReading(taken, not is_usual and abs(taken) < max(map(abs, written.readings)))


def _beside(written: NumberReadings, sized: Sequence[Decimal]) -> list[Decimal]:
    """The readings of a new value among the known numbers, else those near them, else the locale's
    own: what fits nowhere was typed as it is usual here, and is asked about."""
    among = [n for n in written.readings if is_among(n, sized)]
    near = [n for n in written.readings if n and nearest_distance(n, sized) <= NEAR]
    return among or near or ([] if written.plain is None else [written.plain])


def exponent_of(number: Decimal) -> int:
    """The power of ten of a number's last digit: -2 for 99.95."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _normal(text: str, mark: str) -> str:
    """The text with plain digits, spaces, minus signs and apostrophes."""
    # Full-width signs of East Asian keyboards have their plain twins by NFKC; "²" must stay.
    wide = "".join(
        unicodedata.normalize("NFKC", c) if "\uff00" <= c <= "\uffef" else c for c in text
    )
    digits = "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c
        for c in wide.replace("٫", mark)
    )
    return _SPACES.sub(" ", digits.translate(_TRANSLATED)).strip()


def _without_own_unit(plain: str, unit: Unit) -> Iterator[tuple[str, str]]:
    """The text without a unit of its own that has digits in it, like m2; then the whole text."""
    for name in unit.with_digits:
        size, same = len(name), name.casefold()
        head, tail = plain[:-size], plain[size:]
        # Where digits would touch, what belongs to the unit is not known: 13s in a unit 3s.
        if plain[-size:].casefold() == same and not (name[0].isdigit() and head[-1:].isdigit()):
            yield head.strip(), name
        if plain[:size].casefold() == same and not (name[-1].isdigit() and tail[:1].isdigit()):
            yield tail.strip(), name
    yield plain, ""


def _parts(plain: str, mark: str, unit: Unit) -> tuple[str, Affix, bool] | None:
    """The number, what stands beside it and whether it is negative; None where it is no number."""
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
    affix = parse_affix(head, tail, mark, unit)
    return None if affix is None else (found[0], affix, is_bracketed or sign == "-")


def _sign(head: str) -> tuple[str, str]:
    """The sign before or after a currency's, and the rest."""
    for sign in "+-":
        if head.startswith(sign):
            return sign, head[1:].strip()
        if head.endswith(sign):
            return sign, head[:-1].strip()
    return "", head


def _readings(number: str, mark: str) -> list[Decimal]:
    other = "," if mark == "." else "."
    found = (_reading(number, mark), _reading(number, other))
    return [Decimal(digits) for digits in found if digits is not None]


def _reading(number: str, mark: str) -> str | None:
    """The digits of a number whose decimals begin at a mark, None where they cannot."""
    group = "," if mark == "." else "."
    whole, sign, part = number.partition(mark)
    if not _is_whole(whole, group) or not re.fullmatch(r"\d*", part, re.ASCII):
        return None
    digits = re.sub(r"\D", "", whole) + ("." + part if sign else "")
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


def _no_number(field: str, text: str) -> ValidationError:
    return ValidationError(field, "“%(value)s” is not a number. Enter one like 42.5", value=text)
