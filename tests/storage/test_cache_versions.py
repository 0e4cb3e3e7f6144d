"""What processes tell each other that they remember in vain."""

from storage import cache_versions
from storage.engine.store import Store
from storage.engine.transactions import in_workspace
from tests.storage.stored import OTHER, W
from tests.transactions import reading, transacting

MEMBERS = "members"


async def test_a_change_moves_on_what_it_is_about_and_nothing_else(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        before = cache_versions.versions(tx, MEMBERS, ["C1", "C2"])
        cache_versions.changed(tx, MEMBERS, ["C1"])
        once = cache_versions.versions(tx, MEMBERS, ["C1", "C2"])
        cache_versions.changed(tx, MEMBERS, ["C1", "C2"])
        twice = cache_versions.versions(tx, MEMBERS, ["C1", "C2"])
        assert cache_versions.versions(tx, "channels", ["C1"]) == {"C1": 0}
        assert cache_versions.versions(other, MEMBERS, ["C1"]) == {"C1": 0}
    assert (before["C2"], once["C2"]) == (0, 0)
    assert len({each["C1"] for each in (before, once, twice)}) == 3
    assert twice["C2"] != once["C2"]


async def test_a_change_that_is_undone_was_none(store: Store) -> None:
    with transacting(store, W) as tx:
        cache_versions.changed(tx, MEMBERS, ["C1"])
        tx.rollback()
    with reading(store, W) as tx:
        assert cache_versions.versions(tx, MEMBERS, ["C1"]) == {"C1": 0}
