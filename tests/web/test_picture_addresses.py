"""Pictures on an address of the bot, where one leads to it: for one person alone, without any proof."""

import logging
import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import delete

from bot.app import running
from handlers.slack.picture_hosts import LIFETIME
from sandbox.images import kind
from storage.tables import PictureRow
from tests.stories.home_stage import HOME, a_busy_monday
from tests.stories.picture_stage import asked
from tests.stories.stage import Campfire
from tests.transactions import transacting
from tests.web.hostile import Logged, kept
from tests.web.stage import PUBLIC, raised_over_http, settings_over_http

DIRECT = "@Oncourse"
ADDRESS = re.compile(rf"{PUBLIC}/picture/[\w.-]+")


@pytest.fixture
async def campfire(tmp_path: Path, any_database: None) -> AsyncIterator[Campfire]:
    """One workspace, whose bot browsers reach."""
    async with raised_over_http(tmp_path, public_url=PUBLIC) as campfire:
        yield campfire


@pytest.fixture
async def planned(campfire: Campfire) -> Campfire:
    """It has a plan with a tactic."""
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    campfire.hush()
    return campfire


async def fetch(origin: str, address: str, method: str = "GET") -> tuple[int, bytes, Mapping[str, str]]:
    url = address.replace(PUBLIC, origin)
    async with aiohttp.ClientSession() as session, session.request(method, url) as answer:
        return answer.status, await answer.read(), answer.headers


async def status(campfire: Campfire, address: str) -> int:
    return (await fetch(campfire.bot.address, address))[0]


def addresses(campfire: Campfire) -> list[str]:
    """Those that Slack was ever sent in what only one person sees, without doubles."""
    sent = [*campfire.slack.workspace.homes.values()]
    screens = [str(view.definition) for view in sent]
    screens += [
        str(message.blocks)
        for channel in campfire.slack.workspace.channels.values()
        for message in channel.messages.values()
    ]
    screens += [str(view.definition) for stack in campfire.slack.workspace.stacks.values() for view in stack]
    return list(dict.fromkeys(ADDRESS.findall(" ".join(screens))))


async def test_one_person_alone_sees_a_picture_from_an_address(planned: Campfire) -> None:
    await planned.brian.command("/plan matrix", "#social")
    assert "(image: Social media 2027, value against complexity" in planned.brian.news()
    (address,) = addresses(planned)
    code, png, headers = await fetch(planned.bot.address, address)
    assert (code, kind(png), headers["Content-Type"]) == (200, "image/png", "image/png")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert planned.slack.workspace.files == {}


async def test_forms_and_home_do_too(campfire: Campfire) -> None:
    busy = await a_busy_monday(campfire)
    await busy.brian.click("Open plan", HOME)
    await busy.brian.click("Map")
    assert busy.brian.form().count("(image: ") == 2
    assert len(addresses(busy)) == 2
    await busy.brian.dismiss()
    await busy.wait_until("2027-01-14 12:00")
    assert "(image: Social media 2027, course over the last check-ins." in busy.brian.home()


async def test_what_everyone_sees_is_a_file_of_slacks(planned: Campfire) -> None:
    await planned.brian.command("/plan", "#social")
    await planned.wait_until("2027-01-13 07:00")
    assert "(image: Social media 2027, course over" in planned.hailey.sees("#social")
    assert addresses(planned) == []


async def test_it_is_there_until_it_expires_and_then_comes_by_another(planned: Campfire) -> None:
    await planned.brian.command("/plan matrix", "#social")
    (first,) = addresses(planned)
    await planned.slack.clock.advance(LIFETIME / 2)
    await planned.brian.command("/plan matrix", "#social")
    assert addresses(planned) == [first]

    await planned.slack.clock.advance(timedelta(seconds=1))
    await planned.brian.command("/plan matrix", "#social")
    (_, second) = addresses(planned)
    await planned.slack.clock.advance(LIFETIME / 2 - timedelta(seconds=2))
    assert (await status(planned, first), await status(planned, second)) == (200, 200)
    await planned.slack.clock.advance(timedelta(seconds=1))
    assert (await status(planned, first), await status(planned, second)) == (404, 200)


async def test_every_process_has_it(planned: Campfire, tmp_path: Path) -> None:
    await planned.brian.command("/plan matrix", "#social")
    (address,) = addresses(planned)
    settings = settings_over_http(planned.slack, tmp_path, PUBLIC)
    async with running(settings, planned.slack.clock.now, ticking=False) as other:
        assert (await fetch(other.address, address))[0] == 200


async def test_it_can_only_be_read(planned: Campfire) -> None:
    await planned.brian.command("/plan matrix", "#social")
    (address,) = addresses(planned)
    _, png, _ = await fetch(planned.bot.address, address)
    code, nothing, headers = await fetch(planned.bot.address, address, "HEAD")
    assert (code, nothing, int(headers["Content-Length"])) == (200, b"", len(png))
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert (await fetch(planned.bot.address, address, method))[0] == 405


async def test_nobody_guesses_one(planned: Campfire) -> None:
    await planned.brian.command("/plan matrix", "#social")
    (address,) = addresses(planned)
    workspace = planned.slack.workspace.team.id
    secret = address.partition(f"{workspace}-")[2].removesuffix(".png")
    assert len(secret) == 43
    for wrong in (
        address[:-4],
        f"{address}.png",
        address.replace(workspace, "T0LANTERN"),
        address.replace(workspace, workspace.lower()),
        address.replace(secret, secret[:-1]),
        address.replace(secret, secret.swapcase()),
        f"{PUBLIC}/picture/{workspace}-{'A' * 43}.png",
        f"{PUBLIC}/picture/",
        f"{PUBLIC}/picture/%00",
    ):
        assert await status(planned, wrong) == 404, wrong


async def test_where_the_app_was_removed_it_is_gone(planned: Campfire) -> None:
    await planned.brian.command("/plan matrix", "#social")
    (address,) = addresses(planned)
    await planned.slack.uninstall()
    assert await status(planned, address) == 404


async def test_the_words_come_where_slack_cannot_download_it(planned: Campfire) -> None:
    await planned.brian.command("/plan matrix", "#social")
    with transacting(planned.bot.store) as tx:
        tx.exec(delete(PictureRow))
    planned.brian.news()

    await planned.brian.command("/plan matrix", "#social")
    news = planned.brian.news()
    assert "image: " not in news
    assert news.endswith("[Send me the picture] [Share in channel]")
    assert {problem.reason.split(": ")[0] for problem in planned.slack.problems} == {
        "downloading image failed"
    }
    planned.slack.problems.clear()

    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news().count("(image: ") == 1


async def test_who_does_not_see_them_reads_words(planned: Campfire) -> None:
    await asked(planned, planned.brian)
    assert "(image: Test picture: three circles)" in planned.brian.form()
    await planned.brian.dismiss()
    await planned.brian.click("I don't", DIRECT)
    planned.brian.news()
    await planned.brian.command("/plan matrix", "#social")
    assert "image: " not in planned.brian.news()


async def test_the_secret_is_neither_kept_nor_logged(planned: Campfire) -> None:
    logged = Logged()
    logging.getLogger().addHandler(logged)
    await planned.brian.command("/plan matrix", "#social")
    (address,) = addresses(planned)
    await status(planned, address)
    await status(planned, f"{address}x")
    logging.getLogger().removeHandler(logged)
    secret = address.partition(f"{planned.slack.workspace.team.id}-")[2].removesuffix(".png")
    assert secret not in "\n".join([*logged.lines, *await kept(planned.bot.store)])
