"""Ratings by round and person, and the end of a round."""

from dataclasses import replace
from datetime import timedelta

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.logbook import Action
from planning.priorities import Rating, score
from planning.tactics import State
from storage import deliveries, logbook, ratings, rounds, tactics
from storage.store import Store
from tests.storage.stored import LATER, NOW, OTHER, W, a_tactic, furnish, furnish_with_tactic, statements

BRIAN = Rating("UBRIAN", 5, 2, "Everybody asks for it", LATER)
MAYA = Rating("UMAYA", 2, 5, "", NOW)


async def test_ratings_of_a_round_stand_in_the_order_of_time(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish_with_tactic(tx)
        await ratings.put(tx, W, "tactic", 1, BRIAN)
        await ratings.put(tx, W, "tactic", 1, MAYA)
        await ratings.put(tx, W, "tactic", 2, replace(BRIAN, value=3))
        assert await ratings.of_round(tx, W, "tactic", 1) == (MAYA, BRIAN)
        assert await ratings.of_round(tx, W, "tactic", 3) == ()
        assert await ratings.all_of(tx, W, "tactic") == {1: (MAYA, BRIAN), 2: (replace(BRIAN, value=3),)}
        assert await ratings.of_person(tx, W, "tactic", 1, "UBRIAN") == BRIAN
        assert await ratings.of_person(tx, W, "tactic", 2, "UMAYA") is None


async def test_a_person_may_think_again(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish_with_tactic(tx)
        await ratings.put(tx, W, "tactic", 1, MAYA)
        await ratings.put(tx, W, "tactic", 1, replace(MAYA, value=4, at=LATER))
        assert await ratings.of_round(tx, W, "tactic", 1) == (replace(MAYA, value=4, at=LATER),)


async def test_raters_of_many_tactics_take_one_statement(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish_with_tactic(tx)
        for number in (2, 3):
            await tactics.add(tx, W, a_tactic(f"t{number}", number))
        await ratings.put(tx, W, "tactic", 1, BRIAN)
        await ratings.put(tx, W, "tactic", 2, MAYA)
        await ratings.put(tx, W, "t2", 1, BRIAN)
        await ratings.put(tx, W, "t2", 1, MAYA)
    asked = [("tactic", 2), ("t2", 1), ("t3", 1)]
    with statements(store) as sent:
        async with store.reading() as tx:
            found = await ratings.raters(tx, W, asked)
    assert found == {"tactic": {"UMAYA"}, "t2": {"UBRIAN", "UMAYA"}, "t3": set()}
    assert len(sent) == 1


async def test_workspaces_do_not_share_ratings(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish_with_tactic(tx)
        await furnish_with_tactic(tx, OTHER)
        await ratings.put(tx, W, "tactic", 1, BRIAN)
        await ratings.put(tx, OTHER, "tactic", 1, replace(BRIAN, value=1))
        assert await ratings.of_round(tx, W, "tactic", 1) == (BRIAN,)
        assert await ratings.raters(tx, OTHER, [("tactic", 1)]) == {"tactic": {"UBRIAN"}}
        assert await ratings.of_person(tx, OTHER, "tactic", 1, "UBRIAN") == replace(BRIAN, value=1)


async def test_a_round_ends_when_every_owner_has_rated(store: Store) -> None:
    tactic = a_tactic(owners=("UBRIAN", "UMAYA"))
    request = Delivery("d", W, Kind.RATING_REQUEST, "UBRIAN", "tactic", "tactic:1", NOW)
    async with store.transaction() as tx:
        await furnish(tx)
        await tactics.add(tx, W, tactic)
        await deliveries.owe(tx, replace(request, state=DeliveryState.SENT))
        await ratings.put(tx, W, "tactic", 1, BRIAN)
        assert await rounds.settle(tx, W, tactic, NOW) == tactic
        assert await logbook.last_of(tx, W, "plan", "tactic") is None
        await ratings.put(tx, W, "tactic", 1, MAYA)
        revealed = await rounds.settle(tx, W, tactic, LATER)
        assert revealed == replace(tactic, revealed_at=LATER, score=score([BRIAN, MAYA]))
        assert await tactics.get(tx, W, "tactic") == revealed
        entry = await logbook.last_of(tx, W, "plan", "tactic")
        assert entry
        assert (entry.action, entry.person, entry.at) == (Action.RATINGS_REVEALED, None, LATER)
        owed = await deliveries.of(tx, W, Kind.RATING_REQUEST, "UBRIAN", "tactic:1")
        assert owed
        assert owed.redraw


async def test_a_round_ends_at_its_deadline_even_without_ratings(store: Store) -> None:
    tactic = a_tactic(rate_by=LATER)
    async with store.transaction() as tx:
        await furnish(tx)
        await tactics.add(tx, W, tactic)
        assert await rounds.settle(tx, W, tactic, LATER - timedelta(seconds=1)) == tactic
        assert await rounds.settle(tx, W, tactic, LATER) == replace(tactic, revealed_at=LATER)
        assert await tactics.rounds_due(tx, LATER, 10) == []


async def test_a_round_of_a_closed_tactic_stays_as_it_is(store: Store) -> None:
    tactic = a_tactic(state=State.DROPPED, rate_by=NOW)
    async with store.transaction() as tx:
        await furnish(tx)
        await tactics.add(tx, W, tactic)
        assert await rounds.settle(tx, W, tactic, LATER) == tactic
