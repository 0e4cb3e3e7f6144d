"""Where no plan can live: a word that says where it can, and nothing that went wrong."""

import pytest

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

GROUP = "#mpdm-maya--brian--hailey-1"
KIND_WORD = "A plan lives in a channel. Try this in the channel where your team plans."
COMMANDS = ("/plan", "/plan new", "/goal add Grow", "/tactic add Call", "/tactic list", "/checkin now")

planned = begun(a_plan, a_goal)


@pytest.fixture(autouse=True)
def group_message(planned: Campfire) -> None:
    planned.slack.workspace.add_channel(GROUP, ["Maya", "Brian", "Hailey"], "mpim")


@pytest.mark.parametrize("place", [GROUP, "@Hailey", "@Buildbot", "@Maya"])
async def test_commands(planned: Campfire, place: str) -> None:
    for command in COMMANDS:
        await planned.maya.command(command, place)
        assert KIND_WORD in planned.maya.news()
    planned.nobody_else_hears()


@pytest.mark.parametrize("with_bot", [True, False])
async def test_a_group_message_that_is_called_otherwise(planned: Campfire, with_bot: bool) -> None:
    place = planned.slack.workspace.find_channel(GROUP)
    place.name = "friends"
    place.members += [planned.slack.bot_user_id] if with_bot else []
    await planned.maya.command("/plan", "#friends")
    assert KIND_WORD in planned.maya.news()


async def test_help_is_everywhere(planned: Campfire) -> None:
    await planned.maya.command("/plan help", GROUP)
    assert "/plan new" in planned.maya.news()


async def test_a_message_of_a_group_becomes_a_tactic(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", GROUP)
    await planned.maya.message_shortcut("Add as a tactic", said)
    assert planned.maya.form() == screen("""
        == New tactic ==
        There's no plan here. Choose one for this tactic.
        For which plan?
          v Social media 2027 in #social
        What needs doing? (optional)
          > Call the press
        Notes (optional)
          > (empty)
        [Cancel] [Next]
        """)
    await planned.maya.submit()
    await planned.maya.submit()
    link = f"https://campfire-inc.slack.com/archives/{said.channel}/p{said.ts.replace('.', '')}"
    assert f"From a message ({link})" in planned.maya.news()


async def test_a_new_tactic_from_anywhere(planned: Campfire) -> None:
    await planned.maya.shortcut("New tactic")
    assert planned.maya.form().startswith("== Add tactic ==")


async def test_a_channel_without_the_bot(planned: Campfire) -> None:
    planned.slack.workspace.add_channel("board", ["Maya"], "private")
    for place in ("#general", "#board"):
        await planned.maya.command("/plan", place)
        assert "I'm not in this channel yet. Add me with /invite @Oncourse" in planned.maya.news()


async def test_a_thread(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#social")
    planned.hush()
    await planned.maya.command("/plan", "#social", thread=said)
    assert planned.maya.news() == "(Slack: /plan is not supported in threads. Sorry!)"


async def test_a_channel_that_is_turned_private(planned: Campfire) -> None:
    await planned.slack.turn_private("#social")
    planned.hush()
    await planned.maya.command("/plan", "#social")
    assert "Social media 2027" in planned.maya.news()


async def test_a_button_in_a_channel_that_was_archived_since(planned: Campfire) -> None:
    await planned.maya.command("/plan", "#social")
    await planned.slack.archive("#social")
    planned.hush()
    await planned.maya.click("Matrix", "#social")
    assert "went wrong" not in planned.maya.news()
