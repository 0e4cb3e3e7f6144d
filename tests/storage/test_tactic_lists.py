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


async def add(tx: Tx, id_: str, number: int, workspace: str = W, **changed: object) -> None:
    assert await tactics.add(tx, workspace, a_tactic(id_, number, **changed))


async def furnish_second_plan(tx: Tx) -> None:
    await plans.add(tx, a_plan(id="second", channel="CELSE"))
    await goals.add(tx, W, a_goal("other goal", plan="second"))


def ids(found: tuple[Tactic, ...]) -> list[str]:
    return [tactic.id for tactic in found]


async def test_what_a_person_owns_over_all_open_plans(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await furnish(tx, OTHER)
        await furnish_second_plan(tx)
        await add(tx, "undated", 1, owners=MAYA)
        await add(tx, "later", 2, owners=("UBRIAN", "UMAYA"), eta=FIRST + timedelta(days=1))
        await add(tx, "first", 1, owners=MAYA, eta=FIRST, plan="second", goal="other goal")
        await add(tx, "not theirs", 3, owners=("UBRIAN",))
        await add(tx, "done", 4, owners=MAYA, state=State.DONE)
        await add(tx, "dropped", 5, owners=MAYA, state=State.DROPPED)
        await add(tx, "elsewhere", 1, OTHER, owners=MAYA)
        mine = await tactic_lists.owned(tx, W, "UMAYA")
        assert ids(mine) == ["first", "later", "undated"]
        assert mine[1].owners == ("UBRIAN", "UMAYA")
        await plans.save(tx, a_plan(id="second", channel="CELSE").closed(NOW))
        assert ids(await tactic_lists.owned(tx, W, "UMAYA")) == ["later", "undated"]
        assert await tactic_lists.owned(tx, W, "UNKNOWN") == ()
        theirs = await tactic_lists.owned_by(tx, W, ["UMAYA", "UBRIAN", "UNKNOWN"])
        assert {person: ids(owned) for person, owned in theirs.items()} == {
            "UMAYA": ["later", "undated"],
            "UBRIAN": ["later", "not theirs"],
            "UNKNOWN": [],
        }


async def test_what_a_person_owns_takes_two_statements(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        for number in range(1, 30):
            await add(tx, f"t{number}", number, owners=MAYA)
    with statements(store) as sent:
        async with store.reading() as tx:
            assert len(await tactic_lists.owned(tx, W, "UMAYA")) == 29
    sent = [one for one in sent if "is_open NOT IN" not in one[0]]  # SQLite's look for spoilt rows
    assert len(sent) == 2


async def test_ratings_are_owed_while_the_round_is_blind(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await furnish(tx, OTHER)
        await add(tx, "owed", 1, owners=MAYA)
        await add(tx, "second round", 2, owners=MAYA, round=2)
        await add(tx, "rated", 3, owners=MAYA)
        await add(tx, "by another", 4, owners=MAYA, eta=FIRST)
        await add(tx, "revealed", 5, owners=MAYA, revealed_at=NOW)
        await add(tx, "dropped", 6, owners=MAYA, state=State.DROPPED)
        await add(tx, "not theirs", 7, owners=("UBRIAN",))
        await add(tx, "rated", 1, OTHER, owners=MAYA)
        for tactic, person in (("second round", "UMAYA"), ("rated", "UMAYA"), ("by another", "UBRIAN")):
            await ratings.put(tx, W, tactic, 1, Rating(person, 3, 3, "", NOW))
        owed = await tactic_lists.rating_owed_in(tx, W, "UMAYA", ["plan"], 10)
        assert ids(owed.tactics) == ["by another", "owed", "second round"]
        elsewhere = await tactic_lists.rating_owed_in(tx, OTHER, "UMAYA", ["plan"], 10)
        assert ids(elsewhere.tactics) == ["rated"]


async def test_open_tactics_of_a_plan_by_owner(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await furnish(tx, OTHER)
        await furnish_second_plan(tx)
        await add(tx, "unrated", 1, owners=("UHAILEY", "UMAYA"))
        await add(tx, "quick win", 2, owners=("UBRIAN", "UMAYA"), score=QUICK_WIN, revealed_at=NOW)
        await add(tx, "nobody's", 3)
        await add(tx, "done", 4, owners=("UDONE",), state=State.DONE)
        await add(tx, "other plan", 1, owners=("UELSE",), plan="second", goal="other goal")
        await add(tx, "elsewhere", 1, OTHER, owners=("UOTHER",))
        assert ids(await tactic_lists.open_owned(tx, W, "plan")) == ["quick win", "unrated"]
        assert ids(await tactic_lists.open_owned_in(tx, W, "plan", "UMAYA")) == ["quick win", "unrated"]
        assert ids(await tactic_lists.open_owned_in(tx, W, "plan", "UHAILEY")) == ["unrated"]
        assert await tactic_lists.open_owned_in(tx, W, "plan", "UELSE") == ()
        assert await tactic_lists.owners_of_open(tx, W, "plan") == ("UBRIAN", "UMAYA", "UHAILEY")
        assert await tactic_lists.owners_of_open(tx, OTHER, "plan") == ("UOTHER",)


async def test_tactics_of_ids_in_the_order_asked_for(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await furnish(tx, OTHER)
        for number in (1, 2, 3):
            await add(tx, f"t{number}", number, owners=MAYA, state=State.DROPPED)
        await add(tx, "t4", 4, OTHER)
        found = await tactic_lists.of_ids(tx, W, iter(["t3", "t1", "unknown", "t4", "t3"]))
        assert list(found.items()) == [
            (f"t{number}", a_tactic(f"t{number}", number, owners=MAYA, state=State.DROPPED))
            for number in (3, 1)
        ]
        assert await tactic_lists.of_ids(tx, W, []) == {}


async def test_all_tactics_of_a_plan_by_number(store: Store) -> None:
    judged = a_tactic("done", 2, state=State.DONE, actual_value=2, actual_complexity=4)
    async with store.transaction() as tx:
        await furnish(tx)
        await furnish(tx, OTHER)
        await furnish_second_plan(tx)
        await add(tx, "dropped", 3, state=State.DROPPED)
        await add(tx, "done", 2, state=State.DONE)
        await add(tx, "open", 1)
        await add(tx, "other plan", 1, state=State.DONE, plan="second", goal="other goal")
        await add(tx, "elsewhere", 1, OTHER, state=State.DONE)
        await tactics.save(tx, W, judged)
        assert ids(await tactic_lists.all_of_plan(tx, W, "plan")) == ["open", "done", "dropped"]
        assert (await tactic_lists.all_of_plan(tx, W, "plan"))[1] == replace(judged, version=2)
