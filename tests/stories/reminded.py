"""What the stories of reminders share: the plan they start from, and messages told in a line each."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox import Person
from tests.stories.begun import a_goal, a_plan
from tests.stories.stage import Campfire


async def plan_with_a_goal(campfire: Campfire) -> Campfire:
    """There is a plan with a goal, and everybody has read about it."""
    await a_plan(campfire)
    await a_goal(campfire)
    return campfire


async def rate(person: Person, title: str) -> None:
    """A person rates a tactic by its title."""
    await person.command(f"/tactic rate {title}", "#social")
    await person.choose("Value", "5")
    await person.choose("Complexity", "2")
    await person.submit()


def digests(person: Person) -> list[str]:
    """Every daily message and "New for you" of a person: when by their clock, and its headline now."""
    return [
        f"{_local(message.ts, person):%a %d %b %H:%M} {message.text}"
        for message in person.visible("@Oncourse")
        if any(block["type"] == "header" for block in message.blocks)
    ]


def _local(ts: str, person: Person) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC).astimezone(ZoneInfo(person.user.tz))
