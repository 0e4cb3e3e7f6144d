"""Files that people add to a form, and their private URLs, which require the app's token.

https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
"""

from mimetypes import guess_type

from aiohttp import web

from sandbox.api_objects import file_json
from sandbox.arguments import token_of
from sandbox.backend import Backend
from sandbox.elements import Control
from sandbox.errors import ActionError, ApiError
from sandbox.records import File, Json, View

MAX_BYTES = 10 * 1024 * 1024
_MAX_FILES = 10


def add_file(
    backend: Backend, user: str, control: Control, files: list[Json], name: str, content: bytes
) -> Json:
    """The state of a file input with one more file.

    Raises ActionError where Slack's client would reject the file: its type, its size, or too many.
    """
    kinds, max_files = control.element.get("filetypes"), control.element.get("max_files", _MAX_FILES)
    if kinds and name.rpartition(".")[2].lower() not in kinds:
        raise ActionError(f"{name} is not one of {', '.join(kinds)}")
    if len(content) > MAX_BYTES:
        raise ActionError(f"{name} is larger than 10 MB")
    if len(files) >= max_files:
        raise ActionError(f"{control.labels[0]} takes {max_files}; remove one first")
    file_id = backend.workspace.new_id("F")
    kind = guess_type(name)[0] or "application/octet-stream"
    url = f"{backend.url}/files-pri/{backend.workspace.team.id}-{file_id}"
    file = File(file_id, name, name, user, content, asked=True, mimetype=kind, address=url)
    backend.workspace.files[file_id] = file
    return {"type": control.type, control.state_field: [*files, file_json(file)]}


def release_files(backend: Backend, view: View) -> None:
    """Give the app access to the files of a form that is being submitted."""
    states = [state for block in view.values.values() for state in block.values()]
    backend.released_files |= {file["id"] for state in states for file in state.get("files", ())}


async def serve(backend: Backend, request: web.Request) -> web.StreamResponse:
    """Serve a file at its private URL. Without access, redirect to the sign-in page, as Slack does."""
    file = backend.workspace.files.get(request.match_info["file"].partition("-")[2])
    if file is None or not backend.may_read(file) or not _is_app(backend, token_of(request, {})):
        raise web.HTTPFound("/")
    return web.Response(body=file.content, content_type=file.mimetype or "application/octet-stream")


def _is_app(backend: Backend, token: str) -> bool:
    """Whether the token is the app's in this workspace, valid, and has the scope files:read."""
    try:
        backend.require_scope("files:read")
        backend.grants.check(token)
    except (ApiError, KeyError):
        return False
    return backend.grants.owner(token) is backend and not backend.faults.revoked
