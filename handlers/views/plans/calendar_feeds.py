"""A plan's calendar feed at a personal, secret URL."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from handlers.views.common.blocks import Message, actions, bold, button, confirmation, section
from planning.plan import Plan


def feed_offer(plan: Plan, *, has_address: bool) -> Message:
    """The offer of a feed, shown below the export files."""
    text = "Your calendar can keep itself up to date: subscribe to an address only you know."
    if has_address:
        text = "You have an address for this calendar. I can't show it again, but I can replace it."
    return Message(text, [section(text), actions(*_buttons(plan, has_address=has_address))])


def feed_address(plan: Plan, address: str) -> Message:
    """The URL, shown only this once."""
    text = (
        f"Your calendar address for {bold(plan.name)}, shown only this once:\n```{address}```\n"
        "Subscribe to it in your calendar. Anyone who has it can read the plan's dates while you're in the "
        "channel, so keep it to yourself."
    )
    return Message(text, [section(text), actions(*_buttons(plan, has_address=True))])


def feed_revoked(plan: Plan) -> Message:
    """The URL was revoked."""
    text = f"Your calendar address for {bold(plan.name)} no longer works."
    return Message(text, [section(text), actions(*_buttons(plan, has_address=False))])


def _buttons(plan: Plan, *, has_address: bool) -> Iterator[ButtonElement]:
    if not has_address:
        yield button("Get address", "feed.give", plan.id)
        return
    yield button(
        "Replace address",
        "feed.give",
        plan.id,
        confirm=confirmation(
            "Replace address?", "Calendars with your current address stop updating.", "Replace address"
        ),
    )
    yield button("Revoke", "feed.revoke", plan.id)
