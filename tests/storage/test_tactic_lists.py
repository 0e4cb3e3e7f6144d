"""Lists of tactics over plans, and of a plan as a whole."""

from dataclasses import replace
from datetime import date, timedelta

from planning.priorities import Rating, score
from planning.tactics import State, Tactic
from storage import goals, plans, ratings, tactic_lists, tactics
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import NOW, OTHER, W, a_goal, a_plan, a_tactic, furnish, statements
from tests.transactions import reading, transacting

MAYA = ("UMAYA",)
QUICK_WIN = score([Rating("UMAYA", 5, 1, "", NOW)])
FIRST = date(2027, 2, 1)


def add(tx: Tx, /, id_: str, number: int, **changed: object) -> None:
    assert tactics.add(tx, a_tactic(id_, number, **changed))


def furnish_second_plan(tx: Tx) -> None:
    plans.add(tx, a_plan(id="second", channel="CELSE"))
    goals.add(tx, a_goal("other goal", plan="second"))


def ids(found: tuple[Tactic, ...]) -> list[str]:
    return [tactic.id for tactic in found]


async def test_what_a_person_owns_over_all_open_plans(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        furnish(other)
        furnish_second_plan(tx)
        add(tx, "undated", 1, owners=MAYA)
        add(tx, "later", 2, owners=("UBRIAN", "UMAYA"), eta=FIRST + timedelta(days=1))
        add(tx, "first", 1, owners=MAYA, eta=FIRST, plan="second", goal="other goal")
        add(tx, "not theirs", 3, owners=("UBRIAN",))
        add(tx, "done", 4, owners=MAYA, state=State.DONE)
        add(tx, "dropped", 5, owners=MAYA, state=State.DROPPED)
        add(other, "elsewhere", 1, owners=MAYA)
        mine = tactic_lists.owned(tx, "UMAYA")
        assert ids(mine) == ["first", "later", "undated"]
        assert mine[1].owners == ("UBRIAN", "UMAYA")
        plans.save(tx, a_plan(id="second", channel="CELSE").closed(NOW))
        assert ids(tactic_lists.owned(tx, "UMAYA")) == ["later", "undated"]
        assert tactic_lists.owned(tx, "UNKNOWN") == ()
        theirs = tactic_lists.owned_by(tx, ["UMAYA", "UBRIAN", "UNKNOWN"])
        assert {person: ids(owned) for person, owned in theirs.items()} == {
            "UMAYA": ["later", "undated"],
            "UBRIAN": ["later", "not theirs"],
            "UNKNOWN": [],
        }


async def test_what_a_person_owns_takes_two_statements(store: Store) -> None:
    with transacting(store) as tx:
        furnish(tx)
        for number in range(1, 30):
            add(tx, f"t{number}", number, owners=MAYA)
    with statements(store) as sent, reading(store, W) as tx:
        assert len(tactic_lists.owned(tx, "UMAYA")) == 29
    sent = [one for one in sent if "is_open NOT IN" not in one[0]]  # SQLite's look for spoilt rows
    assert len(sent) == 2


async def test_ratings_are_owed_while_the_round_is_blind(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        furnish(other)
        add(tx, "owed", 1, owners=MAYA)
        add(tx, "second round", 2, owners=MAYA, round=2)
        add(tx, "rated", 3, owners=MAYA)
        add(tx, "by another", 4, owners=MAYA, eta=FIRST)
        add(tx, "revealed", 5, owners=MAYA, revealed_at=NOW)
        add(tx, "dropped", 6, owners=MAYA, state=State.DROPPED)
        add(tx, "not theirs", 7, owners=("UBRIAN",))
        add(other, "rated", 1, owners=MAYA)
        for tactic, person in (("second round", "UMAYA"), ("rated", "UMAYA"), ("by another", "UBRIAN")):
            ratings.put(tx, tactic, 1, Rating(person, 3, 3, "", NOW))
        owed = tactic_lists.rating_pending_in(tx, "UMAYA", ["plan"], 10)
        assert ids(owed.tactics) == ["by another", "owed", "second round"]
        elsewhere = tactic_lists.rating_pending_in(other, "UMAYA", ["plan"], 10)
        assert ids(elsewhere.tactics) == ["rated"]


async def test_open_tactics_of_a_plan_by_owner(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        furnish(other)
        furnish_second_plan(tx)
        add(tx, "unrated", 1, owners=("UHAILEY", "UMAYA"))
        add(tx, "quick win", 2, owners=("UBRIAN", "UMAYA"), score=QUICK_WIN, revealed_at=NOW)
        add(tx, "nobody's", 3)
        add(tx, "done", 4, owners=("UDONE",), state=State.DONE)
        add(tx, "other plan", 1, owners=("UELSE",), plan="second", goal="other goal")
        add(other, "elsewhere", 1, owners=("UOTHER",))
        assert ids(tactic_lists.open_owned(tx, "plan")) == ["quick win", "unrated"]
        assert ids(tactic_lists.open_owned_in(tx, "plan", "UMAYA")) == ["quick win", "unrated"]
        assert ids(tactic_lists.open_owned_in(tx, "plan", "UHAILEY")) == ["unrated"]
        assert tactic_lists.open_owned_in(tx, "plan", "UELSE") == ()
        assert tactic_lists.owners_of_open(tx, "plan") == ("UBRIAN", "UMAYA", "UHAILEY")
        assert tactic_lists.owners_of_open(other, "plan") == ("UOTHER",)


async def test_tactics_of_ids_in_the_order_asked_for(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        furnish(other)
        for number in (1, 2, 3):
            add(tx, f"t{number}", number, owners=MAYA, state=State.DROPPED)
        add(other, "t4", 4)
        found = tactic_lists.of_ids(tx, iter(["t3", "t1", "unknown", "t4", "t3"]))
        assert list(found.items()) == [
            (f"t{number}", a_tactic(f"t{number}", number, owners=MAYA, state=State.DROPPED))
            for number in (3, 1)
        ]
        assert tactic_lists.of_ids(tx, []) == {}


async def test_all_tactics_of_a_plan_by_number(store: Store) -> None:
    judged = a_tactic("done", 2, state=State.DONE, actual_value=2, actual_complexity=4)
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        furnish(other)
        furnish_second_plan(tx)
        add(tx, "dropped", 3, state=State.DROPPED)
        add(tx, "done", 2, state=State.DONE)
        add(tx, "open", 1)
        add(tx, "other plan", 1, state=State.DONE, plan="second", goal="other goal")
        add(other, "elsewhere", 1, state=State.DONE)
        tactics.save(tx, judged)
        assert ids(tactic_lists.all_of_plan(tx, "plan")) == ["open", "done", "dropped"]
        assert (tactic_lists.all_of_plan(tx, "plan"))[1] == replace(judged, version=2)
