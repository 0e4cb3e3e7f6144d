"""The page's switches for what can go wrong with Slack."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from sandbox.errors import ActError
from sandbox.faults import Fault
from sandbox.methods import METHODS
from sandbox.page.desk import Desk
from sandbox.people import Person
from sandbox.records import Json
from sandbox.workspace import PrivateSurface

SLOW = 2.0  # seconds

FAULTS: Mapping[str, Callable[[], Fault]] = {
    "rate limited (429)": lambda: Fault.rate_limited(1),
    "error 500, nothing done": lambda: Fault.server_error(500),
    "error 503, but done": lambda: Fault.server_error(503, stored=True),
    "no answer, nothing done": lambda: Fault.dropped(),
    "no answer, but done": lambda: Fault.dropped(stored=True),
    "waits in vain": lambda: Fault.timeout(),
    "slow": lambda: Fault.slow(SLOW),
    "its picture refused": lambda: Fault.refused("invalid_blocks", "invalid slack file"),
}
PRIVATE: Sequence[PrivateSurface] = get_args(PrivateSurface)
METHODS_OFFERED = (*sorted(METHODS), "response_url")


def weather_json(desk: Desk, person: Person) -> Json:
    """What is switched on."""
    faults = desk.slack.faults
    return {
        "waiting": faults.waiting(),
        "closedDms": person.id in faults.closed_dms,
        "revoked": bool(faults.revoked),
        "showsFiles": sorted(desk.slack.workspace.shows_files),
    }


async def change(desk: Desk, person: Person, said: Mapping[str, Any]) -> None:
    """Switch as the page says: `what`, and for the next call of a method its `method` and `fault`."""
    slack = desk.slack
    match said["what"]:
        case "next call":
            if said["method"] not in METHODS_OFFERED or said["fault"] not in FAULTS:
                raise ActError("there is no such method or fault")
            slack.faults.next(said["method"], FAULTS[said["fault"]]())
        case "clear":
            slack.faults.clear()
        case "socket":
            slack.faults.drop_socket()
        case "duplicate":
            slack.faults.duplicate_next_envelope()
        case "direct messages":
            toggle = slack.faults.open_dms if person.id in slack.faults.closed_dms else slack.faults.close_dms
            toggle(person.id)
        case "token":
            slack.faults.revoke_token("" if slack.faults.revoked else "token_revoked")
        case "files":
            slack.workspace.shows_files ^= {surface for surface in PRIVATE if surface == said["surface"]}
        case "archive":
            place = slack.workspace.channels[said["place"]]
            await slack.archive(place.id, by=person, archived=not place.archived)
        case what:
            raise ActError(f"{what} is no switch")
