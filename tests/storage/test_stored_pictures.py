"""On which surfaces people see pictures, and pictures that stand on an address."""

from dataclasses import replace
from datetime import timedelta

from planning.pictures import TEST_SHOWN_FOR, Sighting, Source, Surface
from storage import pictures
from storage.store import Store
from tests.storage.stored import LATER, NOW, OTHER, W

SEEN = Sighting(True, Source.FILE, "UBRIAN", NOW)


async def test_the_last_answer_stands_and_is_the_workspaces_own(store: Store) -> None:
    async with store.transaction(W) as tx:
        assert await tx.run(pictures.sightings, W) == {}
        await tx.run(pictures.answer, W, Surface.HOME, SEEN)
        await tx.run(pictures.answer, W, Surface.MODAL, replace(SEEN, seen=False))
    async with store.transaction(W) as tx:
        changed = Sighting(False, Source.ADDRESS, "UHAILEY", LATER)
        await tx.run(pictures.answer, W, Surface.HOME, changed)
    async with store.reading() as tx:
        assert await tx.run(pictures.sightings, W) == {
            Surface.HOME: changed,
            Surface.MODAL: replace(SEEN, seen=False),
        }
        assert await tx.run(pictures.sightings, OTHER) == {}


async def test_being_asked_again_forgets_nothing_before_the_answer(store: Store) -> None:
    async with store.transaction(W) as tx:
        await tx.run(pictures.answer, W, Surface.HOME, SEEN)
        await tx.run(pictures.ask, W, Surface.HOME, "UHAILEY", LATER)
    async with store.transaction(W) as tx:
        assert await tx.run(pictures.sightings, W) == {Surface.HOME: SEEN}
        assert await tx.run(pictures.is_asked, W, Surface.HOME, "UHAILEY", LATER)
        assert not await tx.run(pictures.is_asked, W, Surface.HOME, "UBRIAN", LATER)
        assert not await tx.run(pictures.is_asked, W, Surface.MODAL, "UHAILEY", LATER)
        assert not await tx.run(pictures.is_asked, OTHER, Surface.HOME, "UHAILEY", LATER)
        await tx.run(pictures.answer, W, Surface.HOME, replace(SEEN, person="UHAILEY", seen=False))
        assert not await tx.run(pictures.is_asked, W, Surface.HOME, "UHAILEY", LATER)


async def test_a_question_that_nobody_answers_ends_by_itself(store: Store) -> None:
    async with store.transaction(W) as tx:
        await tx.run(pictures.ask, W, Surface.HOME, "UBRIAN", NOW)
        before, after = NOW + TEST_SHOWN_FOR - timedelta(microseconds=1), NOW + TEST_SHOWN_FOR
        assert await tx.run(pictures.is_asked, W, Surface.HOME, "UBRIAN", before)
        assert not await tx.run(pictures.is_asked, W, Surface.HOME, "UBRIAN", after)
        assert await tx.run(pictures.sightings, W) == {}


async def test_a_picture_is_had_by_its_secret_until_it_expires(store: Store) -> None:
    async with store.transaction(W) as tx:
        await tx.run(pictures.put, W, "secret", b"\x89PNG\0", LATER, NOW)
    async with store.reading() as tx:
        assert await tx.run(pictures.of_secret, W, "secret", NOW) == b"\x89PNG\0"
        assert await tx.run(pictures.of_secret, W, "secret", LATER - timedelta(microseconds=1))
        assert await tx.run(pictures.of_secret, W, "secret", LATER) is None
        assert await tx.run(pictures.of_secret, W, "another", NOW) is None
        assert await tx.run(pictures.of_secret, OTHER, "secret", NOW) is None


async def test_pictures_that_have_expired_go_when_another_comes(store: Store) -> None:
    async with store.transaction(W) as tx:
        await tx.run(pictures.put, W, "first", b"1", LATER, NOW)
        await tx.run(pictures.put, W, "second", b"2", LATER + timedelta(hours=1), NOW)
        await tx.run(pictures.put, W, "third", b"3", LATER + timedelta(hours=1), LATER)
        assert await tx.run(pictures.of_secret, W, "first", NOW) is None
        assert await tx.run(pictures.of_secret, W, "second", NOW) == b"2"
