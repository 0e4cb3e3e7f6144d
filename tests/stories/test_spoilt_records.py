"""Whatever is wrong with a stored record: everyone else is served as usual, and the log says it once."""

import logging
from collections import Counter
from pathlib import Path

import pytest

from tests.stories.begun import a_year, begun
from tests.stories.poison import OWN, spoil
from tests.stories.reminded import digests, rate
from tests.stories.stage import Campfire

pytestmark = pytest.mark.sqlite  # PostgreSQL holds no value of another kind

COMMANDS = {
    "/plan": "List 100 influencers",
    "/plan upcoming": "Film a teaser",
    "/plan advice": "advice",
    "/plan history": "history",
    "/plan matrix": "List 100 influencers",
    "/plan map": "List 100 influencers",
    "/goal list": "Build relationships with influencers",
    "/tactic list": "Film a teaser",
    "/tactic list mine": "Film a teaser",
    "/tactic show 4": "Film a teaser",
    "/tactic list done": "Buy a map",
}


async def a_lived_week(campfire: Campfire) -> None:
    """There is a record of every kind, and a tactic of Hailey's that is due on 22 January."""
    for sentence in ("Film a teaser @hailey by 22 January", "Call the press @brian by 22 January"):
        await campfire.maya.command(f"/tactic add {sentence}", "#social")
        await campfire.maya.choose("For which goal?", "1. ")
        await campfire.maya.submit()
    await rate(campfire.brian, "Call the press")
    await campfire.maya.command("/goal reading 1", "#social")
    await campfire.maya.fill_in({"Where does it stand?": "12"})
    await campfire.maya.submit()
    for person in (campfire.brian, campfire.hailey):
        await person.open_home()
    await campfire.wait_until("2027-01-11 20:00")
    await campfire.brian.click("Answer", "@Oncourse")
    for nth in (1, 2):
        await campfire.brian.choose("How is it going?", "● on course", nth=nth)
    await campfire.brian.submit()
    await campfire.wait_until("2027-01-14 20:00")
    campfire.hush()


lived = begun(a_year, a_lived_week)


@pytest.mark.parametrize("table", ["nothing", *OWN])
async def test_a_spoilt_record_stops_nobody_else(
    lived: Campfire, table: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if table != "nothing":
        spoil(tmp_path / "oncourse.db", table)
    with caplog.at_level(logging.WARNING):
        await lived.wait_until("2027-01-20 12:00")
        assert digests(lived.hailey)[-2:] == ["?"]
        summaries = [
            message.text for message in lived.hailey.visible("#social") if "How we stand" in message.text
        ]
        assert len(summaries) == 2
        for command, expected in COMMANDS.items():
            lived.hush()
            await lived.hailey.command(command, "#social")
            assert expected in lived.hailey.news(), command
        await lived.hailey.open_home()
        assert "Film a teaser" in lived.hailey.home()
    told = Counter(vars(record)["id"] for record in caplog.records if hasattr(record, "id"))
    assert set(told.values()) <= {1}
    assert "nonsense" not in caplog.text
