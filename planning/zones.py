"""Time zones by their stored names."""

from zoneinfo import ZoneInfo

UTC_ZONE = ZoneInfo("UTC")


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name; UTC if this machine doesn't know it."""
    return _known(name) or UTC_ZONE


def is_zone(name: str) -> bool:
    """Whether this machine knows a time zone of that name."""
    return _known(name) is not None


def _known(name: str) -> ZoneInfo | None:
    """zoneinfo opens a file: an invalid name may be a folder, another file, or too long."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None
