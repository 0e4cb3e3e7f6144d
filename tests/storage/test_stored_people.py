"""People, as Slack described them last."""

from dataclasses import replace
from datetime import timedelta

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
        assert await people.fresh(tx, W, ["UBRIAN"], since=LATER) == {"UBRIAN": renamed}


async def test_only_fresh_descriptions_where_asked_for(store: Store) -> None:
    async with store.transaction() as tx:
        await people.put(tx, W, BRIAN, NOW)
        await people.put(tx, W, OLD, LATER)
        both = ["UBRIAN", "UOLD"]
        assert await people.fresh(tx, W, both, since=NOW) == {"UBRIAN": BRIAN, "UOLD": OLD}
        assert await people.fresh(tx, W, both, since=NOW + timedelta(microseconds=1)) == {"UOLD": OLD}
        assert "UOLD" not in await people.fresh(tx, W, both, since=NOW, until=NOW)


async def test_workspaces_do_not_share_people(store: Store) -> None:
    theirs = replace(BRIAN, name="Another Brian")
    async with store.transaction() as tx:
        await people.put(tx, W, BRIAN, NOW)
        await people.put(tx, OTHER, theirs, LATER)
        assert await people.get(tx, W, ["UBRIAN"]) == {"UBRIAN": BRIAN}
        assert await people.get(tx, OTHER, ["UBRIAN"]) == {"UBRIAN": theirs}
        assert await people.fresh(tx, W, ["UBRIAN"], since=LATER) == {}
