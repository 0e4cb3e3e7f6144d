"""The forms that add, edit, move, hand over, assign and drop a tactic, each with its reader."""

from collections.abc import Iterator
from datetime import date

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

from handlers.views.common import words
from handlers.views.common.blocks import context, escape_short, section, shorten
from handlers.views.common.inputs import (
    Answers,
    ask,
    choice,
    date_box,
    form,
    people_box,
    person_box,
    radio,
    text_box,
)
from handlers.views.tactics.cards import numbered_title
from planning import text
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.phrases import read_date, read_recurrence
from planning.plan import Plan
from planning.recurrence import Recurrence
from planning.tactics import CLOSED_STATES, Finish, State, Tactic, TacticDraft

MAX_GOALS = 100
_MAX_GOAL_TITLE = 38
_MAX_SERVED = 26
_MAX_TYPED = 120
_RECURRENCE_HINT = (
    "Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every quarter. "
    "Its next four dates are shown before anything is saved."
)
CHECK_DATES = (
    "*Nothing is saved yet.* Please look at the rhythm's next dates below. "
    "If they are right, press the button again."
)
_FINISH = (("any one owner has finished", Finish.ANY), ("all owners have finished", Finish.ALL))


def tactic_form(
    draft: TacticDraft,
    goals: tuple[Goal, ...],
    plan: Plan,
    *,
    editing: Tactic | None = None,
    metadata: str,
    next_dates: tuple[date, ...] = (),
    notice: str = "",
) -> View:
    """All fields of a tactic, filled in from `draft`; for a new tactic, or for the one being edited.

    `goals` are the plan's, at least one; `next_dates` are those of the draft's recurrence; `notice`
    (mrkdwn) comes first.
    """
    blocks = [
        *([section(notice)] if notice else []),
        ask(
            "title",
            "What is to be done?",
            text_box(draft.title, placeholder="List 100 influencers in our niche"),
        ),
        ask("goal", "For which goal?", choice(_goal_choices(goals, draft.goal), draft.goal)),
        ask("owners", "Owners", people_box(draft.owners), optional=True),
        *_dates(plan, draft.eta, editing.eta if editing else None, draft.recurrence, next_dates),
        ask(
            "finish",
            "It is done when",
            radio([(label, how.value) for label, how in _FINISH], draft.finish.value),
        ),
        ask("notes", "Notes", text_box(draft.notes, multiline=True), optional=True),
    ]
    if editing is None:
        return form("tactic.add", "Add a tactic", blocks, metadata=metadata, submit="Add")
    blocks.append(_state_input(editing.state, draft.state or editing.state))
    return form("tactic.edit", f"Edit tactic {editing.number}", blocks, metadata=metadata, submit="Save")


def read_tactic_form(
    answers: Answers, today: date, known: Recurrence | None = None, *, month_first: bool = False
) -> TacticDraft:
    """The draft as filled in; raises a refusal about "rhythm".

    If the recurrence's text is unchanged, `known` is returned with its original start.
    """
    state = answers.choice("state")
    eta, recurrence = _read_dates(answers, today, known, month_first)
    return TacticDraft(
        title=answers.text("title"),
        goal=answers.choice("goal"),
        owners=answers.people("owners"),
        eta=eta,
        recurrence=recurrence,
        finish=Finish(answers.choice("finish") or Finish.ANY),
        notes=answers.text("notes"),
        state=State(state) if state else None,
    )


def move_form(
    tactic: Tactic,
    plan: Plan,
    *,
    metadata: str,
    eta: date | None = None,
    recurrence: Recurrence | None = None,
    next_dates: tuple[date, ...] = (),
    notice: str = "",
) -> View:
    """Asks for another ETA or recurrence, and a reason. `notice` is mrkdwn."""
    blocks = [
        *([section(notice)] if notice else []),
        section(numbered_title(tactic)),
        *_dates(plan, eta, tactic.eta, recurrence, next_dates),
        ask("reason", "Why?", text_box(placeholder="So that everybody understands"), optional=True),
    ]
    verb = "Move" if tactic.eta or tactic.recurrence else "Set"
    return form("tactic.move", f"{verb} the ETA", blocks, metadata=metadata, submit=verb)


def read_move_form(
    answers: Answers, today: date, known: Recurrence | None = None, *, month_first: bool = False
) -> tuple[date | None, Recurrence | None, str]:
    """ETA, recurrence and reason; raises a refusal about "rhythm" or "reason".

    `known` is as for `read_tactic_form`.
    """
    return *_read_dates(answers, today, known, month_first), _read_reason(answers)


def hand_over_form(tactic: Tactic, *, metadata: str, notice: str = "") -> View:
    """Asks who takes the tactic over, and why. `notice` is mrkdwn."""
    blocks = [
        *([section(notice)] if notice else []),
        section(numbered_title(tactic)),
        ask("taker", "Who takes it over?", person_box()),
        ask("reason", "Why?", text_box(), optional=True),
    ]
    return form("tactic.hand_over", "Hand over", blocks, metadata=metadata, submit="Hand over")


def read_hand_over_form(answers: Answers) -> tuple[str, str]:
    """The person who takes over (empty if none), and the reason; raises TOO_LONG about it."""
    return answers.person("taker"), _read_reason(answers)


def assign_form(
    tactic: Tactic,
    *,
    metadata: str,
    notice: str = "",
    plan: Plan | None = None,
    before: date | None = None,
    next_dates: tuple[date, ...] = (),
) -> View:
    """Asks for the owners, filled in with the tactic's. `notice` is mrkdwn.

    With a `plan`, it asks for the tactic's ETA or recurrence as well; `before` is the ETA that it has so far.
    """
    blocks = [
        *([section(notice)] if notice else []),
        section(numbered_title(tactic)),
        ask("owners", "Owners", people_box(tactic.owners), optional=True, hint="They are asked to rate it."),
        *(_dates(plan, tactic.eta, before, tactic.recurrence, next_dates) if plan else ()),
    ]
    return form("tactic.assign", "Assign owners", blocks, metadata=metadata, submit="Assign")


def read_assign_form(answers: Answers) -> tuple[str, ...]:
    """The selected owners."""
    return answers.people("owners")


def read_assigned_dates(
    answers: Answers, today: date, known: Recurrence | None = None, *, month_first: bool = False
) -> tuple[date | None, Recurrence | None] | None:
    """ETA and recurrence of an owners' form that asks for them, else None; raises as `read_move_form`."""
    if "eta" not in answers.fields():
        return None
    return _read_dates(answers, today, known, month_first)


def drop_form(tactic: Tactic, *, metadata: str) -> View:
    """Asks why the tactic is dropped."""
    blocks = [
        section(numbered_title(tactic)),
        section("Nothing is lost: it keeps its ratings and its history, and editing it brings it back."),
        ask("reason", "Why is it dropped?", text_box(multiline=True)),
    ]
    return form("tactic.drop", "Drop a tactic", blocks, metadata=metadata, submit="Drop")


def read_drop_form(answers: Answers) -> str:
    """The reason typed."""
    return answers.text("reason")


def _read_reason(answers: Answers) -> str:
    return text.optional_line(answers.text("reason"), "reason")


def _goal_choices(goals: tuple[Goal, ...], chosen: str) -> list[tuple[str, str]]:
    """Up to MAX_GOALS goals, always including the chosen one."""
    first = goals[:MAX_GOALS]
    if chosen not in {goal.id for goal in first}:
        own = tuple(goal for goal in goals[MAX_GOALS:] if goal.id == chosen)
        first = first[: MAX_GOALS - len(own)] + own
    return [(_goal_label(goal), goal.id) for goal in first]


def _goal_label(goal: Goal) -> str:
    title, served = shorten(goal.title, _MAX_GOAL_TITLE), shorten(goal.serves.title, _MAX_SERVED)
    return f"{goal.number}. {title} → {served}"


def _dates(
    plan: Plan,
    eta: date | None,
    eta_before: date | None,
    recurrence: Recurrence | None,
    next_dates: tuple[date, ...],
) -> Iterator[Block]:
    yield ask("eta", "ETA", date_box(eta), optional=True)
    if eta:
        late = f" ⚠ That is after the plan ends, on {words.day(plan.ends_on)}." if eta > plan.ends_on else ""
        yield context(f"{'So far' if eta == eta_before else 'Read as'} {words.day(eta)}.{late}")
    recurrence_text = words.recurrence(recurrence) if recurrence else ""
    yield ask("rhythm", "Rhythm", text_box(recurrence_text), optional=True, hint=_RECURRENCE_HINT)
    if next_dates:
        dates = "\n".join(f"• {words.day(due)}" for due in next_dates)
        yield section(f"The next dates of {recurrence_text}:\n{dates}")


def _state_input(state: State, chosen: State) -> InputBlock:
    """Proposed and planned follow from owners and dates, so only one of them is offered."""
    not_begun = State.PROPOSED if state is State.PROPOSED else State.PLANNED
    states = [not_begun, State.UNDER_WAY, State.DONE]
    if State.DROPPED in (state, chosen):
        states.append(State.DROPPED)
    initial = not_begun if chosen in (State.PROPOSED, State.PLANNED) else chosen
    hint = "Choose another one to open it again." if state in CLOSED_STATES else None
    return ask(
        "state",
        "State",
        choice([(words.STATES[each], each.value) for each in states], initial.value),
        hint=hint,
    )


def typed_date(
    answers: Answers, today: date, known: Recurrence | None = None, *, month_first: bool = False
) -> str:
    """The words that name a date where a recurrence belongs, "in two weeks"; empty if there are none."""
    eta, _ = _read_dates(answers, today, known, month_first)
    return answers.text("rhythm").strip() if eta and not answers.date("eta") else ""


def read_as(typed: str, eta: date) -> str:
    """What a form says when a date was typed where a recurrence belongs; mrkdwn."""
    return f"*Nothing is saved yet.* I read “{escape_short(typed, _MAX_TYPED)}” as {words.day(eta)}, the ETA."


def _read_dates(
    answers: Answers, today: date, known: Recurrence | None, month_first: bool
) -> tuple[date | None, Recurrence | None]:
    """ETA and recurrence; a date that is typed where a recurrence belongs is the ETA if none was chosen."""
    eta, typed = answers.date("eta"), answers.text("rhythm").strip()
    if not typed:
        return eta, None
    if known is not None and typed == words.recurrence(known):
        return eta, known
    recurrence = read_recurrence(typed, today, month_first=month_first)
    if recurrence is not None:
        return eta, recurrence
    found = _read_typed_date(typed, today, month_first)
    if eta and eta != found:
        raise PlanningError(Code.ETA_AND_RECURRENCE, "rhythm")
    return found, None


def _read_typed_date(typed: str, today: date, month_first: bool) -> date:
    try:
        return read_date(typed, today, month_first)
    except PlanningError as refusal:
        if refusal.code is Code.DATE_UNREADABLE:
            raise PlanningError(Code.RECURRENCE_UNREADABLE, "rhythm", words=typed) from refusal
        raise refusal.about("rhythm") from refusal
