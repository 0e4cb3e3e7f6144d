"""Campfire, Inc.: the workspace of the demo and the tests."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from sandbox.records import Team
from sandbox.workspace import Workspace


def campfire() -> Workspace:
    """A new Campfire, Inc., with its people and channels and no messages."""
    return read_workspace(tomllib.loads(files("sandbox").joinpath("campfire.toml").read_text("utf-8")))


def read_workspace(described: Mapping[str, Any]) -> Workspace:
    """Build a workspace from a description like campfire.toml: a team, people, channels.

    The app's bot joins the channels marked `with_app` when it is installed.
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
