"""People, as Slack described them last."""

from dataclasses import replace

from planning.people import Person
from storage import people
from storage.store import Store
from tests.storage.stored import LATER, NOW, OTHER, W

BRIAN = Person("UBRIAN", "Brian", "Europe/London", "en-GB")
OLD = Person("UOLD", "Old", "America/New_York", "fr-FR", deleted=True, bot=True, guest=True, stranger=True)
AWAY = Person("UAWAY", "Away", country="LV", status_away=True, status_until=LATER)


async def test_people_come_back_as_they_were(store: Store) -> None:
    async with store.transaction() as tx:
        await people.put(tx, W, BRIAN, NOW)
        await people.put(tx, W, OLD, LATER)
        await people.put(tx, W, AWAY, LATER)
        assert await people.get(tx, W, ["UBRIAN", "UOLD", "UNKNOWN"]) == {"UBRIAN": BRIAN, "UOLD": OLD}
        assert await people.get(tx, W, ["UAWAY"]) == {"UAWAY": AWAY}
        assert await people.get(tx, W, iter(["UOLD"])) == {"UOLD": OLD}
        assert await people.get(tx, W, []) == {}


async def test_the_newest_description_counts(store: Store) -> None:
    renamed = replace(BRIAN, name="Brian B.", deleted=True)
    async with store.transaction() as tx:
        await people.put(tx, W, BRIAN, NOW)
        await people.put(tx, W, renamed, LATER)
        assert await people.get(tx, W, ["UBRIAN"]) == {"UBRIAN": renamed}
        assert await people.described(tx, W, ["UBRIAN"]) == {"UBRIAN": (renamed, LATER)}


async def test_it_is_known_how_old_a_description_is(store: Store) -> None:
    async with store.transaction() as tx:
        await people.put(tx, W, BRIAN, NOW)
        await people.put(tx, W, OLD, LATER)
        known = await people.described(tx, W, ["UBRIAN", "UOLD", "UNKNOWN"])
    assert known == {"UBRIAN": (BRIAN, NOW), "UOLD": (OLD, LATER)}


async def test_workspaces_do_not_share_people(store: Store) -> None:
    theirs = replace(BRIAN, name="Another Brian")
    async with store.transaction() as tx:
        await people.put(tx, W, BRIAN, NOW)
        await people.put(tx, OTHER, theirs, LATER)
        assert await people.get(tx, W, ["UBRIAN"]) == {"UBRIAN": BRIAN}
        assert await people.get(tx, OTHER, ["UBRIAN"]) == {"UBRIAN": theirs}
        assert await people.described(tx, W, ["UBRIAN"]) == {"UBRIAN": (BRIAN, NOW)}
