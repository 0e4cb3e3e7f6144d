"""How a database's URL is written: the reply to a wrong one has the right spelling, and never a password."""

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import DatabaseSettings
from bot.logs import JsonLines
from storage.engine.database import DatabaseRefused
from storage.engine.urls import database_at, passwords
from tests.bot.commands import oncourse_here

# Nothing listens on port 9, and no name ends with .test: what connects is refused at once.
_ODD = st.text(st.sampled_from("@:/%#?&[]= '\"\\+"), min_size=1, max_size=3)
PASSWORDS = st.builds("QZX{}VKJ{}WYQ".format, _ODD, _ODD)
SCHEMES = st.sampled_from(["postgresql", "postgres", "postgresql+psycopg", "mysql", "sqlite", "oracle+x"])
URLS = [
    "{}://oncourse:{}@127.0.0.1:9/oncourse?connect_timeout=1",
    "{}://on/course:{}@127.0.0.1:9/oncourse?connect_timeout=1",
    "{}://oncourse:{}@127.0.0.1:9",
    "{}://:{}@127.0.0.1:9/?sslmode=odd",
    "{}://oncourse@127.0.0.1:9/x?password={}",
]
COMMANDS = [
    ("export", "nowhere/new.json"),
    ("export", "new.json"),
    ("backup", "copy"),
    ("restore", "copy"),
    ("purge", "--yes", "--person", "U1"),
]


@given(scheme=SCHEMES, password=PASSWORDS, url=st.sampled_from(URLS), command=st.sampled_from(COMMANDS))
def test_no_part_of_a_password_is_said(
    tmp_path_factory: pytest.TempPathFactory, scheme: str, password: str, url: str, command: tuple[str, ...]
) -> None:
    written = url.format(scheme, password)
    folder = tmp_path_factory.getbasetemp()
    typed = [str(folder / word) if word in ("copy", "new.json") else word for word in command]
    elsewhere = f"sqlite:///{folder}/no.db"
    for code, out, said in (
        oncourse_here(written, *typed),
        oncourse_here(elsewhere, "copy-database", written),
    ):
        assert (code, out) == (2, "")
        assert not any(part in said for part in ("QZX", "VKJ", "WYQ")), said


@pytest.mark.parametrize(
    "typed",
    [
        ["copy-database", "postgresql://a:QZX", "VKJ@host/db"],
        ["copy-database"] + ["postgresql://a:QZX@host/db"] * 2,
        ["postgresql://a:QZX@host/db"],
        ["backup", "a", "--to=postgresql://a:QZX@host/db"],
        ["backup", "postgresql://a:QZX@host/\udcff"],
        ["backup", "VKJ@host/\udcff"],
        ["doctor", "--pictures", "postgresql://a:QZX@host/db"],
        ["doctor", "--pictures", "postgresql://host/db?password=QZX"],
        ["doctor", "--pictures", "VKJ@host/db"],
        ["manifest", "--prefix", "postgresql://a:QZX@host/db"],
    ],
)
def test_a_url_in_the_wrong_place_is_not_said_again(typed: list[str], tmp_path: Path) -> None:
    code, out, said = oncourse_here(tmp_path / "a.db", *typed)
    assert (code, out) == (2, "")
    assert "QZX" not in said
    assert "VKJ" not in said


def test_a_password_is_struck_out_of_logs_and_settings() -> None:
    url = "postgresql://oncourse:QZX%40VKJ@host/db"
    assert "QZX" not in repr(DatabaseSettings(database_url=url))
    record = logging.makeLogRecord({"msg": f"connecting to {url} with QZX@VKJ", "levelname": "INFO"})
    line = json.loads(JsonLines(passwords(url)).format(record))["message"]
    assert line == "connecting to postgresql://oncourse:[secret]@host/db with [secret]"
    assert passwords("sqlite:///a.db") == ()


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("postgres://a:b@host/db", "Write postgresql:// there."),
        ("sqlite://oncourse.db", "Write it like sqlite:///oncourse.db."),
        ("sqlite://data/oncourse.db", "Write it like sqlite:///data/oncourse.db."),
        ("sqlite://a:b@c/d", "Write it like sqlite:///oncourse.db."),
        ("sqlite:///oncourse.db?mode=ro", "leave out what follows the ?"),
        ("sqlite:/oncourse.db", 'Write it like "sqlite:///oncourse.db"'),
        ("oncourse.db", 'Write it like "sqlite:///oncourse.db"'),
        ("", 'Write it like "sqlite:///oncourse.db"'),
        ("mysql://a/b", 'Write it like "sqlite:///oncourse.db"'),
        ("postgresql://a:b@c@host/db", "@ as %40"),
        ("postgresql://a:b/c@host/db", "@ as %40"),
        ("postgresql://a/b:c@host/db", "@ as %40"),
    ],
)
def test_a_url_that_is_written_wrongly_is_told_with_the_cure(url: str, cure: str) -> None:
    with pytest.raises(DatabaseRefused) as refused:
        database_at(url)
    assert cure in str(refused.value)


@pytest.mark.parametrize("password", ["a%40b", "a:b", "a#b", "100%", "a%2Fb", "a b", ""])
def test_what_can_be_read_is_taken(password: str) -> None:
    assert database_at(f"postgresql://oncourse:{password}@host:5432/db").place == "db at host:5432"


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_server_that_says_nothing_is_told_with_the_cure_and_without_the_password(silent: int) -> None:
    url = f"postgresql://u:QZX?VKJ@127.0.0.1:{silent}/x"
    assert int(str(database_at(url).address.query["connect_timeout"])) <= 5  # else it waits for two minutes
    there = f"{url}?connect_timeout=2"
    for command in (("export", "new.json"), ("purge", "--yes", "--person", "U1")):
        code, out, said = oncourse_here(there, *command)
        assert (code, out) == (2, "")
        assert said.endswith("no server answers there. Start it, or fix the host and port in DATABASE_URL.\n")
        assert not any(part in said for part in ("QZX", "VKJ"))
