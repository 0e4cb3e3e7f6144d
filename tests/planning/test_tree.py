"""A plan as a tree."""

from dataclasses import replace

from planning.goals import Goal
from planning.plan import MARKETING_GOALS, CompanyGoal
from planning.tactics import State
from planning.tree import GoalNode, TopGoalNode, tree
from tests.handlers.campfire import GOAL, LISTING, NOW, PLAN, SEGMENT

FEATURES = CompanyGoal("features", "Ship 3 major new product features")
PRESS = MARKETING_GOALS["press"]
SHOW = Goal("show", "plan", 2, "Show our work in public", PRESS, NOW)


def test_company_goals_come_first_even_those_that_nothing_serves() -> None:
    plan = replace(PLAN, company_goals=(FEATURES, SEGMENT))
    done = replace(LISTING, id="done", state=State.DONE)
    dropped = replace(LISTING, id="dropped", state=State.DROPPED)
    assert tree(plan, (SHOW, GOAL), (LISTING, dropped, done)) == (
        TopGoalNode(FEATURES, (GoalNode(None),)),
        TopGoalNode(SEGMENT, (GoalNode(GOAL, (LISTING, done)),)),
        TopGoalNode(PRESS, (GoalNode(SHOW),)),
    )


def test_a_plan_without_company_goals_grows_from_marketing_goals() -> None:
    plan = replace(PLAN, company_goals=())
    assert tree(plan, (), ()) == ()
    assert tree(plan, (SHOW,), ()) == (TopGoalNode(PRESS, (GoalNode(SHOW),)),)
