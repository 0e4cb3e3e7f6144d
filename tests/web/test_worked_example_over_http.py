"""The worked example, played once more where Slack's requests come by HTTP."""

import pytest

from tests.stories.stage import Campfire
from tests.stories.test_worked_example import (
    PLAN,
    test_after_the_last_day_of_february_comes_30_march,
    test_brian_and_hailey_get_the_sponsored_post_on_every_30th,
    test_brian_gets_the_direct_messages_by_20_february,
    test_brian_gets_the_list_of_influencers_by_1_february,
    test_every_goal_says_which_company_goal_it_helps,
    test_the_whole_plan_on_one_page,
)

pytestmark = pytest.mark.both_databases

__all__ = [
    "test_after_the_last_day_of_february_comes_30_march",
    "test_brian_and_hailey_get_the_sponsored_post_on_every_30th",
    "test_brian_gets_the_direct_messages_by_20_february",
    "test_brian_gets_the_list_of_influencers_by_1_february",
    "test_every_goal_says_which_company_goal_it_helps",
    "test_the_whole_plan_on_one_page",
]


@pytest.fixture
async def planned(campfire: Campfire) -> Campfire:
    """Maya has typed in the company goals and the goals."""
    await campfire.start_plan("\n".join(PLAN["company_goals"]))
    for goal in PLAN["goals"]:
        await campfire.add_goal(goal["title"], goal["serves"])
    campfire.hush()
    return campfire
