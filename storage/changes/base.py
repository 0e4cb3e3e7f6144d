"""Who makes a change, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from planning.people import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who changes something, and when.

    `clicked` is the channel and ts of the direct message of ours that they clicked in, if they did. What they
    do with a `batch` is undone as one (`history.as_one`).
    """

    person: Person
    now: datetime
    clicked: tuple[str, str] | None = None
    batch: int | None = None


class Versioned(Protocol):
    """Something whose version grows with each change."""

    @property
    def id(self) -> str:
        """Its own, unique in the workspace."""

    @property
    def version(self) -> int:
        """How often it was saved."""


T = TypeVar("T", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """What became of a change: saved, the same as before, or refused since `before` has a newer version."""

    before: T
    after: T
    is_stale: bool = False

    @property
    def is_same(self) -> bool:
        """Whether there was nothing to save."""
        return self.after == self.before


def save_unless_stale(before: T, after: T, version: int | None, save: Callable[[T], T]) -> Changed[T]:
    """`save` what differs, unless `before` was changed since `version`; None means any version."""
    if after == before:
        return Changed(before, before)
    if version not in (None, before.version):
        return Changed(before, after, is_stale=True)
    return Changed(before, save(after))
