"""The forms of a check-in: the status of each tactic, decisions about it, and the settings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.views.check_ins.status_history import COURSE_LABELS, DECISION_LABELS, MAX_HAPPENED
from handlers.views.common import words
from handlers.views.common.blocks import bold, context, divider, section, shorten
from handlers.views.common.commands import slash
from handlers.views.common.inputs import (
    Answers,
    ask,
    date_box,
    form,
    number_box,
    person_box,
    radio,
    text_box,
)
from handlers.views.common.unreadable import unreadable_blocks
from handlers.views.plans.forms import check_in_inputs
from handlers.views.tactics.cards import numbered_title
from planning.check_in_answers import CourseDraft, DecisionDraft
from planning.check_ins import Answer, CheckIn, Course, Decision
from planning.goals import Goal, Metric, Reading, figure
from planning.phrases import TypedNumber
from planning.plan import Plan, PlanDraft
from planning.records import Unreadable
from planning.tactics import Tactic

TACTICS_A_PAGE = 8
MAX_METRICS = 40
_MAX_LABEL = 100


def answer_form(
    check_in: CheckIn,
    plan: Plan,
    page: tuple[Tactic, ...],
    earlier: Mapping[str, Answer],
    metrics: tuple[tuple[Goal, Metric, Reading | None], ...],
    unreadable: Sequence[Unreadable] = (),
    *,
    metadata: str,
    part: str = "",
    locale: str = "",
) -> View:
    """Asks for the status of each tactic of `page` (at most TACTICS_A_PAGE) and for readings of `metrics`.

    It is filled in with the person's `earlier` answers, by tactic id, and each metric's last reading, and
    lists what is `unreadable`. `part` is the position among several forms, such as "1 of 3". Numbers are
    written by the reader's `locale`.
    """
    closes = words.local_moment(check_in.closes_at, plan.zone)
    blocks: list[Block] = [
        context(f"{bold(plan.name)} · {f'part {part} · ' if part else ''}open until {closes}"),
        *(
            block
            for tactic in page[:TACTICS_A_PAGE]
            for block in _course_inputs(tactic, earlier.get(tactic.id))
        ),
        *_reading_inputs(metrics, locale),
        *unreadable_blocks(unreadable),
    ]
    submit = "Next" if _has_next(part) else "Answer"
    return form("check_in.answer", "Are we on course?", blocks, metadata=metadata, submit=submit)


def read_answer_form(answers: Answers) -> tuple[dict[str, CourseDraft], dict[str, TypedNumber]]:
    """The status by tactic id, and the readings by metric id.

    Raises NOT_A_NUMBER or NUMBER_AMBIGUOUS about a reading's field.
    """
    ids = [field.removesuffix(".course") for field in answers.fields() if field.endswith(".course")]
    courses = {id_: _read_course(answers, id_) for id_ in ids}
    fields = [field for field in answers.fields() if field.endswith(".reading")]
    typed = {field.removesuffix(".reading"): answers.typed_number(field) for field in fields}
    return courses, {metric: number for metric, number in typed.items() if number}


def decision_form(check_in: CheckIn, plan: Plan, tactics: tuple[Tactic, ...], *, metadata: str) -> View:
    """Asks what to do about each of `tactics` (at most TACTICS_A_PAGE) that is off course."""
    one = "This one is" if len(tactics) == 1 else "These are"
    blocks: list[Block] = [
        context(f"{bold(plan.name)} · {words.day(check_in.on)}"),
        section(f"{one} off course. What do you do about it? Keeping it as it is counts, too."),
    ]
    for tactic in tactics[:TACTICS_A_PAGE]:
        blocks += _decision_inputs(tactic)
    return form("check_in.decide", "What do we do?", blocks, metadata=metadata, submit="Decide")


def read_decision_form(answers: Answers) -> dict[str, DecisionDraft]:
    """The decisions, by tactic id."""
    ids = [field.removesuffix(".decision") for field in answers.fields() if field.endswith(".decision")]
    return {id_: _read_decision(answers, id_) for id_ in ids}


def check_in_settings_form(plan: Plan, *, metadata: str) -> View:
    """When the weekly check-in is held, filled in from the plan."""
    blocks: list[Block] = [
        section(f"Once a week {bold(plan.name)} asks the owners of open tactics: are we on course?"),
        *check_in_inputs(plan),
    ]
    return form("check_in.settings", "Check-in settings", blocks, metadata=metadata, submit="Save")


def read_check_in_settings_form(answers: Answers, plan: Plan) -> PlanDraft:
    """The plan's settings with the check-in's as filled in, for `Plan.edited`."""
    return replace(
        _settings_of(plan),
        zone=answers.text("zone").strip(),
        check_in_weekday=int(answers.choice("check_in_weekday")),
        check_in_hour=int(answers.choice("check_in_hour")),
    )


def _course_inputs(tactic: Tactic, earlier: Answer | None) -> Iterator[Block]:
    id_ = tactic.id
    yield divider()
    yield section(f"{numbered_title(tactic)}\n{_when(tactic)}")
    courses = [(text, course.value) for course, text in COURSE_LABELS.items()]
    yield ask(f"{id_}.course", "How is it going?", radio(courses, earlier.course.value if earlier else None))
    happened = text_box(earlier.happened if earlier else "")
    yield ask(f"{id_}.happened", "What happened?", happened, optional=True)


def _when(tactic: Tactic) -> str:
    if tactic.recurrence:
        following = f", next {words.day(tactic.due_on)}" if tactic.due_on else ""
        return words.recurrence(tactic.recurrence) + following
    return f"ETA {words.day(tactic.eta)}" if tactic.eta else "no ETA yet"


def _reading_inputs(metrics: tuple[tuple[Goal, Metric, Reading | None], ...], locale: str) -> Iterator[Block]:
    if not metrics:
        return
    yield divider()
    yield section(
        "*Where do these stand today?* Change what has moved, and empty what you have not looked at."
    )
    for goal, metric, last in metrics[:MAX_METRICS]:
        yield ask(
            f"{metric.id}.reading",
            _metric_label(metric),
            number_box(last.value if last else None, locale),
            optional=True,
            hint=_metric_hint(goal, metric, last),
        )
    if more := metrics[MAX_METRICS:]:
        yield context(slash(f"And {len(more):,} more: `/goal reading` takes them."))


def _metric_label(metric: Metric) -> str:
    return shorten(f"{metric.name}, {metric.unit}" if metric.unit else metric.name, _MAX_LABEL)


def _metric_hint(goal: Goal, metric: Metric, last: Reading | None) -> str:
    aim = f" of {figure(metric.target)}" if metric.target is not None else ""
    stood = f"{figure(last.value)}{aim} on {words.short_day(last.on)}" if last else "no reading yet"
    return f"{goal.number}. {shorten(goal.title, MAX_HAPPENED)}: {stood}"


def _decision_inputs(tactic: Tactic) -> Iterator[Block]:
    id_ = tactic.id
    decisions = [
        (_capitalized(text), decision.value)
        for decision, text in DECISION_LABELS.items()
        if not (decision is Decision.MOVE and tactic.recurrence)  # recurring dates can't be moved
    ]
    yield divider()
    yield section(f"{numbered_title(tactic)}\n{_when(tactic)}")
    yield ask(f"{id_}.decision", "What do we do?", radio(decisions))
    yield ask(f"{id_}.eta", "If the date moves, to when?", date_box(), optional=True)
    yield ask(f"{id_}.taker", "If it is handed over, to whom?", person_box(), optional=True)
    yield ask(f"{id_}.reason", "Why?", text_box(), optional=True, hint="Needed where it is dropped.")


def _read_course(answers: Answers, id_: str) -> CourseDraft:
    course = answers.choice(f"{id_}.course")
    return CourseDraft(Course(course) if course else None, answers.text(f"{id_}.happened"))


def _read_decision(answers: Answers, id_: str) -> DecisionDraft:
    decision = answers.choice(f"{id_}.decision")
    return DecisionDraft(
        Decision(decision) if decision else None,
        answers.date(f"{id_}.eta"),
        answers.person(f"{id_}.taker"),
        answers.text(f"{id_}.reason"),
    )


def _settings_of(plan: Plan) -> PlanDraft:
    return PlanDraft(
        name=plan.name,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        company_goals=tuple((goal.id, goal.title) for goal in plan.company_goals),
        owners=plan.owners,
        zone=plan.zone,
        rating_days=plan.rating_days,
        check_in_weekday=plan.check_in_weekday,
        check_in_hour=plan.check_in_hour,
    )


def _has_next(part: str) -> bool:
    here, _, last = part.partition(" of ")
    return here != last and bool(last)


def _capitalized(text: str) -> str:
    return text[0].upper() + text[1:]
