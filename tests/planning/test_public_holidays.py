"""Weekends and public holidays by country and region."""

from datetime import date, timedelta

import pytest

from planning import countries
from planning.countries import country_of_zone, region_of_zone
from planning.public_holidays import (
    find_region,
    holidays_of,
    is_working_day,
    region_name,
    regions_of,
    weekend_of,
)

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
FRIDAY_AND_SATURDAY = "AF BD BH DJ DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE"
SATURDAY_AND_SUNDAY = "AE AU BR CA CN DE ES FR GB GR HK IN JP LV MA MR MX MY NG NP PK PY TN TR US VE ZA"


@pytest.mark.parametrize("country", FRIDAY_AND_SATURDAY.split())
def test_the_weekend_is_friday_and_saturday_where_that_is_so(country: str) -> None:
    assert weekend_of(country) == {FRI, SAT}


@pytest.mark.parametrize("country", SATURDAY_AND_SUNDAY.split())
def test_it_is_saturday_and_sunday_elsewhere(country: str) -> None:
    assert weekend_of(country) == {SAT, SUN}


@pytest.mark.parametrize(
    ("country", "region", "weekend"),
    [
        ("IR", "", {FRI}),
        ("BN", "", {FRI, SUN}),
        ("MY", "MY-03", {FRI, SAT}),
        ("MY", "MY-14", {SAT, SUN}),
        ("MY", "DE-BY", {SAT, SUN}),
        ("", "", {SAT, SUN}),
        ("XX", "XX-1", {SAT, SUN}),
    ],
)
def test_other_weekends(country: str, region: str, weekend: set[int]) -> None:
    assert weekend_of(country, region) == weekend


def test_every_country_has_working_days_in_every_week() -> None:
    for country in countries._CODES:
        for week in range(0, 365, 7):
            days = [date(2027, 1, 1) + timedelta(days=week + later) for later in range(21)]
            assert any(is_working_day(day, country) for day in days), (country, days[0])


def test_holidays_of_a_country() -> None:
    assert date(2027, 11, 18) in holidays_of("LV", 2027)
    assert holidays_of("lv", 2027) == holidays_of("LV", 2027)
    assert {day.year for day in holidays_of("LV", 2027)} == {2027}


@pytest.mark.parametrize("country", ["", "XX", "Atlantis", "🎉"])
def test_a_country_not_known_has_no_holidays(country: str) -> None:
    assert holidays_of(country, 2027) == frozenset()
    assert regions_of(country) == {}
    assert find_region(country, "BY") == ""


@pytest.mark.parametrize(
    ("day", "country", "region", "working"),
    [
        pytest.param(date(2027, 1, 6), "DE", "", True, id="Epiphany"),
        pytest.param(date(2027, 1, 6), "DE", "DE-BY", False, id="Epiphany in Bavaria"),
        pytest.param(date(2027, 1, 6), "DE", "DE-BE", True, id="Epiphany in Berlin"),
        pytest.param(date(2027, 11, 30), "GB", "GB-SCT", False, id="Saint Andrew's in Scotland"),
        pytest.param(date(2027, 11, 30), "GB", "GB-ENG", True, id="Saint Andrew's in England"),
        pytest.param(date(2027, 1, 18), "US", "US-CA", False, id="of the whole country"),
        pytest.param(date(2027, 1, 18), "US", "US-nowhere", False, id="in an unknown region"),
        pytest.param(date(2027, 1, 8), "IL", "", False, id="a Friday in Israel"),
        pytest.param(date(2027, 1, 10), "IL", "", True, id="a Sunday in Israel"),
        pytest.param(date(2027, 1, 10), "LV", "", False, id="a Sunday in Latvia"),
    ],
)
def test_working_days(day: date, country: str, region: str, working: bool) -> None:
    assert is_working_day(day, country, region) is working


@pytest.mark.parametrize(
    ("country", "words", "region"),
    [
        ("DE", "BY", "DE-BY"),
        ("DE", " by ", "DE-BY"),
        ("DE", "DE-BY", "DE-BY"),
        ("DE", "bayern", "DE-BY"),
        ("DE", "Thuringen", "DE-TH"),
        ("GB", "Scotland", "GB-SCT"),
        ("US", "arizona", "US-AZ"),
        ("ES", "barcelona", "ES-Barcelona"),
        ("DE", "", ""),
        ("DE", "Atlantis", ""),
        ("LV", "Riga", ""),
    ],
)
def test_a_region_is_found_by_its_code_or_name(country: str, words: str, region: str) -> None:
    assert find_region(country, words) == region


def test_a_region_has_a_name() -> None:
    assert region_name("DE-BY") == "Bayern"
    assert region_name("DE-Augsburg") == "Augsburg"
    assert region_name("XX-1") == "1"


def test_every_guessed_region_is_known_and_lies_in_the_country_of_its_zone() -> None:
    for zone, region in countries._REGION_OF.items():
        assert country_of_zone(zone) == region[:2], zone
        assert find_region(region[:2], region) == region, zone


@pytest.mark.parametrize(
    ("zone", "region"),
    [
        ("America/Phoenix", "US-AZ"),
        ("Australia/Perth", "AU-WA"),
        ("Atlantic/Canary", "ES-CN"),
        ("America/New_York", ""),
        ("Europe/Berlin", ""),
        ("Australia/Canberra", ""),
        ("Europe/Riga", ""),
        ("UTC", ""),
    ],
)
def test_a_region_is_guessed_where_the_zone_lies_in_one_alone(zone: str, region: str) -> None:
    assert region_of_zone(zone) == region
