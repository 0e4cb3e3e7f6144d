"""`/plan settings`: what each field refuses, and that the rest stays typed."""

import pytest

from tests.stories.begun import a_plan, begun
from tests.stories.stage import Campfire, errors, screen

settled = begun(a_plan)


@pytest.mark.parametrize(
    ("label", "typed", "refusal"),
    [
        ("Name", "  ", "Give the plan a name, such as “Social media 2027”."),
        (
            "Ends on",
            "2026-12-31",
            "The plan starts on Friday 1 January 2027. Choose a later end date.",
        ),
        ("Working days for rating", "0", "Choose a number from 1 to 20."),
        ("Working days for rating", "21", "Choose a number from 1 to 20."),
        (
            "Time zone",
            "Riga",
            "I don't know the time zone “Riga”. Write it like Europe/Riga or America/New_York.",
        ),
        ("Time zone", " ", "Say which time zone: write it like Europe/Riga or America/New_York."),
        (
            "Company goal 2",
            "G" * 301,
            "That's 301 characters, and 300 fit here. Please shorten it.",
        ),
        (
            "More company goals",
            "\n".join("abcdefgh"),
            "A plan has at most 10 company goals, and you have 11. About three work best.",
        ),
    ],
)
async def test_a_wrong_setting_is_refused_at_its_field(
    settled: Campfire, label: str, typed: str, refusal: str
) -> None:
    await settled.maya.command("/plan settings", "#social")
    await settled.maya.fill("Company goal 1", "Typed already")
    await settled.maya.fill(label, typed)
    await settled.maya.submit()

    form = settled.maya.news()
    assert errors(form) == {label: refusal}
    assert "> Typed already" in form
    settled.nobody_else_hears()


@pytest.mark.parametrize(
    ("owner", "refusal"),
    [
        ("@Buildbot", "Buildbot is an app. Choose a person."),
        ("@Oncourse", "Oncourse is an app. Choose a person."),
        ("@Priya", "Priya isn't in this workspace. Choose someone who is."),
        (
            "@Olaf",
            "Olaf isn't in this channel and couldn't see the plan. Invite them first, or choose someone "
            "else.",
        ),
    ],
)
async def test_only_people_of_the_channel_can_own_the_plan(
    settled: Campfire, owner: str, refusal: str
) -> None:
    settled.slack.add_person("Olaf")
    await settled.maya.command("/plan settings", "#social")
    await settled.maya.choose("Plan owners", owner)
    await settled.maya.submit()

    assert errors(settled.maya.news()) == {"Plan owners": refusal}
    settled.nobody_else_hears()


async def test_somebody_who_left_the_company_meanwhile_cannot_own_the_plan(settled: Campfire) -> None:
    await settled.maya.command("/plan settings", "#social")
    await settled.maya.choose("Plan owners", "@hailey")
    await settled.slack.deactivate("Hailey")
    await settled.maya.submit()

    assert errors(settled.maya.news()) == {
        "Plan owners": "Hailey has left this workspace. Choose someone who's still here."
    }
    settled.nobody_else_hears()


async def test_a_company_goal_stays_while_a_goal_serves_it(settled: Campfire) -> None:
    await settled.add_goal("Build relationships with influencers")
    settled.hush()
    await settled.maya.command("/plan settings", "#social")
    await settled.maya.fill("Company goal 1", "")
    await settled.maya.submit()
    assert errors(settled.maya.news()) == {
        "Company goal 1": "“Expand into a new market segment” still has goals: 1. Move them to another "
        "company goal first, then remove it."
    }

    await settled.maya.fill("Company goal 1", "Expand")
    await settled.maya.submit()
    assert settled.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand*
        1. Build relationships with influencers
        · No tactics yet
        *Ship 3 major new product features*
        ⚠ No goals yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goals yet
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    settled.nobody_else_hears()
