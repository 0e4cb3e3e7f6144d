"""The one place that parses the stored name of a time zone."""

from zoneinfo import ZoneInfo

UTC_ZONE = ZoneInfo("UTC")


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name; UTC for whatever this machine has no zone of."""
    return _known(name) or UTC_ZONE


def is_zone(name: str) -> bool:
    """Whether this machine knows a time zone of that name."""
    return _known(name) is not None


def _known(name: str) -> ZoneInfo | None:
    """zoneinfo looks for a file: nonsense may name a folder, another file, a path or what is too long."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None
