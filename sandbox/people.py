"""A person using Slack's client."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from sandbox import events, interactions
from sandbox.api_objects import forwarded_json
from sandbox.attachments import add_file
from sandbox.backend import Backend
from sandbox.browser import Browser, Page
from sandbox.buttons import confirmation, find_actions, find_choices, pick_nth, state_action
from sandbox.consent import PATH
from sandbox.elements import Control
from sandbox.errors import ActionError
from sandbox.forms import TYPED, check_submittable, chosen_state, find_input, state_of, typed_state
from sandbox.markup import to_markup
from sandbox.reader import Reader
from sandbox.records import Channel, Json, Message, View

HOME = "Home"
"""The value of `channel` for the app's Home tab."""


class Person(Reader):
    """One person's Slack client. Every method returns once the app has acked and `settle` has returned.

    What Slack's client would not allow raises ActionError. Places are written "#social", "@Oncourse" (a
    direct message) or "Home".
    """

    def __init__(self, backend: Backend, user_id: str, settle: Callable[[], Awaitable[None]]) -> None:
        super().__init__(backend.workspace, user_id)
        self._backend = backend
        self._settle = settle

    # --- channels

    async def command(self, typed: str, channel: str, thread: Message | None = None) -> None:
        """Type a slash command, with @names and #channels as typed. In a thread Slack rejects it."""
        place = self._writable(channel)
        name, _, text = typed.partition(" ")
        if thread:
            self._workspace.toast(self.id, f"{name} is not supported in threads. Sorry!")
            return
        command = self._backend.app.commands.get(name)
        if command is None:
            raise ActionError(f"{name} is not a command of this workspace")
        self._require_member_of_workspace()
        text = to_markup(text.strip(), self._workspace, with_names=True) if command.should_escape else text
        await interactions.run_command(self._backend, self.user, command, text, place)
        await self._settle()

    async def write(self, text: str, channel: str, thread: Message | None = None) -> Message:
        """Post a message, in a thread if one is given."""
        place = self._writable(channel)
        content = {"text": to_markup(text, self._workspace, with_names=False)}
        below = {"thread_ts": thread.thread_ts or thread.ts} if thread else {}
        message = self._backend.post(place, self.id, {**content, **below})
        if f"<@{self._backend.app.bot_user_id}>" in message.text and self._backend.is_in(place):
            self._backend.send_event(events.app_mentioned(self._workspace, message), place)
        await self._settle()
        return message

    async def forward(self, message: Message, channel: str, comment: str = "") -> Message:
        """Forward a message that this person sees, with an optional comment."""
        self.require_seen(message)
        place = self._writable(channel)
        content = {"text": to_markup(comment, self._workspace, with_names=False)}
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
        """Click a button or overflow option by its text.

        Looks in `message` if given; else in the newest message of `channel` that has it (and contains
        `within`); without a channel in the open modal, or if none is open in any message this person sees. A
        confirm dialog is confirmed, or declined with `confirm=False`. If several controls of one message or
        view match, `beside` is text of the block the right one belongs to, and `nth` counts from 1.
        """
        self._require_active()
        view = self._view_to_click(channel) if message is None else None
        where = view or message or self.message(within, channel, button=label)
        action = pick_nth(find_actions(where.blocks, label, beside), nth, label)
        if confirmation(where.blocks, action) and not confirm:
            return
        await self.send_action(where, action)

    async def send_action(self, where: View | Message, action: Json) -> None:
        """Send `action` (as Slack sends it, without action_ts) from a message, modal or Home."""
        self._require_active()
        if isinstance(where, View):
            await interactions.send_view_actions(self._backend, self.user, where, [action])
        else:
            self.require_seen(where)
            await interactions.send_message_actions(self._backend, self.user, where, [action])
        await self._settle()

    async def shortcut(self, name: str) -> None:
        """Run a global shortcut by its name."""
        await self._run_shortcut(name, None)

    async def message_shortcut(self, name: str, message: Message) -> None:
        """Run a message shortcut by its name."""
        if message.only_for is not None:
            raise ActionError("an ephemeral message has no shortcuts")
        self.require_seen(message)
        await self._run_shortcut(name, message)

    async def open_home(self, tab: str = "home") -> None:
        """Open the app's Home tab ("home") or Messages tab ("messages")."""
        self._require_active()
        app = self._backend.app
        if not (app.home_tab if tab == "home" else app.messages_tab):
            raise ActionError(f"the manifest does not enable the {tab} tab")
        direct = self._workspace.direct_message(self.id, self._backend.app.bot_user_id)
        view = self._workspace.homes.get(self.id)
        self._backend.send_event(events.home_opened(self._workspace, self.user, direct, tab, view))
        await self._settle()

    # --- browser

    def browser(self) -> Browser:
        """A new browser in which they are signed in to this workspace, for `async with`."""
        return Browser(self._backend, self.id)

    async def install(self, url: str, *, approve: bool = True) -> Page:
        """Install the app from its page `url`: follow the link to Slack, approve or cancel, and return.

        Returns the last page; that is an earlier one where a page has no way forward.
        """
        async with self.browser() as browser:
            page = await browser.open(url)
            if to_slack := [link for link in page.links if urlsplit(link).path == PATH]:
                page = await browser.open(to_slack[0])
            if urlsplit(page.url).path == PATH and page.forms:
                page = await browser.press(page, "Allow" if approve else "Cancel")
        await self._settle()
        return page

    # --- forms

    async def fill(self, label: str, value: object, *, nth: int | None = None) -> None:
        """Type a text, number, date or time into the input with this label, the `nth` of several."""
        view = self.open_modal()
        place = find_input(view, label, nth)
        await self.set_state(view, place, typed_state(place, value))

    async def choose(
        self,
        label: str,
        *chosen: object,
        channel: str | None = None,
        message: Message | None = None,
        nth: int | None = None,
    ) -> None:
        """Select exactly these in the menu with this label: option texts, @names, #channels, dates.

        Uses the open modal (the `nth` menu with this label), Home, or a message (the newest of `channel`
        that has the menu).
        """
        view = self._view_to_click(channel) if message is None else None
        if view is not None:
            place = find_input(view, label, nth)
            await self.set_state(view, place, chosen_state(place, chosen, self._workspace))
            return
        self._require_active()
        message = message or self._message_with_choice(label, channel)
        place = find_choices(message.blocks, label)[0]
        await self.send_action(message, state_action(place, chosen_state(place, chosen, self._workspace)))

    async def attach(self, label: str, name: str, content: bytes | str, *, nth: int | None = None) -> None:
        """Add a file to the file input with this label; `choose(label)` removes all of them."""
        view = self.open_modal()
        sent = content.encode() if isinstance(content, str) else content
        await self.attach_to(view, find_input(view, label, nth), name, sent)

    async def attach_to(self, view: View, place: Control, name: str, content: bytes) -> None:
        """Add a file to this control of the modal."""
        if place.type != "file_input":
            raise ActionError(f"{place.labels[0]} takes no files")
        held = state_of(view, place)[place.state_field]
        await self.set_state(view, place, add_file(self._backend, self.id, place, held, name, content))

    async def set_state(self, view: View, place: Control, state: Json) -> None:
        """Set the state of a control in a modal or Home; send the action where Slack dispatches it."""
        self._require_active()
        state_of(view, place).update(state)
        if place.block["type"] != "input" or place.block.get("dispatch_action"):
            await self.send_action(view, state_action(place, state))

    async def fill_in(self, answers: Mapping[str, Any]) -> None:
        """Fill and select by label; a list or tuple selects several options."""
        for label, value in answers.items():
            if find_input(self.open_modal(), label).type in TYPED:
                await self.fill(label, value)
            else:
                several = value if isinstance(value, list | tuple) else (value,)
                await self.choose(label, *several)

    async def submit(self) -> None:
        """Press the submit button. Raises FormRefused if Slack's client rejects the form."""
        await self._submit(times=1)

    async def submit_twice(self) -> None:
        """Press it twice so fast that both requests are sent."""
        await self._submit(times=2)

    async def dismiss(self, *, everything: bool = False) -> None:
        """Close the topmost modal, or the whole stack (a modal with clear_on_close always does)."""
        view = self.open_modal()
        cleared = everything or bool(view.definition.get("clear_on_close"))
        stack = self._workspace.stack(self.id)
        gone = list(reversed(stack)) if cleared else [view]
        stack[:] = [kept for kept in stack if kept not in gone]
        self._workspace.modal_changed(self.id)
        for closed in gone:
            await interactions.send_view_closed(self._backend, self.user, closed, cleared=cleared)
        await self._settle()

    # --- internals

    async def _submit(self, times: int) -> None:
        self._require_active()
        view = self.open_modal()
        if "submit" not in view.definition:
            raise ActionError("this form has no submit button")
        check_submittable(view)
        await interactions.submit(self._backend, self.user, view, times)
        await self._settle()

    async def _run_shortcut(self, name: str, message: Message | None) -> None:
        self._require_active()
        self._require_member_of_workspace()
        kind = "global" if message is None else "message"
        for shortcut in self._backend.app.shortcuts:
            if (shortcut.name, shortcut.kind) == (name, kind):
                await interactions.run_shortcut(self._backend, self.user, shortcut, message)
                await self._settle()
                return
        raise ActionError(f"there is no {kind} shortcut {name!r}")

    def _view_to_click(self, channel: str | None) -> View | None:
        if channel == HOME:
            if self.id not in self._workspace.homes:
                raise ActionError("nothing is published on Home")
            return self._workspace.homes[self.id]
        return self.modal if channel is None else None

    def _message_with_choice(self, label: str, channel: str | None) -> Message:
        for message in reversed(self.visible(channel)):
            if find_choices(message.blocks, label):
                return message
        raise ActionError(f"{self.user.name} sees no menu {label!r} in {channel or 'any place'}")

    def _writable(self, words: str) -> Channel:
        self._require_active()
        place = self.place(words)
        if self.id not in place.members:
            raise ActionError(f"{self.user.name} is not in {words}")
        if place.archived:
            raise ActionError(f"{words} is archived")
        app = self._backend.app
        if (
            place.kind == "im"
            and self._backend.is_in(place)
            and (not app.messages_tab or app.messages_read_only)
        ):
            raise ActionError("the manifest makes the messages tab read-only")
        return place

    def _require_active(self) -> None:
        if self.user.deleted and self.id not in self._workspace.still_signed_in:
            raise ActionError(f"{self.user.name} is deactivated")

    def _require_member_of_workspace(self) -> None:
        if self.user.team_id != self._workspace.team.id:
            raise ActionError(f"{self.user.name} is from another organisation: no commands, no shortcuts")
