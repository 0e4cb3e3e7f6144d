"""The weeks after: reminders, check-ins and the 30th of February, each in the person's own time zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.narrator import BOT, CHANNEL, Narrator
from sandbox.people import Person
from sandbox.story import PLAN

FIRST = "Build a list of 100 influencers"
POST = "Set up 1 sponsored post"
HAILEYS_HOUR = 18  # in Greenwich: by then she has her daily message, and so has Brian
LATER = 4  # the number of the first tactic added later
ON, DRIFTING, OFF = "● on course", "◐ drifting", "○ off course"
ANSWERED = "Influencers who answered"


class Weeks(Narrator):
    """How the plan is followed up."""

    async def play(self) -> None:
        """From the Monday after planning to the first of March."""
        self.discard_news()
        await self._first_check_in()
        await self._week(1, 19, (ON, ON, ON), answered=3)  # Monday is a public holiday in America
        await self._daily_message()
        await self._week(1, 25, (ON, ON, DRIFTING), happened="The brands want to see numbers first")
        await self._week(2, 1, (DRIFTING, ON, ON), answered=11, happened="Ten names are missing")
        await self._overdue()
        await self._second_check_in()
        await self._week(2, 16, (ON, ON), answered=19)  # Monday is Presidents' Day
        await self._week(2, 22, (DRIFTING, ON), happened="Two weeks for each answer")
        await self._more_tactics()
        await self._end_of_february()

    async def _first_check_in(self) -> None:
        await self._until(1, 11, "The first check-in: “Are we on course?”", self.brian, hour=15)
        await self._answer(self.brian, (ON, DRIFTING, ON), 2, "No brand has signed yet", answered=1)
        await self.slack.clock.advance_to(self._day(1, 11) + timedelta(hours=HAILEYS_HOUR))
        self.announce("Hailey answers for the sponsored post, the channel's message fills up")
        await self._answer(self.hailey, (ON,), 1, "Two drafts are ready")
        self.show(self.maya)
        await self._until(1, 13, "It closes with a summary", self.maya)

    async def _daily_message(self) -> None:
        await self._until(1, 25, "A week before the first ETA: the daily message", self.brian, hour=15)
        self.announce("Brian snoozes the sponsored post; the message is updated in place")
        await self.brian.click("Snooze to tomorrow", BOT, beside=POST)
        self.show(self.brian)

    async def _overdue(self) -> None:
        await self._until(2, 2, "1 February has passed, and the list is not done", self.brian, hour=15)
        self.announce("Both are by now: Brian presses Done, and says in two clicks what the list really took")
        await self.brian.click("Done", BOT, beside=FIRST)
        await self.brian.click("Done", BOT, beside=POST)
        await self.brian.choose("Value", "5", channel=BOT)
        await self.brian.choose("Complexity", "4", channel=BOT)
        self.show(self.brian)

    async def _second_check_in(self) -> None:
        await self._until(2, 8, "The second check-in", self.brian, hour=15)
        self.announce("Brian is off course with the messages, and decides to move the date")
        await self.brian.click("Answer", BOT)
        await self.brian.choose("How's it going?", OFF, nth=1)
        await self.brian.choose("How's it going?", ON, nth=2)
        await self.brian.fill(ANSWERED, 14)
        self.show(self.brian)
        await self.brian.submit()
        await self.brian.choose("What now?", "Move the date")
        await self.brian.fill("New date, if it moves", self._day(3, 12).date())
        await self.brian.fill("Why?", "Half of them answer only after a second message")
        self.show(self.brian)
        await self.brian.submit()
        self.show(self.brian, self.maya)
        await self._until(2, 10, "Hailey didn't answer. The summary says what changed, and why", self.maya)

    async def _more_tactics(self) -> None:
        await self.slack.clock.advance_to(self._day(2, 25) + timedelta(hours=9))
        self.announce("On Thursday 25 February Maya adds what has come to mind, and the owners rate it")
        for number, tactic in enumerate(PLAN["later"], start=LATER):
            await self.maya.command(f"/tactic add {tactic['sentence']}", CHANNEL)
            await self.maya.choose("For which goal?", f"{tactic['goal']}. ")
            await self.maya.submit()
            for name, (value, complexity) in tactic["ratings"].items():
                rater = self.slack.person(name)
                await rater.command(f"/tactic rate {number}", CHANNEL)
                await rater.choose("Value", str(value))
                await rater.choose("Complexity", str(complexity))
                await rater.submit()
        self.discard_news()
        await self.maya.command("/plan matrix", CHANNEL)
        self.show(self.maya)

    async def _end_of_february(self) -> None:
        await self._until(
            3, 1, "The 30th of February was the 28th, a Sunday: on Monday it is overdue", self.hailey, hour=18
        )
        self.announce("Hailey has posted it; the next one is due on 30 March")
        await self.hailey.click("Done", BOT, beside=POST)
        self.show(self.hailey)
        await self.maya.command("/plan upcoming", CHANNEL)
        self.announce("What comes next: Maya types /plan upcoming")
        self.show(self.maya)

    async def _week(
        self,
        month: int,
        day: int,
        courses: tuple[str, ...],
        *,
        answered: int | None = None,
        happened: str = "",
    ) -> None:
        """An ordinary Monday: Brian and Hailey answer, without output.

        How many influencers `answered` is asked once a week.
        """
        await self.slack.clock.advance_to(self._day(month, day) + timedelta(hours=HAILEYS_HOUR))
        await self.slack.settle()
        hardest = next((place for place, course in enumerate(courses, start=1) if course != ON), 1)
        await self._fill_in(self.brian, courses, hardest, happened, answered)
        await self.brian.submit()
        await self._fill_in(self.hailey, (ON,), 1, "")
        await self.hailey.submit()
        self.discard_news()

    async def _answer(
        self,
        person: Person,
        courses: tuple[str, ...],
        place: int,
        happened: str,
        *,
        answered: int | None = None,
    ) -> None:
        """Answer the open check-in, with output."""
        await self._fill_in(person, courses, place, happened, answered)
        self.show(person)
        await person.submit()
        self.show(person)

    async def _fill_in(
        self,
        person: Person,
        courses: tuple[str, ...],
        place: int,
        happened: str,
        answered: int | None = None,
    ) -> None:
        """Set each tactic's status, what happened with the one at `place`, and how many answered."""
        await person.click("Answer", BOT)
        for number, course in enumerate(courses, start=1):
            await person.choose("How's it going?", course, nth=number)
        await person.fill("What happened?", happened, nth=place)
        if answered is not None:
            await person.fill(ANSWERED, answered)

    async def _until(self, month: int, day: int, what: str, person: Person, *, hour: int = 8) -> None:
        """Advance to this day, then show what is new for `person`; `hour` is UTC."""
        moment = self._day(month, day) + timedelta(hours=hour)
        midnight = moment - timedelta(hours=hour)
        await self.slack.clock.advance_to(max(midnight, self.slack.clock.now()))
        self.discard_news()
        await self.slack.clock.advance_to(moment)
        await self.slack.settle()
        local = moment.astimezone(ZoneInfo(person.user.tz))
        self.announce(f"{local:%A} {local.day} {local:%B, %H:%M} where {person.user.name} is. {what}")
        self.show(person)

    def _day(self, month: int, day: int) -> datetime:
        now = self.slack.clock.now()
        return datetime(now.year, month, day, tzinfo=now.tzinfo)
