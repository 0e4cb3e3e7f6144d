"""What is said of a plan's files: that they are there, or why they are not."""

from collections.abc import Sequence

from handlers.views.common.blocks import Message, bold, escape, section
from handlers.views.common.unreadable import unreadable_lines
from planning.plan import Plan
from planning.records import Unreadable

KINDS = ("csv", "md", "ics", "json")
MAX_LEFT_OUT = 30  # lines


def filename(plan: Plan, kind: str) -> str:
    """What a file is called: the plan's name in signs that every disk takes, then its kind."""
    plain = "".join(character if character.isalnum() else "-" for character in plan.name.lower())
    return f"{'-'.join(filter(None, plain.split('-'))) or 'plan'}.{kind}"


def comment(plan: Plan, left_out: Sequence[Unreadable] = ()) -> str:
    """What stands above the files, as mrkdwn, with what is left out of them."""
    text = (
        f"The files of {bold(plan.name)}: CSV for a spreadsheet, Markdown to read, ICS for a calendar, "
        "JSON to keep without loss. Only you see them here."
    )
    if not left_out:
        return text
    lines = unreadable_lines(left_out)
    more = [f"and {len(lines) - MAX_LEFT_OUT:,} more"] if len(lines) > MAX_LEFT_OUT else []
    return "\n".join([text, "Not in every file:", *lines[:MAX_LEFT_OUT], *more])


def sent(plan: Plan, offer: Message | None = None) -> Message:
    """Said where the files were asked for, with what else is to be had."""
    text = f"The files of {escape(plan.name)} are in our direct messages."
    return Message(text, [section(text), *(offer.blocks if offer else ())])


def not_allowed(reference: str) -> Message:
    """The app was installed without the scopes that files need."""
    return _said(
        "I may not give files in this workspace yet. Ask whoever looks after Oncourse to install the app "
        f"again with its present manifest, and tell them this reference: {reference}."
    )


def not_sent(reference: str) -> Message:
    """Slack did not take the files, or has not said that it did."""
    return _said(
        "Slack did not take the files, and nothing of the plan has changed. If they are not in our direct "
        "messages, please try again in a moment. If it happens again, tell whoever looks after Oncourse this "
        f"reference: {reference}."
    )


def _said(words: str) -> Message:
    return Message(words, [section(words)])
