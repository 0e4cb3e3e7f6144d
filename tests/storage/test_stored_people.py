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
        await tx.run(people.put, W, BRIAN, NOW)
        await tx.run(people.put, W, OLD, LATER)
        await tx.run(people.put, W, AWAY, LATER)
        assert await tx.run(people.get, W, ["UBRIAN", "UOLD", "UNKNOWN"]) == {"UBRIAN": BRIAN, "UOLD": OLD}
        assert await tx.run(people.get, W, ["UAWAY"]) == {"UAWAY": AWAY}
        assert await tx.run(people.get, W, iter(["UOLD"])) == {"UOLD": OLD}
        assert await tx.run(people.get, W, []) == {}


async def test_the_newest_description_counts(store: Store) -> None:
    renamed = replace(BRIAN, name="Brian B.", deleted=True)
    async with store.transaction() as tx:
        await tx.run(people.put, W, BRIAN, NOW)
        await tx.run(people.put, W, renamed, LATER)
        assert await tx.run(people.get, W, ["UBRIAN"]) == {"UBRIAN": renamed}
        assert await tx.run(people.described, W, ["UBRIAN"]) == {"UBRIAN": (renamed, LATER)}


async def test_it_is_known_how_old_a_description_is(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(people.put, W, BRIAN, NOW)
        await tx.run(people.put, W, OLD, LATER)
        known = await tx.run(people.described, W, ["UBRIAN", "UOLD", "UNKNOWN"])
    assert known == {"UBRIAN": (BRIAN, NOW), "UOLD": (OLD, LATER)}


async def test_workspaces_do_not_share_people(store: Store) -> None:
    theirs = replace(BRIAN, name="Another Brian")
    async with store.transaction() as tx:
        await tx.run(people.put, W, BRIAN, NOW)
        await tx.run(people.put, OTHER, theirs, LATER)
        assert await tx.run(people.get, W, ["UBRIAN"]) == {"UBRIAN": BRIAN}
        assert await tx.run(people.get, OTHER, ["UBRIAN"]) == {"UBRIAN": theirs}
        assert await tx.run(people.described, W, ["UBRIAN"]) == {"UBRIAN": (BRIAN, NOW)}
