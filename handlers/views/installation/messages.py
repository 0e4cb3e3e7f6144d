"""Messages to the person who installed Oncourse."""

from datetime import datetime

from handlers.views.charts.picture_test import question_blocks
from handlers.views.common.blocks import Message, text_message
from handlers.views.common.commands import slash
from handlers.views.common.words import local_moment


def welcome_message() -> Message:
    """The first step, in a direct message, and whether pictures are visible."""
    text = text_message(
        "*Oncourse is here.* I take your team from company goals to a social media plan, and keep everyone "
        "on course.\n"
        + slash(
            "*Next:* in your team's channel, add me with `/invite @Oncourse`, then start a plan with "
            "`/plan new`."
        )
    )
    return Message(text.text, [*text.blocks, *question_blocks()])


def reinstall_message(install_url: str, until: datetime) -> Message:
    """The token could not be renewed and expires at `until`; only reinstalling helps."""
    return text_message(
        "*Please install Oncourse again.* Slack didn't renew my access, so I'll stop working on "
        f"{local_moment(until, 'UTC')}. Your plans are safe, and come back with me.\n"
        f"<{install_url}|Add to Slack>"
    )
