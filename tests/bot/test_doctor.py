"""`oncourse doctor`, run as a process of its own against everything that can be wrong."""

import os
import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.blocks import DividerBlock, HeaderBlock, MarkdownTextObject
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli import main
from bot.commands.checks import check_clock
from bot.commands.doctor import MIN_FREE, disk
from bot.commands.picture_checks import findings
from bot.commands.screen_checks import validate_screens
from bot.manifest import manifest
from handlers.views.common.blocks import Message
from planning.people import Person
from planning.pictures import Sighting, Source, Surface
from planning.records import forgotten_as
from sandbox import Clock, Fault, Sandbox
from storage import people, plans
from storage.engine import schema
from storage.engine.sync import open_for_cli
from tests.bot.processes import ran, settings_of
from tests.databases import lay
from tests.storage import everything
from tests.storage.stored import W, a_plan
from tests.stories.stage import raised

NEWEST = schema.newest()
UNSEEN = (
    "unknown  messages tab: I can't see whether it's on. Turn it on in the app's settings, "
    "under App Home.\n"
    "unknown  commands: I can't see their names. Check that /plan help works in Slack.\n"
)
NOBODY_HAS_LOOKED = "".join(
    f"unknown  pictures: replaced by words in {where} until someone has checked. To ask: oncourse doctor "
    "--pictures U...\n"
    for where in ("forms", "messages only you see", "Home")
)
# Root may write everything, unless it gives that up.
LIKE_ANYBODY = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    """Campfire's Slack with the app in it as its manifest says, at this moment."""
    async with Sandbox(manifest(), Clock(datetime.now(UTC))) as slack:
        yield slack


async def told(
    slack: Sandbox, folder: Path, before: Sequence[str] = (), *, verb: str = "doctor", **changed: str
) -> tuple[int | None, str]:
    """The doctor's exit code and findings, which tell no token; what differs by chance is replaced."""
    settings = {**settings_of(slack, folder), **changed}
    code, out, err = await ran(verb, settings, folder, before)
    assert err == ""
    for token in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        assert settings[token] not in out
    out = out.replace(str(folder), "<folder>").replace(slack.api_url, "<slack>")
    return code, re.sub(r"[\d,]+ (MB free|seconds from)", r"n \1", out)


def problems(found: str) -> list[str]:
    """The lines that say what is wrong."""
    return [line.removeprefix("problem").strip() for line in found.splitlines() if line.startswith("problem")]


async def test_all_is_well(slack: Sandbox, tmp_path: Path) -> None:
    lay(tmp_path / "oncourse.db")
    assert await told(slack, tmp_path) == (
        0,
        "ok       settings: readable\n"
        f"ok       database: <folder>/oncourse.db is writable and at the newest revision ({NEWEST})\n"
        "ok       disk: n MB free in <folder>\n"
        "ok       records: all can be read\n"
        "ok       time zones: this machine knows all of them\n"
        "ok       files: the settings and the database aren't open to everyone on this machine\n"
        "ok       Slack: responds at <slack>\n"
        "ok       clock: n seconds from Slack's\n"
        "ok       bot token: oncourse in Campfire, Inc.\n"
        "ok       scopes: the bot has all that the manifest asks for\n"
        "ok       app token: accepted, and Socket Mode is on\n"
        "ok       channels: the bot is in 3\n"
        "ok       plans: the bot is in the channel of each open plan\n" + NOBODY_HAS_LOOKED + UNSEEN,
    )


async def test_it_names_those_whose_time_zone_counts_as_utc(slack: Sandbox, tmp_path: Path) -> None:
    lay(tmp_path / "oncourse.db")
    url = f"sqlite:///{tmp_path}/oncourse.db"
    with open_for_cli(url, now=lambda: NOW) as store, store.writing(W) as tx:
        for id_, zone in (("UANA", "Mars/Base"), ("UBO", ""), ("UCY", "Europe/Riga"), ("UDI", "a\nok b")):
            people.put(tx, Person(id_, id_, zone), NOW)
        people.put(tx, Person("UGONE", "Gone", "Mars/Base", deleted=True), NOW)
        people.put(tx, Person("UBOT", "Bot", "", bot=True), NOW)
        assert plans.add(tx, replace(a_plan(W), zone="Venus/Base"))
    code, found = await told(slack, tmp_path)
    assert code == 1
    assert [line for line in problems(found) if line.startswith("time zones")] == [
        "time zones: person UANA: this machine doesn't know time zone Mars/Base. Update the tzdata package. "
        "I use UTC.",
        "time zones: person UBO: Slack has no time zone for this. Set one in Slack, under Preferences. "
        "I use UTC.",
        "time zones: person UDI: this machine doesn't know time zone 'a\\nok b'. Update the tzdata package. "
        "I use UTC.",
        "time zones: plan in CSOCIAL: this machine doesn't know time zone Venus/Base. Update the tzdata "
        "package. I use UTC.",
    ]


@pytest.mark.parametrize(
    ("column", "value"), [("plan", "nowhere"), ("is_open", 7), ("state", "nonsense"), ("notes", b"\xff")]
)
async def test_it_names_the_records_that_nothing_shows(
    slack: Sandbox, tmp_path: Path, column: str, value: object
) -> None:
    lay(path := tmp_path / "oncourse.db")
    with open_for_cli(f"sqlite:///{path}", now=lambda: NOW) as store, store.writing(None) as tx:
        everything.fill(tx)
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"UPDATE tactics SET {column} = ? WHERE id = 'tactic'", (value,))  # noqa: S608
        file.commit()
    _, out, _ = await ran("doctor", settings_of(slack, tmp_path), tmp_path)
    named = [line for line in problems(out) if line.startswith("records: tactics tactic can't be read")]
    assert len(named) == 1


async def test_before_the_first_start_nothing_is_created(slack: Sandbox, tmp_path: Path) -> None:
    code, found = await told(slack, tmp_path, COMMAND_PREFIX="oc-")
    assert code == 0
    assert "database: <folder>/oncourse.db doesn't exist yet: `oncourse run` creates it\n" in found
    assert "plans:" not in found
    assert "Check that /oc-plan help works in Slack." in found
    assert os.listdir(tmp_path) == []


async def test_settings_that_are_missing_or_swapped_are_named(slack: Sandbox, tmp_path: Path) -> None:
    settings = settings_of(slack, tmp_path)
    swapped = {"SLACK_BOT_TOKEN": settings["SLACK_APP_TOKEN"], "SLACK_APP_TOKEN": settings["SLACK_BOT_TOKEN"]}
    assert await told(slack, tmp_path, **swapped, LOG_LEVEL="LOUD") == (
        1,
        "problem  settings: SLACK_BOT_TOKEN doesn't start with xoxb-. It is the bot token of your Slack "
        "app, from OAuth & Permissions; it starts with xoxb-.\n"
        "problem  settings: SLACK_APP_TOKEN doesn't start with xapp-. It is an app-level token with "
        "connections:write (Basic Information); it starts with xapp-.\n"
        "problem  settings: LOG_LEVEL isn't a value I can use. It is one of DEBUG, INFO, WARNING, ERROR.\n",
    )


async def test_an_empty_setting_is_none(slack: Sandbox, tmp_path: Path) -> None:
    empty = {"SLACK_BOT_TOKEN": "", "SLACK_TIMEOUT": "", "COMMAND_PREFIX": "", "HEARTBEAT_FILE": ""}
    code, out, err = await ran("doctor", {**settings_of(slack, tmp_path), **empty}, tmp_path)
    assert (code, err) == (1, "")
    assert problems(out) == [
        "settings: SLACK_BOT_TOKEN isn't set. It is the bot token of your Slack app, from OAuth & "
        "Permissions; it starts with xoxb-."
    ]


async def test_wrong_tokens_are_named(slack: Sandbox, tmp_path: Path) -> None:
    code, found = await told(slack, tmp_path, SLACK_BOT_TOKEN="xoxb-wrong", SLACK_APP_TOKEN="xapp-wrong")  # noqa: S106
    assert code == 1
    assert problems(found) == [
        "bot token: Slack refused SLACK_BOT_TOKEN (invalid_auth). It is the bot token of your Slack app, "
        "from OAuth & Permissions; it starts with xoxb-.",
        "app token: Slack refused SLACK_APP_TOKEN (invalid_auth). It is an app-level token with "
        "connections:write (Basic Information); it starts with xapp-.",
    ]


async def test_a_revoked_token_is_to_be_replaced(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.revoke_token()
    code, found = await told(slack, tmp_path)
    assert code == 1
    assert problems(found) == [
        "bot token: Slack has revoked SLACK_BOT_TOKEN (token_revoked). Install the app again: it is the "
        "bot token of your Slack app, from OAuth & Permissions; it starts with xoxb-."
    ]


async def test_tokens_of_two_apps_are_told_apart(slack: Sandbox, tmp_path: Path) -> None:
    slack.backend.app_token = slack.app_token.replace("A0ONCOURSE", "A0ANOTHER")
    code, found = await told(slack, tmp_path)
    assert code == 1
    assert problems(found) == [
        "app token: it's from app A0ANOTHER, but the bot token is from A0ONCOURSE. "
        "Take both from the same app."
    ]


@pytest.mark.parametrize("lacking", [("users:read",), ("channels:read", "groups:read", "files:write")])
async def test_missing_scopes_are_named(lacking: tuple[str, ...], slack: Sandbox, tmp_path: Path) -> None:
    granted = tuple(scope for scope in slack.backend.app.scopes if scope not in lacking)
    slack.backend.app = replace(slack.backend.app, scopes=granted)
    code, found = await told(slack, tmp_path)
    assert code == 1
    assert problems(found) == [
        f"scopes: missing: {', '.join(sorted(lacking))}. Put the manifest (`oncourse manifest`) into the "
        "app's settings, under App Manifest, then install the app again."
    ]


async def test_socket_mode_has_to_be_on(tmp_path: Path) -> None:
    described: dict[str, Any] = manifest()
    described["settings"]["socket_mode_enabled"] = False
    async with Sandbox(described, Clock(datetime.now(UTC))) as slack:
        code, found = await told(slack, tmp_path)
    assert code == 1
    assert problems(found) == [
        "app token: Socket Mode is off (forbidden_team). Turn it on in the app's settings, under Socket Mode."
    ]


async def test_slack_that_is_not_there_is_said_once(slack: Sandbox, tmp_path: Path) -> None:
    code, found = await told(slack, tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/")
    assert code == 1
    assert problems(found) == [
        "Slack: Slack can't be reached at http://127.0.0.1:9/api/ (ClientConnectorError). Check the "
        "network, and SLACK_API_URL if it's set."
    ]


async def test_an_answer_without_a_date_says_nothing_of_the_clock(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.omit_date = True
    code, found = await told(slack, tmp_path)
    assert code == 0
    assert "unknown  clock: I can't check it: Slack's response has no Date header.\n" in found


async def test_a_refused_token_hides_no_wrong_clock(tmp_path: Path) -> None:
    async with Sandbox(manifest(), Clock(datetime.now(UTC) - timedelta(days=1))) as slack:
        slack.faults.revoke_token()
        _, found = await told(slack, tmp_path)
    assert [line.partition(":")[0] for line in problems(found)][:2] == ["clock", "bot token"]


async def test_slack_that_is_out_of_order_is_no_fault_of_the_token(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.next("auth.test", *[Fault.server_error(503)] * 2)
    code, found = await told(slack, tmp_path)
    assert code == 1
    assert problems(found) == ["Slack: Slack is having problems (HTTP 503). Try again later."]


@pytest.mark.parametrize(("hours", "said"), [(-2, "ahead of"), (2, "behind")])
async def test_a_skewed_clock_is_told(hours: int, said: str, tmp_path: Path) -> None:
    async with Sandbox(manifest(), Clock(datetime.now(UTC) + timedelta(hours=hours))) as slack:
        code, found = await told(slack, tmp_path)
    assert code == 1
    assert re.fullmatch(
        rf"clock: 7,[12]\d\d seconds {said} Slack's, so nothing is sent on schedule until it's right\. "
        r"Have this machine set its clock from the network \(NTP\)\.",
        "\n".join(problems(found)),
    )


NOW = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("apart", "verdict"), [(0, "ok"), (300, "ok"), (-300, "ok"), (301, "problem"), (-301, "problem")]
)
def test_clocks_may_be_five_minutes_apart(apart: int, verdict: str) -> None:
    found = check_clock(NOW, NOW + timedelta(seconds=apart))
    assert found.verdict == verdict
    assert verdict == "ok" or "so reminders come at the wrong time" in found.message


def test_little_room_on_the_disk_is_told() -> None:
    assert disk(Path("/data"), MIN_FREE).verdict == "ok"
    found = disk(Path("/data"), MIN_FREE - 1)
    assert (found.verdict, found.message) == (
        "problem",
        "99 MB free in /data. Free some space: it needs 100 MB.",
    )


def fill(path: Path, *statements: str) -> None:
    """Make a database by these statements, for this user alone."""
    path.touch(0o600)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(";".join(statements))


async def test_an_old_database_is_left_for_run_to_upgrade(slack: Sandbox, tmp_path: Path) -> None:
    fill(
        tmp_path / "oncourse.db",
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('0001')",
    )
    before = (tmp_path / "oncourse.db").read_bytes()
    code, found = await told(slack, tmp_path)
    assert code == 0
    assert (
        "ok       database: <folder>/oncourse.db is at revision 0001: `oncourse run` makes a backup "
        f"beside it and upgrades it to {NEWEST}\n" in found
    )
    assert (tmp_path / "oncourse.db").read_bytes() == before
    assert os.listdir(tmp_path) == ["oncourse.db"]


FOREIGN = ("CREATE TABLE recipes (name TEXT)",)
NEWER = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
    "INSERT INTO alembic_version VALUES ('9999')",
)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (FOREIGN, "The database belongs to something else. Choose another."),
        (
            NEWER,
            "The database was written by a newer Oncourse (revision 9999). Install that version, or put back "
            "the backup from before its upgrade.",
        ),
    ],
)
async def test_a_database_that_is_not_for_us_is_left_alone(
    statements: tuple[str, ...], said: str, slack: Sandbox, tmp_path: Path
) -> None:
    fill(tmp_path / "oncourse.db", *statements)
    before = (tmp_path / "oncourse.db").read_bytes()
    code, found = await told(slack, tmp_path)
    assert (code, problems(found)) == (1, [f"database: {said}"])
    assert (tmp_path / "oncourse.db").read_bytes() == before


async def test_an_unreadable_database_is_told(slack: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "oncourse.db").write_text("Dear diary, " * 100)
    code, found = await told(slack, tmp_path)
    assert (code, problems(found)) == (
        1,
        [
            "database: The database <folder>/oncourse.db is refused: it is not an SQLite database. Choose "
            "another file."
        ],
    )


async def test_a_folder_and_a_file_have_to_be_writable(slack: Sandbox, tmp_path: Path) -> None:
    lay(tmp_path / "oncourse.db")
    (tmp_path / "oncourse.db").chmod(0o444)
    code, found = await told(slack, tmp_path, LIKE_ANYBODY)
    assert (code, problems(found)) == (
        1,
        [
            "database: The database <folder>/oncourse.db is refused: it cannot be written. Let this user "
            "write the file and its folder."
        ],
    )

    os.chmod(tmp_path, 0o500)
    code, found = await told(slack, tmp_path, LIKE_ANYBODY)
    os.chmod(tmp_path, 0o700)
    assert (code, problems(found)) == (
        1,
        ["database: The database's folder <folder> is not writable. Let this user write there."],
    )


async def test_a_database_that_stays_locked_is_told(slack: Sandbox, tmp_path: Path) -> None:
    lay(tmp_path / "oncourse.db")
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, found = await told(slack, tmp_path)
    assert (code, problems(found)) == (
        1,
        [
            "database: The database <folder>/oncourse.db is locked by another process. Try again in a "
            "moment, or end that process."
        ],
    )


async def test_a_plan_whose_channel_lost_the_bot_is_named(tmp_path: Path) -> None:
    async with raised(tmp_path, manifest()) as campfire:
        await campfire.start_plan()
        social = campfire.slack.workspace.find_channel("#social").id
        await campfire.slack.remove_bot("#social")
        code, found = await told(campfire.slack, tmp_path)
    assert code == 1
    assert problems(found)[1:] == [
        f"plans: {social} has a plan, but the bot isn't there any more. In that channel, /invite @Oncourse"
    ]
    assert problems(found)[0].startswith("clock: ")  # the stage is set in 2027


async def test_a_bot_that_is_in_no_channel_is_to_be_invited(slack: Sandbox, tmp_path: Path) -> None:
    for channel in [place for place in slack.workspace.channels.values() if place.kind != "im"]:
        slack.workspace.remove_member(channel, slack.bot_user_id)
    code, found = await told(slack, tmp_path)
    assert code == 0
    assert "ok       channels: the bot isn't in any yet. In your team's channel, /invite @Oncourse\n" in found


async def test_somebody_is_asked_whether_they_see_pictures(tmp_path: Path) -> None:
    async with raised(tmp_path, manifest()) as campfire:
        campfire.slack.workspace.files_visible_on = {"modal", "ephemeral", "home"}
        brian = campfire.brian
        _, found = await told(campfire.slack, tmp_path, verb=f"doctor --pictures {brian.id}")
        assert NOBODY_HAS_LOOKED in found
        asked = "pictures: U0BRIAN has a message with the question. The running bot does the rest.\n"
        assert f"ok       {asked}" in found

        await brian.click("Check pictures", "@Oncourse")
        await brian.click("I see it")
        await brian.dismiss()
        await brian.click("I don't", "@Oncourse")
        _, found = await told(campfire.slack, tmp_path)
    assert [line for line in found.splitlines() if "pictures: " in line] == [
        "ok       pictures: shown in forms: U0BRIAN sees them (2027-01-04)",
        "ok       pictures: replaced by words in messages only you see: U0BRIAN doesn't see them "
        "(2027-01-04)",
        "unknown  pictures: replaced by words in Home until someone has checked. To ask: oncourse doctor "
        "--pictures U...",
    ]


async def test_who_cannot_be_asked_is_said(slack: Sandbox, tmp_path: Path) -> None:
    lay(tmp_path / "oncourse.db")
    code, found = await told(slack, tmp_path, verb="doctor --pictures U0NOBODY")
    assert (code, problems(found)) == (
        1,
        ["pictures: U0NOBODY wasn't asked (channel_not_found). Choose someone in this workspace."],
    )


@pytest.mark.parametrize("typed", ["", " ", "Brian", "@brian", "u0brian", "C0SOCIAL", "U", "U0BRIAN U0MAYA"])
def test_who_is_asked_is_named_by_an_id(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doctor", "--pictures", typed])
    assert f"{typed!r} isn't a member ID" in capsys.readouterr().err


def test_pictures_from_an_address_need_no_proof() -> None:
    said = [(finding.verdict, finding.message) for finding in findings({}, Source.ADDRESS)]
    assert said == [
        ("ok", "shown in forms, from PUBLIC_URL"),
        ("ok", "shown in messages only you see, from PUBLIC_URL"),
        ("ok", "shown in Home, from PUBLIC_URL"),
    ]


def test_a_purged_person_saw_pictures_under_no_name() -> None:
    seen = Sighting(True, Source.FILE, forgotten_as("token"), NOW)
    said = findings({Surface.MODAL: seen}, Source.FILE)[0].message
    assert said == "shown in forms: a former member sees them (2027-01-04)"


def test_an_unknown_verb_gets_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["docter"])
    assert "'doctor'" in capsys.readouterr().err


async def blocks_told(slack: Sandbox, folder: Path) -> tuple[int | None, str]:
    code, out, err = await ran("doctor --blocks", settings_of(slack, folder), folder)
    assert err == ""
    return code, out


async def test_slack_takes_every_screen(slack: Sandbox, tmp_path: Path) -> None:
    code, out = await blocks_told(slack, tmp_path)
    shown = [call for call in slack.traffic if call.method == "blocks.validate"]
    assert (code, out) == (0, f"ok       blocks: Slack accepts {len(shown)} of {len(shown)} screens\n")
    assert {call.method for call in slack.traffic} == {"blocks.validate"}
    assert os.listdir(tmp_path) == []


async def test_what_slack_refuses_is_named_with_its_place(
    slack: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Message("Plan", [HeaderBlock(text=MarkdownTextObject(text="*Plan*"))])
    right = Message("Plan", [DividerBlock()])
    monkeypatch.setattr(
        "bot.commands.screen_checks.samples", lambda: iter([("/plan", wrong), ("/goal", right)])
    )
    slack.faults.next("blocks.validate", Fault.slow(0), Fault.refused("invalid_message"))
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    refused, unexplained, counted = [(one.verdict, one.message) async for one in validate_screens(client)]
    assert refused[0] == "problem"
    assert re.fullmatch("/plan: .+ at /blocks/0/text.*", refused[1])
    assert unexplained == ("problem", "/goal: invalid_message")
    assert counted == ("ok", "Slack accepts 0 of 2 screens")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault.refused("unknown_method"), "unknown_method"),
        (Fault.refused("not_allowed_token_type"), "not_allowed_token_type"),
        (Fault.dropped(), "ServerDisconnectedError"),
    ],
)
async def test_a_slack_that_does_not_validate(slack: Sandbox, tmp_path: Path, fault: Fault, why: str) -> None:
    slack.faults.rule = lambda method, _arguments: fault if method == "blocks.validate" else None
    said = f"problem  blocks: Slack didn't check them ({why}), so I stopped. Try again later.\n"
    assert await blocks_told(slack, tmp_path) == (1, said)
