"""Lists of tactics over plans, and of a plan as a whole."""

from dataclasses import replace
from datetime import date, timedelta

from planning.priorities import Rating, score
from planning.tactics import State, Tactic
from storage import goals, plans, ratings, tactic_lists, tactics
from storage.store import Store, Tx
from tests.storage.stored import NOW, OTHER, W, a_goal, a_plan, a_tactic, furnish, statements

MAYA = ("UMAYA",)
QUICK_WIN = score([Rating("UMAYA", 5, 1, "", NOW)])
FIRST = date(2027, 2, 1)


def add(tx: Tx, /, id_: str, number: int, workspace: str = W, **changed: object) -> None:
    assert tactics.add(tx, workspace, a_tactic(id_, number, **changed))


def furnish_second_plan(tx: Tx) -> None:
    plans.add(tx, a_plan(id="second", channel="CELSE"))
    goals.add(tx, W, a_goal("other goal", plan="second"))


def ids(found: tuple[Tactic, ...]) -> list[str]:
    return [tactic.id for tactic in found]


async def test_what_a_person_owns_over_all_open_plans(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(furnish, OTHER)
        await tx.run(furnish_second_plan)
        await tx.run(add, "undated", 1, owners=MAYA)
        await tx.run(add, "later", 2, owners=("UBRIAN", "UMAYA"), eta=FIRST + timedelta(days=1))
        await tx.run(add, "first", 1, owners=MAYA, eta=FIRST, plan="second", goal="other goal")
        await tx.run(add, "not theirs", 3, owners=("UBRIAN",))
        await tx.run(add, "done", 4, owners=MAYA, state=State.DONE)
        await tx.run(add, "dropped", 5, owners=MAYA, state=State.DROPPED)
        await tx.run(add, "elsewhere", 1, OTHER, owners=MAYA)
        mine = await tx.run(tactic_lists.owned, W, "UMAYA")
        assert ids(mine) == ["first", "later", "undated"]
        assert mine[1].owners == ("UBRIAN", "UMAYA")
        await tx.run(plans.save, a_plan(id="second", channel="CELSE").closed(NOW))
        assert ids(await tx.run(tactic_lists.owned, W, "UMAYA")) == ["later", "undated"]
        assert await tx.run(tactic_lists.owned, W, "UNKNOWN") == ()
        theirs = await tx.run(tactic_lists.owned_by, W, ["UMAYA", "UBRIAN", "UNKNOWN"])
        assert {person: ids(owned) for person, owned in theirs.items()} == {
            "UMAYA": ["later", "undated"],
            "UBRIAN": ["later", "not theirs"],
            "UNKNOWN": [],
        }


async def test_what_a_person_owns_takes_two_statements(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        for number in range(1, 30):
            await tx.run(add, f"t{number}", number, owners=MAYA)
    with statements(store) as sent:
        async with store.reading() as tx:
            assert len(await tx.run(tactic_lists.owned, W, "UMAYA")) == 29
    sent = [one for one in sent if "is_open NOT IN" not in one[0]]  # SQLite's look for spoilt rows
    assert len(sent) == 2


async def test_ratings_are_owed_while_the_round_is_blind(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(furnish, OTHER)
        await tx.run(add, "owed", 1, owners=MAYA)
        await tx.run(add, "second round", 2, owners=MAYA, round=2)
        await tx.run(add, "rated", 3, owners=MAYA)
        await tx.run(add, "by another", 4, owners=MAYA, eta=FIRST)
        await tx.run(add, "revealed", 5, owners=MAYA, revealed_at=NOW)
        await tx.run(add, "dropped", 6, owners=MAYA, state=State.DROPPED)
        await tx.run(add, "not theirs", 7, owners=("UBRIAN",))
        await tx.run(add, "rated", 1, OTHER, owners=MAYA)
        for tactic, person in (("second round", "UMAYA"), ("rated", "UMAYA"), ("by another", "UBRIAN")):
            await tx.run(ratings.put, W, tactic, 1, Rating(person, 3, 3, "", NOW))
        owed = await tx.run(tactic_lists.rating_owed_in, W, "UMAYA", ["plan"], 10)
        assert ids(owed.tactics) == ["by another", "owed", "second round"]
        elsewhere = await tx.run(tactic_lists.rating_owed_in, OTHER, "UMAYA", ["plan"], 10)
        assert ids(elsewhere.tactics) == ["rated"]


async def test_open_tactics_of_a_plan_by_owner(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(furnish, OTHER)
        await tx.run(furnish_second_plan)
        await tx.run(add, "unrated", 1, owners=("UHAILEY", "UMAYA"))
        await tx.run(add, "quick win", 2, owners=("UBRIAN", "UMAYA"), score=QUICK_WIN, revealed_at=NOW)
        await tx.run(add, "nobody's", 3)
        await tx.run(add, "done", 4, owners=("UDONE",), state=State.DONE)
        await tx.run(add, "other plan", 1, owners=("UELSE",), plan="second", goal="other goal")
        await tx.run(add, "elsewhere", 1, OTHER, owners=("UOTHER",))
        assert ids(await tx.run(tactic_lists.open_owned, W, "plan")) == ["quick win", "unrated"]
        assert ids(await tx.run(tactic_lists.open_owned_in, W, "plan", "UMAYA")) == ["quick win", "unrated"]
        assert ids(await tx.run(tactic_lists.open_owned_in, W, "plan", "UHAILEY")) == ["unrated"]
        assert await tx.run(tactic_lists.open_owned_in, W, "plan", "UELSE") == ()
        assert await tx.run(tactic_lists.owners_of_open, W, "plan") == ("UBRIAN", "UMAYA", "UHAILEY")
        assert await tx.run(tactic_lists.owners_of_open, OTHER, "plan") == ("UOTHER",)


async def test_tactics_of_ids_in_the_order_asked_for(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(furnish, OTHER)
        for number in (1, 2, 3):
            await tx.run(add, f"t{number}", number, owners=MAYA, state=State.DROPPED)
        await tx.run(add, "t4", 4, OTHER)
        found = await tx.run(tactic_lists.of_ids, W, iter(["t3", "t1", "unknown", "t4", "t3"]))
        assert list(found.items()) == [
            (f"t{number}", a_tactic(f"t{number}", number, owners=MAYA, state=State.DROPPED))
            for number in (3, 1)
        ]
        assert await tx.run(tactic_lists.of_ids, W, []) == {}


async def test_all_tactics_of_a_plan_by_number(store: Store) -> None:
    judged = a_tactic("done", 2, state=State.DONE, actual_value=2, actual_complexity=4)
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(furnish, OTHER)
        await tx.run(furnish_second_plan)
        await tx.run(add, "dropped", 3, state=State.DROPPED)
        await tx.run(add, "done", 2, state=State.DONE)
        await tx.run(add, "open", 1)
        await tx.run(add, "other plan", 1, state=State.DONE, plan="second", goal="other goal")
        await tx.run(add, "elsewhere", 1, OTHER, state=State.DONE)
        await tx.run(tactics.save, W, judged)
        assert ids(await tx.run(tactic_lists.all_of_plan, W, "plan")) == ["open", "done", "dropped"]
        assert (await tx.run(tactic_lists.all_of_plan, W, "plan"))[1] == replace(judged, version=2)
