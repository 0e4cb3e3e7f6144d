"""A plan's calendar by an address that one person has: given, fetched, replaced, taken back."""

import logging
import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import col, update

from sandbox import Fault, Person
from storage.tables import TacticRow
from tests.stories.stage import Campfire
from tests.transactions import transacting
from tests.web.hostile import Logged, kept
from tests.web.stage import PUBLIC, raised_over_http


@pytest.fixture
async def campfire(tmp_path: Path, any_database: None) -> AsyncIterator[Campfire]:
    """One workspace, whose bot browsers reach; it has a plan."""
    async with raised_over_http(tmp_path, PUBLIC) as campfire:
        await campfire.start_plan()
        await campfire.add_goal("Build relationships with influencers")
        await campfire.add_tactic("List 100 influencers @brian by 1 February")
        campfire.hush()
        yield campfire


async def fetch(
    campfire: Campfire, address: str, headers: Mapping[str, str] | None = None
) -> tuple[int, str, Mapping[str, str]]:
    url = address.replace(PUBLIC, campfire.bot.address)
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, await answer.text(), answer.headers


async def status(campfire: Campfire, address: str) -> int:
    return (await fetch(campfire, address))[0]


async def address_of(person: Person, label: str = "Get address") -> str:
    """What a person gets who asks for the files, and then for an address."""
    await person.command("/plan export", "#social")
    return await pressed(person, label)


async def pressed(person: Person, label: str) -> str:
    await person.click(label, "#social")
    (address,) = re.findall(rf"{PUBLIC}/calendar/[\w.-]+", person.sees("#social"))
    return str(address)


async def test_the_calendar_names_a_tactic_that_cannot_be_read(campfire: Campfire) -> None:
    await campfire.add_tactic("Send 100 emails @brian by 12 February")
    address = await address_of(campfire.brian)
    with transacting(campfire.bot.store) as tx:
        tx.exec(update(TacticRow).where(col(TacticRow.number) == 2).values(recurrence="nonsense"))
    code, text, _ = await fetch(campfire, address)
    assert code == 200
    assert "SUMMARY:List 100 influencers" in text
    assert "X-WR-CALDESC:⚠ Tactic 2 can't be read. Give your admin this code: " in text.replace("\r\n ", "")


async def test_the_calendar_is_had_by_the_address(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    code, text, headers = await fetch(campfire, address)
    assert code == 200
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Cache-Control"] == "private, max-age=900"
    assert "SUMMARY:List 100 influencers" in text
    assert text.endswith("END:VCALENDAR\r\n")


async def test_what_has_not_changed_is_not_sent_again(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    _, text, headers = await fetch(campfire, address)
    known = {"If-None-Match": f'"other", W/{headers["ETag"]}'}
    await campfire.slack.clock.advance(timedelta(minutes=5))
    assert (await fetch(campfire, address, known))[:2] == (304, "")
    await campfire.add_tactic("Call the press by 2 February")
    code, after, _ = await fetch(campfire, address, known)
    assert code == 200
    assert "Call the press" in after
    assert "Call the press" not in text


async def test_another_address_ends_the_one_before_and_revoking_ends_it(campfire: Campfire) -> None:
    first = await address_of(campfire.brian)
    second = await pressed(campfire.brian, "Replace address")
    assert (await status(campfire, first), await status(campfire, second)) == (404, 200)
    await campfire.brian.click("Revoke", "#social")
    assert "no longer works" in campfire.brian.sees("#social")
    assert await status(campfire, second) == 404
    third = await pressed(campfire.brian, "Get address")
    assert await status(campfire, third) == 200


async def test_each_person_has_their_own(campfire: Campfire) -> None:
    hers, his = await address_of(campfire.maya), await address_of(campfire.brian)
    await campfire.brian.click("Revoke", "#social")
    assert (await status(campfire, hers), await status(campfire, his)) == (200, 404)


async def test_an_address_is_shown_once(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    campfire.brian.news()
    await campfire.brian.command("/plan export", "#social")
    said = campfire.brian.news()
    assert "I can't show it again" in said
    assert "/calendar/" not in said
    assert await status(campfire, address) == 200


async def test_who_leaves_the_channel_has_it_no_more(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    await campfire.slack.leave("Brian", "#social")
    assert await status(campfire, address) == 404
    await campfire.slack.join("Brian", "#social")
    assert await status(campfire, address) == 200


async def test_a_deactivated_person_has_it_no_more_even_where_the_channel_lists_them(
    campfire: Campfire,
) -> None:
    address = await address_of(campfire.brian)
    assert await status(campfire, address) == 200
    await campfire.slack.deactivate("Brian", stays_listed=True)
    assert await status(campfire, address) == 404


async def test_a_deactivation_that_no_event_told_of_counts_within_ten_minutes(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    await campfire.slack.deactivate("Brian", notify=False, stays_listed=True)
    await campfire.slack.clock.advance(timedelta(minutes=11))
    assert await status(campfire, address) == 404


async def test_where_the_app_was_removed_nobody_has_it(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    assert await status(campfire, address) == 200
    await campfire.slack.uninstall()
    assert await status(campfire, address) == 404


async def test_while_slack_does_not_answer_it_is_to_be_tried_again(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    await campfire.slack.clock.advance(timedelta(minutes=11))
    campfire.slack.faults.rule = lambda method, _: Fault.server_error() if "members" in method else None
    code, _, headers = await fetch(campfire, address)
    assert (code, headers["Retry-After"]) == (503, "300")


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "T0CAMPFIRE-",
        f"T0CAMPFIRE-{'a' * 43}",
        f"T0OTHER-{'a' * 43}",
        f"T0CAMPFIRE-{'a' * 5000}",
        "%00",
    ],
)
async def test_any_other_address_is_not_found(campfire: Campfire, key: str) -> None:
    asked = len(campfire.slack.traffic)
    assert (await fetch(campfire, f"{PUBLIC}/calendar/{key}.ics"))[0] == 404
    assert len(campfire.slack.traffic) == asked


async def test_the_address_of_one_workspace_opens_nothing_in_another(campfire: Campfire) -> None:
    address = await address_of(campfire.brian)
    assert await status(campfire, address.replace("T0CAMPFIRE", "T0LANTERN")) == 404


async def test_the_secret_is_neither_kept_nor_logged(campfire: Campfire) -> None:
    logged = Logged()
    root = logging.getLogger()
    root.addHandler(logged)
    try:
        address = await address_of(campfire.brian)
        await fetch(campfire, address)
        await fetch(campfire, f"{address}x")
    finally:
        root.removeHandler(logged)
    secret = address.removesuffix(".ics").rpartition("T0CAMPFIRE-")[2]
    assert secret not in "\n".join([*logged.lines, *await kept(campfire.bot.store)])
