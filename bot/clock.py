"""The real clock; everybody else is handed one."""

from datetime import UTC, datetime


def wall_clock() -> datetime:
    """The real time, aware UTC; the only place that asks for it."""
    return datetime.now(UTC)
