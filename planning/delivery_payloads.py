"""What a delivery of some kinds carries besides its subject, and how that is stored: as a list of strings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol, Self

from planning.news import News, NewsKind

Items = tuple[str, ...]
"""A payload as it is stored (`Delivery.items`)."""


class Payload(Protocol):
    """The payload of some kind of delivery."""

    def to_items(self) -> Items:
        """The payload as it is stored."""

    @classmethod
    def from_items(cls, items: Items) -> Self:
        """Parse stored items; raises ValueError."""


class DailyItem(NamedTuple):
    """A tactic due `on` a day, or to be rated, or a check-in to be answered, by its id.

    Or `news` of a tactic: what the person `by` changed.
    """

    what: Literal["due", "rating", "answer", "news"]
    id: str
    on: date | None = None
    news: NewsKind | None = None
    by: str = ""


def news_item(news: News) -> DailyItem:
    """The item that says it."""
    return DailyItem("news", news.tactic, news=news.kind, by=news.by)


@dataclass(frozen=True, slots=True)
class DailyPayload:
    """What a daily message or "New for you" was sent with, in its order."""

    items: tuple[DailyItem, ...] = ()

    def to_items(self) -> Items:
        """Each item as "due:<tactic>:<date>", "rating:<tactic>", "answer:<check-in>" or
        "news:<tactic>:<kind>:<person>".
        """
        return tuple(map(_stored, self.items))

    @classmethod
    def from_items(cls, items: Items) -> Self:
        """Parse stored items; raises ValueError."""
        return cls(tuple(map(_daily_item, items)))


@dataclass(frozen=True, slots=True)
class LateAnswerPayload:
    """Who has answered after a check-in was closed, and the ts of the check-in's message, its thread."""

    person: str
    thread: str

    def to_items(self) -> Items:
        """The person and the thread."""
        return (self.person, self.thread)

    @classmethod
    def from_items(cls, items: Items) -> Self:
        """Parse stored items; raises ValueError."""
        person, thread = items
        return cls(person, thread)


@dataclass(frozen=True, slots=True)
class MentionPayload:
    """Who mentioned the bot, and the ts of the thread in which they did, "" outside of threads."""

    person: str
    thread: str = ""

    def to_items(self) -> Items:
        """The person, and the thread if there is one."""
        return (self.person, self.thread) if self.thread else (self.person,)

    @classmethod
    def from_items(cls, items: Items) -> Self:
        """Parse stored items; raises ValueError."""
        match items:
            case (person,):
                return cls(person)
            case (person, thread):
                return cls(person, thread)
        raise ValueError("items")


@dataclass(frozen=True, slots=True)
class ClosedPayload:
    """Who closed a plan."""

    person: str

    def to_items(self) -> Items:
        """The person alone."""
        return (self.person,)

    @classmethod
    def from_items(cls, items: Items) -> Self:
        """Parse stored items; raises ValueError."""
        (person,) = items
        return cls(person)


@dataclass(frozen=True, slots=True)
class UndeliverablePayload:
    """Which person or channel cannot be reached, Slack's error code, and the ids of the plans it concerns."""

    recipient: str
    error: str
    plans: tuple[str, ...]

    def to_items(self) -> Items:
        """The recipient and the error, then the plans."""
        return (self.recipient, self.error, *self.plans)

    @classmethod
    def from_items(cls, items: Items) -> Self:
        """Parse stored items; raises ValueError."""
        recipient, error, *plans = items
        return cls(recipient, error, tuple(plans))


@dataclass(frozen=True, slots=True)
class ReinstallPayload:
    """Where to install the app again, and until when its tokens are valid (aware UTC)."""

    install_url: str
    expires_at: datetime

    def to_items(self) -> Items:
        """The address and the moment."""
        return (self.install_url, str(self.expires_at))

    @classmethod
    def from_items(cls, items: Items) -> Self:
        """Parse stored items; raises ValueError."""
        install_url, expires_at = items
        return cls(install_url, datetime.fromisoformat(expires_at))


def _stored(item: DailyItem) -> str:
    details = [item.on.isoformat()] if item.on else [item.news, item.by] if item.news else []
    return ":".join((item.what, item.id, *details))


def _daily_item(stored: str) -> DailyItem:
    match stored.split(":"):
        case ["due", id_, on]:
            return DailyItem("due", id_, date.fromisoformat(on))
        case ["rating", id_]:
            return DailyItem("rating", id_)
        case ["answer", id_]:
            return DailyItem("answer", id_)
        case ["news", id_, kind, by]:
            return DailyItem("news", id_, news=NewsKind(kind), by=by)
    raise ValueError("items")
