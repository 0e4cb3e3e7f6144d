"""The status of tactics in a check-in, as text and shapes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from handlers.views.common.blocks import escape_short, mention
from handlers.views.common.words import short_day
from handlers.views.tactics.cards import short_title
from planning.check_ins import Answer, Course, CourseCounts, Decision, courses_by_tactic
from planning.tactics import Tactic

MAX_HAPPENED = 150
MAX_REASON = 100
MAX_BAR = 30
MAX_QUOTES = 2

# Shape and text, never colour alone.
COURSE_LABELS = {
    Course.ON_COURSE: "● on course",
    Course.DRIFTING: "◐ drifting",
    Course.OFF_COURSE: "○ off course",
}
NOT_ANSWERED = "… not answered"
WORST_FIRST = (Course.OFF_COURSE, Course.DRIFTING, Course.ON_COURSE)
DECISION_LABELS = {
    Decision.KEEP: "keep it as is",
    Decision.MOVE: "move the date",
    Decision.RE_RATE: "rate it again",
    Decision.HAND_OVER: "hand it over",
    Decision.DROP: "drop it",
}


def count_courses(answers: Iterable[Answer], tactics: Iterable[str]) -> CourseCounts:
    """How many of `tactics` (ids) have each status."""
    courses = courses_by_tactic(answers)
    found = [courses.get(tactic) for tactic in tactics]
    return CourseCounts(
        on_course=found.count(Course.ON_COURSE),
        drifting=found.count(Course.DRIFTING),
        off_course=found.count(Course.OFF_COURSE),
        silent=found.count(None),
    )


def count_line(counts: CourseCounts, before: CourseCounts | None = None) -> str:
    """The counts in a row, compared with `before`: "● 5 on course (+2) · ◐ 1 drifting (-1)"."""
    return " · ".join(_count_parts(counts, before))


def count_text(counts: CourseCounts, before: CourseCounts | None = None) -> str:
    """The same for notifications and alt texts: "5 on course (+2), 1 drifting (-1)"."""
    return ", ".join(part.partition(" ")[2] for part in _count_parts(counts, before))


def status_bar(counts: CourseCounts) -> str:
    """A shape for each tactic, "●●●◐○……"; empty if there are too many."""
    total = counts.on_course + counts.drifting + counts.off_course + counts.silent
    if total > MAX_BAR:
        return ""
    return "".join(
        words[0] * number
        for words, number in zip((*COURSE_LABELS.values(), NOT_ANSWERED), _count_tuple(counts), strict=True)
    )


def status_lines(
    tactics: Mapping[str, Tactic], answers: Sequence[Answer], courses: Sequence[Course]
) -> Iterator[str]:
    """A line for each tactic whose status is one of `courses`, in their order, with the owners' comments."""
    by_tactic = courses_by_tactic(answers)
    answers_by_tactic: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.course is by_tactic[answer.tactic]:
            answers_by_tactic[answer.tactic].append(answer)
    for course in courses:
        for id_, tactic in tactics.items():
            if by_tactic.get(id_) is course:
                yield f"{COURSE_LABELS[course]} {short_title(tactic)}{_quotes(answers_by_tactic[id_])}"


def answer_line(answer: Answer, tactic: Tactic) -> str:
    """One answer about a tactic: its status and details."""
    text = answer_details(answer)
    return f"{COURSE_LABELS[answer.course]} {short_title(tactic)}{f': {text}' if text else ''}"


def answer_details(answer: Answer) -> str:
    """What an answer adds to its status: what happened, and the decision; empty if nothing."""
    happened = escape_short(answer.happened, MAX_HAPPENED)
    return ". ".join(part.rstrip(".") for part in (happened, decision_text(answer)) if part)


def decision_text(answer: Answer) -> str:
    """The decision of an answer: "Moved to 20 February 2027"; empty if there is none."""
    match answer.decision:
        case None:
            return ""
        case Decision.KEEP:
            text = "Kept as is"
        case Decision.MOVE:
            text = f"Moved to {short_day(answer.new_eta)}" if answer.new_eta else "Date moved"
        case Decision.RE_RATE:
            text = "To be rated again"
        case Decision.HAND_OVER:
            text = f"Handed over to {mention(answer.taker)}" if answer.taker else "Handed over"
        case Decision.DROP:
            text = "Dropped"
    reason = escape_short(answer.reason, MAX_REASON).rstrip(".")
    return f"{text}: {reason}" if reason else text


def _quotes(text: Sequence[Answer]) -> str:
    """The comments of up to MAX_QUOTES owners on one tactic, each quoted on its own line."""
    known = [f"{mention(answer.person)}: {words}" for answer in text if (words := answer_details(answer))]
    return "".join(f"\n> {line}" for line in known[:MAX_QUOTES])


def _count_tuple(counts: CourseCounts) -> tuple[int, int, int, int]:
    return counts.on_course, counts.drifting, counts.off_course, counts.silent


def _count_parts(counts: CourseCounts, before: CourseCounts | None) -> Iterator[str]:
    earlier = _count_tuple(before) if before else (None,) * 4
    for words, number, then in zip(
        (*COURSE_LABELS.values(), NOT_ANSWERED), _count_tuple(counts), earlier, strict=True
    ):
        shape, _, text = words.partition(" ")
        change = "" if then is None or then == number else f" ({number - then:+})"
        if number or change:
            yield f"{shape} {number:,} {text}{change}"
