"""The messages that Oncourse will send about a plan in the next two weeks, and those it could not deliver."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from slack_sdk.models.blocks import Block

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    button,
    context,
    divider,
    escape,
    escape_short,
    header,
    paging,
    section,
)
from handlers.views.common.button_values import PageValue
from handlers.views.common.lines import paragraphs
from handlers.views.reminders.undelivered import reason, recipient
from planning.deliveries import Delivery, Kind
from planning.plan import Plan
from planning.zones import zone_of

ITEMS_A_PAGE = 20
MAX_UNDELIVERED = 5
_MAX_ABOUT = 3
_MAX_TITLE = 80

# The name of each kind of message, followed by "to" and its recipient.
_KIND_NAMES = {
    Kind.RATING_REQUEST: "request to rate",
    Kind.DIGEST: "reminder",
    Kind.CHECK_IN: "check-in",
    Kind.CHECK_IN_REQUEST: "check-in form",
    Kind.CHECK_IN_NUDGE: "nudge to answer",
    Kind.CHECK_IN_SUMMARY: "check-in summary",
    Kind.LATE_ANSWER: "note about a late answer",
    Kind.PLAN_STARTED: "note that the plan has started",
    Kind.PLAN_CLOSED: "note that the plan is closed",
    Kind.INTRODUCTION: "introduction",
    Kind.MENTION: "answer to a mention",
    Kind.UNDELIVERABLE: "notice",
    Kind.HOME: "Home",
    Kind.WELCOME: "welcome",
    Kind.REINSTALL: "notice",
}


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A message that will be sent at `when` (UTC) to `recipient`, a person's or a channel's id.

    A nudge to the plan's channel means nudges to everyone who has not answered by then. `about` are the
    titles it mentions, as plain text.
    """

    when: datetime
    kind: Kind
    recipient: str
    about: tuple[str, ...] = ()


def upcoming_message(
    plan: Plan,
    items: tuple[Upcoming, ...],
    undelivered: tuple[Delivery, ...],
    zone: str,
    offset: int = 0,
) -> Message:
    """A page of the next 14 days, by day in the reader's `zone`; failed deliveries come last."""
    ordered = sorted(items, key=lambda item: item.when)
    blocks: list[Block] = [
        header(f"{plan.name}: what comes up"),
        context(f"The next 14 days, in {escape(words.own_zone(zone))}"),
    ]
    for day, of_day in groupby(ordered[offset : offset + ITEMS_A_PAGE], lambda item: _day(item, zone)):
        blocks += paragraphs([f"*{day}*", *(_line(item, zone, plan.channel) for item in of_day)])
    if not items:
        blocks.append(section("Nothing: no date comes near, and no check-in is planned."))
    blocks += paging("plan.upcoming", offset, ITEMS_A_PAGE, len(items), lambda to: PageValue(plan.id, to))
    blocks += _undelivered(undelivered, zone)
    blocks.append(actions(button("My reminders", "reminder.settings", "")))
    return Message(f"{escape(plan.name)}: {words.count(len(items), 'message')} to come", blocks)


def _day(item: Upcoming, zone: str) -> str:
    return words.day(item.when.astimezone(zone_of(zone)).date())


def _line(item: Upcoming, zone: str, channel: str) -> str:
    at = f"{item.when.astimezone(zone_of(zone)):%H:%M}"
    if item.kind is Kind.CHECK_IN_NUDGE and item.recipient == channel:
        return f"{at}  {_KIND_NAMES[item.kind]}, to those who have not answered by then"
    about = f": {_titles(item.about)}" if item.about else ""
    return f"{at}  {_KIND_NAMES[item.kind]} to {recipient(item.recipient)}{about}"


def _titles(titles: Sequence[str]) -> str:
    named = [escape_short(title, _MAX_TITLE) for title in titles[:_MAX_ABOUT]]
    more = len(titles) - _MAX_ABOUT
    return f"{', '.join(named)} and {more:,} more" if more > 0 else words.listing(named)


def _undelivered(undelivered: Sequence[Delivery], zone: str) -> Iterator[Block]:
    """Each (recipient, error) once, with the newest failed message and the number of earlier ones."""
    if not undelivered:
        return
    yield divider()
    yield section("*Not delivered*")
    alike: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in undelivered:
        alike.setdefault((delivery.recipient, delivery.error), []).append(delivery)
    for (who, error), failed in list(alike.items())[:MAX_UNDELIVERED]:
        found = reason(who, error)
        yield section(f"⚠ {recipient(who)} {found.because}.\n{found.cure}")
        yield context(_newest_failure(failed, zone))
    more = len(alike) - MAX_UNDELIVERED
    if more > 0:
        yield context(f"And {more:,} more didn't get a message.")


def _newest_failure(failed: Sequence[Delivery], zone: str) -> str:
    newest = max(failed, key=lambda delivery: delivery.due_at)
    before = f", and {words.count(len(failed) - 1, 'message')} before it" if failed[1:] else ""
    kind = _KIND_NAMES[newest.kind]
    return f"{kind[0].upper()}{kind[1:]} of {words.moment(newest.due_at, zone)}{before}"
