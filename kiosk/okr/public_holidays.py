"""Public holidays by country and region, as the `holidays` package knows them.

A region is named as in ISO 3166: "DE" is Germany, "DE-BY" Bavaria. The package is imported only
when it is needed, because most commands never need it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

_LOOK_AHEAD = 2
"""Years to look through for the next holidays: this one and the one after it."""
_LONGEST_ABBREVIATION = 3


def countries() -> tuple[str, ...]:
    """The two-letter codes of the countries whose holidays are known, in alphabetical order."""
    from holidays import list_supported_countries

    codes = list_supported_countries(include_aliases=False)
    return tuple(sorted(code for code in codes if len(code) == 2))


def is_known_region(name: str) -> bool:
    """Whether the holidays of a country or region are known."""
    country, _, region = name.partition("-")
    if country not in countries():
        return False
    return not region or region in _subdivisions(country)


def regions(country: str) -> dict[str, str]:
    """A country's regions that have their own holidays: each region's code with its name in the
    country's own language."""
    return {f"{country}-{code}": name for code, name in _subdivisions(country).items()}


@lru_cache(maxsize=64)
def holidays_of(name: str, year: int, language: str = "") -> dict[date, str]:
    """The public holidays of a year, by day, with their names.

    :param name: a known region, see is_known_region.
    :param language: a locale like de or en_GB; "": the country's own. Names missing in this
        language are in English.
    """
    from holidays import country_holidays

    country, _, region = name.partition("-")
    known = country_holidays(country, subdiv=region or None, years=year)
    if language:
        spoken = _nearest(language, known.supported_languages)
        known = country_holidays(country, subdiv=region or None, years=year, language=spoken)
    return {day: name for day, name in known.items() if day.year == year}


def next_holidays(region: str, today: date, count: int, language: str) -> list[tuple[date, str]]:
    """The next public holidays with their names, from today on."""
    years = range(today.year, today.year + _LOOK_AHEAD)
    upcoming = [each for year in years for each in holidays_of(region, year, language).items()]
    return sorted(each for each in upcoming if each[0] >= today)[:count]


def holidays_between(region: str, after: date, until: date) -> set[date]:
    """The public holidays after a day, up to and including `until`."""
    years = range((after + timedelta(days=1)).year, until.year + 1)
    return {day for year in years for day in holidays_of(region, year) if after < day <= until}


@lru_cache(maxsize=16)
def _subdivisions(country: str) -> dict[str, str]:
    from holidays import country_holidays

    known = country_holidays(country)
    names = known.get_subdivision_aliases()
    named = {code: _full(names.get(code) or []) or code for code in known.subdivisions}
    return dict(sorted(named.items(), key=lambda each: each[1]))


def _full(names: Sequence[str]) -> str:
    """A region's names without abbreviations; some regions have one for each language."""
    return " / ".join(name for name in names if len(name) > _LONGEST_ABBREVIATION)


def _nearest(language: str, supported: tuple[str, ...]) -> str | None:
    """The supported language that is nearest to a locale; None for the country's own."""
    plain = language.partition("_")[0]
    alike = [each for each in supported if each.partition("_")[0] == plain]
    english = [each for each in supported if each.startswith("en")]
    return next(iter([language] if language in supported else alike + english), None)
