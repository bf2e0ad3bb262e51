"""Units are a company's own words; a unit may have a singular: "talk|talks"."""

BAR = "|"
_WORD = 4


def unit_forms(unit: str) -> tuple[str, ...]:
    """The forms of a unit, the singular first where it has two; none where there is no unit."""
    return tuple(form.strip() for form in unit.split(BAR) if form.strip())


def plural_unit(unit: str) -> str:
    """The unit without a number beside it."""
    return unit_forms(unit)[-1] if unit_forms(unit) else ""


def unit_beside(unit: str, *, one: bool) -> str:
    """The unit as it reads beside a number. Beside a 1 it is the singular. If there is none and the
    unit is a word that ends like a plural, it is "", which avoids "1 incidents"."""
    singular_first = unit_forms(unit)
    if not one or len(singular_first) != 1:
        return singular_first[0] if one and singular_first else plural_unit(unit)
    word = singular_first[0].split()[-1]
    is_plural = word.isalpha() and len(word) >= _WORD and word[-1] == "s" and word[-2] != "s"
    return "" if is_plural else singular_first[0]
