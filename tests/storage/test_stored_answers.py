"""Who owes an answer to a check-in, and what they answered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planning.check_ins import Answer, CheckInState, Course, Decision
from planning.tactics import State
from storage import check_ins, tactics
from storage.engine.store import Store
from storage.engine.transactions import in_workspace
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
from tests.transactions import reading, transacting


def an_answer(**changed: Any) -> Answer:
    """What Maya said of the tactic."""
    answer = Answer("check-in", "tactic", "UMAYA", Course.ON_COURSE, "50 listed", None, "", NOW)
    return replace(answer, **changed)


async def test_people_answer_or_join_later(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        check_ins.add(tx, a_check_in(), ASKED)
        check_ins.set_person(tx, "check-in", "UNEW", "owed")
        check_ins.set_person(tx, "check-in", "UMAYA", "answered")
        check_ins.set_person(tx, "check-in", "UBRIAN", "answered")
        assert list(check_ins.people(tx, "check-in").items()) == [
            ("UMAYA", "answered"),
            ("UBRIAN", "answered"),
            ("UHAILEY", "answered"),
            ("UNEW", "owed"),
        ]
        check_in = check_ins.get(tx, "check-in")
        assert check_in.asked == ("UMAYA", "UBRIAN", "UHAILEY", "UNEW")


async def test_what_a_person_owes_an_answer_to(store: Store) -> None:
    tactic = a_tactic(owners=("UMAYA", "UBRIAN"))
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        tactics.add(tx, tactic)
        check_ins.add(tx, a_check_in(), ASKED)
        assert check_ins.pending_of(tx, "UMAYA") == (a_check_in(),)
        assert check_ins.pending_of(tx, "UBRIAN") == ()
        assert check_ins.pending_of(other, "UMAYA") == ()
        owed = check_ins.pending_of_people(tx, ["UMAYA", "UBRIAN"])
        assert owed == {"UMAYA": ("check-in",), "UBRIAN": ()}
        check_ins.set_person(tx, "check-in", "UMAYA", "answered")
        assert check_ins.pending_of(tx, "UMAYA") == ()


@pytest.mark.parametrize("change", ["closed", "done", "handed over"])
async def test_nothing_is_owed_where_there_is_nothing_to_say(store: Store, change: str) -> None:
    tactic = a_tactic(owners=("UMAYA",))
    with transacting(store, W) as tx:
        furnish(tx)
        tactics.add(tx, tactic)
        check_ins.add(tx, a_check_in(), ASKED)
        match change:
            case "closed":
                check_ins.save(tx, a_check_in(state=CheckInState.CLOSED), due_at=None)
            case "done":
                tactics.save(tx, replace(tactic, state=State.DONE))
            case _:
                tactics.save(tx, replace(tactic, owners=("UBRIAN",)))
        assert check_ins.pending_of(tx, "UMAYA") == ()
        assert check_ins.pending_of_people(tx, ["UMAYA"]) == {"UMAYA": ()}


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
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        check_ins.add(tx, a_check_in(), ASKED)
        check_ins.put_answer(tx, whole)
    with reading(store, W) as tx:
        assert check_ins.answers(tx, "check-in") == (whole,)


async def test_the_newest_answer_of_a_person_counts(store: Store) -> None:
    changed = an_answer(course=Course.DRIFTING, at=LATER)
    brians = an_answer(person="UBRIAN")
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        check_ins.add(tx, a_check_in(), ASKED)
        for answer in (an_answer(), brians, changed):
            check_ins.put_answer(tx, answer)
        assert check_ins.answers(tx, "check-in") == (brians, changed)
        assert check_ins.answers(tx, "another") == ()
