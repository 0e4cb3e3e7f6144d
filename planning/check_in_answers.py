"""A person's answers to a check-in, validated from its forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from planning.check_ins import Answer, CheckIn, Course, Decision, new_answer
from planning.people import Person, require_editor
from planning.plan import Plan
from planning.tactics import Tactic

CHANGING = (Decision.MOVE, Decision.HAND_OVER, Decision.DROP, Decision.RE_RATE)


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A tactic's course from the form; None if none was selected."""

    course: Course | None = None
    happened: str = ""


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """The decision on a tactic that is off course, from the form."""

    decision: Decision | None = None
    eta: date | None = None
    taker: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """The check-in that takes answers now, and the tactics that a person owns.

    `asked_on` is the check-in that their form was opened for.
    """

    person: str
    plan: Plan
    check_in: CheckIn
    asked_on: CheckIn
    own: tuple[Tactic, ...]

    @property
    def owned(self) -> frozenset[str]:
        """The ids of the person's own tactics."""
        return frozenset(tactic.id for tactic in self.own)

    @property
    def is_older(self) -> bool:
        """Whether the form was opened for an older check-in."""
        return self.asked_on.id != self.check_in.id

    def answers(self, drafts: Mapping[str, CourseDraft], now: datetime) -> tuple[Answer, ...]:
        """The answers by tactic id, for their own tactics; raises as `new_answer` does.

        The decision on what is off course is to keep it, until they decide otherwise.
        """
        return tuple(self._answer(id_, draft, now) for id_, draft in drafts.items() if id_ in self.owned)

    def decisions(
        self, drafts: Mapping[str, DecisionDraft], earlier: Mapping[str, Answer], now: datetime
    ) -> tuple[Answer, ...]:
        """The answers with decisions that differ from the `earlier` ones (by tactic); raises as `new_answer`.

        The result is empty after a double click. What happened is taken from the earlier answers.
        """
        given = [self._decision(id_, draft, earlier.get(id_), now) for id_, draft in drafts.items()]
        return tuple(answer for answer in given if not _is_same(answer, earlier.get(answer.tactic)))

    def _answer(self, tactic_id: str, draft: CourseDraft, now: datetime) -> Answer:
        return new_answer(
            self.check_in.id,
            tactic_id,
            self.person,
            course=draft.course,
            happened=draft.happened,
            decision=Decision.KEEP,
            today=now.date(),
            now=now,
        )

    def _decision(
        self, tactic_id: str, draft: DecisionDraft, earlier: Answer | None, now: datetime
    ) -> Answer:
        return new_answer(
            self.check_in.id,
            tactic_id,
            self.person,
            course=Course.OFF_COURSE,
            happened=earlier.happened if earlier else "",
            decision=draft.decision,
            reason=draft.reason,
            new_eta=draft.eta,
            taker=draft.taker,
            today=self.plan.today(now),
            now=now,
        )


def require_decider(person: Person, answers: Iterable[Answer]) -> None:
    """Guests can only keep a tactic as it is; any other decision raises MEMBERS_ONLY."""
    if any(answer.decision in CHANGING for answer in answers):
        require_editor(person)


def _is_same(answer: Answer, earlier: Answer | None) -> bool:
    """Whether both answers are the same, except for their time."""
    return earlier is not None and replace(answer, at=earlier.at) == earlier
