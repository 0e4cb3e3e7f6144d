"""files.*: the three steps of an upload (announce, send to the URL, complete)."""

from collections.abc import Sequence
from dataclasses import replace

from sandbox.api_objects import file_json
from sandbox.backend import Backend
from sandbox.errors import ApiError
from sandbox.images import kind
from sandbox.methods.chat import check_may_post
from sandbox.records import Channel, File, Json
from sandbox.workspace import Upload

_ALT_TEXT_CHARACTERS = 1000


def announce(backend: Backend, arguments: Json) -> Json:
    """files.getUploadURLExternal."""
    if len(arguments.get("alt_txt", "")) > _ALT_TEXT_CHARACTERS:
        raise ApiError("alt_txt_too_large")
    if arguments["length"] < 1:
        raise ApiError("invalid_arguments")
    file_id = backend.workspace.new_id("F")
    upload = Upload(arguments["filename"], arguments["length"], arguments.get("alt_txt", ""))
    backend.workspace.uploads[file_id] = upload
    return {"upload_url": f"{backend.url}/upload/{backend.workspace.team.id}-{file_id}", "file_id": file_id}


def complete(backend: Backend, arguments: Json) -> Json:
    """files.completeUploadExternal: creates the files and shares them in a channel if one is given."""
    if not isinstance(arguments["files"], list) or not arguments["files"]:
        raise ApiError("invalid_arguments")
    channels = [backend.channel(channel_id) for channel_id in _channel_ids(arguments)]
    for channel in channels:
        _check_may_share(backend, channel)
    content = _content(backend, arguments)
    files = tuple(_completed(backend, sent) for sent in arguments["files"])
    for channel in channels:
        thread = {"thread_ts": arguments["thread_ts"]} if "thread_ts" in arguments else {}
        backend.post(channel, backend.app.bot_user_id, {**content, "files": files, **thread})
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


def info(backend: Backend, arguments: Json) -> Json:
    """files.info: a new file is still being processed at the first call and ready at the second."""
    file = backend.workspace.files.get(arguments["file"])
    if file is None or not backend.may_read(file):
        raise ApiError("file_not_found")
    if file.address:  # processed before the form could be submitted
        return {"file": file_json(file)}
    known = replace(file, asked=True, mimetype=kind(file.content) if file.asked else "")
    backend.workspace.files[file.id] = known
    return {"file": file_json(known)}


def _channel_ids(arguments: Json) -> Sequence[str]:
    named = [arguments.get("channel_id", ""), *arguments.get("channels", "").split(",")]
    return [channel_id for channel_id in named if channel_id]


def _check_may_share(backend: Backend, channel: Channel) -> None:
    """As for posting a message, but every error except not_in_channel becomes posting_to_channel_denied."""
    try:
        check_may_post(backend, channel)
    except ApiError as refusal:
        if refusal.error == "not_in_channel":
            raise
        raise ApiError("posting_to_channel_denied") from refusal


def _content(backend: Backend, arguments: Json) -> Json:
    comment, blocks = arguments.get("initial_comment", ""), arguments.get("blocks")
    if not comment and not blocks:
        return {}
    said = {"text": comment} if comment else {"text": "", "blocks": blocks}  # a comment overrides blocks
    return backend.validate_message("files.completeUploadExternal", said)


def _completed(backend: Backend, sent: Json) -> File:
    upload = backend.workspace.uploads.get(sent.get("id", ""))
    if upload is None or upload.content is None:
        raise ApiError("file_not_found")
    del backend.workspace.uploads[sent["id"]]
    title = sent.get("title") or upload.name
    file = File(sent["id"], upload.name, title, backend.app.bot_user_id, upload.content, upload.alt_text)
    backend.workspace.files[file.id] = file
    return file
