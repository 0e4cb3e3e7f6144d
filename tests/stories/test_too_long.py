"""What Slack finds too long comes all the same: in parts, or its beginning with the way to all of it."""

import pytest

from sandbox import Fault
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire

SHORT = 1500  # characters: a plan with a few tactics is longer
TITLES = [f"Write letter {number} to a friend of the house" for number in range(1, 9)]


@begun
async def full(campfire: Campfire) -> None:
    """A plan with eight tactics of Brian's, all due on one day."""
    await a_plan(campfire)
    await a_goal(campfire)
    for title in TITLES:
        await campfire.add_tactic(f"{title} @brian by 12 January")
    campfire.hush()


async def test_an_answer_comes_in_parts(full: Campfire) -> None:
    full.slack.faults.max_message_length = SHORT
    await full.maya.command("/plan", "#social")
    await full.maya.click("All tactics", "#social")
    news = full.maya.news()
    for title in TITLES:
        assert title in news
    full.nobody_else_hears()


async def test_what_is_shared_goes_on_in_its_thread(full: Campfire) -> None:
    await full.maya.command("/plan", "#social")
    full.maya.news()
    full.slack.faults.max_message_length = SHORT
    await full.maya.click("Share in channel", "#social")
    messages = full.slack.workspace.find_channel("#social").messages.values()
    rest = [message for message in messages if message.thread_ts]
    first = next(message for message in messages if message.ts == rest[0].thread_ts)
    assert {message.thread_ts for message in rest} == {first.ts}
    assert "The rest is in the thread" in str(first.blocks)


@pytest.mark.parametrize(
    "refusal", ["msg_blocks_too_long", "msg_too_long", "invalid_blocks", "attachment_payload_limit_exceeded"]
)
async def test_a_reminder_that_is_never_short_enough_still_says_what_it_is_about(
    full: Campfire, refusal: str
) -> None:
    full.slack.faults.rule = lambda method, arguments: (
        Fault.refused(refusal)
        if method in ("chat.postMessage", "chat.update") and len(arguments["blocks"]) > 2
        else None
    )
    await full.wait_until("2027-01-12 16:00")
    told = full.brian.news()
    assert "8 due today" in told
    assert "[Show all]" in told
    assert "don't arrive" not in full.maya.news()


async def test_a_reminder_is_cut_short_and_shown_as_a_whole_by_a_button(full: Campfire) -> None:
    full.slack.faults.max_message_length = SHORT
    await full.wait_until("2027-01-12 16:00")
    digest = str(full.brian.visible("@Oncourse")[-1].blocks)
    assert "Too long for one message." in digest
    assert TITLES[0] in digest
    assert TITLES[-1] not in digest

    await full.brian.click("Show all", "@Oncourse")
    whole = full.brian.form()
    for title in TITLES:
        assert title in whole
