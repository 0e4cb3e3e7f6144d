"""Snapshots of Slack and the database, for stories to start from."""

import pickle
from copy import copy
from dataclasses import dataclass

from sandbox import Clock, Sandbox, Workspace
from tests.databases import Kept


@dataclass(frozen=True, slots=True)
class Beginning:
    """A snapshot. Both parts are bytes, so stories cannot share objects."""

    database: Kept
    workspace: bytes

    def slack(self) -> tuple[Workspace, dict[str, int]]:
        """The workspace with its clock, and each person's read position by user id."""
        return pickle.loads(self.workspace)  # type: ignore[no-any-return]  # noqa: S301 - it is ours


def put_aside_slack(slack: Sandbox) -> bytes:
    """A snapshot of the workspace and of each person's read position.

    No form may be open: its response would go to an address that no longer exists.
    """
    assert not any(slack.workspace.stacks.values()), "a form is still open"
    workspace = copy(slack.workspace)
    workspace.clock, workspace.watchers = Clock(slack.clock.now()), []
    kept = pickle.dumps((workspace, {id_: person._read for id_, person in slack._people.items()}))
    assert slack.url.encode() not in kept, "something still refers to an address that will not exist"
    return kept
