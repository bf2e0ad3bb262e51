"""What somebody typed, read exactly: no binary floats on the way."""

import re
from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import get_currency_symbol

from kiosk.errors import Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import KeyResult, Kind, Value
from kiosk.okr.texts import clean

MOST_DIGITS = 30
NOTE_LENGTH = 500
NOTE_ON_WALL = 60
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_YES = frozenset({"yes", "true", "1", "y", "on", "done", "ja"})
_NO = frozenset({"no", "false", "0", "n", "off", "nein"})


def parse_decimal(text: str, field: str = "value", mark: str = ".") -> Decimal:
    """A decimal as a person of a locale writes it: 1,234.5 or 1 234,5.

    :param mark: the locale's decimal mark, "." or ",".
    :raises Refused: naming the field, when text is not one finite decimal.
    """
    plain = _without_groups(text, mark)
    if not _PLAIN.fullmatch(plain):
        raise Refused(field, "“%(value)s” is not a number. Write one like 42.5", value=text.strip())
    if sum(character.isdigit() for character in plain) > MOST_DIGITS:
        raise Refused(field, "Write at most %(digits)s digits", digits=MOST_DIGITS)
    return Decimal(plain)


def _without_groups(text: str, mark: str) -> str:
    group = "," if mark == "." else "."
    plain = re.sub(r"[\s_'’\u2009\u202f\u00a0]", "", text).replace("\u2212", "-")
    if re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(group)}\d{{3}})+({re.escape(mark)}\d*)?", plain):
        plain = plain.replace(group, "")
    elif plain.count(group) == 1 and mark not in plain:
        # 42,5 where points are the custom: it cannot be a group of thousands, so it is a mark.
        plain = plain.replace(group, ".")
    return plain.replace(mark, ".")


def parse_yes_no(text: str, field: str = "value") -> bool:
    """Yes or no, in the ways people and scripts write them.

    :raises Refused: on `field`.
    """
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Refused(field, "“%(value)s” is neither yes nor no. Write yes or no", value=text.strip())


def parse_milestones(key_result: KeyResult, codes: Iterable[str], field: str = "value") -> Value:
    """The set of milestones done, from their codes in any case.

    :raises Refused: on `field`, if one is no milestone of the key result.
    """
    known = {milestone.code for milestone in key_result.milestones}
    done = frozenset(normal_code(code) for code in codes if code.strip())
    unknown = sorted(done - known)
    if unknown:
        raise Refused(
            field,
            "“%(value)s” is not one of its milestones. They are %(known)s",
            value=", ".join(unknown),
            known=", ".join(m.code for m in key_result.milestones) or "—",
        )
    return done


def parse_value(key_result: KeyResult, text: str, mark: str = ".") -> Value:
    """A value for this key result from one line of text: a number, with or without the key
    result's own unit, yes or no, or codes with commas.

    :raises Refused: on the field "value".
    """
    if key_result.kind is Kind.MILESTONES:
        return parse_milestones(key_result, text.split(","))
    if not text.strip():
        raise Refused("value", "Write the value as it is now")
    if key_result.kind is Kind.YES_NO:
        return parse_yes_no(text)
    try:
        return parse_decimal(text, "value", mark)
    except Refused as as_typed:
        try:
            return parse_decimal(_without_unit(key_result, text), "value", mark)
        except Refused:
            # What is quoted is what was typed.
            raise as_typed from None


def _without_unit(key_result: KeyResult, text: str) -> str:
    """The text without the unit before or after the number; the sign may stand before both."""
    plain = " ".join(text.split())
    sign = plain[:1] if plain.startswith(("+", "-", "\u2212")) else ""
    rest = plain[len(sign) :].strip()
    for unit in _units(key_result):
        size, same = len(unit), unit.casefold()
        head, tail = rest[:-size], rest[size:]
        # Where digits would touch, what belongs to the unit is not known: 13s in a unit 3s.
        if rest[-size:].casefold() == same and not (unit[0].isdigit() and head[-1:].isdigit()):
            return sign + head.strip()
        if rest[:size].casefold() == same and not (unit[-1].isdigit() and tail[:1].isdigit()):
            return sign + tail.strip()
    return plain


def _units(key_result: KeyResult) -> list[str]:
    """What may stand beside the number."""
    units = [" ".join(key_result.unit.split())]
    if key_result.kind is Kind.PERCENT:
        units.append("%")
    if key_result.kind is Kind.CURRENCY:
        # The currency's own sign, not any: $215 is no amount in euros.
        units.append(get_currency_symbol(key_result.unit, "en"))
    return [unit for unit in units if unit]


def parse_confidence(text: str) -> int | None:
    """Confidence 0 to 10; nothing typed is None, never 5.

    :raises Refused: on the field "confidence".
    """
    plain = text.strip()
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,2}", plain, re.ASCII) or int(plain) > 10:
        raise Refused(
            "confidence",
            "“%(value)s” is not a whole number from 0 to 10. Write one, or leave it empty",
            value=plain,
        )
    return int(plain)


def parse_note(text: str) -> str:
    """A note as one line of at most 500 characters.

    :raises Refused: on the field "note", if it is longer.
    """
    note = clean(text)
    if len(note) > NOTE_LENGTH:
        raise Refused(
            "note",
            "The note has %(length)s characters. Write at most %(most)s",
            length=len(note),
            most=NOTE_LENGTH,
        )
    return note
