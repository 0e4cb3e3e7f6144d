"""Bad input after every command: it is understood or given back, and nothing in it does what it says."""

import pytest

from tests.stories.begun import begun
from tests.stories.every_form import furnish
from tests.stories.stage import Campfire, screen

COMMANDS = (
    *("/goal edit", "/goal reading", "/tactic list", "/tactic show", "/tactic done", "/tactic move"),
    *("/tactic move 1 to", "/tactic rate", "/tactic edit", "/tactic drop"),
)
HOSTILE = "🌱 نمو <!channel> <@U0BRIAN> R&D &amp; <https://evil.example|us> *b*"
NAMED = HOSTILE.replace("U0BRIAN", "brian")  # Slack reads the name of a person in what is typed


furnished = begun(furnish)


@pytest.mark.parametrize("command", COMMANDS)
async def test_words_that_name_nothing_are_given_back_as_they_were_typed(
    furnished: Campfire, command: str
) -> None:
    await furnished.maya.command(f"{command} {HOSTILE}", "#social")
    told, quoted = furnished.maya.news().split("\nWhat you typed:\n> ")
    assert quoted == f"{command} {HOSTILE.replace('U0BRIAN', 'Brian')}"
    assert f"“{NAMED}”" in told
    furnished.nobody_else_hears()


@pytest.mark.parametrize("command", [*COMMANDS, "/goal add", "/tactic add", "/tactic assign"])
async def test_ten_thousand_characters_are_given_back(furnished: Campfire, command: str) -> None:
    typed = "long " * 1999 + "long."
    await furnished.maya.command(f"{command} {typed}", "#social")
    quoted = furnished.maya.news().partition("\nWhat you typed:\n> ")[2]
    assert quoted.startswith(f"{command} long long long ")
    assert len(quoted) > 8000
    furnished.nobody_else_hears()


@pytest.mark.parametrize("command", ["/plan", "/goal", "/tactic", "/checkin"])
async def test_ten_thousand_characters_are_no_subcommand(furnished: Campfire, command: str) -> None:
    await furnished.maya.command(f"{command} {'x' * 10_000}", "#social")
    assert furnished.maya.news().splitlines()[2] == f"`{command} {'x' * 59}…`: I don't know that one."
    furnished.nobody_else_hears()


async def test_a_title_typed_in_a_command_is_filled_in_as_it_was_typed(furnished: Campfire) -> None:
    await furnished.maya.command(f"/goal add {HOSTILE}", "#social")
    assert furnished.maya.form().splitlines()[2] == f"  > {NAMED}"

    await furnished.maya.command("/tactic add R&D <b>day</b> in <https://evil.example|our> lab", "#social")
    assert furnished.maya.form().splitlines()[2] == "  > R&D <b>day</b> in <https://evil.example|our> lab"


async def test_a_tactic_is_found_by_words_that_slack_escapes(furnished: Campfire) -> None:
    await furnished.add_tactic("Open R&D <lab> days")
    furnished.hush()

    await furnished.maya.command("/tactic show R&D <lab>", "#social")
    assert furnished.maya.news().startswith(
        screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *2. Open R&D <lab> days*
        """)
    )
    furnished.nobody_else_hears()
