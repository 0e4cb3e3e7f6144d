"""What processes tell each other that they remember in vain."""

from storage import topics
from storage.store import Store
from tests.storage.stored import OTHER, W

MEMBERS = "members"


async def test_a_change_moves_on_what_it_is_about_and_nothing_else(store: Store) -> None:
    async with store.transaction(W) as tx:
        before = await tx.run(topics.versions, W, MEMBERS, ["C1", "C2"])
        await tx.run(topics.changed, W, MEMBERS, ["C1"])
        once = await tx.run(topics.versions, W, MEMBERS, ["C1", "C2"])
        await tx.run(topics.changed, W, MEMBERS, ["C1", "C2"])
        twice = await tx.run(topics.versions, W, MEMBERS, ["C1", "C2"])
        assert await tx.run(topics.versions, W, "channels", ["C1"]) == {"C1": 0}
        assert await tx.run(topics.versions, OTHER, MEMBERS, ["C1"]) == {"C1": 0}
    assert (before["C2"], once["C2"]) == (0, 0)
    assert len({each["C1"] for each in (before, once, twice)}) == 3
    assert twice["C2"] != once["C2"]


async def test_a_change_that_is_undone_was_none(store: Store) -> None:
    async with store.transaction(W) as tx:
        await tx.run(topics.changed, W, MEMBERS, ["C1"])
        await tx.rollback()
    async with store.reading() as tx:
        assert await tx.run(topics.versions, W, MEMBERS, ["C1"]) == {"C1": 0}
