"""A plan's start and close are told to its channel, once, unless the person who does it chooses not to."""

from sandbox import Fault
from tests.stories.begun import a_plan, a_year, begun
from tests.stories.stage import Campfire, screen

planned, year = begun(a_plan), begun(a_year)

STARTED = screen("""
    #social
    Oncourse 02:00
    @Maya started the plan *Social media 2027*.
    4 January 2027 to 31 December 2027
    It serves *Grow* and *Ship 3 features*.
    [Open plan]
    """)


async def open_form(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Social media 2027")
    await campfire.maya.fill("The company's goals that this plan serves", "Grow\nShip 3 features")


async def test_the_channel_reads_that_a_plan_has_started(campfire: Campfire) -> None:
    await open_form(campfire)
    await campfire.maya.submit()
    assert campfire.brian.news() == STARTED
    campfire.hush()

    await campfire.brian.click("Open plan", "#social")
    assert "# Social media 2027" in campfire.brian.news()
    campfire.nobody_else_hears()


async def test_a_double_click_tells_it_once(campfire: Campfire) -> None:
    await open_form(campfire)
    await campfire.maya.submit_twice()
    assert campfire.brian.news() == STARTED
    await campfire.wait_until("2027-01-04T09:00")
    assert campfire.brian.news() == ""


async def test_without_the_tick_the_channel_reads_nothing(campfire: Campfire) -> None:
    await open_form(campfire)
    await campfire.maya.choose("Channel message")
    await campfire.maya.submit()
    campfire.maya.news()
    campfire.nobody_else_hears()


async def test_what_may_have_arrived_is_not_repeated(campfire: Campfire) -> None:
    await open_form(campfire)
    campfire.slack.faults.next("chat.postMessage", Fault.dropped(stored=True))
    await campfire.maya.submit()
    await campfire.wait_until("2027-01-04T09:00")
    assert campfire.brian.news().count("started the plan") == 1


async def test_the_channel_reads_that_a_plan_is_closed(year: Campfire) -> None:
    await year.maya.command("/plan close", "#social")
    await year.maya.submit()
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00
        @Maya closed the plan *Social media 2027*.
        1 of 3 tactics done. You can still read it.
        [Open plan]
        """)
    year.hush()
    await year.theo.click("Open plan", "#social")
    assert "# Social media 2027" in year.theo.news()


async def test_the_next_period_is_told_too(planned: Campfire) -> None:
    await planned.close_plan()
    await planned.maya.command("/plan next", "#social")
    planned.hush()
    await planned.maya.submit()
    assert "@Maya started the plan *Social media 2028*." in planned.brian.news()
