"""People, as Slack described them last."""

from dataclasses import replace

from planning.people import Person
from storage import people
from storage.engine.store import Store
from storage.engine.transactions import in_workspace
from tests.storage.stored import LATER, NOW, OTHER, W
from tests.transactions import transacting

BRIAN = Person("UBRIAN", "Brian", "Europe/London", "en-GB")
OLD = Person("UOLD", "Old", "America/New_York", "fr-FR", deleted=True, bot=True, guest=True, stranger=True)
AWAY = Person("UAWAY", "Away", country="LV", status_away=True, status_until=LATER)


async def test_people_come_back_as_they_were(store: Store) -> None:
    with transacting(store, W) as tx:
        people.put(tx, BRIAN, NOW)
        people.put(tx, OLD, LATER)
        people.put(tx, AWAY, LATER)
        assert people.get(tx, ["UBRIAN", "UOLD", "UNKNOWN"]) == {"UBRIAN": BRIAN, "UOLD": OLD}
        assert people.get(tx, ["UAWAY"]) == {"UAWAY": AWAY}
        assert people.get(tx, iter(["UOLD"])) == {"UOLD": OLD}
        assert people.get(tx, []) == {}


async def test_the_newest_description_counts(store: Store) -> None:
    renamed = replace(BRIAN, name="Brian B.", deleted=True)
    with transacting(store, W) as tx:
        people.put(tx, BRIAN, NOW)
        people.put(tx, renamed, LATER)
        assert people.get(tx, ["UBRIAN"]) == {"UBRIAN": renamed}
        assert people.cached(tx, ["UBRIAN"]) == {"UBRIAN": (renamed, LATER)}


async def test_it_is_known_how_old_a_description_is(store: Store) -> None:
    with transacting(store, W) as tx:
        people.put(tx, BRIAN, NOW)
        people.put(tx, OLD, LATER)
        known = people.cached(tx, ["UBRIAN", "UOLD", "UNKNOWN"])
    assert known == {"UBRIAN": (BRIAN, NOW), "UOLD": (OLD, LATER)}


async def test_workspaces_do_not_share_people(store: Store) -> None:
    theirs = replace(BRIAN, name="Another Brian")
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        people.put(tx, BRIAN, NOW)
        people.put(other, theirs, LATER)
        assert people.get(tx, ["UBRIAN"]) == {"UBRIAN": BRIAN}
        assert people.get(other, ["UBRIAN"]) == {"UBRIAN": theirs}
        assert people.cached(tx, ["UBRIAN"]) == {"UBRIAN": (BRIAN, NOW)}
