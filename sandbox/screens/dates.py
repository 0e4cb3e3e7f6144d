"""Slack's date tokens, formatted in a reader's time zone.

https://docs.slack.dev/messaging/formatting-message-text#date-formatting. Relative dates ("yesterday", no
year) are not supported: dates are always in full.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

_TOKEN: Final = re.compile(r"\{(\w+)\}")


def format_date(timestamp: int, form: str, fallback: str, zone: ZoneInfo) -> str:
    """A Unix time formatted as `form`, such as "{date_long} at {time}"; else the fallback."""
    moment = datetime.fromtimestamp(timestamp, UTC).astimezone(zone)
    tokens = _TOKEN.findall(form)
    if not tokens or any(token not in _FORMS for token in tokens):
        return fallback
    return _TOKEN.sub(lambda token: _FORMS[token[1]](moment), form)


def _ordinal(day: int) -> str:
    suffix = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _date(moment: datetime) -> str:
    return f"{moment:%B} {_ordinal(moment.day)}, {moment.year}"


def _date_long(moment: datetime) -> str:
    return f"{moment:%A}, {_date(moment)}"


def _date_short(moment: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _time(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M %p}"


def _time_secs(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M:%S %p}"


_FORMS: Final[Mapping[str, Callable[[datetime], str]]] = {
    "date": _date,
    "date_pretty": _date,
    "date_long": _date_long,
    "date_long_pretty": _date_long,
    "day_divider_pretty": _date_long,
    "date_long_full": lambda moment: f"{moment:%B} {moment.day}, {moment.year}",
    "date_short": _date_short,
    "date_short_pretty": _date_short,
    "date_num": lambda moment: f"{moment:%Y-%m-%d}",
    "date_slash": lambda moment: f"{moment:%d/%m/%Y}",
    "time": _time,
    "time_secs": _time_secs,
}
