"""Messages about a plan's export files."""

from collections.abc import Sequence

from handlers.views.common.blocks import Message, bold, escape, section, text_message
from handlers.views.common.lines import limit_lines
from handlers.views.common.unreadable import unreadable_lines
from planning.plan import Plan
from planning.records import Unreadable

KINDS = ("csv", "md", "ics", "json")
MAX_OMITTED_LINES = 30


def filename(plan: Plan, kind: str) -> str:
    """The file name: the plan's name in letters, digits and hyphens, with the extension `kind`."""
    plain = "".join(character if character.isalnum() else "-" for character in plan.name.lower())
    return f"{'-'.join(filter(None, plain.split('-'))) or 'plan'}.{kind}"


def comment(plan: Plan, omitted: Sequence[Unreadable] = ()) -> str:
    """The comment above the files, as mrkdwn, listing what is left out of them."""
    text = (
        f"The files of {bold(plan.name)}: CSV for a spreadsheet, Markdown to read, ICS for a calendar, "
        "JSON to keep everything. Only you can see them."
    )
    if not omitted:
        return text
    return "\n".join([text, "Not in every file:", *limit_lines(unreadable_lines(omitted), MAX_OMITTED_LINES)])


def sent(plan: Plan, offer: Message | None = None) -> Message:
    """The reply where the files were requested, with the blocks of `offer`."""
    text = f"The files of {escape(plan.name)} are in our direct messages."
    return Message(text, [section(text), *(offer.blocks if offer else ())])


def not_allowed(reference: str) -> Message:
    """The app lacks the scopes that files need."""
    return text_message(
        "I'm not allowed to send files here yet. Ask your admin to reinstall the app with its current "
        f"manifest, and give them this code: {reference}."
    )


def not_sent(reference: str) -> Message:
    """Slack did not accept the files, or did not confirm them."""
    return text_message(
        "Slack didn't take the files. If they aren't in our direct messages, please try again in a "
        f"moment. If it happens again, give your admin this code: {reference}."
    )
