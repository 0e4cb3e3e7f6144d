"""Slack answers badly or not at all: whoever is in front of it is told kindly, and loses nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from sandbox import Fault
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen
from tests.timeouts import AdjustableTimeouts

SENTENCE = "/tactic add List 100 influencers @brian by 1 February"
TOLD = screen("""
    #social
    Oncourse 09:00 (only visible to you)
    Sorry, something broke on my side. Please try again in a moment. If it happens again, give your admin this
        code: (a reference).
    """)
TOLD_WITH_THE_SENTENCE = f"{TOLD}\nWhat you typed:\n> /tactic add List 100 influencers @Brian by 1 February"
ADDED = screen("""
    Added.
    *1. List 100 influencers*
    planned
    To help us *expand into a new market segment*, we are *building relationships with influencers*.
    *Owner* @Noor
    ⚠ @Noor is away.
    *ETA* Monday 1 February 2027
    *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
    [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
    """)
FAULTS = [
    pytest.param(Fault.server_error(), id="500"),
    pytest.param(Fault.server_error(503), id="503"),
    pytest.param(Fault.rate_limited(retry_after=30), id="429"),
    pytest.param(Fault.dropped(), id="dropped"),
    pytest.param(Fault.timeout(), id="timeout"),
]


planned = begun(a_plan, a_goal)


def anonymous(news: str) -> str:
    """News with the same word for every reference."""
    return re.sub(r"code: [0-9a-f]{8}", "code: (a reference)", news)


@contextmanager
def impatient(timeouts: AdjustableTimeouts, name: str, fault: Fault) -> Iterator[None]:
    """Shorten a timeout where the fault is that no response comes soon."""
    with pytest.MonkeyPatch.context() as patch:
        if fault.kind == "timeout" or fault.error == "ratelimited":
            patch.setattr(timeouts, name, 0.2)
        yield


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_form_does_not_open_and_maya_gets_back_what_she_typed(
    planned: Campfire, timeouts: AdjustableTimeouts, fault: Fault
) -> None:
    planned.slack.faults.next("views.open", fault)

    with impatient(timeouts, "open_form", fault):
        await planned.maya.command(SENTENCE, "#social")
    assert anonymous(planned.maya.news()) == TOLD_WITH_THE_SENTENCE

    await planned.maya.command(SENTENCE, "#social")
    assert planned.maya.form().startswith("== Add tactic ==\nWhat needs doing?\n  > List 100 influencers\n")
    planned.maya.news()
    planned.nobody_else_hears()


async def test_a_form_that_opened_unheard_can_be_sent_all_the_same(planned: Campfire) -> None:
    planned.slack.faults.next("views.open", Fault.dropped(stored=True))
    await planned.maya.command("/tactic add List 100 influencers @noor by 1 February", "#social")
    assert "Sorry, something broke on my side" in planned.maya.news()

    await planned.maya.submit()
    assert planned.maya.news() == f"#social\nOncourse 09:00 (only visible to you)\n{ADDED}"


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_button_opens_nothing_and_maya_is_told(
    planned: Campfire, timeouts: AdjustableTimeouts, fault: Fault
) -> None:
    planned.slack.faults.next("views.open", fault)

    with impatient(timeouts, "open_form", fault):
        await planned.maya.click("Add goal", "#social")
    assert anonymous(planned.maya.news()) == TOLD
    planned.nobody_else_hears()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("question", ["users.info", "conversations.members"])
async def test_slack_does_not_say_who_is_there(
    planned: Campfire, timeouts: AdjustableTimeouts, question: str, fault: Fault
) -> None:
    await planned.slack.clock.advance(timedelta(days=1, minutes=1))  # what was known of everybody is old now
    planned.slack.faults.rule = lambda method, _: fault if method == question else None

    with impatient(timeouts, "look_up", fault):
        await planned.maya.command(SENTENCE, "#social")
    told = anonymous(planned.maya.news()).replace("09:01", "09:00")
    assert told == TOLD_WITH_THE_SENTENCE

    planned.slack.faults.rule = None
    await planned.maya.command(SENTENCE, "#social")
    assert planned.maya.form().startswith("== Add tactic ==")
    planned.maya.news()
    planned.nobody_else_hears()


async def test_slack_puts_the_question_off_for_a_moment_and_is_asked_again(planned: Campfire) -> None:
    await planned.slack.clock.advance(timedelta(days=1, minutes=1))
    for question in ("users.info", "conversations.members"):
        planned.slack.faults.next(question, Fault.rate_limited(retry_after=0))

    await planned.maya.command(SENTENCE, "#social")
    assert planned.maya.form().startswith("== Add tactic ==")
    planned.maya.news()
    planned.nobody_else_hears()


async def test_a_form_is_kept_while_slack_does_not_say_who_is_there(planned: Campfire) -> None:
    await planned.maya.command("/goal add Be on TikTok", "#social")
    await planned.maya.choose("Which company goal does it help?", "Ship 3 major")
    planned.maya.news()
    await planned.slack.clock.advance(timedelta(minutes=11))
    planned.slack.faults.next("conversations.members", Fault.server_error(), Fault.server_error())

    await planned.maya.submit()
    assert anonymous(planned.maya.news()).split("\nWhich company goal")[0] == screen("""
        == Add goal ==
        What will social media do?
          > Be on TikTok
          ! Sorry, something broke on my side. Please try again in a moment. If it happens again, give your
            admin this code: (a reference).
        """)

    await planned.maya.submit()
    assert planned.maya.modal is None
    assert "*2. Be on TikTok*" in planned.maya.news()
    planned.nobody_else_hears()


@pytest.mark.parametrize("fault", FAULTS[:4])
async def test_an_answer_that_its_url_does_not_take_comes_another_way(
    planned: Campfire, timeouts: AdjustableTimeouts, fault: Fault
) -> None:
    await planned.maya.command("/tactic add List 100 influencers @noor by 1 February", "#social")
    planned.maya.news()
    planned.slack.faults.next("response_url", fault)

    await planned.maya.submit()
    assert planned.maya.news() == f"#social\nOncourse 09:00 (only visible to you)\n{ADDED}"


async def test_an_answer_comes_after_the_url_for_it_has_expired(planned: Campfire) -> None:
    await planned.maya.command("/tactic add List 100 influencers @noor by 1 February", "#social")
    planned.maya.news()
    await planned.slack.clock.advance(timedelta(minutes=31))

    await planned.maya.submit()
    assert planned.maya.news() == f"#social\nOncourse 09:31 (only visible to you)\n{ADDED}"


@pytest.mark.parametrize("fault", [*FAULTS[:4], pytest.param(Fault.refused("restricted_action"), id="no")])
async def test_a_plan_cannot_be_shared_and_maya_is_told(
    planned: Campfire, timeouts: AdjustableTimeouts, fault: Fault
) -> None:
    planned.slack.faults.next("chat.postMessage", fault)

    await planned.maya.click("Share in channel", "#social")
    assert anonymous(planned.maya.news()) == TOLD
    planned.nobody_else_hears()
