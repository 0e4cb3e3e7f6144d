"""Reading what was posted: only what has the shape of one of Slack's requests goes on to the listeners."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.transports.payload_shapes import COMMAND, EVENT, EVENTS, REQUESTS, Request

Body = dict[str, Any]

MAX_FIELDS = 50
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class Unreadable(Exception):
    """The body is none of Slack's requests; `status` is the HTTP status that says so."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def read(content_type: str, raw: bytes) -> Body:
    """The request in a body that Slack signed; raises Unreadable."""
    body = _decoded(content_type, raw)
    try:
        _require_shape(body)
    except ValueError as wrong:
        raise Unreadable(400) from wrong
    return body


def is_ssl_check(content_type: str, raw: bytes) -> bool:
    """Whether Slack only looks whether there is a certificate, which it does without signing."""
    return content_type == FORM and raw.partition(b"&")[0] == b"ssl_check=1"


def _decoded(content_type: str, raw: bytes) -> Body:
    try:
        words = raw.decode()
        if content_type == JSON:
            return _object(words)
        if content_type == FORM:
            fields = _fields(words)
            return _object(fields["payload"]) if "payload" in fields else {"text": "", **fields}
    except (ValueError, RecursionError) as wrong:
        raise Unreadable(400) from wrong
    raise Unreadable(415)


def _fields(words: str) -> dict[str, str]:
    pairs = parse_qsl(
        words, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MAX_FIELDS
    )
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field stands twice")
    return fields


def _object(words: str) -> Body:
    found = json.loads(words, parse_constant=_refused)
    if not isinstance(found, dict):
        raise ValueError("this is no object")
    if "\\ud" in words.lower():  # half a character, which nothing can store or send on
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _require_shape(body: Body) -> None:
    """A request of Slack's as far as it is read; raises ValueError for anything else."""
    kind = body.get("type")
    shape = COMMAND if kind is None else REQUESTS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise ValueError("this isn't a request from Slack")
    Request.model_validate(body)
    shape.validate_python(body, strict=True)
    if kind == "event_callback":
        EVENTS.get(str(body["event"].get("type")), EVENT).validate_python(body["event"], strict=True)
