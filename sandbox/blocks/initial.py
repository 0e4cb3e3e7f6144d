"""Initial values of elements: their format, and the bounds that the element itself sets."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from sandbox.blocks.fields import Check, all_of, integer, matching
from sandbox.blocks.problem import Location, Problem


def _valid_date(value: str, at: Location) -> Iterator[Problem]:
    try:
        date.fromisoformat(value)
    except ValueError:
        yield at.problem("is not a valid date")


def _valid_time(value: str, at: Location) -> Iterator[Problem]:
    try:
        time.fromisoformat(value)
    except ValueError:
        yield at.problem("is not a valid time")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # cached: it reads about 600 files


def _valid_zone(value: str, at: Location) -> Iterator[Problem]:
    if value not in _zones():
        yield at.problem("is not a time zone of the IANA database")


DATE: Final = all_of(matching(r"\d{4}-\d\d-\d\d", "a date as YYYY-MM-DD"), _valid_date)
TIME: Final = all_of(matching(r"\d\d:\d\d", "a time as HH:mm"), _valid_time)
ZONE: Final = all_of(matching(r"[\w/+-]+", "a time zone"), _valid_zone)
MOMENT: Final = integer("datetimepicker.initial_date_time")
NUMBER: Final = matching(r"-?\d+(?:\.\d+)?", "a number, written as a string")


def length_within_bounds(element: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    """A rule of text inputs: min_length <= length of initial_value <= max_length."""
    minimum, maximum = element.get("min_length", 0), element.get("max_length")
    typed = element.get("initial_value", "")
    if maximum is not None and minimum > maximum:
        yield (at / "min_length").problem("must not be above max_length")
    if maximum is not None and len(typed) > maximum:
        yield (at / "initial_value").problem(f"is longer than max_length, {maximum} characters")
    if typed and len(typed) < minimum:
        yield (at / "initial_value").problem(f"is shorter than min_length, {minimum} characters")


def number_within_bounds(element: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    """A rule of number inputs: min_value <= initial_value <= max_value, decimals only if allowed."""
    names = [name for name in ("initial_value", "min_value", "max_value") if name in element]
    numbers = {name: Decimal(element[name]) for name in names}
    for name in names:
        if "." in element[name] and not element["is_decimal_allowed"]:
            yield (at / name).problem("must be a whole number, as is_decimal_allowed is false")
    for lower, upper in (
        ("min_value", "max_value"),
        ("min_value", "initial_value"),
        ("initial_value", "max_value"),
    ):
        if lower in numbers and upper in numbers and numbers[lower] > numbers[upper]:
            wrong = "initial_value" if "initial_value" in (lower, upper) else "min_value"
            yield (at / wrong).problem(f"is out of bounds: {lower} is above {upper}")


def at_most_selected(initial: str) -> Check:
    """A rule of multi-selects: at most max_selected_items are selected initially."""

    def check(element: Mapping[str, Any], at: Location) -> Iterator[Problem]:
        maximum = element.get("max_selected_items")
        if maximum is not None and len(element.get(initial, ())) > maximum:
            yield (at / initial).problem(f"has more than max_selected_items, {maximum}")

    return check
