"""Parse what Slack says about a person, whatever its shape: an odd profile is never an error."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from planning.countries import country_of_zone, is_country
from planning.people import Person, is_away_status

ZONE_MAX = 100  # characters; the longest IANA name has 32
NAME_MAX = 200  # Slack takes 80
_LOCALE = "en-US"


def person_from(id_: str, user: Mapping[str, Any], workspace: str) -> Person:
    """The person of that id, as `users.info`, `users.list` or `user_change` describe them."""
    profile = _fields(user, "profile")
    zone, locale = _text(user, "tz")[:ZONE_MAX], _text(user, "locale")[:ZONE_MAX] or _LOCALE
    return Person(
        id=id_,
        name=(names_of(user) or (id_,))[0],
        zone=zone,
        locale=locale,
        deleted=bool(user.get("deleted")),
        bot=bool(user.get("is_bot")) or id_ == "USLACKBOT",
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        stranger=_is_stranger(user, workspace),
        country=_country(zone, locale),
        status_away=is_away_status(_text(profile, "status_text"), _text(profile, "status_emoji")),
        status_until=_expiration(profile.get("status_expiration")),
    )


def described(users: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The users in a response of Slack's that have an id, by it."""
    for user in users if isinstance(users, list) else ():
        if isinstance(user, Mapping) and isinstance(id_ := user.get("id"), str) and id_:
            yield id_, user


def names_of(user: Mapping[str, Any]) -> tuple[str, ...]:
    """What a person may be called by: what Slack shows, their full name, their @handle."""
    profile = _fields(user, "profile")
    called = (
        _text(profile, "display_name"),
        _text(profile, "real_name"),
        _text(user, "real_name"),
        _text(user, "name"),
    )
    return tuple(name[:NAME_MAX] for name in called if name)


def _fields(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = told.get(name)
    return value if isinstance(value, Mapping) else {}


def _text(told: Mapping[str, Any], name: str) -> str:
    """The text of a field without blanks around it; "" where there is none.

    Neither database takes half a surrogate pair, nor PostgreSQL a null character; JSON can carry both.
    """
    value = told.get(name)
    if not isinstance(value, str):
        return ""
    return value.encode(errors="replace").decode().replace("\0", "?").strip()


def _expiration(seconds: object) -> datetime | None:
    """When a status ends; None for one that does not, or says so in no way that is a time."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    if not (math.isfinite(seconds) and seconds > 0):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_stranger(user: Mapping[str, Any], workspace: str) -> bool:
    """Whether a person is of another workspace than this.

    Slack itself calls only those strangers who share no channel with the app.
    """
    teams = _fields(user, "enterprise_user").get("teams")
    home = _text(user, "team_id") or workspace
    return bool(user.get("is_stranger")) or workspace not in (
        home,
        *(teams if isinstance(teams, list) else ()),
    )


def _country(zone: str, locale: str) -> str:
    """The country of the time zone, or else of the locale; "" if neither has one."""
    region = locale.rpartition("-")[2]
    return country_of_zone(zone) or (region if is_country(region) else "")
