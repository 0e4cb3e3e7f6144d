"""Gather the results of check-ins, and close them."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import distinct, func
from sqlmodel import col, select

from planning.check_ins import (
    CheckIn,
    CheckInState,
    Course,
    CourseCounts,
    Summary,
    courses_by_tactic,
    summary,
)
from planning.quiet import has_whole_working_day
from storage import calendars, check_ins, history, homes, redraws, tactic_lists
from storage.engine.transactions import Tx
from storage.tables import TacticOwnerRow, TacticRow
from storage.tactic_rows import IS_OPEN

A_WEEK = timedelta(days=7)


def of(tx: Tx, check_in: CheckIn) -> Summary:
    """The results of a check-in so far, with the counts of the previous one."""
    earlier = check_ins.newest(tx, check_in.plan, check_in)
    since = earlier.opened_at if earlier else check_in.opened_at - A_WEEK
    return summary(
        check_in,
        check_ins.answers(tx, check_in.id),
        tactic_lists.all_of_plan(tx, check_in.plan),
        check_ins.people(tx, check_in.id),
        check_ins.counts_of(tx, earlier.id) if earlier else None,
        history.since(tx, check_in.plan, since),
    )


def as_closed(tx: Tx, check_in: CheckIn) -> Summary:
    """As `of`, with the counts from when it was closed: late answers don't change them."""
    found = of(tx, check_in)
    return replace(found, counts=check_ins.counts_of(tx, check_in.id) or found.counts)


def close(tx: Tx, check_in: CheckIn, now: datetime) -> None:
    """Close an open check-in with its counts, and redraw its messages."""
    _excuse(tx, check_in, now)
    found = of(tx, check_in)
    closed = replace(check_in, state=CheckInState.CLOSED)
    check_ins.save(tx, closed, due_at=None, counts=found.counts)
    redraws.redraw(tx, check_in.id)
    for person, state in check_ins.people(tx, check_in.id).items():
        if state == "owed":
            redraws.redraw_personal(tx, person)
    homes.plan_changed(tx, check_in.plan)


def _excuse(tx: Tx, check_in: CheckIn, now: datetime) -> None:
    """Excuse those who have not answered by now and had no whole working day to do so."""
    states = check_ins.people(tx, check_in.id)
    waiting = [person for person, state in states.items() if state == "owed"]
    for person, who in calendars.of_people(tx, waiting).items():
        if not has_whole_working_day(who, check_in.opened_at, now):
            check_ins.set_person(tx, check_in.id, person, "excused")


def close_with_plan(tx: Tx, plan: str, now: datetime) -> None:
    """After a plan was closed: close its open check-in."""
    if running := check_ins.open_of(tx, plan):
        close(tx, running, now)


def newest(tx: Tx, plan: str) -> tuple[CheckIn, CourseCounts] | None:
    """The plan's open check-in, or the last closed one, with its current counts."""
    if open_one := check_ins.open_of(tx, plan):
        return open_one, _so_far(tx, open_one)
    closed = check_ins.newest(tx, plan)
    counts = check_ins.counts_of(tx, closed.id) if closed else None
    return (closed, counts) if closed and counts else None


def _so_far(tx: Tx, check_in: CheckIn) -> CourseCounts:
    """The counts of an open check-in; its tactics may be many, so they are counted in the database."""
    courses = courses_by_tactic(check_ins.answers(tx, check_in.id))
    owned = (
        (col(TacticOwnerRow.workspace) == col(TacticRow.workspace))
        & (col(TacticOwnerRow.tactic) == col(TacticRow.id))
        & col(TacticOwnerRow.person).in_(check_in.asked)
    )
    waiting = (
        select(func.count(distinct(col(TacticRow.id))))
        .join(TacticOwnerRow, owned)
        .where(TacticRow.workspace == tx.workspace, TacticRow.plan == check_in.plan, IS_OPEN)
        .where(col(TacticRow.id).not_in(courses))
    )
    on = Counter(courses.values())
    silent = tx.exec(waiting).one()
    return CourseCounts(on[Course.ON_COURSE], on[Course.DRIFTING], on[Course.OFF_COURSE], silent)
