"""The form that takes a spreadsheet in, and what it says of the rows before anything is added."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextElementParts
from slack_sdk.models.blocks.block_elements import RichTextPreformattedElement
from slack_sdk.models.views import View

from handlers.views import words
from handlers.views.blocks import (
    bold,
    brief,
    context,
    divider,
    fitting,
    mentions,
    paragraphs,
    section,
    shorten,
)
from handlers.views.commands import slash
from handlers.views.errors import refusal
from handlers.views.files.sheet import as_csv
from handlers.views.inputs import Answers, ask, file_box, form, text_box
from planning.goals import Goal
from planning.plan import MARKETING_GOALS, Plan
from planning.rhythm import next_dates
from planning.sheets import ROWS_MOST, Column, Intake, Problem, Standing
from planning.tactics import Tactic

LINES_MOST = 60
CHARACTERS_MOST = 9000
_TITLE_MOST = 120
_NAME_MOST = 80
_PROBLEM_MOST = 900
_ASIDE_MOST = 10
_PASTE_HINT = "With the row that names the columns, at most 3,000 characters."
_KINDS = ("csv", "tsv", "txt")
HEADS = {
    Column.COMPANY_GOAL: "Company goal",
    Column.GOAL: "Goal",
    Column.TACTIC: "Tactic",
    Column.OWNERS: "Owners",
    Column.ETA: "ETA",
    Column.RHYTHM: "Rhythm",
    Column.VALUE: "Value",
    Column.COMPLEXITY: "Complexity",
    Column.STATE: "State",
    Column.NOTES: "Notes",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What rows come to in the plan as it stands; `aside` are the columns not read, `name` is the file's."""

    standing: Standing
    found: Intake
    aside: tuple[str, ...] = ()
    name: str = ""

    @property
    def goals(self) -> Mapping[str, Goal]:
        """The goals of the plan and the new ones, by id."""
        return {goal.id: goal for goal in (*self.standing.goals, *self.found.goals)}


def import_form(
    plan: Plan, owner: str, *, memory: str, pasted: str = "", preview: Preview | None = None
) -> View:
    """Asks for a spreadsheet, a file or pasted rows; with a `preview` of what was handed over last.

    `owner` is a name for the example.
    """
    blocks = [
        *(_previewed(preview) if preview else _explained(plan, owner)),
        ask("file", "A CSV file", file_box(*_KINDS), optional=True, hint=_file_hint(preview)),
        ask("pasted", "Or paste the rows", text_box(pasted, multiline=True), optional=True, hint=_PASTE_HINT),
    ]
    return form("plan.import", "Import a spreadsheet", blocks, memory=memory, submit=_submit(preview))


def read_import_form(answers: Answers) -> tuple[str, str]:
    """The id of the file chosen, and the rows pasted; empty where there are none."""
    pasted = answers.text("pasted")
    return answers.file("file"), pasted if pasted.strip() else ""


def problem_line(problem: Problem) -> str:
    """What is wrong, and how to mend it, as plain text."""
    return f"{HEADS[problem.column]}: {refusal(problem.refusal)}"


def has_more(found: Intake) -> bool:
    """Whether there is more to mend than the form has room for."""
    return _to_mend(found)[1] > 0


def file_comment() -> str:
    """What stands above the file of what is to be mended, as mrkdwn."""
    return "All the rows to mend of your import, one problem a line. None of them has been added."


def _explained(plan: Plan, owner: str) -> Iterator[Block]:
    yield section(
        f"One row is one tactic of {bold(plan.name)}, and the first row names the columns. "
        "You see what I read before anything is added."
    )
    example = RichTextElementParts.Text(text=_example(plan, owner))
    yield RichTextBlock(elements=[RichTextPreformattedElement(elements=[example])])
    yield context(
        slash(
            "*Company goal* and *Goal* may stay empty where they are those of the row above. "
            "*Owners* by name or @handle. *ETA* as 2027-02-01, 1 February or Q1. *Value* and *Complexity* "
            "from 1 to 5: they become your own rating. *Rhythm*, *State* and *Notes* are read, too. "
            "The CSV of `/plan export` fits as it is."
        )
    )


def _example(plan: Plan, owner: str) -> str:
    """A spreadsheet to begin with, which can be taken in as it is."""
    serves = plan.company_goals[0].title if plan.company_goals else next(iter(MARKETING_GOALS.values())).title
    rows = (
        ("Company goal", "Goal", "Tactic", "Owners", "ETA", "Value", "Complexity"),
        (serves, "Be known in our niche", "List 100 influencers", owner, "1 February", "5", "2"),
        ("", "", "Write to the first ten", "", "Q1", "", ""),
    )
    return as_csv(rows, quoting=csv.QUOTE_MINIMAL).replace("\r\n", "\n").rstrip("\n")


def _file_hint(preview: Preview | None) -> str:
    if preview and preview.name:
        return f"{shorten(preview.name, _NAME_MOST)} has been read. Choose another one to read that instead."
    return f"Up to {ROWS_MOST} rows, separated by commas, semicolons or tabs."


def _submit(preview: Preview | None) -> str:
    if preview is None or not preview.found.rows:
        return "Look at it first"
    if preview.found.problems:
        return f"Add the {words.count(preview.found.rows, 'good row')}"
    return f"Add {words.count(preview.found.rows, 'row')}"


def _previewed(preview: Preview) -> Iterator[Block]:
    yield section(_lead(preview.found))
    if aside := list(_left_aside(preview)):
        yield context("\n".join(aside))
    lines, left = fitting(list(_added(preview)), LINES_MOST, CHARACTERS_MOST)
    yield from paragraphs(lines)
    if left:
        yield context(f"… and {words.count(left, 'more line')} like these.")
    if preview.found.problems:
        yield from _problems(preview.found)
    yield divider()


def _lead(found: Intake) -> str:
    if not found.rows:
        return "*Nothing would be added.*"
    return f"*This would be added: {counted(found)}.* Nothing is added yet."


def counted(found: Intake) -> str:
    """How much is added: "8 tactics, 2 goals and 3 ratings of yours"."""
    parts = (
        (len(found.tactics), "tactic", None),
        (len(found.goals), "goal", None),
        (len(found.ratings), "rating of yours", "ratings of yours"),
    )
    return words.listing(words.count(number, one, many) for number, one, many in parts if number)


def _left_aside(preview: Preview) -> Iterator[str]:
    found, plan = preview.found, preview.standing.plan
    if found.known:
        yield f"{words.count(found.known, 'row')} already in the plan (dropped ones count): left alone."
    if found.closed:
        yield f"{words.count(found.closed, 'row')} done or dropped: left out."
    if late := sum(tactic.ends_after(plan) for tactic in found.tactics):
        yield f"⚠ {words.count(late, 'tactic')} due after the plan ends, on {words.day(plan.ends_on)}."
    if preview.aside:
        named = [brief(name, _TITLE_MOST) for name in preview.aside[:_ASIDE_MOST]]
        more = len(preview.aside) - len(named)
        yield f"Columns I do not read: {words.listing([*named, *([f'{more} more'] if more else [])])}."


def _added(preview: Preview) -> Iterator[str]:
    """Each goal that something is added to, with its new tactics below."""
    new = {goal.id for goal in preview.found.goals}
    apart = ""
    for goal in preview.goals.values():
        under = [tactic for tactic in preview.found.tactics if tactic.goal == goal.id]
        if under or goal.id in new:
            helps = f"helps {brief(goal.serves.title, _TITLE_MOST)}"
            yield f"{apart}{bold(goal.title, _TITLE_MOST)} ({'new, ' if goal.id in new else ''}{helps})"
            apart = "\n"
            yield from (f"• {_tactic(tactic, preview)}" for tactic in under)


def _tactic(tactic: Tactic, preview: Preview) -> str:
    facts = [mentions(tactic.owners)] if tactic.owners else []
    if tactic.eta:
        facts.append(words.day(tactic.eta))
    if tactic.rhythm:
        today = preview.standing.plan.today(preview.standing.now)
        dates = words.listing(words.brief_day(day, today) for day in next_dates(tactic.rhythm, today))
        facts.append(f"{words.rhythm(tactic.rhythm)}: {dates}")
    if rating := preview.found.ratings.get(tactic.id):
        facts.append(f"value {rating.value}, complexity {rating.complexity}")
    title = brief(tactic.title, _TITLE_MOST)
    return f"{title}: {' · '.join(facts)}" if facts else title


def _problems(found: Intake) -> Iterator[Block]:
    lines, left = _to_mend(found)
    yield section(f"⚠ *{words.count(found.bad_rows, 'row')} to mend*, which I leave out:")
    yield from paragraphs(lines)
    if left:
        yield context(f"… and {words.count(left, 'more line')}: all are in a file in our direct messages.")


def _to_mend(found: Intake) -> tuple[list[str], int]:
    """A line for each problem, as many as there is room for; and how many are left out."""
    lines = [f"*Row {one.row}* {brief(problem_line(one), _PROBLEM_MOST)}" for one in found.problems]
    return fitting(lines, LINES_MOST, CHARACTERS_MOST)
