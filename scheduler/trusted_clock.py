"""The machine's clock, trusted while it agrees with Slack's."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from storage import wrong_clock
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx

log = logging.getLogger(__name__)

MAX_APART = timedelta(minutes=10)

Ahead = Callable[[datetime], Awaitable[timedelta | None]]
"""How far a time of our clock is ahead of Slack's, negative if it is behind; None while unknown."""


async def unknown_offset(_now: datetime) -> None:
    """Slack's time is unknown."""


async def reschedule(store: Store, now: datetime) -> bool:
    """Repair what was stored while the clock was ahead, in one transaction.

    Returns whether all of it was repaired: unreadable rows can't be.
    """
    log.warning("the clock was ahead: what it put off is due again")
    return await store.write_all(_reschedule, now)


def _reschedule(tx: GlobalTx, now: datetime) -> bool:
    wrong_clock.reschedule(tx, now)
    return not wrong_clock.is_affected(tx, now)


def _newest_sent_if_affected(tx: GlobalTx, now: datetime) -> datetime | None:
    return wrong_clock.newest_sent(tx) if wrong_clock.is_affected(tx, now) else None


class TrustedClock:
    """The current time, unless the machine's clock is wrong."""

    def __init__(self, store: Store, now: Callable[[], datetime], ahead_of_slack: Ahead) -> None:
        self._store = store
        self._now = now
        self._ahead_of_slack = ahead_of_slack
        self._is_wrong = False

    async def now(self) -> datetime | None:
        """The current time; None while the clock is wrong, which is logged once."""
        now = self._now()
        ahead = await self._ahead_of_slack(now)
        if ahead is None:
            ahead = await self._ahead_of_newest_message(now)
        self._log(ahead)
        return None if self._is_wrong else now

    async def _ahead_of_newest_message(self, now: datetime) -> timedelta:
        """How far the clock is behind our newest message, whose time Slack set; never positive.

        Only read if something was done in the future: then the clock was ahead, or is behind now.
        """
        newest = await self._store.read_all(_newest_sent_if_affected, now)
        return min(now - newest, timedelta()) if newest else timedelta()

    def _log(self, ahead: timedelta) -> None:
        is_wrong = abs(ahead) > MAX_APART
        if is_wrong and not self._is_wrong:
            seconds = round(abs(ahead.total_seconds()))
            log.warning(
                "this machine's clock is wrong: nothing is sent until it's corrected (NTP)",
                extra={"seconds": seconds, "direction": "ahead" if ahead > timedelta() else "behind"},
            )
        elif self._is_wrong and not is_wrong:
            log.warning("this machine's clock is right again")
        self._is_wrong = is_wrong
