"""`oncourse new-key` and `rotate-keys`: the keys that seal tokens, and letting go of the old ones."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.installations.token_cipher import TokenCipher, Tokens, TokenUnreadable, new_key
from storage import installations
from storage.engine.store import Store
from tests.bot.commands import oncourse_here
from tests.databases import address, begin
from tests.storage.stored import now
from tests.storage.test_installations import HERE
from tests.transactions import reading, transacting

OLD, NEW = new_key(), new_key()
TOKENS = Tokens("xoxe.xoxb-1", "xoxe-1")


@pytest.fixture
def url(any_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in which the tokens of two workspaces are sealed with the old key."""
    monkeypatch.chdir(tmp_path)
    begin(tmp_path)
    url = address(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    asyncio.run(put(url))
    return url


async def put(url: str) -> None:
    store = await Store.open(url, now=now)
    for workspace in ("T1", "T2"):
        with transacting(store, workspace) as tx:
            sealed = TokenCipher(OLD).encrypt(workspace, TOKENS)
            installations.put(tx, replace(HERE, workspace=workspace, sealed=sealed))
    await store.close()


def opened(url: str, keys: str) -> list[Tokens]:
    async def read() -> list[Tokens]:
        store = await Store.open(url, now=now)
        with reading(store) as tx:
            everywhere = installations.everywhere(tx)
        await store.close()
        return [TokenCipher(keys).decrypt(each.workspace, each.sealed) for each in everywhere]

    return asyncio.run(read())


def test_each_new_key_is_another(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["new-key"]) == 0
    one, other = capsys.readouterr().out.splitlines()
    assert one != other
    assert TokenCipher(one).decrypt("T1", TokenCipher(f"{one},{other}").encrypt("T1", TOKENS)) == TOKENS


def test_after_rotating_the_newest_key_is_enough(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(TokenUnreadable):
        opened(url, NEW)
    monkeypatch.setenv("TOKEN_KEYS", f"{NEW}, {OLD}")
    assert main(["rotate-keys"]) == 0
    assert "tokens of 2 workspaces" in capsys.readouterr().out
    assert opened(url, NEW) == [TOKENS, TOKENS]
    with pytest.raises(TokenUnreadable):
        opened(url, OLD)


def test_tokens_that_no_key_opens_stay_unless_they_are_let_go_of(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOKEN_KEYS", NEW)
    assert main(["rotate-keys"]) == 2
    assert "TOKEN_KEYS can't decrypt the tokens of T1, T2." in capsys.readouterr().err
    assert opened(url, OLD) == [TOKENS, TOKENS]
    for typed in ("", "yes", "T1", "forget it"):
        code, asked, refused = oncourse_here(url, "rotate-keys", "--forget", typed=f"{typed}\n")
        assert code == 2
        assert asked == "This can't be undone. Type forget to delete the tokens of T1, T2: "
        assert refused == "\nNothing was deleted. Type it exactly as shown, or add --yes.\n"
    assert opened(url, OLD) == [TOKENS, TOKENS]
    code, said, _ = oncourse_here(url, "rotate-keys", "--forget", typed="forget\n")
    assert code == 0
    assert "deleted those of 2" in said
    assert opened(url, OLD) == []


def test_letting_go_does_not_ask_where_yes_is_said_or_nothing_goes(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN_KEYS", OLD)
    code, said, _ = oncourse_here(url, "rotate-keys", "--forget")
    assert (code, "deleted those of 0" in said) == (0, True)
    monkeypatch.setenv("TOKEN_KEYS", NEW)
    code, said, _ = oncourse_here(url, "rotate-keys", "--forget", "--yes")
    assert (code, "Type" in said) == (0, False)
    assert opened(url, OLD) == []


def test_without_keys_it_says_what_they_are(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TOKEN_KEYS", raising=False)
    assert main(["rotate-keys"]) == 2
    assert re.match(r"TOKEN_KEYS isn't set\. It is one or more keys from", capsys.readouterr().err)


def test_what_is_sealed_for_one_workspace_opens_for_no_other() -> None:
    sealed = TokenCipher(OLD).encrypt("T1", TOKENS)
    with pytest.raises(TokenUnreadable):
        TokenCipher(OLD).decrypt("T2", sealed)
    with pytest.raises(TokenUnreadable):
        TokenCipher(OLD).decrypt("T1", sealed[:-4] + "AAA=")
    assert "xoxe" not in f"{TOKENS} {sealed}"
