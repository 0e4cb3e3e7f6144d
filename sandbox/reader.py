"""A person reading Slack's client."""

from sandbox.buttons import find_actions
from sandbox.errors import ActionError
from sandbox.records import Channel, Message, User, View
from sandbox.rendering import channel_screen, find_place, message_lines, news_screen, view_screen
from sandbox.workspace import Workspace


class Reader:
    """What one person sees of a workspace. Places are written "#social" or "@Oncourse"."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self.id = user_id
        self._workspace = workspace
        self._read = 0

    @property
    def user(self) -> User:
        """The current record of this user."""
        return self._workspace.users[self.id]

    @property
    def modal(self) -> View | None:
        """The topmost open modal, if any."""
        stack = self._workspace.stack(self.id)
        return stack[-1] if stack else None

    @property
    def toasts(self) -> list[str]:
        """The notices that Slack's client has shown so far."""
        return self._workspace.toasts.setdefault(self.id, [])

    def sees(self, channel: str) -> str:
        """A channel as this person sees it, oldest message first."""
        return channel_screen(self._workspace, self.user, self.place(channel))

    def news(self) -> str:
        """What has become visible since the last call: messages by place, the open modal, toasts.

        Channels come first, by name, then direct messages; messages are in the order of `sees`. A person's
        own messages are not included, and neither is Home: see `home()`.
        """
        since, self._read = self._read, len(self._workspace.journal)
        return news_screen(self._workspace, self.user, since)

    def form(self) -> str:
        """The open modal with its state and errors. Raises ActionError if none is open."""
        return view_screen(self._workspace, self.user, self.open_modal())

    def home(self) -> str:
        """The app's Home tab; "" if it was never published."""
        view = self._workspace.homes.get(self.id)
        return view_screen(self._workspace, self.user, view) if view else ""

    def message(
        self, within: str = "", channel: str | None = None, *, nth: int = 1, button: str = ""
    ) -> Message:
        """The newest (nth newest) message with this text and this button, in its current version.

        The result stays usable after the message changes. Raises ActionError if there is none.
        """
        found = [
            message
            for message in reversed(self.visible(channel))
            if within in message_lines(self._workspace, self.user, message)
            and (not button or find_actions(message.blocks, button))
        ]
        if len(found) < nth:
            wanted = " ".join(part for part in (button and f"[{button}]", within and f"{within!r}") if part)
            raise ActionError(f"{self.user.name} sees no message {wanted} in {channel or 'any place'}")
        return found[nth - 1]

    def visible(self, channel: str | None) -> list[Message]:
        """The messages of a channel, or of all places, by time."""
        places = [self.place(channel)] if channel else list(self._workspace.channels.values())
        seen = [message for place in places for message in self._workspace.visible(self.id, place)]
        return sorted(seen, key=lambda message: message.ts)

    def open_modal(self) -> View:
        """The topmost modal. Raises ActionError if none is open."""
        if self.modal is None:
            raise ActionError(f"{self.user.name} has no form open")
        return self.modal

    def place(self, words: str) -> Channel:
        """The channel or direct message with this name."""
        return find_place(self._workspace, self.user, words)

    def require_seen(self, message: Message | None) -> None:
        """Raises ActionError for a message that this person has never been able to see."""
        if message is None or message in self._workspace.visible(
            self.id, self._workspace.channels[message.channel]
        ):
            return
        if not any(
            self.id in change.readers and (change.channel, change.ts) == (message.channel, message.ts)
            for change in self._workspace.journal
        ):
            raise ActionError(f"{self.user.name} never saw that message")
