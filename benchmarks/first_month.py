"""How many messages Campfire's people get in their first month, and when: `python -m benchmarks.first_month`.

Twelve tactics of four owners in four time zones, in two plans. Owners rate nothing and answer nothing, which
is when most is asked of them.
"""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.manifest import manifest
from sandbox import Person
from tests.stories.stage import Campfire, raised

TACTICS = (
    ("List 100 influencers", "@brian", "by 1 February"),
    ("Message all of them", "@brian @hailey", "by 20 February"),
    ("Set up 1 sponsored post", "@brian @hailey", "on the 30th of every month"),
    ("Write the newsletter", "@hailey", "every Friday"),
    ("Film our office", "@hailey", "by 15 January"),
    ("Film a teaser", "@theo", "by 20 January"),
)
CHANNELS = ("#social", "#launches")
DAYS = 28


async def main() -> None:
    """Print, by person: messages in the first week and in the month, the most on a day, and their hours."""
    with TemporaryDirectory() as folder:
        async with raised(Path(folder), manifest()) as campfire:
            await two_plans(campfire)
            await campfire.slack.clock.advance(timedelta(days=DAYS))
            for person in (campfire.maya, campfire.brian, campfire.hailey, campfire.theo):
                report(person, campfire.slack.clock.now() - timedelta(days=DAYS))


async def two_plans(campfire: Campfire) -> None:
    """Maya starts both plans within an hour, and takes a tactic of each herself."""
    for person in (campfire.brian, campfire.hailey, campfire.theo):
        await campfire.slack.join(person.user.name, "#launches")
    for channel in CHANNELS:
        await campfire.start_plan(channel=channel)
        await campfire.maya.command("/goal add Build relationships with influencers", channel)
        await campfire.maya.choose("Which company goal does it help?", "Expand into a new market segment")
        await campfire.maya.submit()
        for title, owners, when in TACTICS:
            await campfire.maya.command(f"/tactic add {title} {owners} {when}", channel)
            await campfire.maya.submit()
            await campfire.slack.clock.advance(timedelta(minutes=4))


def report(person: Person, start: datetime) -> None:
    """Print a line about the direct messages that a person got since `start`."""
    sent = [datetime.fromtimestamp(float(message.ts), UTC) for message in person.visible("@Oncourse")]
    local = [moment.astimezone(ZoneInfo(person.user.tz)) for moment in sent if moment >= start]
    week = sum(moment < start + timedelta(days=7) for moment in sent)
    most = max(Counter(moment.date() for moment in local).values(), default=0)
    outside = sum(not 9 <= moment.hour < 18 for moment in local)
    weekend = sum(moment.weekday() >= 5 for moment in local)
    print(
        f"{person.user.name} ({person.user.tz}): {week} in the first week, {len(local)} in {DAYS} days, "
        f"at most {most} a day, {outside} outside 09:00 to 18:00, {weekend} on weekends"
    )


if __name__ == "__main__":
    asyncio.run(main())
