"""Weekends and public holidays, by country and region, from the `holidays` package.

The package is slow to import, so it is imported for the first question about a known country. A region is
written with its country, as ISO 3166-2 does: "DE-BY"; the package's codes stand behind the hyphen.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from planning.countries import is_country

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
_USUAL = frozenset({SATURDAY, SUNDAY})
_A_WEEK = tuple(date(2027, 1, day) for day in range(4, 11))

# What the package has differently. Libya: CLDR, supplemental/weekData. Mauritania: since 1 October 2014 by
# decree. Palestine: the Authority's offices.
_CORRECTED = {
    "LY": frozenset({FRIDAY, SATURDAY}),
    "MR": _USUAL,
    "PS": frozenset({FRIDAY, SATURDAY}),
}


@lru_cache(maxsize=1024)
def holidays_of(country: str, year: int, region: str = "") -> frozenset[date]:
    """The public holidays of a country (two-letter ISO 3166 code) and region ("DE-BY") in `year`.

    None for a country that is not known; those of the whole country for a region that is not.
    """
    if not is_country(country.upper()):
        return frozenset()
    from holidays import country_holidays

    try:
        found = country_holidays(country.upper(), subdiv=_subdivision(country, region), years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(day for day in found if day.year == year)


@lru_cache(maxsize=1024)
def weekend_of(country: str, region: str = "") -> frozenset[int]:
    """The weekdays (Monday 0) of the weekend: Saturday and Sunday, unless Friday belongs to it.

    A law that only knows Sunday as a day of rest, as in Hong Kong, leaves offices their Saturday.
    """
    if country.upper() in _CORRECTED:
        return _CORRECTED[country.upper()]
    if not is_country(country.upper()):
        return _USUAL
    from holidays import country_holidays

    try:
        known = country_holidays(country.upper(), subdiv=_subdivision(country, region))
    except NotImplementedError:
        return _USUAL
    weekend = frozenset(day.weekday() for day in _A_WEEK if known.is_weekend(day))
    return weekend if FRIDAY in weekend else _USUAL


def load() -> None:
    """Import the package now, which takes a second, so that no request waits for it."""
    holidays_of("US", 2027)


def is_working_day(day: date, country: str = "", region: str = "") -> bool:
    """Whether `day` is neither in the weekend of the country and region nor one of their public holidays."""
    return day.weekday() not in weekend_of(country, region) and day not in holidays_of(
        country, day.year, region
    )


def regions_of(country: str) -> Mapping[str, str]:
    """The names of a country's regions that have holidays of their own, by code ("BY"); none if not known."""
    return {code: names[0] if names else code for code, names in _regions(country).items()}


def find_region(country: str, words: str) -> str:
    """The region of `country` that `words` name by code or name, as "DE-BY"; "" if there is none."""
    wanted = _plain(words).removeprefix(f"{country.casefold()}-")
    for code, names in _regions(country).items():
        if wanted in map(_plain, (code, *names)):
            return f"{country}-{code}"
    return ""


def region_name(region: str) -> str:
    """The name of a region such as "DE-BY"; its code where it is not known."""
    country, _, code = region.partition("-")
    return regions_of(country).get(code, code)


@lru_cache(maxsize=256)
def _regions(country: str) -> Mapping[str, tuple[str, ...]]:
    """The names of each region of the country, by code."""
    if not is_country(country):
        return {}
    from holidays import country_holidays

    try:
        found = country_holidays(country).get_subdivision_aliases()
    except NotImplementedError:
        return {}
    return {code: tuple(names) for code, names in found.items()}


def _subdivision(country: str, region: str) -> str | None:
    """The package's code of the region, None for one of another country or that it does not know."""
    of, _, code = region.partition("-")
    return code if of == country.upper() and code in _regions(of) else None


def _plain(words: str) -> str:
    """Without case and accents."""
    split = unicodedata.normalize("NFKD", words.strip().casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
