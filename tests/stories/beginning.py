"""Where a story begins: what Slack and the database are when others have begun in the same way before."""

import pickle
from copy import copy
from dataclasses import dataclass

from sandbox import Clock, Sandbox, Workspace
from tests.databases import Kept


@dataclass(frozen=True, slots=True)
class Beginning:
    """A moment to start from. Both halves are bytes, so nothing in them can be shared between stories."""

    database: Kept
    workspace: bytes

    def slack(self) -> tuple[Workspace, dict[str, int]]:
        """A workspace with its clock at that moment, and how far everybody has read, by user id."""
        return pickle.loads(self.workspace)  # type: ignore[no-any-return]  # noqa: S301 - it is ours


def put_aside_slack(slack: Sandbox) -> bytes:
    """The workspace as it stands: who and what is there, and how far everybody has read.

    No form may be open: it would be answered at an address that is gone.
    """
    assert not any(slack.workspace.stacks.values()), "a form is still open"
    workspace = copy(slack.workspace)
    workspace.clock, workspace.watchers = Clock(slack.clock.now()), []
    kept = pickle.dumps((workspace, {id_: person._read for id_, person in slack._people.items()}))
    assert slack.url.encode() not in kept, "something still points to an address that will be gone"
    return kept
