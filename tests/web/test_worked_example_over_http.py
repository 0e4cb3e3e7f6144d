"""The worked example, played once more where Slack's requests come by HTTP."""

from tests.stories.test_worked_example import (
    planned,
    test_after_the_last_day_of_february_comes_30_march,
    test_brian_and_hailey_get_the_sponsored_post_on_every_30th,
    test_brian_gets_the_direct_messages_by_20_february,
    test_brian_gets_the_list_of_influencers_by_1_february,
    test_every_goal_says_which_company_goal_it_helps,
    test_the_whole_plan_on_one_page,
)

__all__ = [
    "planned",
    "test_after_the_last_day_of_february_comes_30_march",
    "test_brian_and_hailey_get_the_sponsored_post_on_every_30th",
    "test_brian_gets_the_direct_messages_by_20_february",
    "test_brian_gets_the_list_of_influencers_by_1_february",
    "test_every_goal_says_which_company_goal_it_helps",
    "test_the_whole_plan_on_one_page",
]
