"""Tactics: concrete actions under a goal, with states, owners and dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Self

from planning import recurrence as recurrences
from planning import text
from planning.calendar import not_past, working_days_after
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.priorities import Score, one_to_five
from planning.recurrence import Recurrence
from planning.zones import zone_of

MAX_OWNERS = 20


class State(StrEnum):
    """The state of a tactic. Proposed becomes planned once it has an owner and a date or recurrence."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    UNDER_WAY = "under way"
    DONE = "done"
    DROPPED = "dropped"


CLOSED_STATES = (State.DONE, State.DROPPED)


class Finish(StrEnum):
    """Whether any one owner or all of them must finish."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class TacticDraft:
    """A tactic from its form. `goal` is a goal's id; `state` is None to keep the state."""

    title: str
    goal: str
    owners: tuple[str, ...] = ()
    eta: date | None = None
    recurrence: Recurrence | None = None
    finish: Finish = Finish.ANY
    notes: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Tactic:
    """A concrete action under one goal.

    It has an `eta` or a `recurrence`, or neither. `finished` are the owners who have finished their part of
    what is due now; `last_done` is the latest completed occurrence. The blind round number `round` ends at
    `rate_by`, and its ratings are visible since `revealed_at`; `score` is of the latest revealed round. The
    actual value and complexity are its owner's, after it was done. `permalink` is the URL of the message that
    it was created from, or "". Instants are aware UTC.
    """

    id: str
    plan: str
    goal: str
    number: int
    title: str
    created_by: str
    created_at: datetime
    rate_by: datetime
    notes: str = ""
    owners: tuple[str, ...] = ()
    eta: date | None = None
    recurrence: Recurrence | None = None
    finish: Finish = Finish.ANY
    state: State = State.PROPOSED
    finished: tuple[str, ...] = ()
    last_done: date | None = None
    dropped_because: str = ""
    round: int = 1
    revealed_at: datetime | None = None
    score: Score | None = None
    actual_value: int | None = None
    actual_complexity: int | None = None
    permalink: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.state not in CLOSED_STATES

    @property
    def blind(self) -> bool:
        """Whether a blind round is open, so that ratings are hidden."""
        return self.revealed_at is None

    @property
    def due_on(self) -> date | None:
        """The ETA, or the first occurrence since its creation that isn't completed."""
        return self.eta if self.recurrence is None else next(self._left(self._since), None)

    def current(self, today: date) -> date | None:
        """The ETA, or the latest open occurrence that is due by `today`, else the next one."""
        if self.recurrence is None:
            return self.eta
        due = self._left_by(today)
        return due[-1] if due else self.due_on

    def missed(self, today: date) -> tuple[date, ...]:
        """The occurrences that weren't completed before the next one was due."""
        return self._left_by(today)[:-1]

    def overdue(self, today: date) -> bool:
        """Whether what is `current` was due before `today`."""
        return self.is_open and (self.current(today) or today) < today

    def require_open(self) -> None:
        """Raises STATE_WRONG if it is done or dropped."""
        if not self.is_open:
            raise PlanningError(
                Code.STATE_WRONG, state=self.state, title=self.title, reason=self.dropped_because
            )

    def edited(self, draft: TacticDraft, today: date) -> Self:
        """This tactic with the draft's fields; raises PlanningError about an invalid field.

        A past ETA is invalid only if it changed, so that an overdue tactic can still be edited.
        """
        if not draft.goal:
            raise PlanningError(Code.EMPTY, "goal")
        dated = self.moved(draft.eta, draft.recurrence, today)
        changed = replace(
            dated,
            title=text.title(draft.title, "title"),
            goal=draft.goal,
            notes=text.paragraphs(draft.notes, "notes"),
            finish=draft.finish,
        )
        return changed.assigned(draft.owners).in_state(draft.state or self.state)

    def moved(self, eta: date | None, recurrence: Recurrence | None, today: date) -> Self:
        """This tactic with another ETA or recurrence; raises PlanningError about "eta" or "rhythm"."""
        if eta and recurrence:
            raise PlanningError(Code.ETA_AND_RECURRENCE, "rhythm")
        if eta and eta != self.eta:
            not_past(eta, today)
        last_done = self.last_done if recurrence == self.recurrence else None
        return replace(self, eta=eta, recurrence=recurrence, last_done=last_done).in_state(self.state)

    def assigned(self, owners: Sequence[str]) -> Self:
        """This tactic with these owners, each once; raises TOO_MANY about "owners"."""
        each = tuple(dict.fromkeys(owners))
        if len(each) > MAX_OWNERS:
            raise PlanningError(Code.TOO_MANY, "owners", count=len(each), most=MAX_OWNERS)
        finished = tuple(person for person in self.finished if person in each)
        return replace(self, owners=each, finished=finished).in_state(self.state)

    def handed_over(self, giver: str, taker: str) -> Self:
        """Replace the owner `giver` by `taker`, or all owners if `giver` isn't one."""
        if giver not in self.owners:
            return self.assigned((taker,))
        return self.assigned([taker if owner == giver else owner for owner in self.owners])

    def done(self, by: str, today: date) -> Self:
        """This tactic after `by` has finished what is `current`; raises STATE_WRONG if it isn't open.

        If all owners must finish, an owner finishes their own part; the last owner, or anyone who isn't an
        owner, completes it. A recurring tactic only completes its current occurrence.
        """
        self.require_open()
        finished = tuple(dict.fromkeys((*self.finished, by)))
        waiting = set(self.owners) - set(finished)
        if self.finish is Finish.ALL and by in self.owners and waiting:
            return replace(self, finished=finished)
        if self.recurrence is not None:
            return replace(self, finished=(), last_done=self.current(today))
        return replace(self, finished=finished, state=State.DONE)

    def judged(self, value: int | None, complexity: int | None) -> Self:
        """This tactic with its actual value and complexity, 1-5 each, or None if not given.

        Raises NOT_DONE if it is open, STATE_WRONG if it is dropped, or OUT_OF_RANGE about "value" or
        "complexity".
        """
        if self.is_open:
            raise PlanningError(Code.NOT_DONE, title=self.title)
        if self.state is State.DROPPED:
            self.require_open()
        for field, number in (("value", value), ("complexity", complexity)):
            if number is not None:
                one_to_five(field, number)
        return replace(self, actual_value=value, actual_complexity=complexity)

    def dropped(self, reason: str) -> Self:
        """This tactic, dropped for a reason; raises REASON_MISSING about "reason", or STATE_WRONG."""
        self.require_open()
        if not reason.strip():
            raise PlanningError(Code.REASON_MISSING, "reason")
        return replace(
            self, state=State.DROPPED, dropped_because=text.line(reason, "reason", text.REASON_MAX)
        )

    def revealed(self, score: Score | None, now: datetime) -> Self:
        """This tactic with the round's ratings revealed at `now`."""
        return replace(self, revealed_at=self.revealed_at or now, score=score or self.score)

    def second_round(self, rate_by: datetime) -> Self:
        """This tactic in its next blind round; raises NOT_CONTESTED, ROUND_UNDER_WAY or STATE_WRONG."""
        self.require_open()
        if self.blind:
            raise PlanningError(Code.ROUND_UNDER_WAY)
        if self.score is None or not self.score.contested:
            raise PlanningError(Code.NOT_CONTESTED)
        return self.in_new_round(rate_by)

    def in_new_round(self, rate_by: datetime) -> Self:
        """This tactic in its next blind round, which ends at `rate_by`."""
        return replace(self, round=self.round + 1, rate_by=rate_by, revealed_at=None)

    def require_round(self, number: int) -> None:
        """Raises ROUND_OVER if a rating form was opened for an earlier round."""
        if self.round != number:
            raise PlanningError(Code.ROUND_OVER)

    def ends_after(self, plan: Plan) -> bool:
        """Whether its ETA is after the plan's end, which is only a warning."""
        return self.eta is not None and self.eta > plan.ends_on

    def _left_by(self, today: date) -> tuple[date, ...]:
        return tuple(takewhile(lambda day: day <= today, self._left(self._since)))

    def _left(self, since: date) -> Iterator[date]:
        """The occurrences from `since` on that aren't completed."""
        if self.recurrence is None:
            return iter(())
        days = recurrences.occurrences(self.recurrence, max(since, self.last_done or since))
        return (day for day in days if day != self.last_done)

    @property
    def _since(self) -> date:
        """The day of its creation in the westernmost zone; `date.min` once an occurrence was completed."""
        return date.min if self.last_done else (self.created_at - timedelta(hours=12)).date()

    def in_state(self, state: State) -> Self:
        """This tactic in `state`; proposed or planned depends on whether it has owners and dates.

        Reopening it resets what its owners have finished.
        """
        if state in (State.PROPOSED, State.PLANNED):
            planned = bool(self.owners) and (self.eta is not None or self.recurrence is not None)
            state = State.PLANNED if planned else State.PROPOSED
        dropped_because = self.dropped_because if state is State.DROPPED else ""
        reopened = not self.is_open and state not in CLOSED_STATES
        finished = () if reopened else self.finished
        return replace(self, state=state, dropped_because=dropped_because, finished=finished)


def rating_deadline(plan: Plan, now: datetime) -> datetime:
    """When a round of ratings that starts `now` ends (aware UTC)."""
    return working_days_after(now, plan.rating_days, zone_of(plan.zone))


def new_tactic(
    draft: TacticDraft, plan: Plan, *, id_: str, number: int, by: str, now: datetime, rate_by: datetime
) -> Tactic:
    """A tactic from its form; raises PlanningError about an invalid field."""
    blank = Tactic(id_, plan.id, draft.goal, number, "", by, now, rate_by)
    return blank.edited(draft, plan.today(now))
