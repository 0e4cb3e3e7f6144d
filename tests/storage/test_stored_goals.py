"""Goals by number and by words, and the newest readings of their metrics."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from planning.errors import Code, PlanningError
from planning.goals import Goal, Metric, Reading, unreadable_goal
from planning.plan import MARKETING_GOALS
from storage import goals, plans
from storage.store import Store, Tx
from tests.storage.stored import FEATURES, NOW, OTHER, W, a_goal, a_plan, furnish, statements

FOLLOWERS = Metric("m1", "followers", "people", 1200, 2000.5, date(2027, 6, 30))
MENTIONS = Metric("m2", "mentions")


def add_titled(tx: Tx, *titles: str) -> None:
    plans.add(tx, a_plan())
    for number, title in enumerate(titles, start=1):
        goals.add(tx, W, a_goal(f"goal{number}", number, title=title))


@pytest.mark.parametrize("serves", [FEATURES, MARKETING_GOALS["press"]])
async def test_a_goal_comes_back_as_it_was(store: Store, serves: object) -> None:
    whole = a_goal(serves=serves, metrics=(FOLLOWERS, MENTIONS), dropped=True)
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        assert await tx.run(goals.add, W, whole)
    async with store.reading() as tx:
        assert await tx.run(goals.get, W, "goal") == whole


async def test_a_goal_that_is_not_there_is_gone(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(goals.of_ids, W, ["goal"]) == {"goal": unreadable_goal("goal")}
        asked = partial(goals.get, workspace=W, id_="goal"), partial(goals.save, workspace=W, goal=a_goal())
        for missing in asked:
            with pytest.raises(PlanningError) as refused:
                await tx.run(missing)
            assert refused.value.code is Code.GONE


async def test_a_double_click_adds_a_goal_once(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert not await tx.run(goals.add, W, a_goal(number=2, title="The second click"))
        assert await tx.run(goals.of_plan, W, "plan") == (a_goal(),)


async def test_saving_counts_versions_and_refuses_an_old_one(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        saved = await tx.run(goals.save, W, a_goal(title="By Brian", serves=MARKETING_GOALS["leads"]))
        assert saved.version == 2
        with pytest.raises(PlanningError) as refused:
            await tx.run(goals.save, W, a_goal(title="By Hailey, who saw version 1"))
        assert await tx.run(goals.get, W, "goal") == saved
    assert refused.value.code is Code.CHANGED_MEANWHILE


async def test_goals_stand_by_number_and_dropped_ones_only_where_asked_for(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        for number in (10, 2, 1):
            await tx.run(goals.add, W, a_goal(f"goal{number}", number))
        await tx.run(goals.save, W, replace(a_goal("goal2", 2), dropped=True))
        assert [goal.number for goal in await tx.run(goals.of_plan, W, "plan")] == [1, 10]
        assert [goal.number for goal in await tx.run(goals.of_plan, W, "plan", dropped=True)] == [1, 2, 10]
        assert await tx.run(goals.next_number, W, "plan") == 11
        assert await tx.run(goals.next_number, W, "another") == 1


async def test_any_number_of_goals_takes_one_statement(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(add_titled, *("A goal" for _ in range(50)))
    with statements(store) as sent:
        async with store.reading() as tx:
            assert len(await tx.run(goals.of_plan, W, "plan")) == 50
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
    async with store.transaction() as tx:
        await tx.run(
            add_titled,
            "Press mentions",
            "Vairāk ēdiena",
            "Straße",
            "100%_sure",
            "Blog",
            "Blog posts",
            "#2027",
        )
        assert (await tx.run(goals.find, W, "plan", words)).number == number


def refusal_of(tx: Tx, words: str, workspace: str = W) -> PlanningError:
    with pytest.raises(PlanningError) as refused:
        goals.find(tx, workspace, "plan", words)
    return refused.value


async def test_words_that_mean_several_goals_are_refused_with_up_to_five(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(add_titled, *(f"Blog number {number}" for number in range(1, 8)))
        refused = await tx.run(refusal_of, "bLOG")
    titles = [(number, f"Blog number {number}") for number in range(1, 6)]
    assert (refused.code, refused.values) == (
        Code.REFERENCE_AMBIGUOUS,
        {"words": "bLOG", "titles": titles},
    )


@pytest.mark.parametrize(
    "words", ["nothing", "9", "#9", "9" * 5000, "\N{SUPERSCRIPT TWO}3", "%", "x" * 5000, "x" * 60000]
)
async def test_words_that_mean_nothing_are_refused(store: Store, words: str) -> None:
    async with store.transaction() as tx:
        await tx.run(add_titled, "Blog")
        refused = await tx.run(refusal_of, words)
    assert (refused.code, refused.values) == (Code.REFERENCE_UNKNOWN, {"words": words})


async def test_no_words_at_all_are_refused(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert (await tx.run(refusal_of, "  ")).code is Code.REFERENCE_MISSING


async def test_a_dropped_goal_is_found_only_when_no_other_is_meant(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(add_titled, "Blog", "Our blog")
        await tx.run(goals.save, W, a_goal("goal1", title="Blog", dropped=True))
        assert (await tx.run(goals.find, W, "plan", "blog")).number == 2
        await tx.run(goals.save, W, a_goal("goal2", 2, title="Podcast", dropped=True))
        assert (await tx.run(goals.find, W, "plan", "blog")).number == 1


async def test_words_mean_goals_of_the_plan_and_workspace_only(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(plans.add, a_plan(OTHER))
        assert (await tx.run(refusal_of, "influencers", OTHER)).code is Code.REFERENCE_UNKNOWN
        assert (await tx.run(refusal_of, "1", OTHER)).code is Code.REFERENCE_UNKNOWN


async def test_the_newest_reading_of_each_metric(store: Store) -> None:
    old, new = Reading("m1", date(2027, 1, 1), 1200, "UBRIAN"), Reading("m1", date(2027, 2, 1), 1300, "UMAYA")
    other = Reading("m2", date(2026, 1, 1), 0.5, "UBRIAN")
    async with store.transaction() as tx:
        for reading in (new, old, other):
            await tx.run(goals.add_reading, W, reading)
        assert await tx.run(goals.readings, W, ["m1", "m2", "m3"]) == {"m1": new, "m2": other}
        assert await tx.run(goals.readings, W, ["m1"]) == {"m1": new}
        assert await tx.run(goals.readings, W, []) == {}
        assert await tx.run(goals.readings, OTHER, ["m1", "m2"]) == {}


async def test_a_reading_takes_the_place_of_one_of_the_same_date(store: Store) -> None:
    first = Reading("m1", date(2027, 1, 1), 1200, "UBRIAN")
    async with store.transaction() as tx:
        assert await tx.run(goals.add_reading, W, first)
        assert await tx.run(goals.add_reading, OTHER, first)
        assert not await tx.run(goals.add_reading, W, first)
        assert await tx.run(goals.add_reading, W, replace(first, value=1250, person="UMAYA"))
        assert (await tx.run(goals.readings, W, ["m1"]))["m1"] == replace(first, value=1250, person="UMAYA")
        assert await tx.run(goals.readings, OTHER, ["m1"]) == {"m1": first}


async def test_the_newest_readings_of_a_plan_are_those_of_its_goals(store: Store) -> None:
    readings = [Reading(f"m{number}", date(2027, 1, number), number, "UBRIAN") for number in (1, 2, 3)]
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(plans.add, a_plan(id="second", channel="CELSE"))
        await tx.run(goals.add, W, a_goal("dropped", 2, metrics=(FOLLOWERS,), dropped=True))
        await tx.run(goals.add, W, a_goal("measured", 3, metrics=(MENTIONS, Metric("none yet", "clicks"))))
        await tx.run(goals.add, W, a_goal("elsewhere", 1, plan="second", metrics=(Metric("m3", "likes"),)))
        for reading in (*readings, replace(readings[0], on=date(2026, 12, 1))):
            await tx.run(goals.add_reading, W, reading)
        assert await tx.run(goals.newest_readings, W, "plan") == {"m1": readings[0], "m2": readings[1]}
        assert await tx.run(goals.newest_readings, OTHER, "plan") == {}


async def test_workspaces_do_not_share_goals(store: Store) -> None:
    theirs: Goal = a_goal(title="Theirs", created_at=NOW)
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(plans.add, a_plan(OTHER))
        await tx.run(goals.add, OTHER, theirs)
        await tx.run(goals.save, W, a_goal(title="Ours"))
        assert await tx.run(goals.of_plan, OTHER, "plan") == (theirs,)


async def test_last_readings_are_the_newest_of_each_metric_in_the_order_of_their_dates(store: Store) -> None:
    first, second, third = (Reading("m1", date(2027, 1, day), day, "UMAYA") for day in (1, 8, 15))
    other = Reading("m2", date(2027, 1, 2), 5, "UMAYA")
    async with store.transaction() as tx:
        for reading in (third, first, other, second):
            await tx.run(goals.add_reading, W, reading)
        await tx.run(goals.add_reading, OTHER, replace(first, value=99))
    async with store.reading() as tx:
        assert await tx.run(goals.last_readings, W, ["m1", "m2", "m3"], 2) == {
            "m1": (second, third),
            "m2": (other,),
        }
        assert await tx.run(goals.last_readings, W, ["m1"], 9) == {"m1": (first, second, third)}
        assert await tx.run(goals.last_readings, W, [], 9) == {}
