"""Goals by number and by words, and the newest readings of their metrics."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from planning.errors import Code, PlanningError
from planning.goals import Goal, Metric, Reading, unreadable_goal
from planning.plan import MARKETING_GOALS
from storage import goals, plans
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import FEATURES, NOW, OTHER, W, a_goal, a_plan, furnish, statements
from tests.transactions import reading, transacting

FOLLOWERS = Metric("m1", "followers", "people", 1200, 2000.5, date(2027, 6, 30))
MENTIONS = Metric("m2", "mentions")


def add_titled(tx: Tx, *titles: str) -> None:
    plans.add(tx, a_plan())
    for number, title in enumerate(titles, start=1):
        goals.add(tx, a_goal(f"goal{number}", number, title=title))


@pytest.mark.parametrize("serves", [FEATURES, MARKETING_GOALS["press"]])
async def test_a_goal_comes_back_as_it_was(store: Store, serves: object) -> None:
    whole = a_goal(serves=serves, metrics=(FOLLOWERS, MENTIONS), dropped=True)
    with transacting(store, W) as tx:
        plans.add(tx, a_plan())
        assert goals.add(tx, whole)
    with reading(store, W) as tx:
        assert goals.get(tx, "goal") == whole


async def test_a_goal_that_is_not_there_is_gone(store: Store) -> None:
    with transacting(store, W) as tx:
        assert goals.of_ids(tx, ["goal"]) == {"goal": unreadable_goal("goal")}
        asked = partial(goals.get, id_="goal"), partial(goals.save, goal=a_goal())
        for missing in asked:
            with pytest.raises(PlanningError) as refused:
                missing(tx)
            assert refused.value.code is Code.GONE


async def test_a_double_click_adds_a_goal_once(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        assert not goals.add(tx, a_goal(number=2, title="The second click"))
        assert goals.of_plan(tx, "plan") == (a_goal(),)


async def test_saving_counts_versions_and_refuses_an_old_one(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        saved = goals.save(tx, a_goal(title="By Brian", serves=MARKETING_GOALS["leads"]))
        assert saved.version == 2
        with pytest.raises(PlanningError) as refused:
            goals.save(tx, a_goal(title="By Hailey, who saw version 1"))
        assert goals.get(tx, "goal") == saved
    assert refused.value.code is Code.CHANGED_MEANWHILE


async def test_goals_stand_by_number_and_dropped_ones_only_where_asked_for(store: Store) -> None:
    with transacting(store, W) as tx:
        plans.add(tx, a_plan())
        for number in (10, 2, 1):
            goals.add(tx, a_goal(f"goal{number}", number))
        goals.save(tx, replace(a_goal("goal2", 2), dropped=True))
        assert [goal.number for goal in goals.of_plan(tx, "plan")] == [1, 10]
        assert [goal.number for goal in goals.of_plan(tx, "plan", dropped=True)] == [1, 2, 10]
        assert goals.next_number(tx, "plan") == 11
        assert goals.next_number(tx, "another") == 1


async def test_any_number_of_goals_takes_one_statement(store: Store) -> None:
    with transacting(store) as tx:
        add_titled(tx, *("A goal" for _ in range(50)))
    with statements(store) as sent, reading(store, W) as tx:
        assert len(goals.of_plan(tx, "plan")) == 50
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("2", 2),
        (" #2 ", 2),
        ("press", 1),
        ("ĒDIENA", 2),
        ("strasse", 3),
        ("STRAẞE", 3),
        ("100%", 4),
        ("_", 4),
        ("blog", 5),
        ("blog post", 6),
        ("2027", 7),
    ],
)
async def test_a_goal_is_found_by_number_or_words(store: Store, words: str, number: int) -> None:
    with transacting(store, W) as tx:
        add_titled(
            tx,
            "Press mentions",
            "Vairāk ēdiena",
            "Straße",
            "100%_sure",
            "Blog",
            "Blog posts",
            "#2027",
        )
        assert (goals.find(tx, "plan", words)).number == number


def refusal_of(tx: Tx, words: str) -> PlanningError:
    with pytest.raises(PlanningError) as refused:
        goals.find(tx, "plan", words)
    return refused.value


async def test_words_that_mean_several_goals_are_refused_with_up_to_five(store: Store) -> None:
    with transacting(store) as tx:
        add_titled(tx, *(f"Blog number {number}" for number in range(1, 8)))
        refused = refusal_of(tx, "bLOG")
    titles = [(number, f"Blog number {number}") for number in range(1, 6)]
    assert (refused.code, refused.values) == (
        Code.REFERENCE_AMBIGUOUS,
        {"words": "bLOG", "titles": titles},
    )


@pytest.mark.parametrize(
    "words", ["nothing", "9", "#9", "9" * 5000, "\N{SUPERSCRIPT TWO}3", "%", "x" * 5000, "x" * 60000]
)
async def test_words_that_mean_nothing_are_refused(store: Store, words: str) -> None:
    with transacting(store) as tx:
        add_titled(tx, "Blog")
        refused = refusal_of(tx, words)
    assert (refused.code, refused.values) == (Code.REFERENCE_UNKNOWN, {"words": words})


async def test_no_words_at_all_are_refused(store: Store) -> None:
    with transacting(store) as tx:
        furnish(tx)
        assert (refusal_of(tx, "  ")).code is Code.REFERENCE_MISSING


async def test_a_dropped_goal_is_found_only_when_no_other_is_meant(store: Store) -> None:
    with transacting(store, W) as tx:
        add_titled(tx, "Blog", "Our blog")
        goals.save(tx, a_goal("goal1", title="Blog", dropped=True))
        assert (goals.find(tx, "plan", "blog")).number == 2
        goals.save(tx, a_goal("goal2", 2, title="Podcast", dropped=True))
        assert (goals.find(tx, "plan", "blog")).number == 1


async def test_words_mean_goals_of_the_plan_and_workspace_only(store: Store) -> None:
    with transacting(store) as tx:
        furnish(tx)
    with transacting(store, OTHER) as tx:
        plans.add(tx, a_plan(OTHER))
        assert (refusal_of(tx, "influencers")).code is Code.REFERENCE_UNKNOWN
        assert (refusal_of(tx, "1")).code is Code.REFERENCE_UNKNOWN


async def test_the_newest_reading_of_each_metric(store: Store) -> None:
    old, new = Reading("m1", date(2027, 1, 1), 1200, "UBRIAN"), Reading("m1", date(2027, 2, 1), 1300, "UMAYA")
    second = Reading("m2", date(2026, 1, 1), 0.5, "UBRIAN")
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        for reading in (new, old, second):
            goals.add_reading(tx, reading)
        assert goals.readings(tx, ["m1", "m2", "m3"]) == {"m1": new, "m2": second}
        assert goals.readings(tx, ["m1"]) == {"m1": new}
        assert goals.readings(tx, []) == {}
        assert goals.readings(other, ["m1", "m2"]) == {}


async def test_a_reading_takes_the_place_of_one_of_the_same_date(store: Store) -> None:
    first = Reading("m1", date(2027, 1, 1), 1200, "UBRIAN")
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        assert goals.add_reading(tx, first)
        assert goals.add_reading(other, first)
        assert not goals.add_reading(tx, first)
        assert goals.add_reading(tx, replace(first, value=1250, person="UMAYA"))
        assert (goals.readings(tx, ["m1"]))["m1"] == replace(first, value=1250, person="UMAYA")
        assert goals.readings(other, ["m1"]) == {"m1": first}


async def test_the_newest_readings_of_a_plan_are_those_of_its_goals(store: Store) -> None:
    readings = [Reading(f"m{number}", date(2027, 1, number), number, "UBRIAN") for number in (1, 2, 3)]
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        plans.add(tx, a_plan(id="second", channel="CELSE"))
        goals.add(tx, a_goal("dropped", 2, metrics=(FOLLOWERS,), dropped=True))
        goals.add(tx, a_goal("measured", 3, metrics=(MENTIONS, Metric("none yet", "clicks"))))
        goals.add(tx, a_goal("elsewhere", 1, plan="second", metrics=(Metric("m3", "likes"),)))
        for reading in (*readings, replace(readings[0], on=date(2026, 12, 1))):
            goals.add_reading(tx, reading)
        assert goals.newest_readings(tx, "plan") == {"m1": readings[0], "m2": readings[1]}
        assert goals.newest_readings(other, "plan") == {}


async def test_workspaces_do_not_share_goals(store: Store) -> None:
    theirs: Goal = a_goal(title="Theirs", created_at=NOW)
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        plans.add(other, a_plan(OTHER))
        goals.add(other, theirs)
        goals.save(tx, a_goal(title="Ours"))
        assert goals.of_plan(other, "plan") == (theirs,)


async def test_last_readings_are_the_newest_of_each_metric_in_the_order_of_their_dates(store: Store) -> None:
    first, second, third = (Reading("m1", date(2027, 1, day), day, "UMAYA") for day in (1, 8, 15))
    fourth = Reading("m2", date(2027, 1, 2), 5, "UMAYA")
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        for each in (third, first, fourth, second):
            goals.add_reading(tx, each)
        goals.add_reading(other, replace(first, value=99))
    with reading(store, W) as tx:
        assert goals.last_readings(tx, ["m1", "m2", "m3"], 2) == {
            "m1": (second, third),
            "m2": (fourth,),
        }
        assert goals.last_readings(tx, ["m1"], 9) == {"m1": (first, second, third)}
        assert goals.last_readings(tx, [], 9) == {}
