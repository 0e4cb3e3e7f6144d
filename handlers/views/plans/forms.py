"""The forms that start, edit and close a plan, each with its reader."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

from handlers.views.common.blocks import bold, mention, section
from handlers.views.common.commands import slash
from handlers.views.common.inputs import (
    Answers,
    ask,
    checkboxes,
    choice,
    date_box,
    form,
    hour_choice,
    people_box,
    text_box,
    whole_number_box,
)
from handlers.views.common.words import WEEKDAYS, count
from planning import text
from planning.errors import Code, PlanningError
from planning.plan import MAX_COMPANY_GOALS, CompanyGoal, Plan, PlanDraft
from planning.records import is_forgotten

_TITLES = {
    "plan.new": ("Start a plan", "Start"),
    "plan.next": ("Start the next period", "Start"),
}
_ANNOUNCED = "announced"
_GOALS_HINT = (
    "One a line, about three. Leave it empty to use the eight marketing goals, such as more brand awareness."
)


def plan_form(draft: PlanDraft, *, callback: str, metadata: str) -> View:
    """Starts a plan. `callback` is "plan.new" or "plan.next".

    Company goals of the draft that have ids get an input each.
    """
    title, submit = _TITLES[callback]
    known = [CompanyGoal(id_, title) for id_, title in draft.company_goals if id_]
    blocks: list[Block] = [
        *_name_and_period(draft.name, draft.starts_on, draft.ends_on),
        *_company_goals(known, "Empty it to leave it behind, with the goals that serve it."),
        _more_company_goals()
        if known
        else _company_goals_box("The company's goals that this plan serves", _GOALS_HINT),
        _announcement("Say in the channel that the plan has started"),
    ]
    return form(callback, title, blocks, metadata=metadata, submit=submit)


def read_plan_form(answers: Answers, offered: PlanDraft) -> PlanDraft:
    """The draft `offered`, with the form's fields as filled in; raises a refusal about a field."""
    return replace(
        offered,
        name=answers.text("name"),
        starts_on=answers.date("starts_on"),
        ends_on=answers.date("ends_on"),
        company_goals=_read_company_goals(answers, [id_ for id_, _ in offered.company_goals if id_]),
    )


def settings_form(plan: Plan, *, metadata: str, notice: str = "") -> View:
    """Everything that a plan's owners can change about it; `notice` (mrkdwn) comes first."""
    blocks: list[Block] = [
        *_notice(notice),
        *_name_and_period(plan.name, plan.starts_on, plan.ends_on),
        *_company_goals(plan.company_goals, "Empty it to take it out."),
        _more_company_goals(),
        *_owners_and_schedule(plan),
    ]
    return form("plan.settings", "Plan settings", blocks, metadata=metadata, submit="Save")


def read_settings_form(answers: Answers, plan: Plan) -> PlanDraft:
    """The draft as filled in, without company goals that were emptied; raises a refusal about a field."""
    return PlanDraft(
        name=answers.text("name"),
        starts_on=answers.date("starts_on"),
        ends_on=answers.date("ends_on"),
        company_goals=_read_company_goals(answers, [goal.id for goal in plan.company_goals]),
        owners=answers.people("owners"),
        zone=answers.text("zone").strip(),
        rating_days=_read_whole_number(answers, "rating_days"),
        check_in_weekday=int(answers.choice("check_in_weekday")),
        check_in_hour=int(answers.choice("check_in_hour")),
    )


def close_form(plan: Plan, open_tactics: int, done_tactics: int, *, metadata: str) -> View:
    """Asks for confirmation before a plan is closed, and says what that means."""
    done = f"{count(done_tactics, 'tactic is', 'tactics are')} done"
    left = f"{count(open_tactics, 'is', 'are')} still open"
    blocks: list[Block] = [
        section(f"Close {bold(plan.name)}? {done}, {left}."),
        section(
            slash(
                "It stays here to read with all its history, but nothing in it changes any more. "
                "`/plan next` then starts the next period: goals and open tactics come along."
            )
        ),
        _announcement("Say in the channel that the plan is closed"),
    ]
    return form(
        "plan.close", "Close this plan?", blocks, metadata=metadata, submit="Close the plan", close="Not yet"
    )


def read_announcement(answers: Answers) -> bool:
    """Whether the channel is to be told that the plan has started or closed."""
    return bool(answers.choices(_ANNOUNCED))


def _announcement(what: str) -> InputBlock:
    return ask(_ANNOUNCED, "Channel message", checkboxes([(what, "yes")], ["yes"]), optional=True)


def _notice(notice: str) -> list[Block]:
    return [section(notice)] if notice else []


def _name_and_period(name: str, starts_on: date | None, ends_on: date | None) -> Iterator[InputBlock]:
    yield ask("name", "Name", text_box(name, placeholder="Social media 2027"))
    yield ask("starts_on", "It starts on", date_box(starts_on))
    yield ask("ends_on", "It ends on", date_box(ends_on))


def _company_goals(goals: Sequence[CompanyGoal], hint: str) -> Iterator[InputBlock]:
    for number, goal in enumerate(goals, start=1):
        goal_hint = hint if number == len(goals) else None
        yield ask(goal.id, f"Company goal {number}", text_box(goal.title), optional=True, hint=goal_hint)


def _more_company_goals() -> InputBlock:
    return _company_goals_box("More company goals", "One a line.")


def _company_goals_box(label: str, hint: str) -> InputBlock:
    box = text_box(placeholder="Expand into a new market segment", multiline=True)
    return ask("company_goals", label, box, optional=True, hint=hint)


def _owners_and_schedule(plan: Plan) -> Iterator[Block]:
    yield ask(
        "owners", "Plan owners", people_box(plan.owners), optional=True, hint="They may change all this, too."
    )
    yield section(_creator_text(plan))
    yield ask(
        "rating_days",
        "Working days for rating",
        whole_number_box(plan.rating_days),
        hint="Ratings show when every owner has rated, or after so many working days.",
    )
    yield from check_in_inputs(plan)


def check_in_inputs(plan: Plan) -> Iterator[InputBlock]:
    """The weekday, hour and time zone of a plan's check-in."""
    weekdays = [(name, str(number)) for number, name in enumerate(WEEKDAYS)]
    yield ask("check_in_weekday", "Check-in on", choice(weekdays, str(plan.check_in_weekday)))
    yield ask("check_in_hour", "Check-in at", hour_choice(plan.check_in_hour))
    yield ask("zone", "Time zone", text_box(plan.zone), hint="Such as Europe/Riga or America/New_York.")


def _creator_text(plan: Plan) -> str:
    if is_forgotten(plan.creator):
        return "Whoever started the plan has left. While it has no owner, every member may change all this."
    return f"{mention(plan.creator)} started the plan and owns it in any case."


def _read_company_goals(answers: Answers, ids: list[str]) -> tuple[tuple[str | None, str], ...]:
    known = ((id_, answers.text(id_)) for id_ in ids)
    fresh = text.lines(answers.text("company_goals"), "company_goals", MAX_COMPANY_GOALS)
    return (*((id_, title) for id_, title in known if title.strip()), *((None, title) for title in fresh))


def _read_whole_number(answers: Answers, field: str) -> int:
    number = answers.number(field)
    if number is None:
        raise PlanningError(Code.EMPTY, field)
    if number != int(number):
        raise PlanningError(Code.NOT_A_NUMBER, field, words=answers.text(field))
    return int(number)
