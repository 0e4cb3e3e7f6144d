"""Campfire, Inc.: the workspace everything is shown and tested in."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from sandbox.records import Team
from sandbox.workspace import Workspace


def campfire() -> Workspace:
    """A fresh Campfire, Inc., with its people and channels and nothing said yet."""
    return read_workspace(tomllib.loads(files("sandbox").joinpath("campfire.toml").read_text("utf-8")))


def read_workspace(described: Mapping[str, Any]) -> Workspace:
    """A workspace described as campfire.toml is: a team, people, channels.

    A channel marked `with_app` has the app's bot in it as soon as a sandbox opens on the workspace.
    """
    workspace = Workspace(Team(**described["team"]))
    for person in described["people"]:
        workspace.add_person(**person)
    for channel in described["channels"]:
        fields = dict(channel)
        with_app = fields.pop("with_app", False)
        made = workspace.add_channel(**fields)
        if with_app:
            workspace.app_channels.append(made.id)
    return workspace
