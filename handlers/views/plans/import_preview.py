"""The preview of an import: what its rows add, what is wrong, and what is ignored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from slack_sdk.models.blocks import Block

from handlers.views.common import words
from handlers.views.common.blocks import bold, context, divider, escape_short, mentions, section
from handlers.views.common.encodings import LABELS
from handlers.views.common.errors import refusal
from handlers.views.common.lines import fit_lines, paragraphs
from planning.goals import Goal
from planning.recurrence import next_dates
from planning.sheets import Column, Decoded, ImportResult, ImportTarget, Note, NoteKind, Problem, Sheet
from planning.tactics import Tactic

MAX_LINES = 60
MAX_CHARACTERS = 9000
_MAX_TITLE = 120
_MAX_PROBLEM = 900
_MAX_SAMPLE = 150
_MAX_LIST = 2500
COLUMN_NAMES = {
    Column.COMPANY_GOAL: "Company goal",
    Column.GOAL: "Goal",
    Column.TACTIC: "Tactic",
    Column.OWNERS: "Owners",
    Column.ETA: "ETA",
    Column.RECURRENCE: "Rhythm",
    Column.VALUE: "Value",
    Column.COMPLEXITY: "Complexity",
    Column.STATE: "State",
    Column.NOTES: "Notes",
}
_NOTE_TEMPLATES = {
    NoteKind.COMPANY_GOAL: "Company goal: “{words}” isn't used. The goal is already under “{instead}”.",
    NoteKind.HEADING: "Company goal: “{words}” has no goal below it.",
    NoteKind.ROUNDED: "{column}: {words} counts as {instead}.",
    NoteKind.STATE: "State: “{words}” counts as {instead}. Owners and dates decide that.",
    NoteKind.TIME: "{column}: the time {words} isn't kept.",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet's rows add to the plan; `name` is the file's, `decoded` its text, `serves` an id."""

    target: ImportTarget
    found: ImportResult
    sheet: Sheet
    name: str = ""
    decoded: Decoded | None = None
    serves: str = ""

    @property
    def goals(self) -> Mapping[str, Goal]:
        """The goals of the plan and the new ones, by id."""
        return {goal.id: goal for goal in (*self.target.goals, *self.found.goals)}


def preview_blocks(preview: Preview) -> Iterator[Block]:
    """The blocks of the preview."""
    yield section(_headline(preview.found))
    if skipped := list(_skipped_lines(preview)):
        yield context("\n".join(skipped))
    lines, omitted = fit_lines(list(_added_lines(preview)), MAX_LINES, MAX_CHARACTERS)
    yield from paragraphs(lines)
    if omitted:
        yield context(f"… and {words.count(omitted, 'more line')} like these.")
    if preview.found.problems:
        head = f"⚠ *{words.count(preview.found.bad_rows, 'row')} to fix*, not added:"
        yield from _list_blocks(head, _problem_lines(preview.found))
    if preview.found.notes:
        yield from _list_blocks("*Not read in these rows:*", _note_lines(preview.found))
    yield divider()


def problem_line(problem: Problem) -> str:
    """What is wrong in a row and how to fix it, as plain text."""
    return f"{COLUMN_NAMES[problem.column]}: {refusal(problem.refusal)}"


def notes_by_row(found: ImportResult) -> Iterator[tuple[int, str]]:
    """(row number, what is ignored or changed in that row), as plain text."""
    for row, notes in groupby(sorted(found.notes, key=_row), _row):
        yield row, " ".join(_note_texts(list(notes)))


def _row(note: Note) -> int:
    return note.row


def _note_texts(notes: Sequence[Note]) -> Iterator[str]:
    """One sentence for all cells that are not read, then one for each other note."""
    if cells := [f"{_column_name(note)} “{note.words}”" for note in notes if note.kind is NoteKind.CELL]:
        yield f"{words.listing(cells)}."
    for note in notes:
        if text := _NOTE_TEMPLATES.get(note.kind):
            yield text.format(column=_column_name(note), words=note.words, instead=note.instead)


def _column_name(note: Note) -> str:
    known = (COLUMN_NAMES[column] for column in Column if column == note.column)
    return next(known, note.column) or "a column without a name"


def ignored_text(preview: Preview) -> str:
    """The columns and rows that are not read, as plain text; empty if none."""
    columns = f"Ignored columns: {words.listing(preview.sheet.aside)}." if preview.sheet.aside else ""
    above = " ".join(
        f"Row {number}, above the column names, isn't read: “{text}”." for number, text in preview.sheet.above
    )
    return " ".join(filter(None, (columns, above)))


def has_more(preview: Preview) -> bool:
    """Whether not everything fits in the form."""
    lists = (_problem_lines(preview.found), _note_lines(preview.found))
    is_cut = any(len(text) > _MAX_PROBLEM for _, text in notes_by_row(preview.found))
    return is_cut or len(ignored_text(preview)) > _MAX_LIST or any(_fit_lines(lines)[1] for lines in lists)


def count_added(found: ImportResult) -> str:
    """How much is added: "8 tactics, 2 goals and 3 ratings of yours"."""
    parts = (
        (len(found.tactics), "tactic", None),
        (len(found.goals), "goal", None),
        (len(found.ratings), "rating of yours", "ratings of yours"),
    )
    return words.listing(words.count(number, one, many) for number, one, many in parts if number)


def _headline(found: ImportResult) -> str:
    if not found.rows:
        return "*Nothing to add.*"
    return f"*Ready to add {count_added(found)}.* Nothing saved yet."


def _skipped_lines(preview: Preview) -> Iterator[str]:
    found, plan = preview.found, preview.target.plan
    if preview.decoded and preview.decoded.encoding:
        sample = escape_short(preview.decoded.sample, _MAX_SAMPLE)
        label = LABELS[preview.decoded.encoding]
        yield f"Read as {label}: “{sample}”. If that looks wrong, choose another encoding below."
    if found.known_rows:
        yield f"Already in the plan, or dropped from it, so left alone: {_row_numbers(found.known_rows)}."
    if found.closed_rows:
        yield f"Done or dropped, so left out: {_row_numbers(found.closed_rows)}."
    if late := sum(tactic.ends_after(plan) for tactic in found.tactics):
        yield f"⚠ {words.count(late, 'tactic')} due after the plan ends, on {words.day(plan.ends_on)}."
    if text := ignored_text(preview):
        yield escape_short(text, _MAX_LIST)


def _row_numbers(numbers: Sequence[int]) -> str:
    """Row numbers as ranges: "row 2", "rows 2 to 5 and 9"."""
    runs = [[at for _, at in run] for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0])]
    named = [f"{run[0]} to {run[-1]}" if run[1:] else str(run[0]) for run in runs]
    return f"{'rows' if numbers[1:] else 'row'} {words.listing(named)}"


def _added_lines(preview: Preview) -> Iterator[str]:
    """Each goal that gets something new, with its new tactics below."""
    new = {goal.id for goal in preview.found.goals}
    separator = ""
    for goal in preview.goals.values():
        tactics = [tactic for tactic in preview.found.tactics if tactic.goal == goal.id]
        if tactics or goal.id in new:
            helps = f"helps {escape_short(goal.serves.title, _MAX_TITLE)}"
            yield f"{separator}{bold(goal.title, _MAX_TITLE)} ({'new, ' if goal.id in new else ''}{helps})"
            separator = "\n"
            yield from (f"• {_tactic(tactic, preview)}" for tactic in tactics)


def _tactic(tactic: Tactic, preview: Preview) -> str:
    facts = [mentions(tactic.owners)] if tactic.owners else []
    if tactic.eta:
        facts.append(words.day(tactic.eta))
    if tactic.recurrence:
        today = preview.target.plan.today(preview.target.now)
        dates = words.listing(words.brief_day(day, today) for day in next_dates(tactic.recurrence, today))
        facts.append(f"{words.recurrence(tactic.recurrence)}: {dates}")
    if rating := preview.found.ratings.get(tactic.id):
        facts.append(f"value {rating.value}, complexity {rating.complexity}")
    title = escape_short(tactic.title, _MAX_TITLE)
    return f"{title}: {' · '.join(facts)}" if facts else title


def _list_blocks(title: str, all_lines: Sequence[str]) -> Iterator[Block]:
    lines, omitted = _fit_lines(all_lines)
    yield section(title)
    yield from paragraphs(lines)
    if omitted:
        yield context(f"… and {words.count(omitted, 'more line')}: all are in a file in our direct messages.")


def _problem_lines(found: ImportResult) -> list[str]:
    return [
        f"*Row {problem.row}* {escape_short(problem_line(problem), _MAX_PROBLEM)}"
        for problem in found.problems
    ]


def _note_lines(found: ImportResult) -> list[str]:
    return [f"*Row {row}* {escape_short(text, _MAX_PROBLEM)}" for row, text in notes_by_row(found)]


def _fit_lines(lines: Sequence[str]) -> tuple[list[str], int]:
    """As many of the lines as fit, and how many are left out."""
    return fit_lines(lines, MAX_LINES, MAX_CHARACTERS)
