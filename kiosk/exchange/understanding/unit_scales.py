"""Units that are so many of another: minutes and hours, grams and tonnes, MB and GB."""

from fractions import Fraction

from kiosk.exchange.understanding.measure_patterns import seconds_in

_KINDS = {
    "time": {"ms": "0.001", "millisecond": "0.001", "milliseconds": "0.001"}
    | dict.fromkeys(("millisekunde", "millisekunden", "millisecondes", "milisegundos"), "0.001"),
    "mass": {"mg": "0.001", "g": "1", "kg": "1000", "t": "1000000"}
    | dict.fromkeys(("gram", "grams", "gramm", "gramme", "grammes", "gramos", "grammi"), "1")
    | dict.fromkeys(("kilo", "kilos", "kilogram", "kilograms", "kilogramm"), "1000")
    | dict.fromkeys(("tonne", "tonnes", "tonnen", "toneladas", "tonnellate"), "1000000"),
    "data": {"kb": "1", "mb": "1000", "gb": "1e6", "tb": "1e9", "pb": "1e12"},
    "data in steps of 1024": {**{"kib": "1", "mib": "1024", "gib": "1048576", "tib": "1073741824"}},
    "length": {"mm": "0.001", "cm": "0.01", "m": "1", "km": "1000"}
    | dict.fromkeys(("metre", "metres", "meter", "meters", "mètres", "metros", "metri"), "1")
    | dict.fromkeys(("kilometre", "kilometres", "kilometer", "kilometers"), "1000"),
    "volume": {"ml": "0.001", "cl": "0.01", "l": "1"}
    | dict.fromkeys(("litre", "litres", "liter", "liters", "litros", "litri"), "1"),
}
_A_DAY = 86_400


def scale_of(unit: str) -> tuple[str, Fraction] | None:
    """What a unit measures, and how many of the least unit of that it is; None for any other."""
    seconds = seconds_in(unit.strip(" ."))
    if seconds is not None:
        return "time", Fraction(seconds)
    plain = unit.casefold().strip(" .")
    found = ((kind, sizes[plain]) for kind, sizes in _KINDS.items() if plain in sizes)
    kind, size = next(found, ("", ""))
    return (kind, Fraction(size)) if kind else None


def factor_between(unit: str, other: str) -> Fraction | None:
    """How many of the other unit one of the first is; None where they do not measure the same."""
    one, many = scale_of(unit), scale_of(other)
    return one[1] / many[1] if one and many and one[0] == many[0] else None


def are_days_worked(unit: str, other: str) -> bool:
    """Whether a day of work may be meant, which has fewer hours: days or weeks beside hours."""
    sizes = [scale[1] for scale in (scale_of(unit), scale_of(other)) if scale]
    is_time = factor_between(unit, other) is not None and scale_of(unit) == ("time", sizes[0])
    return is_time and max(sizes) >= _A_DAY and len(set(sizes)) > 1
