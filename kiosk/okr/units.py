"""Units are a company's own words; a unit may have a singular: "talk|talks"."""

BAR = "|"
_WORD = 4


def unit_forms(unit: str) -> tuple[str, ...]:
    """The forms of a unit, the singular first where it has two; none where there is no unit."""
    return tuple(part.strip() for part in unit.split(BAR) if part.strip())


def plural_unit(unit: str) -> str:
    """The unit where no number stands beside it."""
    return unit_forms(unit)[-1] if unit_forms(unit) else ""


def unit_beside(unit: str, *, one: bool) -> str:
    """The unit as it stands beside a number. Beside a 1 it is the singular; where nobody gave one
    and the unit is a word that ends like a plural, none, rather than "1 incidents"."""
    written = unit_forms(unit)
    if not one or len(written) != 1:
        return written[0] if one and written else plural_unit(unit)
    word = written[0].split()[-1]
    is_plural = word.isalpha() and len(word) >= _WORD and word[-1] == "s" and word[-2] != "s"
    return "" if is_plural else written[0]
