"""The field types of an office file: each parses its value, or refuses it with a sentence.
table_reader.py reads tables of them, and adds the path to the errors.
"""

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

from kiosk.errors import ValidationError
from kiosk.okr.codes import is_code
from kiosk.okr.grading import GRADES
from kiosk.okr.number_input import MAX_DIGITS
from kiosk.okr.survey import ANSWER_LENGTH, MIN_ANSWERS_SHOWN, SCALE
from kiosk.okr.text import validated_paragraphs

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
T = TypeVar("T")


class FieldReader(Protocol):
    """Reads the value of a field; used in the Annotated of its type. Required fields also have
    `missing`, which returns the error if there is no value."""

    def read(self, value: object) -> object:
        """The value; raises ValidationError, without a path."""
        ...


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text of at most `most` characters, which may be empty and have several lines."""

    most: int

    def read(self, value: object) -> str:
        """The text."""
        if not isinstance(value, str):
            raise ValidationError(
                "", "A text in quotes is needed here, not %(value)s.", value=quote(value)
            )
        return validated_paragraphs("", value, self.most)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text of at most `most` characters; "" only with `may_be_empty`."""

    most: int
    may_be_empty: bool = False

    def read(self, value: object) -> str:
        """The line."""
        if not isinstance(value, str) or "\n" in value:
            raise ValidationError(
                "", "One line of text in quotes is needed here, not %(value)s.", value=quote(value)
            )
        if not value.strip() and not self.may_be_empty:
            raise ValidationError("", "This is empty. Write a line of text here.")
        if len(value) > self.most:
            raise ValidationError(
                "",
                "%(length)s characters are too many; use at most %(limit)s.",
                length=len(value),
                limit=self.most,
            )
        return value

    def missing(self) -> ValidationError:
        """The error for a missing text."""
        return ValidationError("", "This is missing. Write a line of text here.")


class _Word:
    """A short text with a format of its own."""

    line: ClassVar[Line] = Line(40)

    def missing(self) -> ValidationError:
        """The error for a missing text."""
        return self.line.missing()


class CodeText(_Word):
    """A code in Crockford's base32, as it is stored."""

    def read(self, value: object) -> str:
        """The code."""
        text = self.line.read(value)
        if not is_code(text):
            raise ValidationError(
                "",
                "“%(value)s” is not a code. Write four or five digits and capital letters, "
                "without I, L, O and U.",
                value=text,
            )
        return text


class TimeOfDay(_Word):
    """A time of the day in 24 hours, as in "16:20"."""

    def read(self, value: object) -> time:
        """The time."""
        text = self.line.read(value)
        if not _TIME.fullmatch(text):
            raise ValidationError(
                "", "“%(value)s” is not a time of day. Write it like 16:20.", value=text
            )
        return time.fromisoformat(text)


class OneOf(_Word):
    """One of several words, or of the values of an enum."""

    def __init__(self, choices: Any, enum: type = str) -> None:
        self.choices = [str(choice) for choice in choices]
        self.enum = enum

    def read(self, value: object) -> object:
        """The word, or the enum's member."""
        return self.enum(one_of(self.line.read(value), self.choices))


def one_of(word: str, choices: list[str]) -> str:
    """The word, if it is one of these; raises ValidationError."""
    if word not in choices:
        raise ValidationError(
            "",
            "“%(value)s” is not known here. Write one of these: %(choices)s.",
            value=word,
            choices=", ".join(choices),
        )
    return word


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def read(self, value: object) -> int:
        """The number."""
        # To Python, a bool is an int.
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not isinstance(value, int) or not is_whole or not self.least <= value <= self.most:
            raise ValidationError(
                "",
                "A whole number from %(least)s to %(most)s is needed here, not %(value)s.",
                least=self.least,
                most=self.most,
                value=quote(value),
            )
        return value

    def missing(self) -> ValidationError:
        """The error for a missing number, with the limits."""
        return ValidationError(
            "",
            "This is missing. Write a whole number from %(least)s to %(most)s here.",
            least=self.least,
            most=self.most,
        )


class Number:
    """An exact decimal, written as a string so that no digit is lost."""

    def read(self, value: object) -> Decimal:
        """The number."""
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            raise ValidationError(
                "",
                '%(value)s is not a number in quotes. Write it like "42.5", so that no digit is'
                " lost.",
                value=quote(value),
            )
        if sum(character.isdigit() for character in value) > MAX_DIGITS:
            raise ValidationError("", "Use at most %(digits)s digits", digits=MAX_DIGITS)
        return Decimal(value)


class Weight(Number):
    """A decimal that is not negative."""

    def read(self, value: object) -> Decimal:
        """The weight."""
        weight = super().read(value)
        if weight < 0:
            raise ValidationError("", "A weight is 0 or more, not %(value)s.", value=weight)
        return weight


class GradeNumber(Number):
    """One of the possible grades."""

    def read(self, value: object) -> Decimal:
        """The grade."""
        grade = super().read(value)
        if grade not in GRADES:
            raise ValidationError("", "A grade is from 0.0 to 1.0, with one decimal. Choose one")
        return grade


class Slug(Line):
    """The last part of a URL."""

    def read(self, value: object) -> str:
        """The slug."""
        text = Line.read(self, value)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
            raise ValidationError(
                "",
                "“%(value)s” cannot be part of an address. Use small letters, digits and hyphens.",
                value=text,
            )
        return text


class Counts:
    """How many chose each number of the scale; enough to be published, or none."""

    def read(self, value: object) -> tuple[int, ...]:
        """The counts."""
        counts = listed(value)
        whole = [n for n in counts if isinstance(n, int) and not isinstance(n, bool) and n >= 0]
        fits = len(counts) == len(whole) == len(SCALE) and sum(whole) >= MIN_ANSWERS_SHOWN
        if counts and not fits:
            raise ValidationError(
                "",
                "Write how many chose 1, 2, 3, 4 and 5, together at least %(fewest)s, not"
                " %(value)s.",
                fewest=MIN_ANSWERS_SHOWN,
                value=quote(counts),
            )
        return tuple(whole)


class Sentences:
    """The answers in words, one line each; enough to be published, or none."""

    def read(self, value: object) -> tuple[str, ...]:
        """The lines."""
        lines = listed(value)
        short = [s for s in lines if isinstance(s, str) and s.strip() and len(s) <= ANSWER_LENGTH]
        if lines and (len(short) != len(lines) or len(short) < MIN_ANSWERS_SHOWN):
            raise ValidationError(
                "",
                "Write at least %(fewest)s lines of text of at most %(most)s characters.",
                fewest=MIN_ANSWERS_SHOWN,
                most=ANSWER_LENGTH,
            )
        return tuple(short)


class AnyValue:
    """Any value; what is valid depends on a different field."""

    def read(self, value: object) -> object:
        """The value itself."""
        return value


class Flag:
    """true or false."""

    def read(self, value: object) -> bool:
        """The flag."""
        if not isinstance(value, bool):
            raise ValidationError(
                "", "Write true or false here, not %(value)s.", value=quote(value)
            )
        return value


def listed(value: object) -> list[object]:
    """The value, if it is a list; raises ValidationError."""
    if not isinstance(value, list):
        raise ValidationError("", "A list is needed here, not %(value)s.", value=quote(value))
    return value


def quote(value: object) -> str:
    """A value of the file, short enough for a sentence."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
