"""Ratings by round and person, and the end of a round."""

from dataclasses import replace
from datetime import timedelta

from planning.deliveries import Kind
from planning.history import Action
from planning.priorities import Rating, score
from planning.tactics import State
from storage import deliveries, homes, ratings, tactics
from storage import history as logbook
from storage.changes.rating_rounds import settle
from storage.engine.store import Store
from storage.engine.transactions import in_workspace
from tests.storage.stored import LATER, NOW, OTHER, W, a_tactic, furnish, furnish_with_tactic, statements
from tests.transactions import reading, transacting

BRIAN = Rating("UBRIAN", 5, 2, "Everybody asks for it", LATER)
MAYA = Rating("UMAYA", 2, 5, "", NOW)


async def test_ratings_of_a_round_stand_in_the_order_of_time(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        ratings.put(tx, "tactic", 1, BRIAN)
        ratings.put(tx, "tactic", 1, MAYA)
        ratings.put(tx, "tactic", 2, replace(BRIAN, value=3))
        assert ratings.of_round(tx, "tactic", 1) == (MAYA, BRIAN)
        assert ratings.of_round(tx, "tactic", 3) == ()
        assert ratings.all_of(tx, "tactic") == {1: (MAYA, BRIAN), 2: (replace(BRIAN, value=3),)}
        assert ratings.of_person(tx, "tactic", 1, "UBRIAN") == BRIAN
        assert ratings.of_person(tx, "tactic", 2, "UMAYA") is None


async def test_a_person_may_think_again(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        ratings.put(tx, "tactic", 1, MAYA)
        ratings.put(tx, "tactic", 1, replace(MAYA, value=4, at=LATER))
        assert ratings.of_round(tx, "tactic", 1) == (replace(MAYA, value=4, at=LATER),)


async def test_raters_of_many_tactics_take_one_statement(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        for number in (2, 3):
            tactics.add(tx, a_tactic(f"t{number}", number))
        ratings.put(tx, "tactic", 1, BRIAN)
        ratings.put(tx, "tactic", 2, MAYA)
        ratings.put(tx, "t2", 1, BRIAN)
        ratings.put(tx, "t2", 1, MAYA)
    asked = [("tactic", 2), ("t2", 1), ("t3", 1)]
    with statements(store) as sent, reading(store, W) as tx:
        found = ratings.raters(tx, asked)
    assert found == {"tactic": {"UMAYA"}, "t2": {"UBRIAN", "UMAYA"}, "t3": set()}
    assert len(sent) == 1


async def test_workspaces_do_not_share_ratings(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish_with_tactic(tx)
        furnish_with_tactic(other)
        ratings.put(tx, "tactic", 1, BRIAN)
        ratings.put(other, "tactic", 1, replace(BRIAN, value=1))
        assert ratings.of_round(tx, "tactic", 1) == (BRIAN,)
        assert ratings.raters(other, [("tactic", 1)]) == {"tactic": {"UBRIAN"}}
        assert ratings.of_person(other, "tactic", 1, "UBRIAN") == replace(BRIAN, value=1)


async def test_a_round_ends_when_every_owner_has_rated(store: Store) -> None:
    tactic = a_tactic(owners=("UBRIAN", "UMAYA"))
    with transacting(store, W) as tx:
        furnish(tx)
        tactics.add(tx, tactic)
        homes.opened(tx, "UBRIAN", NOW)
        for shown in deliveries.claim(tx, NOW, LATER - NOW, 10):
            deliveries.mark_updated(tx, shown)
        ratings.put(tx, "tactic", 1, BRIAN)
        assert settle(tx, tactic, NOW) == tactic
        assert logbook.last_of(tx, "plan", "tactic") is None
        assert deliveries.next_due(tx) is None
        ratings.put(tx, "tactic", 1, MAYA)
        revealed = settle(tx, tactic, LATER)
        assert revealed == replace(tactic, revealed_at=LATER, score=score([BRIAN, MAYA]))
        assert tactics.get(tx, "tactic") == revealed
        entry = logbook.last_of(tx, "plan", "tactic")
        assert entry
        assert (entry.action, entry.person, entry.at) == (Action.RATINGS_REVEALED, None, LATER)
        home = deliveries.find(tx, Kind.HOME, "UBRIAN", "home")
        assert home
        assert home.redraw


async def test_a_round_ends_at_its_deadline_even_without_ratings(store: Store) -> None:
    tactic = a_tactic(rate_by=LATER)
    with transacting(store, W) as tx:
        furnish(tx)
        tactics.add(tx, tactic)
        assert settle(tx, tactic, LATER - timedelta(seconds=1)) == tactic
        assert settle(tx, tactic, LATER) == replace(tactic, revealed_at=LATER)
        assert tactics.rounds_due(tx, LATER, 10) == []


async def test_a_round_of_a_closed_tactic_stays_as_it_is(store: Store) -> None:
    tactic = a_tactic(state=State.DROPPED, rate_by=NOW)
    with transacting(store, W) as tx:
        furnish(tx)
        tactics.add(tx, tactic)
        assert settle(tx, tactic, LATER) == tactic
