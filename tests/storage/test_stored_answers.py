"""Who owes an answer to a check-in, and what they answered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planning.check_ins import Answer, CheckInState, Course, Decision
from planning.tactics import State
from storage import check_ins, tactics
from storage.store import Store
from tests.storage.stored import (
    ASKED,
    LATER,
    NOW,
    OTHER,
    W,
    a_check_in,
    a_tactic,
    furnish,
    furnish_with_tactic,
)


def an_answer(**changed: Any) -> Answer:
    """What Maya said of the tactic."""
    answer = Answer("check-in", "tactic", "UMAYA", Course.ON_COURSE, "50 listed", None, "", NOW)
    return replace(answer, **changed)


async def test_people_answer_or_join_later(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(check_ins.add, W, a_check_in(), ASKED)
        await tx.run(check_ins.set_person, W, "check-in", "UNEW", "owed")
        await tx.run(check_ins.set_person, W, "check-in", "UMAYA", "answered")
        await tx.run(check_ins.set_person, W, "check-in", "UBRIAN", "answered")
        assert list((await tx.run(check_ins.people, W, "check-in")).items()) == [
            ("UMAYA", "answered"),
            ("UBRIAN", "answered"),
            ("UHAILEY", "answered"),
            ("UNEW", "owed"),
        ]
        check_in = await tx.run(check_ins.get, W, "check-in")
        assert check_in.asked == ("UMAYA", "UBRIAN", "UHAILEY", "UNEW")


async def test_what_a_person_owes_an_answer_to(store: Store) -> None:
    tactic = a_tactic(owners=("UMAYA", "UBRIAN"))
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(tactics.add, W, tactic)
        await tx.run(check_ins.add, W, a_check_in(), ASKED)
        assert await tx.run(check_ins.owed_by, W, "UMAYA") == (a_check_in(),)
        assert await tx.run(check_ins.owed_by, W, "UBRIAN") == ()
        assert await tx.run(check_ins.owed_by, OTHER, "UMAYA") == ()
        owed = await tx.run(check_ins.owed_by_people, W, ["UMAYA", "UBRIAN"])
        assert owed == {"UMAYA": ("check-in",), "UBRIAN": ()}
        await tx.run(check_ins.set_person, W, "check-in", "UMAYA", "answered")
        assert await tx.run(check_ins.owed_by, W, "UMAYA") == ()


@pytest.mark.parametrize("change", ["closed", "done", "handed over"])
async def test_nothing_is_owed_where_there_is_nothing_to_say(store: Store, change: str) -> None:
    tactic = a_tactic(owners=("UMAYA",))
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(tactics.add, W, tactic)
        await tx.run(check_ins.add, W, a_check_in(), ASKED)
        match change:
            case "closed":
                await tx.run(check_ins.save, W, a_check_in(state=CheckInState.CLOSED), due_at=None)
            case "done":
                await tx.run(tactics.save, W, replace(tactic, state=State.DONE))
            case _:
                await tx.run(tactics.save, W, replace(tactic, owners=("UBRIAN",)))
        assert await tx.run(check_ins.owed_by, W, "UMAYA") == ()
        assert await tx.run(check_ins.owed_by_people, W, ["UMAYA"]) == {"UMAYA": ()}


@pytest.mark.parametrize(
    "whole",
    [
        an_answer(),
        an_answer(course=Course.DRIFTING, happened=""),
        an_answer(course=Course.OFF_COURSE, decision=Decision.MOVE, new_eta=date(2027, 3, 1), at=LATER),
        an_answer(course=Course.OFF_COURSE, decision=Decision.HAND_OVER, taker="UBRIAN", reason="Ill"),
    ],
)
async def test_an_answer_comes_back_as_it_was(store: Store, whole: Answer) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(check_ins.add, W, a_check_in(), ASKED)
        await tx.run(check_ins.put_answer, W, whole)
    async with store.reading() as tx:
        assert await tx.run(check_ins.answers, W, "check-in") == (whole,)


async def test_the_newest_answer_of_a_person_counts(store: Store) -> None:
    changed = an_answer(course=Course.DRIFTING, at=LATER)
    brians = an_answer(person="UBRIAN")
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(check_ins.add, W, a_check_in(), ASKED)
        for answer in (an_answer(), brians, changed):
            await tx.run(check_ins.put_answer, W, answer)
        assert await tx.run(check_ins.answers, W, "check-in") == (brians, changed)
        assert await tx.run(check_ins.answers, W, "another") == ()
