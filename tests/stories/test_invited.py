"""What the bot answers when it is invited to a channel or mentioned there."""

import pytest

from sandbox import Fault, events
from sandbox.records import Json
from tests.stories.begun import a_plan, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan)

WHAT = """
        *I'm Oncourse, and I keep a team's plan in its channel.*
        I remind owners of what's due, ask once a week whether you're on course, and post a summary here. Only
            you see what you ask me, until you share it."""
NO_PLAN = """
        *This channel has no plan yet.*
        A plan takes you from your company's goals to what each of you does next."""
COMMANDS = """
        · See all commands with `/plan help`, `/goal help`, `/tactic help` and `/checkin help`.
        """
INVITED = screen(f"""
        #general
        Oncourse 09:00{WHAT}{NO_PLAN}
        [Start plan]{COMMANDS}""")
MENTIONED = screen(f"""
        #social
        Oncourse 02:00 (only visible to you){WHAT}
        This channel's plan is *Social media 2027*, 1 January 2027 to 31 December 2027.
        [Open plan]{COMMANDS}""")


async def deliver(campfire: Campfire, event: Json, channel: str, times: int = 1) -> None:
    """Slack sends the bot an event in a channel, as several events if `times` says so."""
    for _ in range(times):
        campfire.slack.backend.send_event(event, campfire.slack.workspace.find_channel(channel))
        await campfire.slack.settle()


async def test_invited_it_says_what_it_can_do_and_the_message_follows_the_plan(campfire: Campfire) -> None:
    await campfire.slack.invite_bot("#general")
    assert campfire.maya.news() == INVITED
    campfire.hush()

    await campfire.maya.click("Start plan", "#general")
    await campfire.maya.fill("Name", "Spring")
    await campfire.maya.choose("Channel message")
    await campfire.maya.submit()
    assert campfire.brian.news() == screen(f"""
        #general
        Oncourse 02:00 (edited){WHAT}
        This channel's plan is *Spring*, 4 January 2027 to 31 December 2027.
        [Open plan]{COMMANDS}""")
    campfire.hush()

    await campfire.brian.click("Open plan", "#general")
    assert "# Spring" in campfire.brian.news()
    campfire.nobody_else_hears()


async def test_after_a_closed_plan_it_offers_the_next_period(planned: Campfire) -> None:
    await planned.close_plan()
    await planned.slack.remove_bot("#social")
    planned.hush()

    await planned.slack.invite_bot("#social")
    assert "[Start next period] [Start from scratch] [Open plan]" in planned.brian.news()


async def test_each_invitation_is_answered_once(campfire: Campfire) -> None:
    campfire.slack.faults.duplicate_next_envelope()
    await campfire.slack.invite_bot("#general")
    assert campfire.maya.news() == INVITED

    await campfire.slack.remove_bot("#general")
    await campfire.slack.invite_bot("#general")
    assert campfire.maya.news() == INVITED
    campfire.maya.news()


async def test_other_people_who_join_get_no_introduction(planned: Campfire) -> None:
    await planned.slack.leave("Brian", "#social")
    await planned.slack.join("Brian", "#social")
    planned.nobody_else_hears()


async def test_it_says_nothing_in_a_channel_that_it_has_left_meanwhile(campfire: Campfire) -> None:
    place = campfire.slack.workspace.find_channel("#general")
    bot = campfire.slack.workspace.users[campfire.slack.bot_user_id]
    joined = events.member_joined(campfire.slack.workspace, place, bot, "U0MAYA")
    campfire.slack.workspace.add_member(place, bot.id)
    campfire.slack.backend.send_event(joined, place)
    campfire.slack.workspace.remove_member(place, bot.id)
    await campfire.slack.settle()
    campfire.nobody_else_hears()


async def test_a_mention_is_answered_to_that_person_alone(planned: Campfire) -> None:
    await planned.brian.write("Hello @Oncourse, what can you do?", "#social")
    planned.maya.news()
    planned.hailey.news()
    assert planned.brian.news().endswith(MENTIONED.partition("\n")[2])
    await planned.brian.click("Open plan", "#social")
    assert "# Social media 2027" in planned.brian.news()


async def test_a_mention_in_a_thread_is_answered_there(planned: Campfire) -> None:
    root = await planned.maya.write("Plans?", "#social")
    await planned.brian.write("Ask @Oncourse", "#social", thread=root)
    answer = planned.brian.message("I'm Oncourse", "#social")
    assert (answer.thread_ts, answer.only_for) == (root.ts, planned.brian.id)


async def test_a_message_is_answered_once_however_often_slack_sends_it(planned: Campfire) -> None:
    planned.slack.faults.duplicate_next_envelope()
    message = await planned.brian.write("Hello @Oncourse", "#social")
    planned.hush()

    again = events.app_mentioned(planned.slack.workspace, message)
    await deliver(planned, {**again, "edited": {"user": planned.brian.id, "ts": message.ts}}, "#social", 2)
    planned.nobody_else_hears()


async def test_an_invitation_below_a_mention_is_answered_by_the_introduction(campfire: Campfire) -> None:
    message = await campfire.brian.write("Can @Oncourse help?", "#general")
    campfire.hush()
    await campfire.slack.invite_bot("#general", "Brian", message)
    assert campfire.maya.news() == INVITED
    assert "only visible to you" not in campfire.brian.news()


@pytest.mark.parametrize(
    "by",
    [
        {"bot_id": "B0OTHER", "user": "U0OTHER"},
        {"bot_id": "B0OTHER", "subtype": "bot_message"},
        {"user": "U0BUILDBOT"},
        {"user": "U0ONCOURSE"},
    ],
    ids=["an app", "an app without a user", "the user of an app", "itself"],
)
async def test_no_app_is_answered(planned: Campfire, by: Json) -> None:
    message = await planned.brian.write("Not for you", "#social")
    planned.hush()
    event = events.app_mentioned(planned.slack.workspace, message)
    del event["user"]
    await deliver(planned, {**event, **by}, "#social")
    planned.nobody_else_hears()


@pytest.mark.parametrize("who", ["Priya", "Theo"])
async def test_who_may_not_start_a_plan_gets_no_button_for_it(campfire: Campfire, who: str) -> None:
    person = campfire.slack.person(who)
    await person.write("Hello @Oncourse", "#social")
    said = person.news()
    assert "This channel has no plan yet." in said
    assert "A member of this channel can start one with `/plan new`." in said
    assert "[Start plan]" not in said


async def test_in_a_group_message_it_says_where_plans_live(campfire: Campfire) -> None:
    members = ["Maya", "Brian", "Hailey", campfire.slack.bot_user_id]
    campfire.slack.workspace.add_channel("mpdm-maya--brian-1", members, "mpim")
    await campfire.maya.write("Hello @Oncourse", "mpdm-maya--brian-1")
    assert "A plan lives in a channel." in campfire.maya.news()


async def test_an_answer_that_may_have_arrived_is_not_repeated(planned: Campfire) -> None:
    planned.slack.faults.next("chat.postEphemeral", Fault.dropped(stored=True))
    await planned.brian.write("Hello @Oncourse", "#social")
    await planned.wait_until("2027-01-04T08:00")
    assert planned.brian.news().count("I'm Oncourse") == 1


async def test_an_app_installed_before_it_could_be_mentioned_works_but_for_that(campfire: Campfire) -> None:
    slack = campfire.slack
    granted = [scope for scope in slack.backend.app.scopes if scope != "app_mentions:read"]
    slack.backend.app = slack.backend.registered.granted(granted)
    await campfire.brian.write("Hello @Oncourse", "#social")
    campfire.hush()
    await slack.invite_bot("#general")
    assert campfire.maya.news() == INVITED
    await campfire.start_plan()
    assert "# Social media 2027" in campfire.maya.news()
