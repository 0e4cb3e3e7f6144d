"""The page's controls for Slack's faults."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, get_args

from sandbox.errors import ActionError
from sandbox.faults import Fault
from sandbox.methods import METHODS
from sandbox.odd_responses import odd_responses
from sandbox.page.page_state import PageState
from sandbox.people import Person
from sandbox.records import Json
from sandbox.workspace import PrivateSurface

SLOW = 2.0  # seconds
LONGEST_MESSAGE = 2000  # characters, while long messages are rejected


def _odd(name: str, *, stored: bool = False) -> Fault:
    return odd_responses(stored=stored)[name]


FAULTS: Mapping[str, Callable[[], Fault]] = {
    "rate limited (429)": lambda: Fault.rate_limited(1),
    "error 500, nothing done": lambda: Fault.server_error(500),
    "error 503, but done": lambda: Fault.server_error(503, stored=True),
    "no answer, nothing done": lambda: Fault.dropped(),
    "no answer, but done": lambda: Fault.dropped(stored=True),
    "times out": lambda: Fault.timeout(),
    "slow": lambda: Fault.slow(SLOW),
    "picture refused": lambda: Fault.refused("invalid_blocks", "invalid slack file"),
    **{f"{name}, nothing done": partial(_odd, name) for name in odd_responses()},
    **{f"{name}, but done": partial(_odd, name, stored=True) for name in odd_responses(stored=True)},
}
PRIVATE_SURFACES: Sequence[PrivateSurface] = get_args(PrivateSurface)
METHODS_OFFERED = (*sorted(METHODS), "response_url")


def faults_json(page_state: PageState, person: Person) -> Json:
    """The faults that are on."""
    faults = page_state.slack.faults
    return {
        "pending": faults.pending(),
        "persistent": list(faults.persistent),
        "outsideMarketplace": faults.outside_marketplace,
        "shortMessages": faults.max_message_length is not None,
        "closedDms": person.id in faults.closed_dms,
        "revoked": bool(faults.revoked),
        "showsFiles": sorted(page_state.slack.workspace.files_visible_on),
    }


async def change(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Change a fault: `what`, and for the calls of a method `method` and `fault`."""
    slack = page_state.slack
    match request["what"]:
        case "next call":
            slack.faults.next(*_chosen(request))
        case "every call":
            slack.faults.always(*_chosen(request))
        case "clear":
            slack.faults.clear()
        case "marketplace":
            slack.faults.outside_marketplace = not slack.faults.outside_marketplace
        case "short messages":
            slack.faults.max_message_length = None if slack.faults.max_message_length else LONGEST_MESSAGE
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
            slack.workspace.files_visible_on ^= {
                surface for surface in PRIVATE_SURFACES if surface == request["surface"]
            }
        case "archive":
            place = slack.workspace.channels[request["place"]]
            await slack.archive(place.id, by=person, archived=not place.archived)
        case what:
            raise ActionError(f"{what} isn't a control")


def _chosen(request: Mapping[str, Any]) -> tuple[str, Fault]:
    if request["method"] not in METHODS_OFFERED or request["fault"] not in FAULTS:
        raise ActionError("there's no such method or fault")
    return request["method"], FAULTS[request["fault"]]()
