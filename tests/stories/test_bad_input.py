"""Bad input, into every text box of every form: refused where it was typed, or shown as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from sandbox import FormRefused, Person
from tests.stories.begun import begun
from tests.stories.every_form import SERVES, furnish
from tests.stories.stage import Campfire

HOSTILE = "🌱 نمو <!channel> <@U0BRIAN> R&D &amp; <https://evil.example|us> *b*"
BRIEFLY_HOSTILE = "<!here>&<@U0BRIAN>🌱"
WHY = {"Value": "5", "Complexity": "2"}
TOO_LONG = "That's {typed:,} characters, and {most:,} fit here. Please shorten it."


@dataclass(frozen=True, slots=True)
class Box:
    """A text box of a form: how many characters it takes at most, and what is said when it is empty."""

    name: str
    command: str
    label: str
    most: int
    answers: Mapping[str, Any] = field(default_factory=dict)
    button: str = ""
    needed: str = ""

    async def fill(self, person: Person, typed: str) -> None:
        """Have `person` open the form in #social, fill it in, and type into this box."""
        await person.command(self.command, "#social")
        if self.button:
            await person.click(self.button, "#social")
        await person.fill_in(self.answers)
        await person.fill(self.label, typed)
        person.news()


SERVING = {SERVES: "Expand into a new market segment"}
TITLE = "Give it a title: a few words on what needs doing."
BOXES = (
    Box("goal", "/goal add", "What will social media do?", 300, SERVING, needed=TITLE),
    Box("goal edited", "/goal edit 1", "What will social media do?", 300, needed=TITLE),
    Box("metric", "/goal add Be on TikTok", "Metric", 80, SERVING),
    Box(
        "unit",
        "/goal add Be on TikTok",
        "Unit",
        20,
        SERVING | {"Metric": "likes", "Target": 9},
    ),
    Box("tactic", "/tactic add", "What needs doing?", 300, needed=TITLE),
    Box("notes", "/tactic add Call the press", "Notes", 3000),
    Box("tactic edited", "/tactic edit 1", "What needs doing?", 300, needed=TITLE),
    Box("notes edited", "/tactic edit 1", "Notes", 3000),
    Box("why moved", "/tactic move 1 to 8 February", "Why?", 500),
    Box("why handed over", "/tactic show 1", "Why?", 500, {"New owner": "@Maya"}, "Hand over"),
    Box(
        "why dropped",
        "/tactic drop 1",
        "Why drop it?",
        500,
        needed="Say why in a few words, so the plan remembers it.",
    ),
    Box("why rated", "/tactic rate 1", "Why?", 500, WHY),
    Box(
        "plan",
        "/plan settings",
        "Name",
        80,
        needed="Give the plan a name, such as “Social media 2027”.",
    ),
    Box("company goal", "/plan settings", "Company goal 1", 300),
    Box("more company goals", "/plan settings", "More company goals", 300),
)


def named(box: Box) -> str:
    """A box's name, for a test of it."""
    return box.name


furnished = begun(furnish)


async def everything(campfire: Campfire) -> str:
    """All that Maya can read of the plan and its tactics, and her own rating in its form."""
    commands = (
        "/plan",
        "/plan history",
        "/goal list",
        "/tactic list all",
        "/tactic show 1",
        "/tactic rate 1",
    )
    for command in commands:
        await campfire.maya.command(command, "#social")
    return campfire.maya.news()


@pytest.mark.parametrize("box", BOXES, ids=named)
async def test_a_box_says_what_does_not_fit_and_keeps_what_does(furnished: Campfire, box: Box) -> None:
    maya = furnished.maya
    await box.fill(maya, "long " * 2000)
    with pytest.raises(FormRefused, match="Shorten this to 3000 characters"):
        await maya.submit()
    assert "long " * 1999 in maya.form()

    if box.most < 3000:
        await maya.fill(box.label, "x" * (box.most + 1))
        await maya.submit()
        assert f"  > {'x' * (box.most + 1)}\n" in maya.form()
        assert f"  ! {TOO_LONG.format(typed=box.most + 1, most=box.most)}" in maya.form()

    if box.needed:
        await maya.fill(box.label, "")
        with pytest.raises(FormRefused, match="Please complete this required field"):
            await maya.submit()
        await maya.fill(box.label, " \t ")
        await maya.submit()
        assert f"  ! {box.needed}" in maya.form()
    maya.news()
    furnished.nobody_else_hears()

    typed = HOSTILE if box.most > 80 else BRIEFLY_HOSTILE
    await maya.fill(box.label, typed)
    await maya.submit()
    assert maya.modal is None, maya.form()
    shown = await everything(furnished)
    assert typed in shown
    in_dms = "".join(person.sees("@Oncourse") for person in (furnished.brian, furnished.hailey))
    for misread in ("@channel", "@here", "(https://evil.example)", "@Brian R&D"):
        assert misread not in shown + in_dms


@pytest.mark.parametrize("box", BOXES, ids=named)
async def test_as_many_characters_as_fit_can_be_kept_and_shown(furnished: Campfire, box: Box) -> None:
    await box.fill(furnished.maya, "&" * box.most)  # which is longest when it is escaped
    await furnished.maya.submit()
    assert furnished.maya.modal is None, furnished.maya.form()
    assert "&" * 15 in await everything(furnished)
