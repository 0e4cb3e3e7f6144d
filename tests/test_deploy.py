"""Containers and services agree with the code and with each other."""

import re
import tomllib
from pathlib import Path

import pytest

from storage.engine.postgresql import Postgresql
from storage.engine.urls import database_at
from tests.bot.test_run import GRACE

ROOT = Path(__file__).parent.parent
DOCKERFILE, COMPOSE, SERVICE, KUBERNETES, SEVERAL = (
    (ROOT / name).read_text()
    for name in (
        "Dockerfile",
        "compose.yaml",
        "deploy/oncourse.service",
        "deploy/kubernetes.yaml",
        "deploy/kubernetes-postgresql.yaml",
    )
)


@pytest.mark.parametrize(
    ("file", "grace"),
    [
        (COMPOSE, r"stop_grace_period: (\d+)s"),
        (SERVICE, r"TimeoutStopSec=(\d+)"),
        (KUBERNETES, r"terminationGracePeriodSeconds: (\d+)"),
        (SEVERAL, r"terminationGracePeriodSeconds: (\d+)"),
    ],
    ids=["compose", "systemd", "kubernetes", "kubernetes-postgresql"],
)
def test_a_stop_is_given_more_time_than_it_takes(file: str, grace: str) -> None:
    [seconds] = re.findall(grace, file)
    assert int(seconds) > GRACE


def test_the_image_has_every_package_but_the_sandbox() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = {name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    copied = set(re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE))
    assert copied == packages - {"sandbox"}


def test_only_what_the_image_is_built_from_is_sent_to_be_built() -> None:
    sent = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    copied = [
        name
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for name in line.split()
    ]
    assert sorted(sent) == sorted(copied)
    assert all((ROOT / name).exists() for name in sent)


def test_everything_installed_into_the_image_is_pinned_by_its_hash() -> None:
    """But for the wheel that was built beside it."""
    installing = re.findall(r"(?:pip|/python) install (.+?)(?: \\)?$", DOCKERFILE, re.MULTILINE)
    assert installing == [
        "--require-hashes -r build.txt",
        "--require-hashes -r requirements.txt",
        "--no-deps /wheel/*.whl",
    ]
    tool = re.search(r"^setuptools==.*?[^\\]$", (ROOT / "requirements-dev.txt").read_text(), re.M | re.S)
    assert tool
    assert "--hash=sha256:" in tool[0]


def test_nobody_runs_it_as_root_or_with_more_than_it_needs() -> None:
    [user] = re.findall(r"^USER (\d+):\1$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"(?:runAsUser|runAsGroup|fsGroup): (\d+)", KUBERNETES) == [user] * 3
    assert re.findall(r"(?:runAsUser|runAsGroup): (\d+)", SEVERAL) == [user] * 2
    for needed in (
        "runAsNonRoot: true",
        "readOnlyRootFilesystem: true",
        "drop: [ALL]",
        "type: RuntimeDefault",
    ):
        assert needed in KUBERNETES
        assert needed in SEVERAL
    for needed in ("read_only: true", "- ALL", "no-new-privileges:true"):
        assert needed in COMPOSE
    for needed in (
        "DynamicUser=yes",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=\n",
        "ProtectSystem=strict",
    ):
        assert needed in SERVICE


def test_an_old_bot_ends_before_the_new_one_starts() -> None:
    assert re.search(r"replicas: 1\n  strategy:\n    type: Recreate\n", KUBERNETES)


def test_several_bots_share_nothing_but_the_database() -> None:
    """None has a volume, nor writes its heartbeat where another does."""
    assert re.search(r"replicas: 2\n  strategy:.*\n    type: RollingUpdate\n", SEVERAL)
    assert "PersistentVolumeClaim" not in SEVERAL
    assert "value: /tmp/oncourse.alive" in SEVERAL
    bot = COMPOSE.split("  oncourse-postgresql:\n")[1].split("  postgresql:\n")[0]
    assert "replicas: 2" in bot
    assert "HEARTBEAT_FILE: /tmp/oncourse.alive" in bot
    assert "volumes:" not in bot


@pytest.mark.parametrize("file", [COMPOSE, SEVERAL], ids=["compose", "kubernetes"])
def test_the_database_that_several_share_is_one_we_can_open(file: str) -> None:
    [url] = re.findall(r"DATABASE_URL[:=] ?(postgresql://.*)", file)
    assert isinstance(database_at(url.replace("${POSTGRES_PASSWORD:-}", "secret")), Postgresql)
