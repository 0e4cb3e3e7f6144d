"""One stored field is spoilt: all goes on, and what can't be read is named where it stood."""

import logging
from collections import Counter
from pathlib import Path

import pytest

from bot.logs import JsonLines
from bot.manifest import manifest
from tests.stories.begun import after
from tests.stories.spoilt import NOT_UTF8, Spoilt, a_plan_with_everything, all_screens, spoil, spoil_file
from tests.stories.stage import raised
from tests.timeouts import AdjustableTimeouts

SECOND = "number = 2"
FIRST_READING = '"on" = (SELECT min("on") FROM readings)'
OF_SECOND = "tactic = (SELECT id FROM tactics WHERE number = 2)"
OF_THIRD = (
    "tactic = (SELECT id FROM tactics WHERE number = 3)"
    " AND check_in = (SELECT id FROM check_ins WHERE state = 'open')"
)
HIS_OWN = ("/tactic list mine", "home", "form")
LISTS = ("/tactic list", "/tactic list all", "/tactic list quick wins")
FILES = ("file md", "file ics", "export")
CHECK_IN = ("check-in", "/checkin answers", "summary")
PICTURED = ("/plan", "/plan upcoming", "/plan advice", "/plan matrix", "/plan map")
TACTIC = (*PICTURED, *HIS_OWN, *LISTS, *FILES, *CHECK_IN)
GOAL = (
    "/plan",
    "/plan advice",
    "/plan map",
    "/goal list",
    "/tactic show 1",
    *HIS_OWN,
    *LISTS,
    *FILES,
    "summary",
)
# What is spoilt, what it is called, and on which screens that stands.
CASES = [
    (Spoilt("tactics", "recurrence", "nonsense", SECOND), "Tactic 2", ("/tactic show 2", *TACTIC)),
    (Spoilt("tactics", "state", "nonsense", SECOND), "Tactic 2", ("/tactic show 2", *TACTIC)),
    (Spoilt("tactics", "eta", b"\xff", SECOND), "Tactic 2", ("/tactic show 2", *TACTIC)),
    (Spoilt("tactics", "is_open", 7, SECOND), "Tactic 2", ("/tactic show 2", *TACTIC)),
    (Spoilt("tactics", "is_open", "nonsense", SECOND), "Tactic 2", ("/tactic show 2", *TACTIC)),
    (Spoilt("tactics", "notes", NOT_UTF8, SECOND), "Tactic 2", ("/tactic show 2", *TACTIC)),
    (Spoilt("goals", "title", NOT_UTF8, "number = 1"), "Goal 1", GOAL),
    (Spoilt("tactics", "number", 10**18, SECOND), "A tactic", TACTIC),
    (
        Spoilt("tactic_owners", "person", None, OF_SECOND),
        "A tactic's owner",
        (*PICTURED, *LISTS, *FILES, *CHECK_IN),
    ),
    (Spoilt("goals", "metrics", "{", "number = 1"), "Goal 1", GOAL),
    (
        Spoilt("company_goals", "title", b"\xff", "position = 0"),
        "A company goal",
        ("/plan", "/plan map", *FILES),
    ),
    (Spoilt("ratings", "value", 10**18, OF_SECOND), "A rating", ("/tactic show 2", *LISTS)),
    (
        Spoilt("readings", "on", "2027-13-45", FIRST_READING),
        "A reading",
        ("/goal list", *FILES, "form", "summary"),
    ),
    (Spoilt("answers", "course", "nonsense", OF_THIRD), "An answer to a check-in", CHECK_IN),
    (
        Spoilt("check_ins", "closes_at", "nonsense", "state = 'open'"),
        "A check-in",
        ("home", "export", "form"),
    ),
    (Spoilt("tactics", "goal", "nowhere", SECOND), "2. Send 100 emails: its goal", ("/plan map",)),
    (Spoilt("history", "changes", "{", "number = 16"), "History entry 16", ("/plan history", "export")),
]
SHOWN = ("/tactic list", "/tactic show 1", "/plan upcoming", "/plan map", "home", "form", "days")
HEALTHY = frozenset((*SHOWN, "file csv", "file md", "file ics"))


@pytest.mark.sqlite
@pytest.mark.parametrize(("what", "named", "where"), CASES, ids=str)
async def test_a_spoilt_field_is_named_and_stops_nobody(
    what: Spoilt,
    named: str,
    where: tuple[str, ...],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    timeouts: AdjustableTimeouts,
    caplog: pytest.LogCaptureFixture,
) -> None:
    beginning = await after((a_plan_with_everything,), tmp_path_factory)
    assert beginning
    caplog.clear()
    with caplog.at_level(logging.INFO):
        async with raised(
            tmp_path, manifest(), timeouts=timeouts, beginning=spoil(beginning, what, tmp_path)
        ) as campfire:
            seen = await all_screens(campfire)
    said = [JsonLines().format(record) for record in caplog.records]
    assert not [
        line for record, line in zip(caplog.records, said, strict=True) if record.levelno > logging.WARNING
    ]
    found = [vars(record) for record in caplog.records if hasattr(record, "table")]
    assert set(Counter((one["table"], one["id"]) for one in found).values()) <= {1}
    code = next((one["code"] for one in found if one["table"] == what.table), "")
    assert code
    if what.value == "nowhere":  # the tactic itself can be read, so a screen has no code for it
        code = ""
    for text in ("nonsense", "100 emails", "100 influencers", "Build relationships"):
        assert text not in "".join(said)
    lost = [screen for screen in where if not names(seen[screen], named, code)]
    assert not lost
    for screen in HEALTHY if what.table != "check_ins" else HEALTHY - {"form"}:
        assert "List 100 influencers" in seen[screen], screen
    assert "● on course" in seen["check-in"]


async def test_what_was_typed_about_something_spoilt_by_then_is_given_back(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, timeouts: AdjustableTimeouts
) -> None:
    beginning = await after((a_plan_with_everything,), tmp_path_factory)
    assert beginning
    old = Spoilt("readings", "on", "2027-01-05", '"on" = (SELECT max("on") FROM readings)')  # so it is due
    beginning = spoil(beginning, old, tmp_path)
    async with raised(tmp_path, manifest(), timeouts=timeouts, beginning=beginning) as campfire:
        brian = campfire.brian
        await brian.click("Answer", "#social")
        for nth in (1, 2):
            await brian.choose("How's it going?", "● on course", nth=nth)
            await brian.fill("What happened?", "Half are sent", nth=nth)
        await brian.fill("answers, a week", "31")
        spoil_file(tmp_path / "oncourse.db", Spoilt("tactics", "recurrence", "nonsense", SECOND))
        spoil_file(tmp_path / "oncourse.db", Spoilt("goals", "metrics", "{", "number = 1"))
        await brian.submit()
        said = brian.news()
    assert "A tactic that can't be read*: ● on course. Half are sent" in said
    assert "A metric that's gone or can't be read*: 31" in said


def names(screen: str, named: str, code: str) -> bool:
    """Whether a screen, or a file, names what can't be read, with its code if it has one."""
    whole = screen.replace("\r\n ", "")
    how = f" can't be read. Give your admin this code: {code}" if code else " can't be read"
    return f"⚠ {named}{how}" in whole or f"\nThis{how}" in whole
