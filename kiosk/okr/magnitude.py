"""Compares the size of numbers: a misread separator changes it by a factor of a thousand."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

SIZES = 20
"""The factor by which a value may be below the smallest known one or above the largest."""


def sizes(numbers: Iterable[Decimal | None]) -> tuple[Decimal, ...]:
    """The numbers that are known and not zero."""
    return tuple(number for number in numbers if number)


def is_of_their_size(value: Decimal, known: Sequence[Decimal]) -> bool:
    """Whether a value's size lies between a twentieth of the smallest and twenty times the largest
    of the known ones. Also true for zero, and if nothing is known."""
    if not value or not known:
        return True
    size, all_sizes = Fraction(value), [abs(Fraction(number)) for number in known]
    return min(all_sizes) / SIZES <= abs(size) <= max(all_sizes) * SIZES


def is_among(value: Decimal, known: Sequence[Decimal]) -> bool:
    """Whether a value lies between the smallest and the largest of the known ones."""
    return bool(known) and min(known) <= value <= max(known)


def distance(value: Decimal, other: Decimal) -> Fraction:
    """The ratio of two numbers that are not zero, as 1 or more."""
    ratio = abs(Fraction(value) / Fraction(other))
    return max(ratio, 1 / ratio)


def nearest_distance(value: Decimal, known: Sequence[Decimal]) -> Fraction:
    """The distance to the nearest of the known numbers, of which there is at least one."""
    return min(distance(value, number) for number in known)
