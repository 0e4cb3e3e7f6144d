"""Messages to the person who installed Oncourse."""

from datetime import datetime

from handlers.views.charts.picture_test import question_blocks
from handlers.views.common.blocks import Message, text_message
from handlers.views.common.commands import slash
from handlers.views.common.words import local_moment


def welcome_message() -> Message:
    """The first step, in a direct message, and whether pictures are visible."""
    text = text_message(
        "*Oncourse is here.* It takes a team from its company's goals to a social media plan, and keeps "
        "everybody on course.\n"
        + slash(
            "*Next:* in your team's channel, add me with `/invite @Oncourse`, then start a plan with "
            "`/plan new`."
        )
    )
    return Message(text.text, [*text.blocks, *question_blocks()])


def reinstall_message(install_url: str, until: datetime) -> Message:
    """The token could not be renewed and expires at `until`; only reinstalling helps."""
    return text_message(
        "*Please install Oncourse once more.* Slack did not renew what lets me work here, so I fall silent "
        f"on {local_moment(until, 'UTC')}. Nothing is lost: all plans are there again once it is installed.\n"
        f"<{install_url}|Install it again>"
    )
