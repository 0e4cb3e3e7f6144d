"""What can go wrong with Slack, on demand."""

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
    """One failure of one Web API call. `stored` says whether Slack did the work before failing.

    `message` is what Slack says of a refusal besides its code.
    `body`, `content_type` ("": none) and `retry_after` (None: none) are those of an answer that is not
    Slack's; not `has_date`, it has no Date, as the pages of some proxies have none, or one of their own.
    `at` is where Slack's own answer is altered, and `value` what stands there instead.
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
    def refused(cls, error: str, message: str = "", *, stored: bool = False) -> "Fault":
        """`ok: false` with this error, and perhaps words about it.

        Of internal_error and fatal_error Slack says that the work may be done: `stored`.
        """
        return cls("refused", error, message=message, stored=stored)

    @property
    def refusal(self) -> dict[str, Any]:
        """The body of an answer that refuses."""
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
        """Anything at all; `sandbox.odd_responses` has a collection."""
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
        """Slack's own answer, the work done, with something else at these names and places in lists."""
        return cls("altered", at=at, value=value, stored=True)

    @classmethod
    def cut_off(cls, body: bytes, content_type: str, *, stored: bool = False) -> "Fault":
        """The connection breaks within the answer."""
        return cls("cut off", body=body, content_type=content_type, stored=stored)


def altered(answer: Json, fault: Fault) -> Json:
    """A copy of the answer as the fault bends it; as it is where it has no such part."""
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
    """The failures that wait for their turn, and those that last.

    `outside_marketplace` gives conversations.history and .replies the limits of distributed apps that are not
    in Slack's Marketplace: once a minute (of the movable clock), 15 messages a page. Messages of more than
    `max_message_length` characters of JSON are refused with `msg_blocks_too_long`. With `omit_date`,
    responses have no `Date` header, as if a proxy had removed it.
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
        """The next calls of a method fail so, one fault a call.

        Besides methods: uses of a "response_url", bytes sent to an "upload" address, and a "download" of a
        file that was chosen in a form.
        """
        self._pending[method].extend(faults)

    def pending(self) -> dict[str, int]:
        """How many faults wait, by method."""
        return {method: len(faults) for method, faults in self._pending.items() if faults}

    def always(self, method: str, fault: Fault) -> None:
        """Every call of a method fails so until `clear`."""
        self.persistent[method] = fault

    def clear(self) -> None:
        """Forget the faults that wait, those that last, and the rule."""
        self._pending.clear()
        self.persistent.clear()
        self.rule = None

    def take(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """What befalls this call, if anything: a pending fault, a persistent one, or what `rule` says."""
        if self._pending[method]:
            return self._pending[method].popleft()
        if method in self.persistent:
            return self.persistent[method]
        return self.rule(method, arguments) if self.rule else None

    def close_dms(self, user_id: str, error: str = "messages_tab_disabled") -> None:
        """Messages to this person are refused with `error` from now on."""
        self.closed_dms[user_id] = error

    def open_dms(self, user_id: str) -> None:
        """They are accepted again."""
        self.closed_dms.pop(user_id, None)

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
        self._request_urls.disconnects += 1
