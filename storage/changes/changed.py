"""What became of a change."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


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
