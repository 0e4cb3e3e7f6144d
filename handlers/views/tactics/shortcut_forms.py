"""The form and messages of a shortcut before a tactic's form opens."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from handlers.views.common.blocks import Message, actions, bold, button, section, shorten
from handlers.views.common.commands import slash
from handlers.views.common.inputs import Answers, ask, choice, form, text_box
from planning.phrases import MessageWords
from planning.plan import Plan

_MAX_NAME = 48  # leaves space for the channel's name
_NO_PLAN_HERE = "There's no plan here. Choose one for this tactic."
_NO_PLAN = "No open plans in the channels we share, so there's nowhere to add a tactic."


def choose_plan_form(
    plans: Sequence[tuple[Plan, str]], text: MessageWords | None, *, may_start: bool, metadata: str
) -> View:
    """Asks which plan a new tactic is for, among (plan, channel name) pairs; a single one is preselected.

    `said` is the text of the message that the shortcut was used on: it can be edited here and is passed to
    the next form. `may_start` offers to start a plan in this channel.
    """
    choices = [(f"{shorten(plan.name, _MAX_NAME)} in #{channel}", plan.id) for plan, channel in plans]
    only = choices[0][1] if len(choices) == 1 else None
    blocks: list[Block] = [
        *([section(_NO_PLAN_HERE)] if text else []),
        *([actions(_start("Start plan here"))] if may_start else []),
        ask("plan", "For which plan?", choice(choices, only)),
    ]
    if text:
        blocks += [
            ask("title", "What needs doing?", text_box(text.title), optional=True),
            ask("notes", "Notes", text_box(text.notes, multiline=True), optional=True),
        ]
    return form("tactic.choose_plan", "New tactic", blocks, metadata=metadata, submit="Next")


def read_choose_plan_form(answers: Answers) -> tuple[str, MessageWords]:
    """The plan's id, and the text for the tactic."""
    return answers.choice("plan"), MessageWords(answers.text("title"), answers.text("notes"))


def for_plan(plan: Plan) -> str:
    """Which plan a tactic's form is for, if it was opened elsewhere."""
    return f"For {bold(plan.name)} in <#{plan.channel}>"


def no_plan_message(*, may_start: bool) -> Message:
    """There is no plan to add a tactic to; `may_start` offers to start one in this channel."""
    if may_start:
        return Message(_NO_PLAN, [section(_NO_PLAN), actions(_start("Start plan here"))])
    said = slash(
        f"{_NO_PLAN}\nIn your team's channel, add me with `/invite @Oncourse`, then start a plan with "
        "`/plan new`."
    )
    return Message(said, [section(said)])


def _start(label: str) -> ButtonElement:
    return button(label, "plan.start", "", style="primary")
