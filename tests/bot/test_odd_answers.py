"""Whatever answers in Slack's place, `run` and `doctor` say in a sentence what to do about it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.manifest import manifest
from bot.slack_client import Api, SlackRefused, SlackUnreachable, shared_session, sign_in, socket_address
from sandbox import Clock, Sandbox
from sandbox.odd_responses import odd_responses, responses_without_json
from tests.bot.test_doctor import told
from tests.scheduler.crowd import START

ODD = odd_responses()
OF_TOKENS = ("invalid_auth", "not_authed", "missing_scope")  # these are about the token: there is a cure


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_nothing_odd_keeps_the_cure_from_being_named(method: str) -> None:
    async with Sandbox(manifest(), Clock(START)) as there, shared_session(10) as session:
        api = Api(there.api_url, session)
        for name, fault in ODD.items():
            there.faults.always(method, fault)
            asking = (
                sign_in(api, there.bot_token)
                if method == "auth.test"
                else socket_address(api, there.app_token)
            )
            with pytest.raises(SlackRefused) as refusal:
                await asking
            said = str(refusal.value)
            assert said.endswith("."), name
            assert "()" not in said, name
            if not name.startswith(OF_TOKENS) and name != "an unknown error":
                assert isinstance(refusal.value, SlackUnreachable), name
                assert "Try again" in said or "Check the network" in said, name


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open", "users.conversations", "bots.info"])
async def test_the_doctor_goes_on(tmp_path: Path, method: str) -> None:
    async with Sandbox(manifest(), Clock(datetime.now(UTC))) as there:
        there.faults.always(method, responses_without_json()["200 with words"])
        code, found = await told(there, tmp_path)
    assert "Traceback" not in found
    assert "messages tab" in found
    assert code == (1 if method in ("auth.test", "apps.connections.open") else 0)
