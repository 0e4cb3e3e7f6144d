"""Responses to an interaction: through its response_url, or in the ack of a command."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.backend import Backend
from sandbox.errors import ApiError
from sandbox.records import Json
from sandbox.triggers import ResponseUrl

_FIELDS = frozenset(
    {"text", "blocks", "metadata", "response_type", "replace_original", "delete_original", "thread_ts"}
)
_HARMLESS = frozenset({"unfurl_links", "unfurl_media"})


async def sent_json(request: web.Request) -> Json:
    """The body of a request to a response_url; {} if it is not a JSON object."""
    try:
        sent = await request.json()
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


async def serve(backend: Backend, request: web.Request) -> web.Response:
    """Serve one request to a response_url; an error is HTTP 400 with Slack's code."""
    try:
        sent = await request.json()
        if not isinstance(sent, dict):
            raise ApiError("invalid_payload")
        await backend.download(sent)
        respond(backend, backend.response_urls.redeem(request.match_info["key"]), sent, "response_url")
    except ValueError:
        return web.Response(text="invalid_payload", status=400)
    except ApiError as refusal:
        return web.json_response({"ok": False, "error": refusal.error}, status=400)
    return web.Response(text="ok")


def respond(backend: Backend, url: ResponseUrl, sent: Json, source: str) -> None:
    """Post, replace or delete the message as requested. Raises ApiError for an invalid payload."""
    if unknown := set(sent) - _FIELDS - _HARMLESS:
        backend.refuse(source, f"/{min(unknown)}", "no such field", "invalid_payload")
    if sent.get("delete_original"):
        _delete(backend, url)
    elif sent.get("replace_original"):
        _replace(backend, url, backend.validate_message(source, sent))
    else:
        _post(backend, url, sent, backend.validate_message(source, sent))


def _delete(backend: Backend, url: ResponseUrl) -> None:
    message = backend.workspace.channels[url.channel].messages.get(url.ts or "")
    if message is not None:
        backend.delete(message)


def _replace(backend: Backend, url: ResponseUrl, content: Mapping[str, Any]) -> None:
    message = backend.workspace.channels[url.channel].messages.get(url.ts or "")
    if message is None:
        _post(backend, url, {}, content)
        return
    edited = None if message.only_for else backend.workspace.new_ts()
    backend.edit(message, **content, edited=edited)


def _post(backend: Backend, url: ResponseUrl, sent: Mapping[str, Any], content: Mapping[str, Any]) -> None:
    kind = sent.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        backend.refuse("response_url", "/response_type", "ephemeral or in_channel", "invalid_payload")
    only_for = None if kind == "in_channel" else url.user
    channel = backend.workspace.channels[url.channel]
    if channel.archived:
        raise ApiError("is_archived")
    thread = {"thread_ts": sent["thread_ts"]} if sent.get("thread_ts") else {}
    backend.post(channel, backend.app.bot_user_id, {**content, **thread, "only_for": only_for})
