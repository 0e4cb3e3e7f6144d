"""What is off course is decided in the check-in, and the plan follows."""

import pytest

from sandbox import Person
from tests.stories.begun import begun
from tests.stories.stage import Campfire, errors

OFF = "○ off course"
CLOSED = "“Social media 2027” is closed. It stays here to read, but nothing in it changes any more."


@begun
async def monday(campfire: Campfire) -> None:
    """Brian is asked on Monday about his three tactics."""
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    for sentence in (
        "List 100 influencers @brian by 1 February",
        "Send 100 emails @brian by 12 February",
        "Film a teaser @brian by 26 February",
    ):
        await campfire.add_tactic(sentence)
    await campfire.wait_until("2027-01-11 14:00")


@pytest.fixture
async def asked(monday: Campfire) -> Campfire:
    """The check-in is open; Brian has said that all three are off course."""
    await monday.brian.click("Answer", "@Oncourse")
    for place in (1, 2, 3):
        await monday.brian.choose("How is it going?", OFF, nth=place)
    await monday.brian.submit()
    monday.hush()
    return monday


async def decide(person: Person, *decisions: str) -> None:
    for place, decision in enumerate(decisions, start=1):
        await person.choose("What do we do?", decision, nth=place)


async def test_dropping_needs_a_reason_and_handing_over_a_person(asked: Campfire) -> None:
    await decide(asked.brian, "Drop it", "Hand it over", "Keep it as it is")
    await asked.brian.submit()
    assert "Say why in a few words, so that the plan remembers it." in errors(asked.brian.form()).values()
    await asked.brian.fill("Why?", "No budget", nth=1)
    await asked.brian.submit()
    assert list(errors(asked.brian.form())) == ["If it is handed over, to whom?"]


async def test_what_is_decided_happens(asked: Campfire) -> None:
    await decide(asked.brian, "Drop it", "Hand it over", "Rate it again")
    await asked.brian.fill("Why?", "No budget", nth=1)
    await asked.brian.choose("If it is handed over, to whom?", "@hailey", nth=2)
    await asked.brian.fill("Why?", "She knows them", nth=2)
    await asked.brian.submit()
    assert asked.brian.modal is None
    await asked.maya.command("/plan history", "#social")
    told = asked.maya.news()
    assert "@Brian dropped *List 100 influencers*" in told
    assert "No budget" in told
    assert "@Brian handed *Send 100 emails* over" in told
    assert "She knows them" in told
    assert "@Brian asked for a further round of rating for *Film a teaser*" in told
    asked.hush()
    await asked.wait_until("2027-01-12 14:00")
    told = asked.brian.news()
    assert (
        "*1 tactic to rate* by Thursday 14 January 2027. A rough guess is fine.\n*3. Film a teaser*" in told
    )


async def test_closing_the_form_before_deciding_keeps_everything(asked: Campfire) -> None:
    await asked.brian.dismiss()
    await asked.maya.command("/checkin answers", "#social")
    assert asked.maya.news().count("We keep it as it is") == 3


async def test_nothing_is_decided_in_a_plan_that_was_closed_meanwhile(asked: Campfire) -> None:
    await decide(asked.brian, "Drop it", "Keep it as it is", "Rate it again")
    await asked.brian.fill("Why?", "No budget", nth=1)
    await asked.close_plan()
    asked.hush()

    await asked.brian.submit()
    assert list(errors(asked.brian.form()).values()) == [CLOSED]
    assert "> No budget" in asked.brian.form()
    await asked.brian.dismiss()
    asked.hush()
    await asked.wait_until("2027-01-11 14:05")
    asked.nobody_else_hears()
    await asked.maya.click("Look at the closed plan", "#social")
    await asked.maya.click("History", "#social")
    told = asked.maya.news()
    assert "@Maya closed the plan *Social media 2027*" in told
    assert "@Brian" not in told.partition("@Maya closed the plan")[0]
