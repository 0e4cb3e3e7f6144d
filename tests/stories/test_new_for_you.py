"""What others ask of somebody in their working hours is told at once, gathered into few messages."""

from sandbox import Person
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)


def told(person: Person) -> list[str]:
    """The texts of all direct messages from Oncourse that a person has, as they stand now."""
    return [message.text for message in person.visible("@Oncourse")]


async def test_several_tasks_are_one_message(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 15:00")  # 10:00 in New York
    await planned.add_tactic("List 100 influencers @brian by 1 February")
    await planned.wait_until("2027-01-04 15:01")
    await planned.add_tactic("Plan the posts @brian every Monday")
    await planned.wait_until("2027-01-04 15:02:59")
    assert told(planned.brian) == []
    await planned.wait_until("2027-01-04 15:04")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 10:03
        # New for you: 2 new tactics, 2 to rate
        · Monday 4 January 2027
        @Maya assigned you *1. List 100 influencers*
        due in 28 days, Monday 1 February 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        @Maya assigned you *2. Plan the posts*
        due today, Monday 4 January 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        *2 tactics to rate* by Thursday 7 January 2027. A rough guess is fine.
        *1. List 100 influencers*
        *2. Plan the posts*
        [Rate 2]
        [All your tactics] [Settings]
        """)


async def test_it_does_not_wait_for_a_pause_that_never_comes(planned: Campfire) -> None:
    for minute in range(11):
        await planned.wait_until(f"2027-01-04 15:{minute:02}")
        await planned.add_tactic(f"Post {minute} @brian by 1 February")
    await planned.wait_until("2027-01-04 15:10:01")
    assert told(planned.brian) == ["New for you: 11 new tactics, 11 to rate"]


async def test_two_a_day_at_most_and_the_rest_joins_in_place(planned: Campfire) -> None:
    for moment in ("15:00", "15:30", "18:00", "21:00"):
        await planned.wait_until(f"2027-01-04 {moment}")
        await planned.add_tactic(f"Task of {moment} @brian by 1 February")
    await planned.wait_until("2027-01-05 04:00")
    assert told(planned.brian) == [
        "New for you: 2 new tactics, 2 to rate",
        "New for you: 2 new tactics, 2 to rate",
    ]
    planned.hush()
    await planned.wait_until("2027-01-05 15:00")
    message = planned.brian.visible("@Oncourse")[-1]
    assert message.text == "2 new tactics, 4 to rate"
    news = planned.brian.news()
    assert "assigned you *2. Task of 15:30*" in news
    assert "assigned you *4. Task of 21:00*" in news
    assert "assigned you *1. Task of 15:00*" not in news


async def test_out_of_hours_it_waits_for_the_morning(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 13:30")  # 08:30 in New York, 05:30 in Los Angeles
    await planned.add_tactic("List 100 influencers @brian @hailey by 1 February")
    await planned.wait_until("2027-01-04 13:59")
    assert told(planned.brian) == told(planned.hailey) == []
    await planned.wait_until("2027-01-04 18:00")
    assert told(planned.brian) == ["1 new tactic, 1 to rate"]
    assert told(planned.hailey) == ["1 new tactic, 1 to rate"]


async def test_what_was_taken_back_in_time_is_not_told(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 15:00")
    await planned.add_tactic("List 100 influencers @brian by 1 February")
    await planned.maya.command("/tactic assign 1", "#social")
    await planned.maya.choose("Owners", "@Theo")
    await planned.maya.submit()
    await planned.wait_until("2027-01-05 20:00")
    assert told(planned.brian) == []


async def test_changes_of_what_one_owns_are_told_the_next_morning(planned: Campfire) -> None:
    for title in ("List 100 influencers", "Call the press", "Buy a map"):
        await planned.add_tactic(f"{title} @brian by 1 March")
    await planned.wait_until("2027-01-04 20:00")
    planned.hush()
    await planned.maya.command("/tactic move 1 8 March", "#social")
    await planned.maya.submit()
    await planned.maya.command("/tactic assign 2", "#social")
    await planned.maya.choose("Owners", "@Theo")
    await planned.maya.submit()
    await planned.maya.command("/tactic drop 3", "#social")
    await planned.maya.fill("Why drop it?", "No budget")
    await planned.maya.submit()
    planned.hush()
    await planned.wait_until("2027-01-05 15:00")
    morning = planned.brian.news()
    assert "@Maya changed the date of *1. List 100 influencers*: moved to Monday 8 March 2027" in morning
    assert "@Maya handed over *2. Call the press* to @Theo" in morning
    assert "@Maya dropped *3. Buy a map*: No budget" in morning


async def test_what_one_does_oneself_is_no_news(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 15:00")
    await planned.brian.command("/tactic add List 100 influencers @brian by 1 February", "#social")
    await planned.brian.submit()
    await planned.wait_until("2027-01-04 20:00")
    assert told(planned.brian) == []
    await planned.wait_until("2027-01-05 15:00")
    assert told(planned.brian) == ["1 to rate"]
