"""What processes tell each other that they remember in vain."""

from storage import cache_versions
from storage.engine.store import Store, reading, transacting
from tests.storage.stored import OTHER, W

MEMBERS = "members"


async def test_a_change_moves_on_what_it_is_about_and_nothing_else(store: Store) -> None:
    with transacting(store, W) as tx:
        before = cache_versions.versions(tx, W, MEMBERS, ["C1", "C2"])
        cache_versions.changed(tx, W, MEMBERS, ["C1"])
        once = cache_versions.versions(tx, W, MEMBERS, ["C1", "C2"])
        cache_versions.changed(tx, W, MEMBERS, ["C1", "C2"])
        twice = cache_versions.versions(tx, W, MEMBERS, ["C1", "C2"])
        assert cache_versions.versions(tx, W, "channels", ["C1"]) == {"C1": 0}
        assert cache_versions.versions(tx, OTHER, MEMBERS, ["C1"]) == {"C1": 0}
    assert (before["C2"], once["C2"]) == (0, 0)
    assert len({each["C1"] for each in (before, once, twice)}) == 3
    assert twice["C2"] != once["C2"]


async def test_a_change_that_is_undone_was_none(store: Store) -> None:
    with transacting(store, W) as tx:
        cache_versions.changed(tx, W, MEMBERS, ["C1"])
        tx.rollback()
    with reading(store) as tx:
        assert cache_versions.versions(tx, W, MEMBERS, ["C1"]) == {"C1": 0}
