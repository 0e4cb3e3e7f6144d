"""`oncourse doctor` for a bot that many workspaces install."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.doctor import run_checks
from bot.installations.token_cipher import new_key
from storage import installations
from tests.databases import address
from tests.transactions import transacting
from tests.web.stage import KEY, TwoCompanies


@pytest.fixture
def settings(companies: TwoCompanies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment as it has to be."""
    monkeypatch.chdir(tmp_path)
    told = {
        "SLACK_SIGNING_SECRET": companies.slack.signing_secret,
        "SLACK_CLIENT_ID": companies.slack.client_id,
        "SLACK_CLIENT_SECRET": companies.slack.client_secret,
        "SLACK_API_URL": companies.slack.api_url,
        "TOKEN_KEYS": KEY,
        "PUBLIC_URL": companies.bot.address,
        "DATABASE_URL": address(tmp_path),
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


async def found(companies: TwoCompanies) -> dict[str, tuple[str, str]]:
    return {
        finding.subject: (finding.verdict, finding.message)
        async for finding in run_checks(companies.slack.clock.now)
    }


async def test_all_is_well(companies: TwoCompanies, settings: pytest.MonkeyPatch) -> None:
    await companies.install(companies.slack)
    said = await found(companies)
    assert said["client"] == ("ok", "id and secret are accepted")
    assert said["workspaces"] == ("ok", "installed in 1")
    assert said["scopes"] == ("ok", "every workspace has granted all that the manifest asks for")
    assert said["keys"] == ("ok", "they decrypt every token")
    assert said["address"] == ("ok", f"the bot responds at {companies.bot.address}")
    assert "problem" not in [verdict for verdict, _ in said.values()]


async def test_what_is_wrong_is_named(companies: TwoCompanies, settings: pytest.MonkeyPatch) -> None:
    await companies.install(companies.slack)
    key = new_key()
    settings.setenv("TOKEN_KEYS", key)
    settings.setenv("SLACK_CLIENT_SECRET", "guessed")
    settings.setenv("PUBLIC_URL", "http://127.0.0.1:9")
    said = await found(companies)
    assert said["client"][0] == "problem"
    assert "(bad_client_secret)" in said["client"][1]
    assert said["keys"][0] == "problem"
    assert "T0CAMPFIRE" in said["keys"][1]
    assert said["address"][0] == "unknown"
    assert key not in str(said)


async def test_a_workspace_that_has_not_granted_everything_is_named(
    companies: TwoCompanies, settings: pytest.MonkeyPatch
) -> None:
    await companies.install(companies.slack)
    with transacting(companies.bot.store, "T0CAMPFIRE") as tx:
        installed = installations.get(tx, "T0CAMPFIRE")
        assert installed
        installations.put(tx, replace(installed, scopes="chat:write,commands"))
    verdict, said = (await found(companies))["scopes"]
    assert verdict == "problem"
    assert said.startswith("T0CAMPFIRE lacks app_mentions:read, channels:history, channels:read, ")
    assert "chat:write" not in said
