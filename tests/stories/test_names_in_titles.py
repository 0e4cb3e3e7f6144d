"""People, places and dates that Slack names by an id stand in a title by a name or a plain word."""

import pytest

from sandbox import Fault, Message
from sandbox.interactions import run_command
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire
from tests.stories.test_shortcut_message import NAME, filled_in, post

planned = begun(a_plan, a_goal)

# As Slack sends it in a command, as in a message, and what a title says. The bot is in #social, #launches and
# #leadership; Maya is in #board, too.
TOKENS = {
    "a public channel": ("<#C0GENERAL|general>", "<#C0GENERAL|>", "#general"),
    "a public channel without a name": ("<#C0GENERAL|>", "<#C0GENERAL>", "#general"),
    "a private channel of theirs and the bot's": ("<#C0LEADERSHIP|>", "<#C0LEADERSHIP|>", "#leadership"),
    "a private channel of theirs alone": ("<#C0BOARD|>", "<#C0BOARD|>", "a private channel"),
    "a private channel of the bot's alone": ("<#C0STAFF|>", "<#C0STAFF|>", "a private channel"),
    "a channel that is gone": ("<#C0NOWHERE|>", "<#C0NOWHERE|>", "a private channel"),
    "a user group": ("<!subteam^S0PRESS|@press>", "<!subteam^S0PRESS|@press>", "@press"),
    "a user group without a name": ("<!subteam^S0PRESS>", "<!subteam^S0PRESS>", "a user group"),
    "everyone here": ("<!here>", "<!here>", "@here"),
    "a date": ("<!date^1^{date}|1 January>", "<!date^1^{date}|1 January>", "1 January"),
    "a link": ("<https://example.com>", "<https://example.com>", "https://example.com"),
}
PEOPLE = {
    "someone": ("<@U0HAILEY|hailey>", "<@U0HAILEY>", "@Hailey"),
    "someone without a name": ("<@U0HAILEY>", "<@U0HAILEY>", "@Hailey"),
    "nobody": ("<@U0NOBODY>", "<@U0NOBODY>", "someone"),
}


@pytest.fixture(autouse=True)
def private_channels(planned: Campfire) -> None:
    workspace = planned.slack.workspace
    workspace.add_channel("board", ["Maya", "Hailey"], "private")
    workspace.add_channel("staff", ["Hailey", "Oncourse"], "private")


async def typed(campfire: Campfire, command: str, text: str) -> None:
    """Maya sends a command whose text Slack has made this of."""
    backend = campfire.slack.backend
    place = campfire.slack.workspace.find_channel("#social")
    await run_command(backend, campfire.maya.user, backend.app.commands[command], text, place)
    await campfire.slack.settle()


def forwarded(campfire: Campfire, text: str) -> Message:
    """A message that has nothing but another one in it."""
    quoted = {
        "is_share": True,
        "is_msg_unfurl": True,
        "text": text,
        "fallback": "no",
        "from_url": "https://x",
    }
    return post(campfire, "Brian", text="", attachments=(quoted,))


@pytest.mark.parametrize("case", TOKENS)
async def test_in_commands(planned: Campfire, case: str) -> None:
    in_command, _, word = TOKENS[case]
    await typed(planned, "/tactic", f"add Call {in_command} now")
    assert filled_in(planned.maya)[0] == f"Call {word} now"
    await planned.maya.submit()
    assert f"*1. Call {word} now*" in planned.maya.news()
    await typed(planned, "/goal", f"add Reach {in_command} now")
    assert f"> Reach {word} now\n" in planned.maya.form()


@pytest.mark.parametrize("case", TOKENS | PEOPLE)
async def test_in_messages(planned: Campfire, case: str) -> None:
    _, in_message, word = (TOKENS | PEOPLE)[case]
    for said in (
        post(planned, "Brian", text=f"Call {in_message} now"),
        forwarded(planned, f"Call {in_message} now"),
    ):
        await planned.maya.message_shortcut(NAME, said)
        assert filled_in(planned.maya)[0] == f"Call {word} now"
        await planned.maya.dismiss()


@pytest.mark.parametrize("case", PEOPLE)
async def test_people_in_commands(planned: Campfire, case: str) -> None:
    in_command, _, word = PEOPLE[case]
    await typed(planned, "/goal", f"add Reach {in_command} now")
    assert (
        f"> Reach {word if in_command.endswith('U0HAILEY>') else word.lower()} now\n" in planned.maya.form()
    )


async def test_as_the_client_sends_them(planned: Campfire) -> None:
    planned.slack.workspace.add_group("press")
    await planned.maya.command("/tactic add Call #general, #leadership, #board and @press @hailey", "#social")
    assert filled_in(planned.maya)[0] == "Call #general, #leadership, a private channel and @press"


async def test_what_is_typed_into_a_form_stays_as_it_is(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Call", "#social")
    await planned.maya.fill("What needs doing?", "Call #board and @press <now>")
    await planned.maya.submit()
    assert "*1. Call #board and @press <now>*" in planned.maya.news()


async def test_slack_that_does_not_tell_names_keeps_nobody_from_adding(planned: Campfire) -> None:
    said = post(planned, "Brian", text="Call <#C0GENERAL|> now")
    planned.slack.faults.next("conversations.info", *[Fault.server_error()] * 2)
    await planned.maya.message_shortcut(NAME, said)
    assert filled_in(planned.maya)[0] == "Call a private channel now"
