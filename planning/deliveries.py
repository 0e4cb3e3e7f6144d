"""A delivery: one message that is to be sent to a recipient, or one Home that is to be updated."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.delivery_payloads import Items, LateAnswerPayload, MentionPayload
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
    PLAN_STARTED = "plan started"
    PLAN_CLOSED = "plan closed"
    INTRODUCTION = "introduction"
    MENTION = "mention"
    UNDELIVERABLE = "undeliverable"
    HOME = "home"
    WELCOME = "welcome"
    REINSTALL = "reinstall"


class DeliveryState(StrEnum):
    """The state of a delivery. UNKNOWN: Slack's response never came, so it may or may not have arrived."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


LEFT_CHANNEL = "not_in_channel"
# Slack's error codes for a recipient who is no longer there, whichever request returned them.
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
    """The occasion of the rating requests of the tactic's current round."""
    return f"{tactic.id}:{tactic.round}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to `recipient` (the id of a person or channel), unique by (kind, recipient, occasion).

    `plan` is the id of the plan it belongs to, "" for a daily message, which may be about several; `subject`
    is the id it is about; `items` is its payload as stored (`planning.delivery_payloads`). After
    `useful_until` it is not sent any more. `occasion` tells deliveries of one kind apart, as `round_of` does.
    Once sent it is at `channel` and `ts`; `redraw` says that its content has changed since.
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
    items: Items = ()
    useful_until: datetime | None = None

    @property
    def thread(self) -> str:
        """The ts of the message that it replies to, "" for a message outside of threads."""
        match self.kind:
            case Kind.LATE_ANSWER:
                return LateAnswerPayload.from_items(self.items).thread
            case Kind.MENTION:
                return MentionPayload.from_items(self.items).thread
        return ""

    @property
    def only_for(self) -> str:
        """The id of the only person who sees it in its channel, "" for a message that everyone sees."""
        return MentionPayload.from_items(self.items).person if self.kind is Kind.MENTION else ""

    @property
    def is_to_a_person(self) -> bool:
        """Whether the recipient is a person: only their Slack ids begin with U or W."""
        return self.recipient.startswith(("U", "W"))
