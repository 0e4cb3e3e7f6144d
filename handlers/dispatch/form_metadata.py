"""What each form carries from its opening to its submission, as JSON in Slack's `private_metadata`.

The JSON keys never change, whatever the fields are called: a form that was opened before an update is
submitted after it. For the same reason a new field needs a default.
"""

import json
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Self

from planning.errors import Code, PlanningError


def stored_as(key: str) -> dict[str, str]:
    """For a dataclass field with a JSON key other than its name."""
    return {"key": key}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command or click happened, which is where it is answered; for a form, where it was opened.

    `response_url` answers it. `on_card` says that it was a click on a message that only this person sees, to
    be updated with the answer; `delivery` is the ts of the bot's direct message that was clicked. `on_home`
    says that it began on Home, and `screen` is the id of the modal that was clicked in.
    """

    channel: str = ""
    response_url: str = field(default="", metadata=stored_as("origin"))
    on_card: bool = False
    delivery: str = ""
    on_home: bool = False
    screen: str = ""


@dataclass(frozen=True, slots=True)
class FormMetadata:
    """The metadata of a form that is about nothing in particular."""

    place: Place

    @property
    def about(self) -> str:
        """The id of what permission is needed for; "" if that is for nothing in particular."""
        return ""

    def packed(self) -> str:
        """The JSON for Slack, without empty values."""
        values = _values(self.place) | _values(self)
        return json.dumps({key: value for key, value in values.items() if value})

    @classmethod
    def unpacked(cls, metadata: str) -> Self:
        """The metadata from Slack's JSON; raises GONE if it doesn't say what the form is about."""
        stored = json.loads(metadata)
        try:
            return cls(Place(**_arguments(Place, stored)), **_arguments(cls, stored))
        except TypeError as missing:
            raise PlanningError(Code.GONE) from missing


@dataclass(frozen=True, slots=True)
class NewPlanMetadata(FormMetadata):
    """The form of a channel's first plan."""

    @property
    def about(self) -> str:
        """The channel."""
        return self.place.channel


@dataclass(frozen=True, slots=True)
class PlanMetadata(FormMetadata):
    """A form about a plan, or about something to add to it."""

    plan: str

    @property
    def about(self) -> str:
        """The plan."""
        return self.plan


@dataclass(frozen=True, slots=True)
class PlanSettingsMetadata(PlanMetadata):
    """A plan's settings, of the version that the form shows."""

    version: int


@dataclass(frozen=True, slots=True)
class ImportMetadata(PlanMetadata):
    """An import: the id of the file that was chosen, and the fingerprint of the preview that was shown."""

    file: str = field(default="", metadata=stored_as("subject"))
    preview: str = field(default="", metadata=stored_as("echoed"))


@dataclass(frozen=True, slots=True)
class ChoosePlanMetadata(FormMetadata):
    """The choice of a plan for a new tactic, made from the message with this permalink if there is one."""

    permalink: str = field(default="", metadata=stored_as("message"))


@dataclass(frozen=True, slots=True)
class NewTacticMetadata(PlanMetadata):
    """A new tactic: the recurrence whose next dates the form shows, and the message it is made from."""

    shown_recurrence: str = field(default="", metadata=stored_as("echoed"))
    permalink: str = field(default="", metadata=stored_as("message"))


@dataclass(frozen=True, slots=True)
class TacticMetadata(FormMetadata):
    """A form about a tactic."""

    tactic: str = field(metadata=stored_as("subject"))

    @property
    def about(self) -> str:
        """The tactic."""
        return self.tactic


@dataclass(frozen=True, slots=True)
class SeveralTacticsMetadata(PlanMetadata):
    """A form about several tactics of a plan, by their numbers."""

    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EditTacticMetadata(TacticMetadata):
    """A change of a tactic, of the version that the form shows; and the recurrence whose dates it shows."""

    version: int
    shown_recurrence: str = field(default="", metadata=stored_as("echoed"))


@dataclass(frozen=True, slots=True)
class RatingMetadata(TacticMetadata):
    """A rating of a tactic, in this round."""

    round: int = field(metadata=stored_as("version"))


@dataclass(frozen=True, slots=True)
class GoalMetadata(FormMetadata):
    """A form about a goal."""

    goal: str = field(metadata=stored_as("subject"))

    @property
    def about(self) -> str:
        """The goal."""
        return self.goal


@dataclass(frozen=True, slots=True)
class EditGoalMetadata(GoalMetadata):
    """A change of a goal, of the version that the form shows."""

    version: int


@dataclass(frozen=True, slots=True)
class CheckInMetadata(FormMetadata):
    """Answers to a check-in: the tactics on the pages to come, after `page` pages."""

    check_in: str = field(metadata=stored_as("subject"))
    left: tuple[str, ...] = ()
    page: int = 0

    @property
    def about(self) -> str:
        """The check-in."""
        return self.check_in


def _values(part: FormMetadata | Place) -> dict[str, Any]:
    return {_key(each): getattr(part, each.name) for each in fields(part) if each.name != "place"}


def _arguments(kind: type[FormMetadata | Place], stored: Mapping[str, Any]) -> dict[str, Any]:
    found = {each.name: stored[_key(each)] for each in fields(kind) if _key(each) in stored}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def _key(each: Field[Any]) -> str:
    return str(each.metadata.get("key", each.name))
