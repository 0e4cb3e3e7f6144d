"""The forms that add and edit a goal and add readings, each with its reader."""

from collections.abc import Iterator, Mapping
from datetime import date

from slack_sdk.models.blocks import Block, InputBlock, Option, StaticSelectElement
from slack_sdk.models.views import View

from handlers.views.common.blocks import MAX_LABEL, bold, divider, options, plain, section, shorten
from handlers.views.common.inputs import (
    Answers,
    ask,
    choice,
    date_box,
    form,
    grouped_choice,
    notice_blocks,
    number_box,
    text_box,
)
from handlers.views.common.words import listing, short_day
from planning.errors import Code, PlanningError
from planning.goals import MAX_METRICS, Goal, GoalDraft, Metric, Reading, figure
from planning.plan import MARKETING_GOALS, MarketingGoal, Plan


def goal_form(
    draft: GoalDraft,
    plan: Plan,
    *,
    editing: Goal | None = None,
    metadata: str,
    new_metric_id: str,
    notice: str = "",
) -> View:
    """All fields of a goal, filled in from `draft`; for a new goal, or for the one being edited.

    After the existing metrics come inputs for one more, with the id `new_metric_id`. `notice` (mrkdwn)
    comes first.
    """
    blocks: list[Block] = [
        *notice_blocks(notice, "Save"),
        ask(
            "title",
            "What will social media do?",
            text_box(draft.title, placeholder="Build relationships with influencers in our niche"),
        ),
        ask(
            "serves",
            "Which company goal does it help?",
            _serves_menu(plan, draft.serves),
            hint="If none fits, choose a marketing goal.",
        ),
        *_metric_inputs(draft, new_metric_id),
    ]
    if editing is None:
        return form("goal.add", "Add goal", blocks, metadata=metadata, submit="Add")
    return form("goal.edit", f"Edit goal {editing.number}", blocks, metadata=metadata, submit="Save")


def read_goal_form(answers: Answers) -> GoalDraft:
    """The draft as filled in; raises NOT_A_NUMBER about a metric's start or target.

    Its metrics include empty ones; a new metric has the id that was passed to the form.
    """
    ids = [field.removesuffix(".name") for field in answers.fields() if field.endswith(".name")]
    return GoalDraft(
        title=answers.text("title"),
        serves=answers.choice("serves"),
        metrics=tuple(_read_metric(answers, id_) for id_ in ids),
    )


def reading_form(goal: Goal, newest: Mapping[str, Reading], today: date, *, metadata: str) -> View:
    """Asks for a reading of a metric of `goal`, which has at least one; a single metric is preselected.

    `newest` are the last readings by metric id.
    """
    chosen = goal.metrics[0].id if len(goal.metrics) == 1 else None
    last = newest.get(chosen) if chosen else None
    listed = [(_metric_label(metric, newest.get(metric.id)), metric.id) for metric in goal.metrics]
    blocks: list[Block] = [
        section(bold(f"{goal.number}. {goal.title}")),
        ask("metric", "Metric", choice(listed, chosen)),
        ask("value", "Current value", number_box(last.value if last else None)),
        ask("on", "Measured on", date_box(today)),
    ]
    return form("goal.reading", "Add reading", blocks, metadata=metadata, submit="Add")


def read_reading_form(answers: Answers) -> tuple[str, float, date | None]:
    """The metric's id, the value and the date; raises NOT_A_NUMBER about "value"."""
    value = answers.number("value")
    if value is None:
        raise PlanningError(Code.NOT_A_NUMBER, "value")
    return answers.choice("metric"), value, answers.date("on")


def _serves_menu(plan: Plan, serves: str) -> StaticSelectElement:
    company = options([(goal.title, goal.id) for goal in plan.company_goals])
    marketing = [_marketing_goal(goal) for goal in MARKETING_GOALS.values()]
    return grouped_choice([("Company goals", company), ("Marketing goals", marketing)], serves or None)


def _marketing_goal(goal: MarketingGoal) -> Option:
    measured = plain(shorten(f"Measured by {listing(goal.metrics)}", MAX_LABEL))
    return Option(text=plain(goal.title), value=goal.id, description=measured)


def _metric_inputs(draft: GoalDraft, new_metric_id: str) -> Iterator[Block]:
    known = [metric for metric in draft.metrics if metric.id != new_metric_id]
    new = next((metric for metric in draft.metrics if metric.id == new_metric_id), Metric(new_metric_id, ""))
    for number, metric in enumerate(known, start=1):
        yield divider()
        yield section(f"*Metric {number}*  Clear its fields to remove it.")
        yield from _inputs_of_metric(metric, None)
    if len(known) < MAX_METRICS:
        another = "another metric" if known else "a metric"
        yield divider()
        yield section(f"*Add {another}?*  You can do this later.")
        yield from _inputs_of_metric(new, _metric_hint(draft.serves))


def _metric_hint(serves: str) -> str:
    if goal := MARKETING_GOALS.get(serves):
        return f"Often: {', '.join(goal.metrics)}."
    return "Such as followers, sign-ups or mentions."


def _inputs_of_metric(metric: Metric, hint: str | None) -> Iterator[InputBlock]:
    id_ = metric.id
    yield ask(f"{id_}.name", "Metric", text_box(metric.name), optional=True, hint=hint)
    yield ask(f"{id_}.unit", "Unit", text_box(metric.unit, placeholder="EUR, %, a week"), optional=True)
    yield ask(f"{id_}.start", "Start value", number_box(metric.start), optional=True)
    yield ask(f"{id_}.target", "Target", number_box(metric.target), optional=True)
    yield ask(f"{id_}.by", "By when", date_box(metric.by), optional=True)


def _read_metric(answers: Answers, id_: str) -> Metric:
    return Metric(
        id=id_,
        name=answers.text(f"{id_}.name"),
        unit=answers.text(f"{id_}.unit"),
        start=answers.number(f"{id_}.start"),
        target=answers.number(f"{id_}.target"),
        by=answers.date(f"{id_}.by"),
    )


def _metric_label(metric: Metric, newest: Reading | None) -> str:
    if newest is None:
        return metric.name
    value_text = f" ({figure(newest.value)} on {short_day(newest.on)})"
    return shorten(metric.name, MAX_LABEL - len(value_text)) + value_text
