"""Making Slack fail on demand."""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.errors import error_details
from sandbox.records import OMITTED, Json
from sandbox.request_urls import RequestUrls
from sandbox.sockets import Sockets

FaultKind = Literal["refused", "status", "timeout", "dropped", "slow", "body", "cut off", "altered"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure of one Web API call. `stored` says whether Slack executed the call before failing.

    `message` is what Slack says besides its error code. `body`, `content_type` ("": none), `retry_after`
    (None: none) and `has_date` describe a response that is not Slack's; pages of some proxies have no Date.
    `at` is the path in Slack's own response where `value` replaces the original.
    """

    kind: FaultKind
    error: str = ""
    status: int = 200
    seconds: float = 0
    stored: bool = False
    message: str = ""
    body: bytes = b""
    content_type: str = ""
    retry_after: str | None = None
    has_date: bool = True
    at: tuple[str | int, ...] = ()
    value: object = OMITTED

    @classmethod
    def rate_limited(cls, retry_after: int = 1) -> "Fault":
        """HTTP 429; the call was not executed."""
        return cls("status", "ratelimited", 429, retry_after)

    @classmethod
    def server_error(cls, status: int = 500, *, stored: bool = False) -> "Fault":
        """HTTP 500, 503 and the like."""
        return cls("status", "internal_error", status, stored=stored)

    @classmethod
    def timeout(cls, *, stored: bool = False) -> "Fault":
        """No response, until the client times out or the sandbox closes."""
        return cls("timeout", stored=stored)

    @classmethod
    def dropped(cls, *, stored: bool = False) -> "Fault":
        """The connection drops without a response."""
        return cls("dropped", stored=stored)

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        """The correct response, late."""
        return cls("slow", seconds=seconds, stored=True)

    @classmethod
    def refused(cls, error: str, message: str = "", *, stored: bool = False) -> "Fault":
        """`ok: false` with this error, and an optional message.

        After internal_error and fatal_error, Slack says, the call may have been executed: `stored`.
        """
        return cls("refused", error, message=message, stored=stored)

    @property
    def refusal(self) -> dict[str, Any]:
        """The body of the error response."""
        more = error_details([self.message]) if self.message else {}
        return {"ok": False, "error": self.error, **more}

    @classmethod
    def raw_response(
        cls,
        body: bytes,
        content_type: str,
        status: int = 200,
        *,
        retry_after: str | None = None,
        has_date: bool = True,
        stored: bool = False,
    ) -> "Fault":
        """Any response; `sandbox.odd_responses` has a collection."""
        return cls(
            "body",
            status=status,
            body=body,
            content_type=content_type,
            retry_after=retry_after,
            has_date=has_date,
            stored=stored,
        )

    @classmethod
    def altered(cls, value: object, *at: str | int) -> "Fault":
        """Slack's own response after executing the call, with another value at this path."""
        return cls("altered", at=at, value=value, stored=True)

    @classmethod
    def cut_off(cls, body: bytes, content_type: str, *, stored: bool = False) -> "Fault":
        """The connection drops in the middle of the response."""
        return cls("cut off", body=body, content_type=content_type, stored=stored)


def altered(answer: Json, fault: Fault) -> Json:
    """A copy of the response with the fault's value; unchanged if it has no such path."""
    whole: Json = {"answer": json.loads(json.dumps(answer))}
    place: Any = whole
    *names, last = ("answer", *fault.at)
    try:
        for name in names:
            place = place[name]
        if fault.value is OMITTED:
            del place[last]
        elif place[last] != fault.value:
            place[last] = fault.value
    except (LookupError, TypeError):
        return answer
    return dict(whole["answer"])


Rule = Callable[[str, Mapping[str, Any]], Fault | None]


class Faults:
    """The pending and persistent faults of a workspace.

    `outside_marketplace` applies the limits of distributed apps outside Slack's Marketplace to
    conversations.history and .replies: one request a minute (of the manual clock), 15 messages a page.
    Messages of more than `max_message_length` characters of JSON are rejected with `msg_blocks_too_long`.
    With `omit_date`, responses have no `Date` header, as if a proxy had removed it.
    """

    def __init__(self, sockets: Sockets, request_urls: RequestUrls) -> None:
        self._sockets = sockets
        self._request_urls = request_urls
        self._pending: dict[str, deque[Fault]] = defaultdict(deque)
        self.closed_dms: dict[str, str] = {}
        self.persistent: dict[str, Fault] = {}
        self.revoked = ""
        self.outside_marketplace = False
        self.max_message_length: int | None = None
        self.omit_date = False
        self.rule: Rule | None = None

    def next(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail, one fault a call.

        Instead of a method: "response_url", "upload" (of bytes) or "download" (of a file from a form).
        """
        self._pending[method].extend(faults)

    def pending(self) -> dict[str, int]:
        """How many faults are pending, by method."""
        return {method: len(faults) for method, faults in self._pending.items() if faults}

    def always(self, method: str, fault: Fault) -> None:
        """Let every call of a method fail until `clear`."""
        self.persistent[method] = fault

    def clear(self) -> None:
        """Remove all pending and persistent faults, and the rule."""
        self._pending.clear()
        self.persistent.clear()
        self.rule = None

    def take(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """The fault of this call, if any: a pending one (removed), a persistent one, or the rule's."""
        if self._pending[method]:
            return self._pending[method].popleft()
        if method in self.persistent:
            return self.persistent[method]
        return self.rule(method, arguments) if self.rule else None

    def close_dms(self, user_id: str, error: str = "messages_tab_disabled") -> None:
        """Reject messages to this person with `error`."""
        self.closed_dms[user_id] = error

    def open_dms(self, user_id: str) -> None:
        """Accept messages to this person again."""
        self.closed_dms.pop(user_id, None)

    def revoke_token(self, error: str = "token_revoked") -> None:
        """Reject every call with the bot token with `error` ("account_inactive" after an uninstall)."""
        self.revoked = error

    def drop_socket(self) -> None:
        """Drop every Socket Mode connection at once, without a closing handshake."""
        self._sockets.drop()

    async def refresh_socket(self, reason: str = "refresh_requested") -> None:
        """Send every connection a disconnect ("warning" or "refresh_requested"); wait for reconnects."""
        await self._sockets.ask_to_reconnect(reason)

    def duplicate_next_envelope(self) -> None:
        """Deliver the next envelope twice."""
        self._sockets.duplicates += 1

    def duplicate_next_request(self) -> None:
        """Send the next request to a request URL twice at once."""
        self._request_urls.duplicates += 1

    def drop_next_request(self) -> None:
        """Drop the connection of the next request once the app has it: the response is lost."""
        self._request_urls.disconnects += 1
