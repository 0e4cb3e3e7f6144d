"""Every form that changes a plan: how a person comes to it, and what they fill in so that it can be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox import Person
from tests.stories.stage import Campfire

SERVES = "Which goal of the company does it help?"


@dataclass(frozen=True, slots=True)
class Form:
    """A form, opened by `command`, and by `button` on what that answers where it does not open by itself."""

    name: str
    command: str
    button: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)

    async def open(self, person: Person) -> None:
        """Have `person` open it in #social and fill it in."""
        await person.command(self.command, "#social")
        if self.button:
            await person.click(self.button, "#social")
        await person.fill_in(self.answers)


TACTIC_FORMS = (
    Form("edit a tactic", "/tactic edit 1", answers={"Notes": "Only in our niche"}),
    Form("move", "/tactic move 1 to 8 February"),
    Form("assign", "/tactic assign 1 @maya"),
    Form("hand over", "/tactic show 1", "Hand over", {"Who takes it over?": "@Maya"}),
    Form("drop", "/tactic drop 1", answers={"Why is it dropped?": "No time"}),
    Form("rate", "/tactic rate 1", answers={"Value to the business": "5", "Complexity to carry out": "2"}),
)
GOAL_FORMS = (
    Form("edit a goal", "/goal edit 1", answers={"What will social media do?": "Work with influencers"}),
    Form("reading", "/goal reading 1", answers={"Where does it stand?": "25"}),
    Form("add a tactic", "/tactic add Call the press"),
)
PLAN_FORMS = (
    Form("settings", "/plan settings", answers={"Name": "Another name"}),
    Form("check-in settings", "/checkin settings", answers={"Check-in on": "Friday"}),
    Form("close", "/plan close"),
    Form("add a goal", "/goal add Be on TikTok", answers={SERVES: "Expand into a new market segment"}),
)
EVERY_FORM = (*PLAN_FORMS, *GOAL_FORMS, *TACTIC_FORMS)


def named(form: Form) -> str:
    """A form's name, for a test of it."""
    return form.name


async def furnish(campfire: Campfire) -> None:
    """A plan that Maya and Hailey own, with a measured goal and a tactic of Brian's; all is read."""
    await campfire.start_plan()
    await campfire.maya.command("/plan settings", "#social")
    await campfire.maya.choose("Plan owners", "@Hailey")
    await campfire.maya.submit()
    await campfire.add_measured_goal()
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    campfire.hush()
