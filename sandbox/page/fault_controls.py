"""The page's switches for what can go wrong with Slack."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, get_args

from sandbox.errors import ActError
from sandbox.faults import Fault
from sandbox.methods import METHODS
from sandbox.odd_answers import odd_answers
from sandbox.page.page_state import PageState
from sandbox.people import Person
from sandbox.records import Json
from sandbox.workspace import PrivateSurface

SLOW = 2.0  # seconds
LONGEST_MESSAGE = 2000  # characters, where messages are to be found too long


def _odd(name: str, *, stored: bool = False) -> Fault:
    return odd_answers(stored=stored)[name]


FAULTS: Mapping[str, Callable[[], Fault]] = {
    "rate limited (429)": lambda: Fault.rate_limited(1),
    "error 500, nothing done": lambda: Fault.server_error(500),
    "error 503, but done": lambda: Fault.server_error(503, stored=True),
    "no answer, nothing done": lambda: Fault.dropped(),
    "no answer, but done": lambda: Fault.dropped(stored=True),
    "times out": lambda: Fault.timeout(),
    "slow": lambda: Fault.slow(SLOW),
    "picture refused": lambda: Fault.refused("invalid_blocks", "invalid slack file"),
    **{f"{name}, nothing done": partial(_odd, name) for name in odd_answers()},
    **{f"{name}, but done": partial(_odd, name, stored=True) for name in odd_answers(stored=True)},
}
PRIVATE: Sequence[PrivateSurface] = get_args(PrivateSurface)
METHODS_OFFERED = (*sorted(METHODS), "response_url")


def faults_json(page_state: PageState, person: Person) -> Json:
    """What is switched on."""
    faults = page_state.slack.faults
    return {
        "waiting": faults.waiting(),
        "lasting": list(faults.lasting),
        "outsideMarketplace": faults.outside_marketplace,
        "shortMessages": faults.longest_message is not None,
        "closedDms": person.id in faults.closed_dms,
        "revoked": bool(faults.revoked),
        "showsFiles": sorted(page_state.slack.workspace.shows_files),
    }


async def change(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """Switch as the page says: `what`, and for the calls of a method its `method` and `fault`."""
    slack = page_state.slack
    match said["what"]:
        case "next call":
            slack.faults.next(*_chosen(said))
        case "every call":
            slack.faults.always(*_chosen(said))
        case "clear":
            slack.faults.clear()
        case "marketplace":
            slack.faults.outside_marketplace = not slack.faults.outside_marketplace
        case "short messages":
            slack.faults.longest_message = None if slack.faults.longest_message else LONGEST_MESSAGE
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
            raise ActError(f"{what} isn't a switch")


def _chosen(said: Mapping[str, Any]) -> tuple[str, Fault]:
    if said["method"] not in METHODS_OFFERED or said["fault"] not in FAULTS:
        raise ActError("there's no such method or fault")
    return said["method"], FAULTS[said["fault"]]()
