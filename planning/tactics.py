"""Tactics: concrete actions under a goal, their states, owners and dates, and what changes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import Self

from planning import recurrence as recurrences
from planning import text
from planning.calendar import not_past
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.priorities import Score, one_to_five
from planning.recurrence import Recurrence

MAX_OWNERS = 20


class State(StrEnum):
    """How far a tactic is. Proposed becomes planned by itself once it has an owner and a date or rhythm."""

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
    """A tactic as its form gives it. `goal` is a goal's id; `state` None leaves the state as it is."""

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

    It has an `eta` or a `recurrence`, or neither yet. `finished` are the owners who have finished their part
    of what is due now; `last_done` is the newest completed occurrence of a rhythm. `rate_by` ends the blind
    round number `round`, `revealed_at` tells when its ratings became visible; `score` is that of the newest
    revealed round; the actual value and complexity are what its owner found once it was done. `permalink` is
    the address of the message it was made from, if it was. Instants are aware UTC.
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
        """Whether there is still something to do."""
        return self.state not in CLOSED_STATES

    @property
    def blind(self) -> bool:
        """Whether a round is going on, so that nobody sees others' ratings of it."""
        return self.revealed_at is None

    @property
    def due_on(self) -> date | None:
        """The ETA, or the first occurrence that has not been completed since the tactic was made."""
        return self.eta if self.recurrence is None else next(self._left(self._since), None)

    def current(self, today: date) -> date | None:
        """The ETA; of a rhythm the latest occurrence left that is due by `today`, else the next to come."""
        if self.recurrence is None:
            return self.eta
        due = self._left_by(today)
        return due[-1] if due else self.due_on

    def missed(self, today: date) -> tuple[date, ...]:
        """The occurrences of a rhythm that were not completed before the next one came due."""
        return self._left_by(today)[:-1]

    def overdue(self, today: date) -> bool:
        """Whether what is to be completed now was due before `today`."""
        return self.is_open and (self.current(today) or today) < today

    def require_open(self) -> None:
        """Done and dropped tactics change only by reopening them; raises STATE_WRONG."""
        if not self.is_open:
            raise PlanningError(
                Code.STATE_WRONG, state=self.state, title=self.title, reason=self.dropped_because
            )

    def edited(self, draft: TacticDraft, today: date) -> Self:
        """This tactic with the draft's fields; raises a refusal about the draft's field.

        A past ETA is refused only when it is a new one, so that an overdue tactic can still be edited.
        """
        if not draft.goal:
            raise PlanningError(Code.EMPTY, "goal")
        dated = self.moved(draft.eta, draft.recurrence, today)
        changed = replace(
            dated,
            title=text.line(draft.title, "title"),
            goal=draft.goal,
            notes=text.paragraphs(draft.notes, "notes"),
            finish=draft.finish,
        )
        return changed.assigned(draft.owners).in_state(draft.state or self.state)

    def moved(self, eta: date | None, recurrence: Recurrence | None, today: date) -> Self:
        """This tactic with another ETA or rhythm; raises a refusal about "eta" or "rhythm"."""
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
        """`taker` in the place of `giver`; in everybody's place when `giver` does not own it."""
        if giver not in self.owners:
            return self.assigned((taker,))
        return self.assigned([taker if owner == giver else owner for owner in self.owners])

    def done(self, by: str, today: date) -> Self:
        """This tactic after `by` has finished what is `current`; raises STATE_WRONG when it is closed.

        Where all owners must finish, an owner finishes their own part; the last part, or the word of a
        person who is no owner, finishes the whole. A rhythm's occurrence is finished by itself.
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
        """This tactic with what it really had, 1-5 each or None for not said.

        Raises NOT_DONE while it is open, STATE_WRONG once it is dropped, or OUT_OF_RANGE about "value" or
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
        """This tactic with the round's ratings visible from `now` on."""
        return replace(self, revealed_at=self.revealed_at or now, score=score or self.score)

    def second_round(self, rate_by: datetime) -> Self:
        """This tactic in a further blind round; raises NOT_CONTESTED, ROUND_UNDER_WAY or STATE_WRONG."""
        self.require_open()
        if self.blind:
            raise PlanningError(Code.ROUND_UNDER_WAY)
        if self.score is None or not self.score.contested:
            raise PlanningError(Code.NOT_CONTESTED)
        return self.rated_anew(rate_by)

    def rated_anew(self, rate_by: datetime) -> Self:
        """This tactic in a further blind round that ends at `rate_by`."""
        return replace(self, round=self.round + 1, rate_by=rate_by, revealed_at=None)

    def require_round(self, number: int) -> None:
        """The round a rating form was opened for is still the present one; raises ROUND_OVER."""
        if self.round != number:
            raise PlanningError(Code.ROUND_OVER)

    def ends_after(self, plan: Plan) -> bool:
        """Whether its ETA lies after the plan's end: worth a warning, not a refusal."""
        return self.eta is not None and self.eta > plan.ends_on

    def _left_by(self, today: date) -> tuple[date, ...]:
        return tuple(takewhile(lambda day: day <= today, self._left(self._since)))

    def _left(self, since: date) -> Iterator[date]:
        """The occurrences from `since` on that have not been completed."""
        if self.recurrence is None:
            return iter(())
        days = recurrences.occurrences(self.recurrence, max(since, self.last_done or since))
        return (day for day in days if day != self.last_done)

    @property
    def _since(self) -> date:
        """The day it was made, where the date is earliest, unless something was completed already."""
        return date.min if self.last_done else (self.created_at - timedelta(hours=12)).date()

    def in_state(self, state: State) -> Self:
        """This tactic in `state`; proposed or planned follows from whether it has owners and dates.

        What its owners have finished stays so, unless it is opened again.
        """
        if state in (State.PROPOSED, State.PLANNED):
            planned = bool(self.owners) and (self.eta is not None or self.recurrence is not None)
            state = State.PLANNED if planned else State.PROPOSED
        dropped_because = self.dropped_because if state is State.DROPPED else ""
        reopened = not self.is_open and state not in CLOSED_STATES
        finished = () if reopened else self.finished
        return replace(self, state=state, dropped_because=dropped_because, finished=finished)


def new_tactic(
    draft: TacticDraft, plan: Plan, *, id_: str, number: int, by: str, now: datetime, rate_by: datetime
) -> Tactic:
    """A tactic from its form; raises a refusal about the draft's field."""
    blank = Tactic(id_, plan.id, draft.goal, number, "", by, now, rate_by)
    return blank.edited(draft, plan.today(now))
