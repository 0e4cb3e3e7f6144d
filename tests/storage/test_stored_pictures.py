"""On which surfaces people see pictures, and pictures that stand on an address."""

from dataclasses import replace
from datetime import timedelta

from planning.pictures import TEST_SHOWN_FOR, Sighting, Source, Surface
from storage import pictures
from storage.engine.store import Store, reading, transacting
from tests.storage.stored import LATER, NOW, OTHER, W

SEEN = Sighting(True, Source.FILE, "UBRIAN", NOW)


async def test_the_last_answer_stands_and_is_the_workspaces_own(store: Store) -> None:
    with transacting(store, W) as tx:
        assert pictures.sightings(tx, W) == {}
        pictures.answer(tx, W, Surface.HOME, SEEN)
        pictures.answer(tx, W, Surface.MODAL, replace(SEEN, seen=False))
    with transacting(store, W) as tx:
        changed = Sighting(False, Source.ADDRESS, "UHAILEY", LATER)
        pictures.answer(tx, W, Surface.HOME, changed)
    with reading(store) as tx:
        assert pictures.sightings(tx, W) == {
            Surface.HOME: changed,
            Surface.MODAL: replace(SEEN, seen=False),
        }
        assert pictures.sightings(tx, OTHER) == {}


async def test_being_asked_again_forgets_nothing_before_the_answer(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.answer(tx, W, Surface.HOME, SEEN)
        pictures.ask(tx, W, Surface.HOME, "UHAILEY", LATER)
    with transacting(store, W) as tx:
        assert pictures.sightings(tx, W) == {Surface.HOME: SEEN}
        assert pictures.is_asked(tx, W, Surface.HOME, "UHAILEY", LATER)
        assert not pictures.is_asked(tx, W, Surface.HOME, "UBRIAN", LATER)
        assert not pictures.is_asked(tx, W, Surface.MODAL, "UHAILEY", LATER)
        assert not pictures.is_asked(tx, OTHER, Surface.HOME, "UHAILEY", LATER)
        pictures.answer(tx, W, Surface.HOME, replace(SEEN, person="UHAILEY", seen=False))
        assert not pictures.is_asked(tx, W, Surface.HOME, "UHAILEY", LATER)


async def test_a_question_that_nobody_answers_ends_by_itself(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.ask(tx, W, Surface.HOME, "UBRIAN", NOW)
        before, after = NOW + TEST_SHOWN_FOR - timedelta(microseconds=1), NOW + TEST_SHOWN_FOR
        assert pictures.is_asked(tx, W, Surface.HOME, "UBRIAN", before)
        assert not pictures.is_asked(tx, W, Surface.HOME, "UBRIAN", after)
        assert pictures.sightings(tx, W) == {}


async def test_a_picture_is_had_by_its_secret_until_it_expires(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.put(tx, W, "secret", b"\x89PNG\0", LATER, NOW)
    with reading(store) as tx:
        assert pictures.of_secret(tx, W, "secret", NOW) == b"\x89PNG\0"
        assert pictures.of_secret(tx, W, "secret", LATER - timedelta(microseconds=1))
        assert pictures.of_secret(tx, W, "secret", LATER) is None
        assert pictures.of_secret(tx, W, "another", NOW) is None
        assert pictures.of_secret(tx, OTHER, "secret", NOW) is None


async def test_pictures_that_have_expired_go_when_another_comes(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.put(tx, W, "first", b"1", LATER, NOW)
        pictures.put(tx, W, "second", b"2", LATER + timedelta(hours=1), NOW)
        pictures.put(tx, W, "third", b"3", LATER + timedelta(hours=1), LATER)
        assert pictures.of_secret(tx, W, "first", NOW) is None
        assert pictures.of_secret(tx, W, "second", NOW) == b"2"
