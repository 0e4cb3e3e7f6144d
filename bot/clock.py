"""The real clocks; everybody else is handed them."""

import time
from datetime import UTC, datetime


def wall_clock() -> datetime:
    """The real time, aware UTC; the only place that asks for it. Somebody may set it, forwards or back."""
    return datetime.now(UTC)


def steady_clock() -> float:
    """Seconds since some moment, which nobody can set; they may stand still while the machine sleeps."""
    return time.monotonic()
