"""Images in blocks: who can see their files, and how Slack rejects them.

Each file has an access list: its uploader, and everyone who can read a message with the file. Nothing
proves that Slack shows a file to others on a surface that only one person sees, so the sandbox does not,
unless `Workspace.files_visible_on` has the surface.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.faults import Fault, Rule
from sandbox.records import Json
from sandbox.workspace import PrivateSurface, Workspace


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in a block: its path in the block ("/accessory" or ""), and the block or element."""

    place: str
    part: Json

    @property
    def file(self) -> str:
        """The id (or URL) of the uploaded file that it shows; "" if it shows a public URL."""
        match self.part.get("slack_file"):
            case {"id": str(file)} | {"url": str(file)}:
                return file
        return ""

    @property
    def address(self) -> str:
        """The public URL that it shows; "" if it shows a file."""
        return str(self.part.get("image_url") or "")

    @property
    def pointer(self) -> str:
        """The JSON pointer in the block at which Slack reports a problem with it."""
        return f"{self.place}/{'slack_file' if self.file else 'image_url'}"


def pictures(block: Json) -> list[Picture]:
    """The images in a block."""
    places: dict[str, Any] = {"": block, "/accessory": block.get("accessory")}
    match block:
        case {"type": "context", "elements": list(parts)}:
            places |= {f"/elements/{place}": part for place, part in enumerate(parts)}
    return [Picture(place, part) for place, part in places.items() if _is_picture(part)]


def _is_picture(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "image"


def files_shown(block: Json) -> list[str]:
    """The ids (or URLs) of the uploaded files that a block shows."""
    return [shown.file for shown in pictures(block) if shown.file]


def may_see(workspace: Workspace, reader: str, file_id: str) -> bool:
    """Whether this person is on a file's access list."""
    file = workspace.files.get(file_id)
    if file is not None and file.user == reader:
        return True
    return any(
        message.only_for is None
        and (
            any(file_id in files_shown(block) for block in message.blocks)
            or any(file.id == file_id for file in message.files)
        )
        for channel in workspace.channels.values()
        for message in workspace.visible(reader, channel)
    )


def private_surface(definition: Mapping[str, Any]) -> PrivateSurface:
    """The surface of a view."""
    return "home" if definition["type"] == "home" else "modal"


def is_visible(workspace: Workspace, reader: str, surface: PrivateSurface, file_id: str) -> bool:
    """Whether a file is shown to this person on a private surface; otherwise it appears broken."""
    return surface in workspace.files_visible_on or may_see(workspace, reader, file_id)


# Slack's errors for an image: the code ("": the method's own) and the message about its place, if any.
# The first two were reported (https://github.com/slackapi/python-slack-sdk/issues/1797 and /1782).
REFUSALS: Mapping[str, tuple[str, str]] = {
    "invalid slack file": ("", "invalid slack file"),
    "downloading image failed": ("", "downloading image failed"),
    "no such block": ("", "failed to match all allowed schemas"),
    "nothing more said": ("", ""),
    "not even JSON blocks": ("invalid_blocks_format", ""),
    "an unknown code": ("image_not_acceptable", ""),
}


def rejecting_pictures(refusal: str, *methods: str) -> Rule:
    """A `Faults.rule` that rejects calls with an image as `REFUSALS` says, by default of any method."""

    def rule(method: str, arguments: Mapping[str, Any]) -> Fault | None:
        at = next((at for at, _ in pictures_sent(arguments)), "") if method in (methods or (method,)) else ""
        if not at:
            return None
        code, words = REFUSALS[refusal]
        code = code or ("invalid_arguments" if method.startswith("views.") else "invalid_blocks")
        return Fault.refused(code, f"{words} [json-pointer:{at}]" if words else "")

    return rule


def pictures_sent(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Picture]]:
    """The images in the arguments of a call, valid or not, each with its JSON pointer."""
    view = _decoded(arguments.get("view"))
    at, blocks = ("/view/blocks", view.get("blocks")) if isinstance(view, dict) else ("/blocks", None)
    found = _decoded(arguments.get("blocks") if blocks is None else blocks)
    for number, block in enumerate(found if isinstance(found, list) else ()):
        for shown in pictures(block) if isinstance(block, dict) else ():
            yield f"{at}/{number}{shown.pointer}", shown


def _decoded(sent: Any) -> Any:
    try:
        return json.loads(sent) if isinstance(sent, str) else sent
    except ValueError:
        return None
