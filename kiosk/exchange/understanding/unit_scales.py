"""Units that are so many of another: minutes and hours, grams and tonnes, MB and GB."""

from fractions import Fraction

from kiosk.exchange.understanding.measure_patterns import seconds_in
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.number_units import PERCENT

_KINDS = {
    "time": {"ms": "0.001", "millisecond": "0.001", "milliseconds": "0.001"}
    | dict.fromkeys(("millisekunde", "millisekunden", "millisecondes", "milisegundos"), "0.001"),
    "mass": {"mg": "0.001", "g": "1", "kg": "1000", "t": "1000000"}
    | dict.fromkeys(("gram", "grams", "gramm", "gramme", "grammes", "gramos", "grammi"), "1")
    | dict.fromkeys(("kilo", "kilos", "kilogram", "kilograms", "kilogramm"), "1000")
    | dict.fromkeys(("tonne", "tonnes", "tonnen", "toneladas", "tonnellate"), "1000000"),
    "data": {"kb": "1", "mb": "1000", "gb": "1e6", "tb": "1e9", "pb": "1e12"},
    "data rate": {"kbit/s": "1", "mbit/s": "1000", "gbit/s": "1000000"}
    | {"kbps": "1", "mbps": "1000", "gbps": "1000000"},
    "data in steps of 1024": {**{"kib": "1", "mib": "1024", "gib": "1048576", "tib": "1073741824"}},
    "length": {"mm": "0.001", "cm": "0.01", "m": "1", "km": "1000"}
    | dict.fromkeys(("metre", "metres", "meter", "meters", "mètres", "metros", "metri"), "1")
    | dict.fromkeys(("kilometre", "kilometres", "kilometer", "kilometers"), "1000"),
    "energy": {"wh": "0.001", "kwh": "1", "mwh": "1000", "gwh": "1000000", "twh": "1e9"},
    "power": {"kw": "1", "mw": "1000", "gw": "1000000"},
    "area": {"m2": "1", "m²": "1", "ha": "10000", "km2": "1000000", "km²": "1000000"},
    "volume": {"ml": "0.001", "cl": "0.01", "dl": "0.1", "l": "1", "hl": "100"}
    | {"m3": "1000", "m³": "1000"}
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


def is_known_unit(unit: str) -> bool:
    """Whether it is known what a unit measures: percent, money or a scale."""
    return unit == PERCENT or unit in CURRENCIES or scale_of(unit) is not None


def are_days_worked(unit: str, other: str) -> bool:
    """Whether a day of work may be meant, which has fewer hours: days or weeks beside hours."""
    sizes = [scale[1] for scale in (scale_of(unit), scale_of(other)) if scale]
    is_time = factor_between(unit, other) is not None and scale_of(unit) == ("time", sizes[0])
    return is_time and max(sizes) >= _A_DAY and len(set(sizes)) > 1
