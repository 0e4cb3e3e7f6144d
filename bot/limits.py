"""Slack's rate limits, kept rather than met: one limiter per workspace, method and channel (Slack: 429)."""

from collections.abc import Callable
from datetime import datetime, timedelta

# Slack takes about one message a second and channel; other methods only say so by 429.
A_MESSAGE = timedelta(seconds=1)
NONE = timedelta()


class Limits:
    """When the next call may be made."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._free_at: dict[tuple[str, str, str], datetime] = {}

    def pause(self, workspace: str, method: str, channel: str) -> timedelta:
        """How long to wait before this call; zero also takes the turn."""
        now = self._now()
        keys = ((workspace, method, ""), (workspace, method, channel))
        free_at = max((self._free_at.get(key, now) for key in keys), default=now)
        if free_at > now:
            return free_at - now
        self._forget_past(now)
        self._free_at[workspace, method, channel] = now + A_MESSAGE
        return NONE

    def limited(self, workspace: str, method: str, retry_after: timedelta) -> None:
        """Slack has answered 429: nobody calls the method there before it said."""
        self._free_at[workspace, method, ""] = self._now() + retry_after

    def _forget_past(self, now: datetime) -> None:
        self._free_at = {key: at for key, at in self._free_at.items() if at > now}
