"""What the stories of Home share: a plan in which Brian has something of everything."""

from tests.stories.reminded import plan_with_a_goal, rate
from tests.stories.stage import Campfire

HOME = "Home"


async def a_busy_monday(campfire: Campfire) -> Campfire:
    """Monday 11 January, 09:00 in New York: Brian has opened his Home and put the welcome away.

    One thing is overdue, one is due today, one is to be rated, and a check-in to be answered.
    """
    await plan_with_a_goal(campfire)
    for sentence in ("Send 100 emails @brian by 8 January", "Buy a map @brian by 11 January"):
        await campfire.add_tactic(sentence)
    for title in ("Send 100 emails", "Buy a map"):
        await rate(campfire.brian, title)
    await campfire.wait_until("2027-01-11 14:00")
    await campfire.add_tactic("Call the press @brian by 1 March")
    await campfire.brian.open_home()
    await campfire.brian.click("Got it", HOME)
    campfire.hush()
    return campfire
