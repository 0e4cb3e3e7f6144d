"""A person's answers to a check-in: what they may answer for, and the answers that its forms give."""

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
    """How a tactic goes, as the form gives it; `course` is None where none is chosen."""

    course: Course | None = None
    happened: str = ""


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What is to become of a tactic that is off course, as the form gives it."""

    decision: Decision | None = None
    eta: date | None = None
    taker: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """A check-in that a person may answer: the one that takes answers now, and the tactics that they own.

    `asked_on` is the check-in that their form was opened for.
    """

    person: str
    plan: Plan
    check_in: CheckIn
    asked_on: CheckIn
    own: tuple[Tactic, ...]

    @property
    def owned(self) -> frozenset[str]:
        """The ids of the tactics that the person may answer for."""
        return frozenset(tactic.id for tactic in self.own)

    @property
    def is_older(self) -> bool:
        """Whether the form was opened for a check-in that takes no answers any more."""
        return self.asked_on.id != self.check_in.id

    def answers(self, drafts: Mapping[str, CourseDraft], now: datetime) -> tuple[Answer, ...]:
        """The answers so far, for those of the tactics (id) that they own; raises as `new_answer` does.

        What is off course stays as it is until something else is decided.
        """
        return tuple(self._answer(id_, draft, now) for id_, draft in drafts.items() if id_ in self.owned)

    def decisions(
        self, drafts: Mapping[str, DecisionDraft], earlier: Mapping[str, Answer], now: datetime
    ) -> tuple[Answer, ...]:
        """The answers with what was decided, as far as that is new; raises as `new_answer` does.

        What happened was said in the `earlier` answers, by tactic. Nothing is new after a double click.
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
    """Guests can keep a tactic as it is; to decide more takes a member: raises MEMBERS_ONLY."""
    if any(answer.decision in CHANGING for answer in answers):
        require_editor(person)


def _is_same(answer: Answer, earlier: Answer | None) -> bool:
    """Whether just that has been answered before."""
    return earlier is not None and replace(answer, at=earlier.at) == earlier
