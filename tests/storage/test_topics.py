"""What processes tell each other that they remember in vain."""

from storage import topics
from storage.engine.store import Store, reading, transacting
from tests.storage.stored import OTHER, W

MEMBERS = "members"


async def test_a_change_moves_on_what_it_is_about_and_nothing_else(store: Store) -> None:
    with transacting(store, W) as tx:
        before = topics.versions(tx, W, MEMBERS, ["C1", "C2"])
        topics.changed(tx, W, MEMBERS, ["C1"])
        once = topics.versions(tx, W, MEMBERS, ["C1", "C2"])
        topics.changed(tx, W, MEMBERS, ["C1", "C2"])
        twice = topics.versions(tx, W, MEMBERS, ["C1", "C2"])
        assert topics.versions(tx, W, "channels", ["C1"]) == {"C1": 0}
        assert topics.versions(tx, OTHER, MEMBERS, ["C1"]) == {"C1": 0}
    assert (before["C2"], once["C2"]) == (0, 0)
    assert len({each["C1"] for each in (before, once, twice)}) == 3
    assert twice["C2"] != once["C2"]


async def test_a_change_that_is_undone_was_none(store: Store) -> None:
    with transacting(store, W) as tx:
        topics.changed(tx, W, MEMBERS, ["C1"])
        tx.rollback()
    with reading(store) as tx:
        assert topics.versions(tx, W, MEMBERS, ["C1"]) == {"C1": 0}
