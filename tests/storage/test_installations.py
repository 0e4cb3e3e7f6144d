"""Where the app is installed: what is changed by compare-and-set, and ways in that are good once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from storage import install_states, installations
from storage.engine.store import Store
from storage.installations import Installation
from storage.transfer.export import export_data
from storage.transfer.format import text
from storage.transfer.purge import purge_person, purge_workspace
from tests.storage.everything import fill
from tests.storage.stored import NOW, W, an_installation
from tests.transactions import reading, transacting

HERE = an_installation()
MINUTE = timedelta(minutes=1)


async def put(store: Store, installation: Installation = HERE) -> None:
    with transacting(store) as tx:
        installations.put(tx, installation)


async def found(store: Store) -> Installation | None:
    with reading(store) as tx:
        return installations.get(tx, W)


async def test_it_is_found_until_it_is_removed(store: Store) -> None:
    assert await found(store) is None
    await put(store)
    assert await found(store) == HERE
    with transacting(store) as tx:
        assert installations.removed(tx, W, NOW + MINUTE)
        assert not installations.removed(tx, W, NOW + MINUTE)
    assert await found(store) is None
    with reading(store) as tx:
        assert installations.everywhere(tx) == ()


async def test_what_was_removed_before_it_was_installed_again_stays(store: Store) -> None:
    again = replace(HERE, installed_at=NOW + timedelta(hours=1))
    await put(store, again)
    with transacting(store) as tx:
        assert not installations.removed(tx, W, NOW)
    assert await found(store) == again


async def test_one_renews_and_the_others_do_not(either_store: Store) -> None:
    await put(either_store)

    async def may() -> bool:
        with transacting(either_store) as tx:
            return installations.may_renew(tx, HERE, NOW, MINUTE)

    assert sorted(await asyncio.gather(*(may() for _ in range(8)))) == [False] * 7 + [True]
    with transacting(either_store) as tx:
        assert installations.may_renew(tx, HERE, NOW + MINUTE, MINUTE)  # the one before has vanished


async def test_whoever_is_late_undoes_nothing(store: Store) -> None:
    await put(store)
    with transacting(store) as tx:
        assert installations.renewed(tx, HERE, "two", None)
        assert not installations.renewed(tx, HERE, "three", None)
        assert not installations.reseal(tx, HERE, "four")
        assert not installations.may_renew(tx, HERE, NOW, MINUTE)
        assert not installations.lost(tx, HERE, NOW)
    assert await found(store) == replace(HERE, sealed="two", expires_at=None)


async def test_secrets_are_in_no_document_and_go_with_the_workspace(store: Store) -> None:
    with transacting(store) as tx:
        fill(tx)
        installations.put(tx, HERE)
        written = text(export_data(tx, [W]))
        assert "installations" not in written
        assert purge_workspace(tx, W)
        assert installations.get(tx, W) is None


async def test_a_person_who_is_purged_has_installed_nothing(store: Store) -> None:
    await put(store)
    with transacting(store, W) as tx:
        purge_person(tx, "UMAYA", NOW)
    kept = await found(store)
    assert kept is not None
    assert "UMAYA" not in repr(kept)
    assert kept.sealed == "one"


async def test_a_way_in_is_good_once_for_one_browser_and_for_a_while(either_store: Store) -> None:
    async def take(state: str = "s", browser: str = "b", at: timedelta = timedelta()) -> bool:
        with transacting(either_store) as tx:
            return install_states.take(tx, state, browser, NOW + at)

    with transacting(either_store) as tx:
        install_states.open_(tx, "s", "b", NOW, NOW + MINUTE)
    assert not await take(state="x")
    assert not await take(browser="x")
    assert not await take(at=MINUTE)
    assert sorted(await asyncio.gather(*(take() for _ in range(8)))) == [False] * 7 + [True]


async def test_ways_in_that_nobody_took_are_swept_away(store: Store) -> None:
    with transacting(store) as tx:
        install_states.open_(tx, "s", "b", NOW, NOW + MINUTE)
        install_states.open_(tx, "s", "b", NOW + MINUTE, NOW + 2 * MINUTE)  # else it would be there twice


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=18262)])
async def test_what_was_begun_while_the_clock_was_ahead_keeps_nobody_from_anything(
    store: Store, ahead: timedelta
) -> None:
    await put(store)
    with transacting(store) as tx:
        assert installations.may_renew(tx, HERE, NOW + ahead, MINUTE)
        assert installations.may_renew(tx, HERE, NOW, MINUTE)
        assert not installations.may_renew(tx, HERE, NOW, MINUTE)
        install_states.open_(tx, "s", "b", NOW + ahead, NOW + ahead + MINUTE)
        assert not install_states.take(tx, "s", "b", NOW)
