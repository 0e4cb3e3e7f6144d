"""A delivery: one message that Oncourse owes somebody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.tactics import Tactic


class Kind(StrEnum):
    """What the message is."""

    RATING_REQUEST = "rating request"


class DeliveryState(StrEnum):
    """How far it is. Unknown: sent, but no answer came, so that it may or may not have arrived."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


def round_of(tactic: Tactic) -> str:
    """The occasion of asking for ratings in the tactic's present round."""
    return f"{tactic.id}:{tactic.round}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message owed to `recipient`, unique by (kind, recipient, occasion) in its workspace.

    `subject` is the id it is about; `occasion` says which time, as `round_of` does. Once sent it is found at
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
