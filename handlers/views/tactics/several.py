"""Several tactics at once: what became of each, and the form that drops them."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.views.common import notes
from handlers.views.common.blocks import Message, actions, button, escape, section
from handlers.views.common.button_values import UndoValue
from handlers.views.common.errors import refusal
from handlers.views.common.inputs import ask, form, text_box
from handlers.views.common.lines import paragraphs
from handlers.views.common.words import STATES, count, listing
from handlers.views.tactics.cards import numbered_title
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.tactics import State, Tactic

_MAX_TITLE = 100


def several_message(
    plan: Plan,
    changed: Sequence[tuple[Tactic, Tactic]],
    refused: Sequence[tuple[int, PlanningError]],
    undo: int | None,
) -> Message:
    """What became of several tactics (before, after), and of the numbers that were refused.

    `undo` is the change that takes all of it back, if anything changed.
    """
    title = _title(changed, refused)
    blocks: list[Block] = [section(f"*{title}*"), *paragraphs([*_lines(changed), *_refusals(refused)])]
    if undo is not None:
        blocks.append(actions(button("Undo", "plan.undo", UndoValue(plan.id, undo))))
    return Message(title, blocks)


def drop_several_form(tactics: Sequence[Tactic], *, metadata: str) -> View:
    """Asks why these tactics are dropped, once for all."""
    blocks: list[Block] = [
        *paragraphs([numbered_title(tactic, _MAX_TITLE) for tactic in tactics]),
        ask("reason", "Why?", text_box(multiline=True)),
    ]
    title = f"Drop {count(len(tactics), 'tactic')}"
    return form("tactic.drop_several", title, blocks, metadata=metadata, submit="Drop")


def _title(changed: Sequence[tuple[Tactic, Tactic]], refused: Sequence[tuple[int, PlanningError]]) -> str:
    verb = "dropped" if any(after.state is State.DROPPED for _, after in changed) else "done"
    parts = [f"{count(len(changed), 'tactic')} {verb}"] if changed else []
    parts += [f"{len(refused)} not changed"] if refused else []
    return listing(parts)


def _lines(changed: Sequence[tuple[Tactic, Tactic]]) -> Iterator[str]:
    for before, after in changed:
        said = STATES[after.state] if after.state is State.DROPPED else notes.done(before, after)
        yield f"{numbered_title(after, _MAX_TITLE)}  {said}"


def _refusals(refused: Sequence[tuple[int, PlanningError]]) -> Iterator[str]:
    for number, error in refused:
        is_unknown = error.code is Code.REFERENCE_UNKNOWN
        yield f"⚠ *{number}*  {'There is no such tactic.' if is_unknown else escape(refusal(error))}"
