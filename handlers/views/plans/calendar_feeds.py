"""A plan's calendar feed at a personal, secret URL."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from handlers.views.common.blocks import Message, actions, bold, button, confirmation, section
from planning.plan import Plan


def feed_offer(plan: Plan, *, has_address: bool) -> Message:
    """The offer of a feed, shown below the export files."""
    text = "A calendar can also keep itself up to date: subscribe it to an address that only you know."
    if has_address:
        text = "You have an address for this calendar. I cannot show it again, only give you another one."
    return Message(text, [section(text), actions(*_buttons(plan, has_address=has_address))])


def feed_address(plan: Plan, address: str) -> Message:
    """The URL, shown only this once."""
    text = (
        f"Your address for the calendar of {bold(plan.name)}, shown only now:\n```{address}```\n"
        "Subscribe your calendar to it. Whoever has it can read the plan's dates for as long as you are in "
        "the channel, so keep it to yourself."
    )
    return Message(text, [section(text), actions(*_buttons(plan, has_address=True))])


def feed_revoked(plan: Plan) -> Message:
    """The URL was revoked."""
    text = f"The address for the calendar of {bold(plan.name)} no longer works."
    return Message(text, [section(text), actions(*_buttons(plan, has_address=False))])


def _buttons(plan: Plan, *, has_address: bool) -> Iterator[ButtonElement]:
    if not has_address:
        yield button("Get an address", "feed.give", plan.id)
        return
    yield button(
        "Another address",
        "feed.give",
        plan.id,
        confirm=confirmation(
            "Another address?", "Calendars that use the one you have get nothing more.", "Give me another"
        ),
    )
    yield button("Revoke it", "feed.revoke", plan.id)
