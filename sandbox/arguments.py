"""Parsing the arguments of a Web API call as methods.json specifies them."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from aiohttp import web

from sandbox.errors import ApiError
from sandbox.records import Json

_STRUCTURED = frozenset({"blocks", "view", "metadata", "attachments", "files", "message", "file_ids"})
_ADDED_BY_BOLT = "team_id"  # Bolt adds the workspace to every call; only some methods use it
_TRUE, _FALSE = ("1", "true"), ("0", "false")


@cache
def methods() -> Mapping[str, Json]:
    """Scopes, tier, arguments and errors of every method, by name."""
    known: dict[str, Json] = json.loads(files("sandbox").joinpath("methods.json").read_text("utf-8"))
    return known


async def sent_arguments(request: web.Request, takes_json: bool) -> Json:
    """Everything a request carries: HTTP Basic's client id and secret, the query, then a form or JSON.

    Like Slack, it ignores a JSON body if the method does not take JSON. Raises ApiError: invalid_json,
    json_not_object.
    """
    sent: Json = {**_basic(request), **dict(request.query)}
    if request.content_type == "application/json":
        return {**sent, **(_json_object(await request.text()) if takes_json else {})}
    return {**sent, **dict((await request.post()).items())}


def token_of(request: web.Request, sent: Json) -> str:
    """The bearer token, or the argument `token`, or "". Removes the argument from `sent`."""
    argument = str(sent.pop("token", ""))
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    return bearer.strip() if kind.lower() == "bearer" else argument


def read_arguments(method: str, sent: Mapping[str, Any]) -> Json:
    """Parse and validate the arguments. Raises ApiError for missing, unknown and invalid ones."""
    spec = methods()[method]
    given = {
        name: value
        for name, value in sent.items()
        if value not in (None, "") and (name != _ADDED_BY_BOLT or name in spec["arguments"])
    }
    missing = [name for name in spec["required"] if name not in given]
    if missing:
        error = "missing_argument" if "missing_argument" in spec["errors"] else "invalid_arguments"
        raise _invalid([f"missing required field: {name}" for name in missing], error)
    unknown = [name for name in given if name not in spec["arguments"]]
    if unknown:
        raise _invalid([f"unknown field: {name}" for name in unknown])
    return {name: _typed(name, value, spec["arguments"][name]) for name, value in given.items()}


def _typed(name: str, value: Any, kinds: str | Sequence[str] | None) -> Any:
    allowed = {kinds} if isinstance(kinds, str) else set(kinds or ())
    if name in _STRUCTURED:
        return _structured(name, value)
    if allowed == {"boolean"}:
        return _boolean(name, value)
    if allowed & {"number", "integer"}:
        return _number(name, value)
    if not isinstance(value, str | int | float):
        raise _invalid([f"must be a string: {name}"])
    return str(value)


def _structured(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as invalid:
        error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        raise _invalid([f"unreadable JSON: {name}"], error) from invalid


def _boolean(name: str, value: Any) -> bool:
    text = str(value).lower()
    if text not in _TRUE + _FALSE:
        raise _invalid([f"must be a boolean: {name}"])
    return text in _TRUE


def _number(name: str, value: Any) -> int:
    try:
        return int(value)
    except (ValueError, TypeError) as error:
        raise _invalid([f"must be a number: {name}"]) from error


def _basic(request: web.Request) -> Json:
    kind, _, packed = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return {}
    try:
        client_id, _, client_secret = b64decode(packed, validate=True).decode().partition(":")
    except ValueError as error:
        raise ApiError("invalid_auth") from error
    return {"client_id": client_id, "client_secret": client_secret}


def _json_object(body: str) -> Json:
    try:
        decoded = json.loads(body or "{}")
    except ValueError as error:
        raise ApiError("invalid_json") from error
    if not isinstance(decoded, dict):
        raise ApiError("json_not_object")
    return decoded


def _invalid(reasons: Sequence[str], error: str = "invalid_arguments") -> ApiError:
    messages = [f"[ERROR] {reason}" for reason in reasons]
    return ApiError(error, response_metadata={"messages": messages})
