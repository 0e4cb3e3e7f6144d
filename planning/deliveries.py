"""A delivery: one message, or the drawing of one Home, that Oncourse owes somebody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.tactics import Tactic


class Kind(StrEnum):
    """What the message is."""

    RATING_REQUEST = "rating request"
    DIGEST = "digest"
    CHECK_IN = "check-in"
    CHECK_IN_REQUEST = "check-in request"
    CHECK_IN_NUDGE = "check-in nudge"
    CHECK_IN_SUMMARY = "check-in summary"
    LATE_ANSWER = "late answer"
    UNDELIVERABLE = "undeliverable"
    HOME = "home"
    WELCOME = "welcome"
    REINSTALL = "reinstall"


class DeliveryState(StrEnum):
    """How far it is. Unknown: sent, but no answer came, so that it may or may not have arrived."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


LEFT_CHANNEL = "not_in_channel"
# What is said of a person who is not there to be told any more, however that was found out.
GONE = frozenset(
    {
        LEFT_CHANNEL,
        "owner_deactivated",
        "user_disabled",
        "user_not_found",
        "users_not_found",
        "account_inactive",
        "channel_not_found",
    }
)


def round_of(tactic: Tactic) -> str:
    """The occasion of asking for ratings in the tactic's present round."""
    return f"{tactic.id}:{tactic.round}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message owed to `recipient` (a person or a channel), unique by (kind, recipient, occasion).

    `plan` is the plan it belongs to, empty for a digest, which may speak of several; `subject` is the id it
    is about; `items` are the ids that it was drawn with, to be drawn anew. After `useful_until` it is not
    worth sending any more. `occasion` says which time, as `round_of` does. Once sent it is found at
    `channel` and `ts`; `redraw` says that what it shows has changed since.
    """

    id: str
    workspace: str
    kind: Kind
    recipient: str
    subject: str
    occasion: str
    due_at: datetime
    state: DeliveryState = DeliveryState.DUE
    attempts: int = 0
    channel: str = ""
    ts: str = ""
    redraw: bool = False
    error: str = ""
    plan: str = ""
    items: tuple[str, ...] = ()
    useful_until: datetime | None = None

    @property
    def thread(self) -> str:
        """The ts of the message that it is a reply to, "" where it stands by itself."""
        return self.items[1] if self.kind is Kind.LATE_ANSWER else ""

    @property
    def is_to_a_person(self) -> bool:
        """Whether the recipient is a person: Slack's ids of people begin with U or W, of channels not."""
        return self.recipient.startswith(("U", "W"))
