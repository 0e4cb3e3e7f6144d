"""Campfire, Inc. makes its plan: the worked example, played by its people with commands, clicks and forms."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sandbox.narrator import BOT, CHANNEL, Narrator
from sandbox.people import Person

PLAN = tomllib.loads((Path(__file__).parent / "plan.toml").read_text(encoding="utf-8"))
# Ratings by tactic and person: value, complexity, reason. Brian and Hailey disagree about the third.
RATINGS = {
    1: {"Brian": (5, 2, "Everything else builds on it")},
    2: {"Brian": (5, 4, "A hundred conversations take months")},
    3: {
        "Brian": (5, 2, "I know three brands who would start tomorrow"),
        "Hailey": (4, 5, "Contracts, briefs and approvals, every month"),
    },
}
ORDER = (3, 1, 2)  # of the tactics in the form: what is due first comes first
SECOND_ROUND = {"Brian": (5, 4, "Fair point about the contracts"), "Hailey": (5, 4, "It is worth it")}


class Story(Narrator):
    """How the plan is made."""

    async def play(self) -> None:
        """The whole story, from an empty channel to a prioritised plan."""
        await self._start()
        await self._set_goals()
        await self._add_tactics()
        await self._rate()
        await self._look("What everyone rated is shown together", "/tactic list", self.hailey)
        await self._second_round()
        await self._look("The plan as it stands", "/plan", self.maya)
        await self._look("What to do first", "/plan matrix", self.maya)
        await self._share()

    async def _start(self) -> None:
        self.announce("Maya starts the year's plan with Campfire's three company goals")
        await self.maya.command("/plan new", CHANNEL)
        await self.maya.fill("Name", f"Social media {self.slack.clock.now().year}")
        await self.maya.fill("Company goals", "\n".join(PLAN["company_goals"]))
        self.show(self.maya)
        await self.maya.submit()
        self.show(self.maya)

    async def _set_goals(self) -> None:
        self.announce("She sets five goals, each for the company goal it helps")
        for goal in PLAN["goals"]:
            await self.maya.command(f"/goal add {goal['title']}", CHANNEL)
            await self.maya.choose("Which company goal does it help?", goal["serves"])
            await self.maya.fill_in(goal.get("metric", {}))
            await self.maya.submit()
        self.maya.news()
        await self.maya.command("/goal list", CHANNEL)
        self.show(self.maya)

    async def _add_tactics(self) -> None:
        for goal, tactic in self._tactics():
            owners = " ".join(f"@{owner}" for owner in tactic["owners"])
            sentence = f"/tactic add {tactic['title']} {tactic['when']} {owners}"
            self.announce(f"Maya types: {sentence}")
            await self.maya.command(sentence, CHANNEL)
            await self.maya.choose("For which goal?", f"{PLAN['goals'].index(goal) + 1}. ")
            self.show(self.maya)
            await self.maya.submit()
            self.show(self.maya, self.brian, self.hailey)

    async def _rate(self) -> None:
        self.announce("At 09:00 where they are, Brian and Hailey each get one message with all that is new")
        for person, hour in ((self.brian, 14), (self.hailey, 17)):
            await self._wait_until(hour, 1)
            self.show(person)
            self.announce(f"{person.user.name} rates everything in one form")
            await self._fill_in(person, ORDER)
        self.announce("Once everyone has rated, the message shows the result")
        self.show(self.brian)

    async def _fill_in(self, person: Person, order: Sequence[int]) -> None:
        """Rate the tactics that the person was asked about, in the order of the form."""
        given = [RATINGS[number][person.user.name] for number in order if person.user.name in RATINGS[number]]
        await person.click(f"Rate {len(given)}", BOT)
        await self._fill_in_ratings(person, given)

    async def _fill_in_ratings(self, person: Person, given: Sequence[tuple[int, int, str]]) -> None:
        for place, (value, complexity, reason) in enumerate(given, start=1):
            await person.choose("Value", str(value), nth=place)
            await person.choose("Complexity", str(complexity), nth=place)
            await person.fill("Why?", reason, nth=place)
        self.show(person)
        await person.submit()
        self.show(person)

    async def _second_round(self) -> None:
        self.announce(f"“{self._title(3)}” is contested: Hailey puts it to a second round")
        await self.hailey.command("/tactic 3", CHANNEL)
        await self.hailey.click("Start second round", CHANNEL)
        self.show(self.hailey)
        await self._wait_until(17, 10)
        self.announce("Brian is asked a few minutes later, since it is noon where he is")
        self.show(self.brian)
        await self.brian.click("Rate 1", BOT)
        await self._fill_in_ratings(self.brian, [SECOND_ROUND["Brian"]])
        await self.hailey.command("/tactic rate 3", CHANNEL)
        await self._fill_in_ratings(self.hailey, [SECOND_ROUND["Hailey"]])

    async def _wait_until(self, hour: int, minute: int) -> None:
        """Advance to this time (UTC) of the day."""
        now = self.slack.clock.now()
        await self.slack.clock.advance_to(now.replace(hour=hour, minute=minute, second=0, microsecond=0))
        await self.slack.settle()

    async def _look(self, what: str, command: str, person: Person) -> None:
        self.announce(f"{what}: {person.user.name} types {command}")
        await person.command(command, CHANNEL)
        self.show(person)

    async def _share(self) -> None:
        self.announce("Maya shares the plan with the channel, and Brian sees it too")
        await self.maya.click("Share in channel", CHANNEL)
        self.show(self.brian)

    def _tactics(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for goal in PLAN["goals"]:
            for tactic in goal.get("tactics", ()):
                yield goal, tactic

    def _title(self, number: int) -> str:
        titles: Sequence[str] = [tactic["title"] for _, tactic in self._tactics()]
        return titles[number - 1]
