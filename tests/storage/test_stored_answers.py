"""Who owes an answer to a check-in, and what they answered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planning.check_ins import Answer, CheckInState, Course, Decision
from planning.tactics import State
from storage import check_ins, tactics
from storage.engine.store import Store, reading, transacting
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
    with transacting(store) as tx:
        furnish(tx)
        check_ins.add(tx, W, a_check_in(), ASKED)
        check_ins.set_person(tx, W, "check-in", "UNEW", "owed")
        check_ins.set_person(tx, W, "check-in", "UMAYA", "answered")
        check_ins.set_person(tx, W, "check-in", "UBRIAN", "answered")
        assert list(check_ins.people(tx, W, "check-in").items()) == [
            ("UMAYA", "answered"),
            ("UBRIAN", "answered"),
            ("UHAILEY", "answered"),
            ("UNEW", "owed"),
        ]
        check_in = check_ins.get(tx, W, "check-in")
        assert check_in.asked == ("UMAYA", "UBRIAN", "UHAILEY", "UNEW")


async def test_what_a_person_owes_an_answer_to(store: Store) -> None:
    tactic = a_tactic(owners=("UMAYA", "UBRIAN"))
    with transacting(store) as tx:
        furnish(tx)
        tactics.add(tx, W, tactic)
        check_ins.add(tx, W, a_check_in(), ASKED)
        assert check_ins.owed_by(tx, W, "UMAYA") == (a_check_in(),)
        assert check_ins.owed_by(tx, W, "UBRIAN") == ()
        assert check_ins.owed_by(tx, OTHER, "UMAYA") == ()
        owed = check_ins.owed_by_people(tx, W, ["UMAYA", "UBRIAN"])
        assert owed == {"UMAYA": ("check-in",), "UBRIAN": ()}
        check_ins.set_person(tx, W, "check-in", "UMAYA", "answered")
        assert check_ins.owed_by(tx, W, "UMAYA") == ()


@pytest.mark.parametrize("change", ["closed", "done", "handed over"])
async def test_nothing_is_owed_where_there_is_nothing_to_say(store: Store, change: str) -> None:
    tactic = a_tactic(owners=("UMAYA",))
    with transacting(store) as tx:
        furnish(tx)
        tactics.add(tx, W, tactic)
        check_ins.add(tx, W, a_check_in(), ASKED)
        match change:
            case "closed":
                check_ins.save(tx, W, a_check_in(state=CheckInState.CLOSED), due_at=None)
            case "done":
                tactics.save(tx, W, replace(tactic, state=State.DONE))
            case _:
                tactics.save(tx, W, replace(tactic, owners=("UBRIAN",)))
        assert check_ins.owed_by(tx, W, "UMAYA") == ()
        assert check_ins.owed_by_people(tx, W, ["UMAYA"]) == {"UMAYA": ()}


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
    with transacting(store) as tx:
        furnish_with_tactic(tx)
        check_ins.add(tx, W, a_check_in(), ASKED)
        check_ins.put_answer(tx, W, whole)
    with reading(store) as tx:
        assert check_ins.answers(tx, W, "check-in") == (whole,)


async def test_the_newest_answer_of_a_person_counts(store: Store) -> None:
    changed = an_answer(course=Course.DRIFTING, at=LATER)
    brians = an_answer(person="UBRIAN")
    with transacting(store) as tx:
        furnish_with_tactic(tx)
        check_ins.add(tx, W, a_check_in(), ASKED)
        for answer in (an_answer(), brians, changed):
            check_ins.put_answer(tx, W, answer)
        assert check_ins.answers(tx, W, "check-in") == (brians, changed)
        assert check_ins.answers(tx, W, "another") == ()
