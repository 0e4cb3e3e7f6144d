"""How tactics stand in a check-in, in words and shapes that its screens share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from handlers.views.common.blocks import bold, escape_short, mention
from handlers.views.common.words import short_day
from planning.check_ins import Answer, Counts, Course, Decision, standing
from planning.tactics import Tactic

MAX_TITLE = 120
MAX_HAPPENED = 150
MAX_REASON = 100
MAX_BAR = 30
MAX_QUOTES = 2

# Shape and word, never colour alone.
COURSE_LABELS = {
    Course.ON_COURSE: "● on course",
    Course.DRIFTING: "◐ drifting",
    Course.OFF_COURSE: "○ off course",
}
NOT_ANSWERED = "… not answered"
WORST_FIRST = (Course.OFF_COURSE, Course.DRIFTING, Course.ON_COURSE)
DECISION_LABELS = {
    Decision.KEEP: "keep it as it is",
    Decision.MOVE: "move the date",
    Decision.RE_RATE: "rate it again",
    Decision.HAND_OVER: "hand it over",
    Decision.DROP: "drop it",
}


def count_courses(answers: Iterable[Answer], tactics: Iterable[str]) -> Counts:
    """How many of `tactics` (ids) stand how."""
    courses = standing(answers)
    found = [courses.get(tactic) for tactic in tactics]
    return Counts(
        on_course=found.count(Course.ON_COURSE),
        drifting=found.count(Course.DRIFTING),
        off_course=found.count(Course.OFF_COURSE),
        silent=found.count(None),
    )


def count_line(counts: Counts, before: Counts | None = None) -> str:
    """The counts in a row, against those `before`: "● 5 on course (+2)   ◐ 1 drifting (-1)"."""
    return "   ".join(_count_parts(counts, before))


def status_bar(counts: Counts) -> str:
    """A shape for each tactic, "●●●◐○……"; empty when they are too many to take in."""
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
    """A line for each tactic that stands at one of `courses`, in their order: how, and what happened."""
    standings = standing(answers)
    answers_by_tactic: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.course is standings[answer.tactic]:
            answers_by_tactic[answer.tactic].append(answer)
    for course in courses:
        for id_, tactic in tactics.items():
            if standings.get(id_) is course:
                yield f"{COURSE_LABELS[course]} {title(tactic)}{_quotes(answers_by_tactic[id_])}"


def answer_line(answer: Answer, tactic: Tactic) -> str:
    """One answer about a tactic: its course, and what was said besides."""
    text = answer_details(answer)
    return f"{COURSE_LABELS[answer.course]} {title(tactic)}{f': {text}' if text else ''}"


def answer_details(answer: Answer) -> str:
    """What an answer says besides its course: what happened, and the decision; empty for nothing."""
    happened = escape_short(answer.happened, MAX_HAPPENED)
    return ". ".join(part.rstrip(".") for part in (happened, decision_text(answer)) if part)


def decision_text(answer: Answer) -> str:
    """The decision of an answer in words: "We move it to 20 February 2027"; empty without one."""
    match answer.decision:
        case None:
            return ""
        case Decision.KEEP:
            text = "We keep it as it is"
        case Decision.MOVE:
            text = f"We move it to {short_day(answer.new_eta)}" if answer.new_eta else "We move the date"
        case Decision.RE_RATE:
            text = "We rate it again"
        case Decision.HAND_OVER:
            text = f"It goes to {mention(answer.taker)}" if answer.taker else "It is handed over"
        case Decision.DROP:
            text = "We drop it"
    reason = escape_short(answer.reason, MAX_REASON).rstrip(".")
    return f"{text} ({reason})" if reason else text


def title(tactic: Tactic) -> str:
    """A tactic's number and title in bold, short enough for a list."""
    return bold(f"{tactic.number}. {tactic.title}", MAX_TITLE)


def _quotes(text: Sequence[Answer]) -> str:
    """What up to ANSWERS_TOLD owners say about one tactic, each as a quotation on a line of its own."""
    known = [f"{mention(answer.person)}: {words}" for answer in text if (words := answer_details(answer))]
    return "".join(f"\n> {line}" for line in known[:MAX_QUOTES])


def _count_tuple(counts: Counts) -> tuple[int, int, int, int]:
    return counts.on_course, counts.drifting, counts.off_course, counts.silent


def _count_parts(counts: Counts, before: Counts | None) -> Iterator[str]:
    earlier = _count_tuple(before) if before else (None,) * 4
    for words, number, then in zip(
        (*COURSE_LABELS.values(), NOT_ANSWERED), _count_tuple(counts), earlier, strict=True
    ):
        shape, _, text = words.partition(" ")
        change = "" if then is None or then == number else f" ({number - then:+})"
        if number or change:
            yield f"{shape} {number:,} {text}{change}"
