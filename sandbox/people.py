"""A person in front of Slack's client, and what they do there."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from sandbox import acts, events
from sandbox.attachments import attached
from sandbox.backend import Backend
from sandbox.browser import Browser, Page
from sandbox.buttons import action_of, buttons, choices, confirmation, nth_of
from sandbox.consent import PATH
from sandbox.elements import Placed
from sandbox.errors import ActError
from sandbox.forms import TYPED, check_submittable, chosen_state, labelled, state_of, typed_state
from sandbox.readers import Reader
from sandbox.records import Channel, Json, Message, View
from sandbox.shapes import forwarded_json
from sandbox.typed import marked_up

HOME = "Home"
"""Given as `channel`: the app's Home tab."""


class Person(Reader):
    """One person's Slack. Every act returns when the app has acked it and `settle` is done.

    An act that Slack's client would not allow raises ActError. Places are written "#social", "@Oncourse" (the
    direct message with somebody) or "Home".
    """

    def __init__(self, backend: Backend, user_id: str, settle: Callable[[], Awaitable[None]]) -> None:
        super().__init__(backend.workspace, user_id)
        self._backend = backend
        self._settle = settle

    # --- what they do in channels

    async def command(self, typed: str, channel: str, thread: Message | None = None) -> None:
        """Type a slash command, with @names and #channels as one types them; in a thread Slack refuses it."""
        place = self._writable(channel)
        name, _, text = typed.partition(" ")
        if thread:
            self._workspace.toast(self.id, f"{name} is not supported in threads. Sorry!")
            return
        command = self._backend.app.commands.get(name)
        if command is None:
            raise ActError(f"{name} is not a command of this workspace")
        self._require_member_of_workspace()
        text = marked_up(text.strip(), self._workspace, with_names=True) if command.should_escape else text
        await acts.run_command(self._backend, self.user, command, text, place)
        await self._settle()

    async def write(self, text: str, channel: str, thread: Message | None = None) -> Message:
        """Say something, perhaps below another message."""
        place = self._writable(channel)
        content = {"text": marked_up(text, self._workspace, with_names=False)}
        below = {"thread_ts": thread.thread_ts or thread.ts} if thread else {}
        message = self._backend.post(place, self.id, {**content, **below})
        if f"<@{self._backend.app.bot_user_id}>" in message.text and self._backend.is_in(place):
            self._backend.tell(events.app_mentioned(self._workspace, message), place)
        await self._settle()
        return message

    async def forward(self, message: Message, channel: str, comment: str = "") -> Message:
        """Forward a message they see, perhaps with a word of their own."""
        self.require_seen(message)
        place = self._writable(channel)
        content = {"text": marked_up(comment, self._workspace, with_names=False)}
        forwarded = self._backend.post(
            place, self.id, {**content, "attachments": (forwarded_json(self._workspace, message),)}
        )
        await self._settle()
        return forwarded

    async def click(
        self,
        label: str,
        channel: str | None = None,
        *,
        within: str = "",
        beside: str = "",
        nth: int | None = None,
        message: Message | None = None,
        confirm: bool = True,
    ) -> None:
        """Click a button or overflow option by its words.

        In `message` if given; else in the newest message of `channel` that has it (and `within`); without
        a channel in the open modal, or if none is open anywhere this person can see. A confirm dialog is
        confirmed, or declined with `confirm=False`. Among several of the same words in one message or view,
        `beside` names words of the block it belongs to, `nth` counts from 1.
        """
        self._require_active()
        view = self._view_to_click(channel) if message is None else None
        where = view or message or self.message(within, channel, button=label)
        action = nth_of(buttons(where.blocks, label, beside), nth, label)
        if confirmation(where.blocks, action) and not confirm:
            return
        await self.act(where, action)

    async def act(self, where: View | Message, action: Json) -> None:
        """Click or choose in a message, a modal or Home: `action` as Slack sends it, without action_ts."""
        self._require_active()
        if isinstance(where, View):
            await acts.act_in_view(self._backend, self.user, where, [action])
        else:
            self.require_seen(where)
            await acts.act_in_message(self._backend, self.user, where, [action])
        await self._settle()

    async def shortcut(self, name: str) -> None:
        """Run a global shortcut by its name."""
        await self._run_shortcut(name, None)

    async def message_shortcut(self, name: str, message: Message) -> None:
        """Run a message shortcut by its name."""
        if message.only_for is not None:
            raise ActError("an ephemeral message has no shortcuts")
        self.require_seen(message)
        await self._run_shortcut(name, message)

    async def open_home(self, tab: str = "home") -> None:
        """Open the app's Home ("home") or its messages ("messages")."""
        self._require_active()
        app = self._backend.app
        if not (app.home_tab if tab == "home" else app.messages_tab):
            raise ActError(f"the manifest does not enable the {tab} tab")
        direct = self._workspace.direct_message(self.id, self._backend.app.bot_user_id)
        view = self._workspace.homes.get(self.id)
        self._backend.tell(events.home_opened(self._workspace, self.user, direct, tab, view))
        await self._settle()

    # --- what they do in a browser

    def browser(self) -> Browser:
        """A fresh browser in which they are signed in to this workspace, for `async with`."""
        return Browser(self._backend, self.id)

    async def install(self, url: str, *, approve: bool = True) -> Page:
        """Follow the app's install page `url` to Slack, allow what it asks for or not, and on to the end.

        The way ends earlier where a page leads no further; returned is the page that is seen last.
        """
        async with self.browser() as browser:
            page = await browser.open(url)
            if to_slack := [link for link in page.links if urlsplit(link).path == PATH]:
                page = await browser.open(to_slack[0])
            if urlsplit(page.url).path == PATH and page.forms:
                page = await browser.press(page, "Allow" if approve else "Cancel")
        await self._settle()
        return page

    # --- what they do in a form

    async def fill(self, label: str, value: object, *, nth: int | None = None) -> None:
        """Type a text, number, date or time into the input of this label, the `nth` of several."""
        view = self.open_modal()
        place = labelled(view, label, nth)
        await self.hold(view, place, typed_state(place, value))

    async def choose(
        self,
        label: str,
        *chosen: object,
        channel: str | None = None,
        message: Message | None = None,
        nth: int | None = None,
    ) -> None:
        """Choose exactly these in the menu of this label: option words, @names, #channels, dates.

        In the open modal (the `nth` of several of one label), or in a message (the newest of `channel` that
        has the menu), or on Home.
        """
        view = self._view_to_click(channel) if message is None else None
        if view is not None:
            place = labelled(view, label, nth)
            await self.hold(view, place, chosen_state(place, chosen, self._workspace))
            return
        self._require_active()
        message = message or self._message_with_choice(label, channel)
        place = choices(message.blocks, label)[0]
        await self.act(message, action_of(place, chosen_state(place, chosen, self._workspace)))

    async def attach(self, label: str, name: str, content: bytes | str, *, nth: int | None = None) -> None:
        """Choose a file in the file input of this label; `choose(label)` takes all of them out again."""
        view = self.open_modal()
        sent = content.encode() if isinstance(content, str) else content
        await self.attach_at(view, labelled(view, label, nth), name, sent)

    async def attach_at(self, view: View, place: Placed, name: str, content: bytes) -> None:
        """Choose a file in this element of the modal."""
        if place.type != "file_input":
            raise ActError(f"{place.labels[0]} takes no files")
        held = state_of(view, place)[place.holding]
        await self.hold(view, place, attached(self._backend, self.id, place, held, name, content))

    async def hold(self, view: View, place: Placed, state: Json) -> None:
        """Let an element of a modal or Home hold this; the app hears of it at once where Slack tells it."""
        self._require_active()
        state_of(view, place).update(state)
        if place.block["type"] != "input" or place.block.get("dispatch_action"):
            await self.act(view, action_of(place, state))

    async def fill_in(self, answers: Mapping[str, Any]) -> None:
        """Fill and choose by label; several choices are given as a list or tuple."""
        for label, value in answers.items():
            if labelled(self.open_modal(), label).type in TYPED:
                await self.fill(label, value)
            else:
                several = value if isinstance(value, list | tuple) else (value,)
                await self.choose(label, *several)

    async def submit(self) -> None:
        """Press the submit button. Raises FormRefused when Slack's client itself keeps the form."""
        await self._submit(times=1)

    async def submit_twice(self) -> None:
        """Press it twice so fast that both arrive."""
        await self._submit(times=2)

    async def dismiss(self, *, everything: bool = False) -> None:
        """Close the topmost modal, or the whole stack (as a form with clear_on_close always does)."""
        view = self.open_modal()
        cleared = everything or bool(view.definition.get("clear_on_close"))
        stack = self._workspace.stack(self.id)
        gone = list(reversed(stack)) if cleared else [view]
        stack[:] = [kept for kept in stack if kept not in gone]
        self._workspace.modal_changed(self.id)
        for closed in gone:
            await acts.tell_closed(self._backend, self.user, closed, cleared=cleared)
        await self._settle()

    # --- inside

    async def _submit(self, times: int) -> None:
        self._require_active()
        view = self.open_modal()
        if "submit" not in view.definition:
            raise ActError("this form has no submit button")
        check_submittable(view)
        await acts.submit(self._backend, self.user, view, times)
        await self._settle()

    async def _run_shortcut(self, name: str, message: Message | None) -> None:
        self._require_active()
        self._require_member_of_workspace()
        kind = "global" if message is None else "message"
        for shortcut in self._backend.app.shortcuts:
            if (shortcut.name, shortcut.kind) == (name, kind):
                await acts.run_shortcut(self._backend, self.user, shortcut, message)
                await self._settle()
                return
        raise ActError(f"there is no {kind} shortcut {name!r}")

    def _view_to_click(self, channel: str | None) -> View | None:
        if channel == HOME:
            if self.id not in self._workspace.homes:
                raise ActError("nothing is published on Home")
            return self._workspace.homes[self.id]
        return self.modal if channel is None else None

    def _message_with_choice(self, label: str, channel: str | None) -> Message:
        for message in reversed(self.visible(channel)):
            if choices(message.blocks, label):
                return message
        raise ActError(f"{self.user.name} sees no menu {label!r} in {channel or 'any place'}")

    def _writable(self, words: str) -> Channel:
        self._require_active()
        place = self.place(words)
        if self.id not in place.members:
            raise ActError(f"{self.user.name} is not in {words}")
        if place.archived:
            raise ActError(f"{words} is archived")
        app = self._backend.app
        if (
            place.kind == "im"
            and self._backend.is_in(place)
            and (not app.messages_tab or app.messages_read_only)
        ):
            raise ActError("the manifest lets nobody type in the messages tab")
        return place

    def _require_active(self) -> None:
        if self.user.deleted and self.id not in self._workspace.lingering:
            raise ActError(f"{self.user.name} is deactivated")

    def _require_member_of_workspace(self) -> None:
        if self.user.team_id != self._workspace.team.id:
            raise ActError(f"{self.user.name} is of another organisation: no commands, no shortcuts")
