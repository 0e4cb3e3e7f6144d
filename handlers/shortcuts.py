"""Shortcuts: a tactic made of a message, and a new one from anywhere."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.models.views import View

from handlers.access import plan_of, plans_of
from handlers.permalink import permalink
from handlers.tactic_form import tactic_form
from handlers.views import shortcut_forms as forms
from handlers.views.inputs import message_modal
from handlers.visit import Submission, Visit
from planning.people import require_editor
from planning.phrases import MessageWords, mentioned, read_message
from planning.plan import Plan
from planning.tactics import TacticDraft

NAMED_MOST = 10  # people in a message whose names are asked for
_PARTS = ("text", "elements", "fields")


async def from_message(visit: Visit, body: Mapping[str, Any]) -> None:
    """ "Add as a tactic": the form of the channel's plan, filled in with what the message says.

    Where the conversation has no plan, another is chosen first.
    """
    require_editor(visit.person)
    said, every, link = await asyncio.gather(
        _read(visit, body["message"]), plans_of(visit), permalink(visit, body)
    )
    here = next((plan for plan in every if plan.channel == visit.channel), None)
    if here:
        await _open_form(visit, here, said, link)
    else:
        await _choose(visit, every, said, link)


async def new_tactic(visit: Visit, _body: Mapping[str, Any]) -> None:
    """ "New tactic": for which plan, then its form; of the only plan there is at once."""
    require_editor(visit.person)
    every = await plans_of(visit)
    if len(every) == 1:
        await _open_form(visit, every[0], MessageWords("", ""), "")
    else:
        await _choose(visit, every, None, "")


async def plan_chosen(visit: Visit, form: Submission) -> View:
    """The plan was chosen: its tactic form takes the place."""
    plan_id, said = forms.read_choose_plan_form(form.answers)
    plan = await plan_of(visit, plan_id)
    require_editor(visit.person)
    plan.require_open()
    memory = replace(form.memory, plan=plan.id)
    return await tactic_form(visit, plan, _draft(said), memory, notice=forms.for_plan(plan))


async def _open_form(visit: Visit, plan: Plan, said: MessageWords, link: str) -> None:
    memory = replace(visit.memory(plan.id), message=link)
    await visit.open(await tactic_form(visit, plan, _draft(said), memory, notice=forms.for_plan(plan)))


async def _choose(visit: Visit, every: tuple[Plan, ...], said: MessageWords | None, link: str) -> None:
    channels = await visit.house.directory.shared_channels(visit.workspace, visit.person.id)
    may_start = visit.channel in channels
    memory = replace(visit.memory(), message=link).packed()
    if not every:
        await visit.open(message_modal(forms.no_plan_message(may_start=may_start), memory=memory))
        return
    choices = [(plan, channels[plan.channel]) for plan in every if plan.channel in channels]
    await visit.open(forms.choose_plan_form(choices, said, may_start=may_start, memory=memory))


def _draft(said: MessageWords) -> TacticDraft:
    return TacticDraft(said.title, "", notes=said.notes)


async def _read(visit: Visit, message: Mapping[str, Any]) -> MessageWords:
    text = _text_of(message)
    people = await visit.house.directory.people(visit.workspace, mentioned(text)[:NAMED_MOST])
    return read_message(text, {id_: person.name for id_, person in people.items()})


def _text_of(message: Mapping[str, Any]) -> str:
    """What a message says, or else what its blocks do, or what its first file is called."""
    blocks = ("".join(_texts(block)) for block in message.get("blocks") or ())
    files = (str(file.get("title") or file.get("name") or "") for file in message.get("files") or ())
    ways = (str(message.get("text") or ""), "\n".join(filter(None, blocks)), *files)
    return next((words for words in ways if words.strip()), "")


def _texts(part: Any) -> Iterator[str]:
    """The words in a block, wherever they stand in it."""
    left = [part]
    while left:
        match left.pop():
            case {"text": str(words)}:
                yield words
            case Mapping() as found:
                left += [found.get(name) for name in reversed(_PARTS)]
            case list() as found:
                left += reversed(found)
