"""Tokens that expire are renewed in time, once, whoever asks; and what happens where Slack does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import repeat

import pytest
from sqlmodel import select

from bot.app import running
from bot.config import SettingsRefused
from bot.installations.mode import open_workspaces
from bot.installations.token_cipher import TokenCipher, Tokens, new_key
from bot.installations.token_exchange import OAuthClient
from bot.installations.token_refresh import REFRESH_AHEAD
from bot.slack_client import Api, shared_session
from handlers.slack.clients import Clients
from handlers.support.task_tracker import TaskTracker
from planning.deliveries import Delivery, Kind
from sandbox import Fault
from storage import deliveries, installations
from storage.engine.store import Store
from storage.tables import InstallationRow
from tests.stories.stage import screen
from tests.timeouts import BUSY, PATIENT, AdjustableTimeouts
from tests.transactions import reading, transacting
from tests.web.stage import KEY, TwoCompanies, settings_for_many
from tests.web.test_installing import start_plan

pytestmark = pytest.mark.both_databases

LIFE = timedelta(hours=12)


def renewals(companies: TwoCompanies) -> int:
    """How often Slack was asked for new tokens."""
    calls = [call for call in companies.slack.traffic if call.method == "oauth.v2.access"]
    return len([call for call in calls if call.arguments.get("grant_type") == "refresh_token"])


async def asks(companies: TwoCompanies) -> str:
    """Maya asks for the plan; what she is answered."""
    maya = companies.slack.person("Maya")
    await maya.command("/plan", "#social")
    await companies.bot.idle()
    return maya.news()


@pytest.fixture
async def planned(companies: TwoCompanies) -> TwoCompanies:
    """Campfire has installed the app and has a plan."""
    await companies.install(companies.slack)
    await start_plan(companies.slack.person("Maya"), "Social media 2027")
    companies.slack.person("Maya").news()
    return companies


async def test_in_the_second_half_of_its_life_a_token_is_renewed_by_whoever_needs_it(
    planned: TwoCompanies,
) -> None:
    first = planned.slack.bot_token
    await planned.slack.clock.advance(LIFE - REFRESH_AHEAD - timedelta(seconds=1))
    assert "Social media 2027" in await asks(planned)
    assert renewals(planned) == 0
    await planned.slack.clock.advance(timedelta(minutes=1))
    assert "Social media 2027" in await asks(planned)
    assert renewals(planned) == 1
    assert planned.slack.bot_token != first
    await planned.slack.clock.advance(timedelta(minutes=1))
    assert "Social media 2027" in await asks(planned)
    assert renewals(planned) == 1


async def test_after_a_quiet_week_the_first_who_asks_is_served(planned: TwoCompanies) -> None:
    await planned.slack.clock.advance(timedelta(days=5))
    before = renewals(planned)
    assert "Social media 2027" in await asks(planned)
    assert renewals(planned) == before + 1


async def test_two_people_at_once_are_one_renewal(planned: TwoCompanies) -> None:
    await planned.slack.clock.advance(LIFE)
    maya, brian = planned.slack.person("Maya"), planned.slack.person("Brian")
    await asyncio.gather(maya.command("/plan", "#social"), brian.command("/plan", "#social"))
    assert "Social media 2027" in maya.news()
    assert "Social media 2027" in brian.news()
    assert renewals(planned) == 1


async def test_two_processes_at_once_are_one_renewal(planned: TwoCompanies) -> None:
    await planned.slack.clock.advance(LIFE)
    team = planned.slack.workspace.team.id
    async with process(planned) as one, process(planned) as other:
        clients = await asyncio.gather(*(each.posting(team) for each in (one, other) for _ in range(5)))
        assert {client.token for client in clients} == {planned.slack.bot_token}
    assert renewals(planned) == 1


@asynccontextmanager
async def process(companies: TwoCompanies) -> AsyncIterator[Clients]:
    """What a process of its own would speak to Slack with."""
    settings, now = settings_for_many(companies.slack, companies.folder), companies.slack.clock.now
    store = await Store.open(settings.database_url, now=now)
    async with shared_session(10) as session:
        api = Api(settings.slack_api_url, session)
        yield (await open_workspaces(settings, store, api, TaskTracker(), now, PATIENT)).workspaces
    await store.close()


async def test_keys_that_are_rotated_in_the_middle_lose_no_token(
    planned: TwoCompanies, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, cipher, store = OAuthClient.refresh, TokenCipher(KEY), planned.bot.store

    async def rotate_and_ask(grants: OAuthClient, refresh: str) -> tuple[Tokens, int | None]:
        with transacting(store) as tx:
            (found,) = installations.everywhere(tx)
            tokens = cipher.decrypt(found.workspace, found.sealed)
            assert installations.reseal(tx, found, cipher.encrypt(found.workspace, tokens))
        return await ask(grants, refresh)

    monkeypatch.setattr(OAuthClient, "refresh", rotate_and_ask)
    await planned.slack.clock.advance(LIFE - REFRESH_AHEAD)
    assert "Social media 2027" in await asks(planned)
    with reading(store) as tx:
        (found,) = installations.everywhere(tx)
    assert cipher.decrypt(found.workspace, found.sealed).access == planned.slack.bot_token
    assert renewals(planned) == 1


async def test_slack_is_out_of_order_for_a_while(planned: TwoCompanies) -> None:
    await planned.slack.clock.advance(LIFE - REFRESH_AHEAD)
    planned.slack.faults.next("oauth.v2.access", Fault.server_error(503))
    assert "Social media 2027" in await asks(planned)
    await planned.slack.clock.advance(timedelta(minutes=2))
    assert "Social media 2027" in await asks(planned)
    assert renewals(planned) == 2
    await planned.slack.clock.advance(REFRESH_AHEAD)
    assert "Social media 2027" in await asks(planned)


async def test_what_could_not_be_sent_with_an_expired_token_is_sent_later_without_looking_for_it(
    planned: TwoCompanies,
) -> None:
    brian = planned.slack.person("Brian")
    await planned.slack.clock.advance(timedelta(days=1))
    brian.news()
    planned.slack.faults.rule = lambda method, _: (
        Fault.server_error(503) if method == "oauth.v2.access" else None
    )
    with transacting(planned.bot.store, "T0CAMPFIRE") as tx:
        now = planned.slack.clock.now()
        owed = Delivery("late", "T0CAMPFIRE", Kind.WELCOME, brian.user.id, "", "late", now)
        deliveries.enqueue(tx, owed)
    await planned.bot.ticker.tick()
    assert brian.news() == ""

    planned.slack.faults.rule = None
    before = len(planned.slack.traffic)
    await planned.slack.clock.advance(timedelta(minutes=2))
    assert brian.news() != ""
    assert "conversations.history" not in [call.method for call in planned.slack.traffic[before:]]


async def test_where_renewing_failed_nothing_is_waited_for(
    planned: TwoCompanies, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    monkeypatch.setattr(timeouts, "token_refresh_pauses", repeat(0.2))  # as long as a test can take
    await planned.slack.clock.advance(timedelta(days=1))
    planned.slack.faults.rule = lambda method, _: (
        Fault.server_error(503) if method == "oauth.v2.access" else None
    )
    before = renewals(planned)
    async with asyncio.timeout(BUSY):
        await asks(planned)
        await asks(planned)
    assert renewals(planned) == before + 1


async def test_an_answer_that_is_lost_does_not_lose_the_installation(planned: TwoCompanies) -> None:
    await planned.slack.clock.advance(LIFE - REFRESH_AHEAD)
    planned.slack.faults.next("oauth.v2.access", Fault.dropped(stored=True))
    assert "Social media 2027" in await asks(planned)
    await planned.slack.clock.advance(timedelta(minutes=2))
    assert "Social media 2027" in await asks(planned)  # while Slack refuses the token that was used up
    await planned.slack.clock.advance(timedelta(minutes=1))
    assert planned.slack.person("Maya").news() == screen("""
        @Oncourse
        Oncourse 15:02
        *Please install Oncourse again.* Slack didn't renew my access, so I'll stop working on Monday, January
            4th, 2027 at 9:00 PM. Your plans are safe, and come back with me.
        Add to Slack (https://oncourse.example/slack/install)
        """)

    await planned.install(planned.slack)
    await planned.slack.clock.advance(REFRESH_AHEAD)
    assert "Social media 2027" in await asks(planned)


async def test_where_nobody_does_so_it_falls_silent_and_comes_back(planned: TwoCompanies) -> None:
    await planned.slack.clock.advance(LIFE - REFRESH_AHEAD)
    planned.slack.faults.next("oauth.v2.access", Fault.dropped(stored=True))
    await asks(planned)
    await planned.slack.clock.advance(timedelta(hours=13))
    await planned.slack.person("Maya").command("/plan", "#social")
    assert "Slack" in planned.slack.person("Maya").news()
    await planned.install(planned.slack)
    assert "Social media 2027" in await asks(planned)


async def test_by_slacks_clock_a_token_may_have_expired_already(planned: TwoCompanies) -> None:
    await planned.slack.clock.advance(timedelta(hours=8))  # to Brian's working hours
    await asks(planned)  # with a token that was renewed by now
    before = renewals(planned)
    await planned.slack.person("Maya").command("/goal add Write to people", "#social")
    await planned.slack.person("Maya").choose("Which company goal does it help?", "Delight users")
    await planned.slack.person("Maya").submit()
    planned.slack.faults.next("auth.test", Fault.refused("token_expired"))
    planned.slack.faults.next("chat.postMessage", Fault.refused("token_expired"))
    await planned.slack.person("Maya").command("/tactic add Write @brian by 1 February", "#social")
    await planned.slack.person("Maya").submit()
    await planned.slack.clock.advance(timedelta(minutes=3))
    assert "Write" in planned.slack.person("Brian").news()
    assert renewals(planned) == before + 1


async def test_other_keys_are_refused_at_the_start(planned: TwoCompanies) -> None:
    settings = settings_for_many(planned.slack, planned.folder, new_key())
    with pytest.raises(SettingsRefused, match="TOKEN_KEYS can't decrypt the tokens of T0CAMPFIRE"):
        async with running(settings, planned.slack.clock.now, planned.slack.clock.seconds, ticking=False):
            pass


async def test_tokens_of_one_workspace_are_none_of_another(planned: TwoCompanies) -> None:
    await planned.install(planned.lantern)
    with transacting(planned.bot.store) as tx:
        rows = {row.workspace: row for row in tx.exec(select(InstallationRow))}
        rows["T0CAMPFIRE"].sealed = rows["T0LANTERN"].sealed
    await planned.slack.clock.advance(timedelta(minutes=1))
    before = len(planned.lantern.traffic)
    await planned.slack.person("Maya").command("/plan", "#social")
    assert "Slack" in planned.slack.person("Maya").news()
    assert len(planned.lantern.traffic) == before
