"""On which surfaces people see pictures, and pictures that stand on an address."""

from dataclasses import replace
from datetime import timedelta

from planning.pictures import TEST_SHOWN_FOR, Sighting, Source, Surface
from storage import pictures
from storage.engine.store import Store
from storage.engine.transactions import in_workspace
from tests.storage.stored import LATER, NOW, OTHER, W
from tests.transactions import reading, transacting

SEEN = Sighting(True, Source.FILE, "UBRIAN", NOW)


async def test_the_last_answer_stands_and_is_the_workspaces_own(store: Store) -> None:
    with transacting(store, W) as tx:
        assert pictures.sightings(tx) == {}
        pictures.answer(tx, Surface.HOME, SEEN)
        pictures.answer(tx, Surface.MODAL, replace(SEEN, seen=False))
    with transacting(store, W) as tx:
        changed = Sighting(False, Source.ADDRESS, "UHAILEY", LATER)
        pictures.answer(tx, Surface.HOME, changed)
    with reading(store, W) as tx, in_workspace(tx, OTHER) as other:
        assert pictures.sightings(tx) == {
            Surface.HOME: changed,
            Surface.MODAL: replace(SEEN, seen=False),
        }
        assert pictures.sightings(other) == {}


async def test_being_asked_again_forgets_nothing_before_the_answer(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.answer(tx, Surface.HOME, SEEN)
        pictures.ask(tx, Surface.HOME, "UHAILEY", LATER)
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        assert pictures.sightings(tx) == {Surface.HOME: SEEN}
        assert pictures.is_asked(tx, Surface.HOME, "UHAILEY", LATER)
        assert not pictures.is_asked(tx, Surface.HOME, "UBRIAN", LATER)
        assert not pictures.is_asked(tx, Surface.MODAL, "UHAILEY", LATER)
        assert not pictures.is_asked(other, Surface.HOME, "UHAILEY", LATER)
        pictures.answer(tx, Surface.HOME, replace(SEEN, person="UHAILEY", seen=False))
        assert not pictures.is_asked(tx, Surface.HOME, "UHAILEY", LATER)


async def test_a_question_that_nobody_answers_ends_by_itself(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.ask(tx, Surface.HOME, "UBRIAN", NOW)
        before, after = NOW + TEST_SHOWN_FOR - timedelta(microseconds=1), NOW + TEST_SHOWN_FOR
        assert pictures.is_asked(tx, Surface.HOME, "UBRIAN", before)
        assert not pictures.is_asked(tx, Surface.HOME, "UBRIAN", after)
        assert pictures.sightings(tx) == {}


async def test_a_picture_is_had_by_its_secret_until_it_expires(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.put(tx, "secret", b"\x89PNG\0", LATER, NOW)
    with reading(store, W) as tx, in_workspace(tx, OTHER) as other:
        assert pictures.of_secret(tx, "secret", NOW) == b"\x89PNG\0"
        assert pictures.of_secret(tx, "secret", LATER - timedelta(microseconds=1))
        assert pictures.of_secret(tx, "secret", LATER) is None
        assert pictures.of_secret(tx, "another", NOW) is None
        assert pictures.of_secret(other, "secret", NOW) is None


async def test_pictures_that_have_expired_go_when_another_comes(store: Store) -> None:
    with transacting(store, W) as tx:
        pictures.put(tx, "first", b"1", LATER, NOW)
        pictures.put(tx, "second", b"2", LATER + timedelta(hours=1), NOW)
        pictures.put(tx, "third", b"3", LATER + timedelta(hours=1), LATER)
        assert pictures.of_secret(tx, "first", NOW) is None
        assert pictures.of_secret(tx, "second", NOW) == b"2"
