"""The form that imports a spreadsheet, from a file or from pasted rows."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextElementParts
from slack_sdk.models.blocks.block_elements import RichTextPreformattedElement
from slack_sdk.models.views import View

from handlers.views.common import words
from handlers.views.common.blocks import bold, context, divider, escape_short, options, section, shorten
from handlers.views.common.commands import slash
from handlers.views.common.encodings import LABELS
from handlers.views.common.inputs import Answers, ask, choice, file_box, form, grouped_choice, text_box
from handlers.views.exports.csv_file import as_csv
from handlers.views.plans.import_preview import Preview, preview_blocks
from planning.goals import Goal
from planning.plan import MARKETING_GOALS, Plan
from planning.sheets import MAX_ROWS, AmbiguousEncoding

_MAX_NAME = 80
_MAX_SAMPLE = 150
_PASTE_HINT = "With the row that names the columns, at most 3,000 characters."
_ENCODING_HINT = "Change it if letters look wrong. I'll read the file again."
_SERVES = "serves"
_SERVES_HINT = "For rows that name no goal of their own."
_MAX_OPTIONS = 80
_KINDS = ("csv", "tsv", "txt")


@dataclass(frozen=True, slots=True)
class ImportInput:
    """The submitted input: a file's id, pasted rows, and the encoding selected for the file shown."""

    file: str = ""
    pasted: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """The plan and its goals, of which one can be what all rows serve; `chosen` is an id."""

    plan: Plan
    goals: Sequence[Goal] = ()
    chosen: str = ""


def import_form(
    serving: Serving,
    owner: str,
    *,
    metadata: str,
    pasted: str = "",
    preview: Preview | None = None,
    file: str = "",
) -> View:
    """Asks for a spreadsheet, as a file or pasted rows; with a `preview` of the last input.

    `owner` is a name for the example, `file` the id of the previewed file.
    """
    encoding = preview.decoded.encoding if preview and preview.decoded else ""
    blocks = [
        *(preview_blocks(preview) if preview else _instructions(serving.plan, owner)),
        *([_encoding_menu(file, encoding)] if encoding else []),
        *_inputs(pasted, preview.name if preview else ""),
        _serves_menu(serving),
    ]
    return form(
        "plan.import", "Import a spreadsheet", blocks, metadata=metadata, submit=_submit_label(preview)
    )


def unsure_form(unsure: AmbiguousEncoding, name: str, serving: Serving, *, metadata: str, file: str) -> View:
    """Asks for the encoding of a file if it could not be detected; `file` is its id."""
    guesses = [f"• {LABELS[codec]}: {escape_short(sample, _MAX_SAMPLE)}" for codec, sample in unsure.guesses]
    named = escape_short(name, _MAX_NAME)
    blocks = [
        section(f"⚠ *I can't tell which encoding {named} is in.* Nothing saved yet."),
        section("\n".join(["Choose the one whose words look right:", *guesses])),
        divider(),
        _encoding_menu(file, ""),
        *_inputs("", name),
        _serves_menu(serving),
    ]
    return form("plan.import", "Import a spreadsheet", blocks, metadata=metadata, submit=_submit_label(None))


def read_import_form(answers: Answers, shown: str) -> ImportInput:
    """The submitted input; `shown` is the id of the file that the form showed."""
    pasted = answers.text("pasted")
    encoding = answers.choice(encoding_field(shown)) if shown else ""
    return ImportInput(answers.file("file"), pasted if pasted.strip() else "", encoding)


def serves_field(answers: Answers) -> str:
    """The name of the field that says what all rows serve."""
    return next((field for field in answers.fields() if field.startswith(_SERVES)), _SERVES)


def read_serves(answers: Answers) -> str:
    """The id of the goal, company goal or marketing goal that all rows serve; "" if none is chosen."""
    return answers.choice(serves_field(answers))


def encoding_field(file: str) -> str:
    """The name of the encoding's field; it depends on the file, so that another file starts unset."""
    return f"encoding.{file}"


def _instructions(plan: Plan, owner: str) -> Iterator[Block]:
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
    """A sample spreadsheet that can be imported as it is."""
    serves = plan.company_goals[0].title if plan.company_goals else next(iter(MARKETING_GOALS.values())).title
    rows = (
        ("Company goal", "Goal", "Tactic", "Owners", "ETA", "Value", "Complexity"),
        (serves, "Be known in our niche", "List 100 influencers", owner, "1 February", "5", "2"),
        ("", "", "Write to the first ten", "", "Q1", "", ""),
    )
    return as_csv(rows, quoting=csv.QUOTE_MINIMAL).replace("\r\n", "\n").rstrip("\n")


def _serves_menu(serving: Serving) -> Block:
    """The goals, company goals and marketing goals; a choice has its own field, so that Slack shows it."""
    groups = (
        ("Goals", [(f"{goal.number}. {goal.title}", goal.id) for goal in serving.goals[:_MAX_OPTIONS]]),
        ("Company goals", [(goal.title, goal.id) for goal in serving.plan.company_goals]),
        ("Marketing goals", [(goal.title, goal.id) for goal in MARKETING_GOALS.values()]),
    )
    menu = grouped_choice([(label, options(each)) for label, each in groups], serving.chosen or None)
    field = f"{_SERVES}.{serving.chosen}" if serving.chosen else _SERVES
    return ask(field, "All of it serves", menu, optional=True, hint=_SERVES_HINT)


def _encoding_menu(file: str, encoding: str) -> Block:
    choices = [(label, codec) for codec, label in LABELS.items()]
    menu = choice(choices, encoding or None)
    return ask(encoding_field(file), "Encoding of the file", menu, optional=True, hint=_ENCODING_HINT)


def _inputs(pasted: str, name: str) -> Iterator[Block]:
    yield ask("file", "A CSV file", file_box(*_KINDS), optional=True, hint=_file_hint(name))
    box = text_box(pasted, multiline=True)
    yield ask("pasted", "Or paste the rows", box, optional=True, hint=_PASTE_HINT)


def _file_hint(name: str) -> str:
    if name:
        return f"{shorten(name, _MAX_NAME)} has been read. Choose another one to read that instead."
    return f"Up to {MAX_ROWS} rows, separated by commas, semicolons or tabs."


def _submit_label(preview: Preview | None) -> str:
    return f"Add {words.count(preview.found.rows, 'row')}" if preview and preview.found.rows else "Preview"
