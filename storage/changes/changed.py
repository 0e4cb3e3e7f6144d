"""What became of a change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Versioned(Protocol):
    """Something whose version grows with each change."""

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
