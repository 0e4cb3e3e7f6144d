"""What a button or menu option is about: typed values, and the one codec between them and Slack's strings.

Buttons stay on screens for years: a new field comes last, has a default, and no field is ever taken away.
"""

from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Self, get_args, get_type_hints

from planning.pictures import Source, Surface


@dataclass(frozen=True, slots=True)
class ButtonValue:
    """A value whose fields stand in a string with a separator between; trailing defaults are left out."""

    SEPARATOR: ClassVar[str] = "|"

    def packed(self) -> str:
        """The string for Slack, as in "<plan id>|10"."""
        parts = [(getattr(self, field.name), field.default) for field in fields(self)]
        while parts and parts[-1][0] == parts[-1][1]:
            parts.pop()
        return self.SEPARATOR.join(str(part) for part, _ in parts)

    @classmethod
    def unpacked(cls, packed: str) -> Self:
        """The value of a string that `packed` made; raises ValueError for any other."""
        kinds, required = _kinds(cls)
        parts = packed.split(cls.SEPARATOR, len(kinds) - 1)
        if len(parts) < required:
            raise ValueError(f"{cls.__name__} has {required} parts at least")
        return cls(*(kind(part) for kind, part in zip(kinds, parts, strict=False)))


def packed(value: ButtonValue | str) -> str:
    """The string for Slack; an id is its own."""
    return value if isinstance(value, str) else value.packed()


def _kinds(cls: type[ButtonValue]) -> tuple[tuple[type[Any], ...], int]:
    """The types of the fields, None apart, and how many fields have no default."""
    hints = get_type_hints(cls)
    kinds = tuple((get_args(hints[field.name]) or (hints[field.name],))[0] for field in fields(cls))
    return kinds, sum(field.default is MISSING for field in fields(cls))


@dataclass(frozen=True, slots=True)
class PageValue(ButtonValue):
    """A page of what belongs to a plan or a check-in, from `offset` on."""

    id: str
    offset: int


@dataclass(frozen=True, slots=True)
class TacticsPageValue(ButtonValue):
    """A page of the tactics of a plan (the channel's, if ""), with a filter as in `/tactic list mine`."""

    filter: str
    offset: int
    plan: str = ""


@dataclass(frozen=True, slots=True)
class NewTacticValue(ButtonValue):
    """A tactic to add, for a goal or a plan; for the channel's plan if both are ""."""

    goal: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class DoneValue(ButtonValue):
    """A tactic to finish. Of one that recurs, the last date that was done ("2027-01-29" or ""), else None."""

    tactic: str
    last_done: str | None = None


@dataclass(frozen=True, slots=True)
class UndoValue(ButtonValue):
    """A change to undo, by its number in the plan's history."""

    plan: str
    number: int


@dataclass(frozen=True, slots=True)
class SightingValue(ButtonValue):
    """The test picture in one place, by the way it was shown."""

    surface: Surface
    source: Source


@dataclass(frozen=True, slots=True)
class MenuValue(ButtonValue):
    """A button as an option of a "more" menu: its verb ("rate" for "tactic.rate"), and its value."""

    SEPARATOR: ClassVar[str] = ":"

    verb: str
    value: str


@dataclass(frozen=True, slots=True)
class SnoozeValue(ButtonValue):
    """How long to snooze a tactic: "tomorrow", "days" or "week"."""

    SEPARATOR: ClassVar[str] = ":"

    period: str
    tactic: str


@dataclass(frozen=True, slots=True)
class JudgementValue(ButtonValue):
    """The value or complexity, from 1 to 5, that a done tactic really had."""

    SEPARATOR: ClassVar[str] = ":"

    tactic: str
    score: int
