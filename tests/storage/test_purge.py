"""Letting go of data: a workspace's as a whole, a person's while the plan stays whole."""

import json
from typing import Any

import pytest

from planning.check_ins import Course
from planning.people import Person, require_plan_owner
from planning.pictures import Surface
from planning.records import is_forgotten
from planning.tactics import State
from storage import check_ins, goals, pictures, plans, ratings, tactic_lists, tactics
from storage.engine.store import Store
from storage.transfer.export import workspaces
from storage.transfer.purge import purge_person, purge_workspace
from tests.storage.everything import BRIAN, HAILEY, fill
from tests.storage.stored import LATER, NOW, OTHER, W, a_plan
from tests.storage.transferred import exported, import_text
from tests.transactions import reading, transacting


@pytest.fixture
async def filled(store: Store) -> Store:
    """Two workspaces with something of everything."""
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
    return store


async def of(store: Store, workspace: str) -> str:
    """All that is kept of a workspace, as text."""
    return exported(store, workspace)


async def without(store: Store, person: str, workspace: str = W) -> dict[str, Any]:
    """The tables of a workspace from which a person was purged."""
    with transacting(store, workspace) as tx:
        purge_person(tx, person, LATER)
    tables: dict[str, Any] = json.loads(await of(store, workspace))["workspaces"][workspace]
    return tables


async def test_a_purged_workspace_leaves_nothing_and_takes_nothing_along(filled: Store) -> None:
    other = await of(filled, OTHER)
    with transacting(filled) as tx:
        assert purge_workspace(tx, W) > 0
        assert workspaces(tx) == (OTHER,)
        assert purge_workspace(tx, W) == 0
    assert await of(filled, OTHER) == other


async def test_nothing_names_a_purged_person_in_their_workspace(filled: Store) -> None:
    other = await of(filled, OTHER)
    await without(filled, BRIAN)
    text = await of(filled, W)
    assert "brian" not in text.replace("UBRIANNE", "").lower()
    assert "UBRIANNE" in text, "somebody else, whose id begins so"
    assert await of(filled, OTHER) == other


async def test_what_is_a_persons_alone_goes_and_others_keep_theirs(filled: Store) -> None:
    tables = await without(filled, BRIAN)
    for name in ("preferences", "daily_messages", "snoozes", "homes", "home_plans"):
        assert {row["person"] for row in tables[name]} == {HAILEY}, name
    assert {row["id"] for row in tables["people"]} == {HAILEY}
    assert {row["recipient"] for row in tables["deliveries"]} == {HAILEY}
    assert [row["note"] for row in tables["homes"]] == [""]


async def test_what_they_did_stays_without_their_name_and_words(filled: Store) -> None:
    with transacting(filled, W) as tx:
        before = tactics.get(tx, "tactic")
        purge_person(tx, BRIAN, LATER)
        assert (tactics.get(tx, "tactic")).score == before.score
        given = ratings.all_of(tx, "tactic")
        (answer,) = check_ins.answers(tx, "check-in")
        ((_, done_by),) = tactics.occurrences(tx, "t2")
        reading = goals.readings(tx, ["metric"])["metric"]
        done = tactics.get(tx, "t3")
    ((theirs, hers),) = given.values()
    assert (theirs.value, theirs.complexity, theirs.reason) == (5, 2, "")
    assert (hers.person, hers.value, hers.complexity) == (HAILEY, 4, 4)
    assert (answer.course, answer.happened, answer.reason) == (Course.OFF_COURSE, "", "")
    assert reading.value == 12.25
    assert done.title == f"Ask <@{done.created_by}>"
    names = {theirs.person, answer.person, done_by, reading.person, done.created_by, *done.finished}
    assert len(names) == 1
    assert all(is_forgotten(name) for name in names)


async def test_they_own_nothing_any_more_and_nothing_waits_for_them(filled: Store) -> None:
    with transacting(filled, W) as tx:
        purge_person(tx, BRIAN, NOW)
        every = {tactic.id: tactic for tactic in tactic_lists.all_of_plan(tx, "plan")}
        plan = plans.get(tx, "plan")
    assert {id_: tactic.owners for id_, tactic in every.items()} == {
        "tactic": (HAILEY,),
        "t2": (),
        "t3": (),
    }
    assert every["tactic"].finished == ()
    assert (every["t2"].state, every["t3"].state) == (State.PROPOSED, State.DONE)
    assert (plan.creator, plan.owners) == (HAILEY, ())


async def test_what_they_saw_of_pictures_stays_known_and_no_question_waits_for_them(filled: Store) -> None:
    tables = await without(filled, BRIAN)
    home, modal = sorted(tables["picture_sightings"], key=lambda row: str(row["surface"]))
    assert (home["surface"], home["asked"], home["asked_at"]) == (Surface.HOME, "", None)
    with reading(filled, W) as tx:
        known = pictures.sightings(tx)
    assert (modal["surface"], list(known)) == (Surface.MODAL, [Surface.MODAL])
    assert known[Surface.MODAL].seen
    assert is_forgotten(known[Surface.MODAL].person)


async def test_an_added_owner_takes_the_creators_place(filled: Store) -> None:
    await without(filled, HAILEY)
    with reading(filled, W) as tx:
        plan = plans.get(tx, "plan")
    assert (plan.creator, plan.owners, plan.all_owners) == (BRIAN, (), (BRIAN,))


async def test_a_plan_without_any_owner_left_can_be_gone_on_with(filled: Store) -> None:
    for person in (HAILEY, BRIAN):
        await without(filled, person)
    with reading(filled, W) as tx:
        plan = plans.get(tx, "plan")
    assert plan.all_owners == ()
    require_plan_owner(Person("UMAYA", "Maya"), plan)


async def test_two_purged_people_stay_two(filled: Store) -> None:
    await without(filled, BRIAN)
    tables = await without(filled, HAILEY)
    raters = [row["person"] for row in tables["ratings"] if row["tactic"] == "tactic"]
    assert len(set(raters)) == 2
    assert all(map(is_forgotten, raters))


async def test_undoing_brings_back_nobody_who_is_gone(filled: Store) -> None:
    tables = await without(filled, BRIAN)
    (entry,) = tables["history"]
    assert entry["changes"][0] == ["owners", [], [HAILEY]]
    assert is_forgotten(entry["person"])


async def test_what_is_left_can_be_read_and_taken_in_again(filled: Store, file_store: Store) -> None:
    await without(filled, BRIAN)
    import_text(file_store, await of(filled, W))
    assert await of(file_store, W) == await of(filled, W)


async def test_nobody_of_that_name_changes_nothing(filled: Store) -> None:
    before = await of(filled, W)
    with transacting(filled, W) as tx:
        assert purge_person(tx, "UNOBODY", LATER) == 0
        assert purge_person(tx, "U", LATER) == 0
        assert plans.get(tx, "plan") == a_plan()
    assert await of(filled, W) == before
