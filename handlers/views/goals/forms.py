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
    number_box,
    text_box,
)
from handlers.views.common.words import listing, short_day
from planning.errors import Code, PlanningError
from planning.goals import MAX_METRICS, Goal, GoalDraft, Metric, Reading, figure
from planning.phrases import ReadingWords, TypedNumber
from planning.plan import MARKETING_GOALS, MarketingGoal, Plan


def goal_form(
    draft: GoalDraft,
    plan: Plan,
    *,
    editing: Goal | None = None,
    metadata: str,
    new_metric_id: str,
    notice: str = "",
    locale: str = "",
) -> View:
    """All fields of a goal, filled in from `draft`; for a new goal, or for the one being edited.

    After the existing metrics come inputs for one more, with the id `new_metric_id`. `notice` (mrkdwn)
    comes first. Numbers are written by the reader's `locale`.
    """
    blocks: list[Block] = [
        *([section(notice)] if notice else []),
        ask(
            "title",
            "What will social media do?",
            text_box(draft.title, placeholder="Build relationships with influencers in our niche"),
        ),
        ask(
            "serves",
            "Which goal of the company does it help?",
            _serves_menu(plan, draft.serves),
            hint="Where none fits, choose one of the marketing goals.",
        ),
        *_metric_inputs(draft, new_metric_id, locale),
    ]
    if editing is None:
        return form("goal.add", "Add a goal", blocks, metadata=metadata, submit="Add")
    return form("goal.edit", f"Edit goal {editing.number}", blocks, metadata=metadata, submit="Save")


def read_goal_form(answers: Answers) -> GoalDraft:
    """The draft as filled in; raises what `Answers.number` does about a metric's start or target.

    Its metrics include empty ones; a new metric has the id that was passed to the form.
    """
    ids = [field.removesuffix(".name") for field in answers.fields() if field.endswith(".name")]
    return GoalDraft(
        title=answers.text("title"),
        serves=answers.choice("serves"),
        metrics=tuple(_read_metric(answers, id_) for id_ in ids),
    )


def reading_form(
    goal: Goal,
    newest: Mapping[str, Reading],
    today: date,
    *,
    metadata: str,
    locale: str = "",
    typed: ReadingWords | None = None,
) -> View:
    """Asks for a reading of a metric of `goal`, which has at least one; a single metric is preselected.

    `newest` are the last readings by metric id; what was `typed` with a command comes before them. Numbers
    are written by the reader's `locale`.
    """
    typed = typed or ReadingWords()
    metric = typed.metric or (goal.metrics[0] if len(goal.metrics) == 1 else None)
    last = newest.get(metric.id) if metric else None
    value = typed.number.value if typed.number else last.value if last else None
    listed = [(_metric_label(metric, newest.get(metric.id)), metric.id) for metric in goal.metrics]
    blocks: list[Block] = [
        section(bold(f"{goal.number}. {goal.title}")),
        ask("metric", "What was measured?", choice(listed, metric.id if metric else None)),
        ask("value", "Where does it stand?", number_box(value, locale)),
        ask("on", "Measured on", date_box(typed.on or today)),
    ]
    return form("goal.reading", "Add a reading", blocks, metadata=metadata, submit="Add")


def read_reading_form(answers: Answers, goal: Goal) -> tuple[Metric, TypedNumber, date | None]:
    """The metric of `goal`, the number, which is in its unit, and the date.

    Raises GONE about "metric", and what `Answers.number` does about "value".
    """
    metric = goal.metric(answers.choice("metric"))
    number = answers.typed_number("value")
    if number is None:
        raise PlanningError(Code.NOT_A_NUMBER, "value")
    number.in_unit(metric.unit, metric.name, field="value")
    return metric, number, answers.date("on")


def _serves_menu(plan: Plan, serves: str) -> StaticSelectElement:
    company = options([(goal.title, goal.id) for goal in plan.company_goals])
    marketing = [_marketing_goal(goal) for goal in MARKETING_GOALS.values()]
    return grouped_choice([("Company goals", company), ("Marketing goals", marketing)], serves or None)


def _marketing_goal(goal: MarketingGoal) -> Option:
    measured = plain(shorten(f"Measured by {listing(goal.metrics)}", MAX_LABEL))
    return Option(text=plain(goal.title), value=goal.id, description=measured)


def _metric_inputs(draft: GoalDraft, new_metric_id: str, locale: str) -> Iterator[Block]:
    known = [metric for metric in draft.metrics if metric.id != new_metric_id]
    new = next((metric for metric in draft.metrics if metric.id == new_metric_id), Metric(new_metric_id, ""))
    for number, metric in enumerate(known, start=1):
        yield divider()
        yield section(f"*Metric {number}*  Empty its inputs to take it out.")
        yield from _inputs_of_metric(metric, None, locale)
    if len(known) < MAX_METRICS:
        another = "another number" if known else "a number"
        yield divider()
        yield section(f"*Measure it by {another}?*  You can leave this for later.")
        yield from _inputs_of_metric(new, _metric_hint(draft.serves), locale)


def _metric_hint(serves: str) -> str:
    if goal := MARKETING_GOALS.get(serves):
        return f"Often: {', '.join(goal.metrics)}."
    return "Such as followers, sign-ups or mentions."


def _inputs_of_metric(metric: Metric, hint: str | None, locale: str) -> Iterator[InputBlock]:
    id_ = metric.id
    yield ask(f"{id_}.name", "What is measured", text_box(metric.name), optional=True, hint=hint)
    yield ask(f"{id_}.unit", "Unit", text_box(metric.unit, placeholder="EUR, %, a week"), optional=True)
    yield ask(f"{id_}.start", "It starts at", number_box(metric.start, locale), optional=True)
    yield ask(f"{id_}.target", "It should reach", number_box(metric.target, locale), optional=True)
    yield ask(f"{id_}.by", "By when", date_box(metric.by), optional=True)


def _read_metric(answers: Answers, id_: str) -> Metric:
    name, unit = answers.text(f"{id_}.name"), answers.text(f"{id_}.unit")
    return Metric(
        id=id_,
        name=name,
        unit=unit,
        start=answers.number(f"{id_}.start", unit.strip(), name.strip()),
        target=answers.number(f"{id_}.target", unit.strip(), name.strip()),
        by=answers.date(f"{id_}.by"),
    )


def _metric_label(metric: Metric, newest: Reading | None) -> str:
    if newest is None:
        return metric.name
    value_text = f" ({figure(newest.value)} on {short_day(newest.on)})"
    return shorten(metric.name, MAX_LABEL - len(value_text)) + value_text
