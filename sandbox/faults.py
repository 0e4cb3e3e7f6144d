"""What can go wrong with Slack, on demand."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sandbox.request_urls import RequestUrls
    from sandbox.sockets import Sockets

FaultKind = Literal["answer", "status", "timeout", "dropped", "slow"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure of one Web API call. `stored` says whether Slack did the work before failing."""

    kind: FaultKind
    error: str = ""
    status: int = 200
    seconds: float = 0
    stored: bool = False

    @classmethod
    def rate_limited(cls, retry_after: int = 1) -> "Fault":
        """HTTP 429; nothing was done."""
        return cls("status", "ratelimited", 429, retry_after)

    @classmethod
    def server_error(cls, status: int = 500, *, stored: bool = False) -> "Fault":
        """HTTP 500, 503 and the like."""
        return cls("status", "internal_error", status, stored=stored)

    @classmethod
    def timeout(cls, *, stored: bool = False) -> "Fault":
        """No answer, until the client gives up or the sandbox closes."""
        return cls("timeout", stored=stored)

    @classmethod
    def dropped(cls, *, stored: bool = False) -> "Fault":
        """The connection breaks without an answer."""
        return cls("dropped", stored=stored)

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        """The right answer, late."""
        return cls("slow", seconds=seconds, stored=True)

    @classmethod
    def refused(cls, error: str) -> "Fault":
        """`ok: false` with this error; nothing was done."""
        return cls("answer", error)


Rule = Callable[[str, Mapping[str, Any]], Fault | None]


class Faults:
    """The failures that wait for their turn, and those that last.

    `undated` says whether answers come without a `Date`, as if something on the way took it out.
    """

    def __init__(self, sockets: "Sockets", request_urls: "RequestUrls") -> None:
        self._sockets = sockets
        self._request_urls = request_urls
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self.closed_dms: set[str] = set()
        self.revoked = ""
        self.undated = False
        self.rule: Rule | None = None

    def next(self, method: str, *faults: Fault) -> None:
        """The next calls of a method fail so, one fault a call.

        Besides methods: uses of a "response_url", bytes sent to an "upload" address, and a "download" of a
        file that was chosen in a form.
        """
        self._waiting[method].extend(faults)

    def waiting(self) -> dict[str, int]:
        """How many faults wait, by method."""
        return {method: len(faults) for method, faults in self._waiting.items() if faults}

    def clear(self) -> None:
        """Forget the faults that wait, and the rule."""
        self._waiting.clear()
        self.rule = None

    def take(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """What befalls this call, if anything: a waiting fault first, then what `rule` says."""
        if self._waiting[method]:
            return self._waiting[method].popleft()
        return self.rule(method, arguments) if self.rule else None

    def close_dms(self, user_id: str) -> None:
        """Messages to this person are refused with `messages_tab_disabled` from now on."""
        self.closed_dms.add(user_id)

    def open_dms(self, user_id: str) -> None:
        """They are accepted again."""
        self.closed_dms.discard(user_id)

    def revoke_token(self, error: str = "token_revoked") -> None:
        """Every later call with the bot token answers `error` ("account_inactive" after an uninstall)."""
        self.revoked = error

    def drop_socket(self) -> None:
        """Every Socket Mode connection breaks at once, without a closing handshake."""
        self._sockets.drop()

    async def refresh_socket(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to reconnect ("warning" or "refresh_requested"); returns when they have."""
        await self._sockets.ask_to_reconnect(reason)

    def duplicate_next_envelope(self) -> None:
        """The next envelope is delivered twice."""
        self._sockets.duplicates += 1

    def duplicate_next_request(self) -> None:
        """The next request to a request URL is sent twice at once."""
        self._request_urls.duplicates += 1

    def drop_next_request(self) -> None:
        """The connection of the next one breaks once the app has it: its answer is lost."""
        self._request_urls.hang_ups += 1
