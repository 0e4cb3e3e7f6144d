"""Parse and validate request bodies: listeners only get payloads of a known shape."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.transports.payload_shapes import COMMAND, EVENT, EVENTS, REQUESTS, Request

Body = dict[str, Any]

MAX_FIELDS = 50
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class UnreadableRequest(Exception):
    """The body isn't a valid payload; `status` is the HTTP status to respond with."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def read(content_type: str, raw: bytes) -> Body:
    """Parse the payload of a verified body; raises UnreadableRequest."""
    body = _decode(content_type, raw)
    try:
        _require_shape(body)
    except ValueError as error:
        raise UnreadableRequest(400) from error
    return body


def is_ssl_check(content_type: str, raw: bytes) -> bool:
    """Whether Slack only checks the TLS certificate, with an unsigned request."""
    return content_type == FORM and raw.partition(b"&")[0] == b"ssl_check=1"


def _decode(content_type: str, raw: bytes) -> Body:
    try:
        text = raw.decode()
        if content_type == JSON:
            return _decode_json(text)
        if content_type == FORM:
            fields = _decode_form(text)
            return _decode_json(fields["payload"]) if "payload" in fields else {"text": "", **fields}
    except (ValueError, RecursionError) as error:
        raise UnreadableRequest(400) from error
    raise UnreadableRequest(415)


def _decode_form(text: str) -> dict[str, str]:
    pairs = parse_qsl(
        text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MAX_FIELDS
    )
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("duplicate field")
    return fields


def _decode_json(text: str) -> Body:
    found = json.loads(text, parse_constant=_refuse_constant)
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")
    if "\\ud" in text.lower():  # raises for a lone surrogate, which can't be stored
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _refuse_constant(constant: str) -> None:
    raise ValueError(f"{constant} isn't JSON")


def _require_shape(body: Body) -> None:
    """Validate the fields that are read; raises ValueError."""
    kind = body.get("type")
    shape = COMMAND if kind is None else REQUESTS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise ValueError("unknown payload type")
    Request.model_validate(body)
    shape.validate_python(body, strict=True)
    if kind == "event_callback":
        EVENTS.get(str(body["event"].get("type")), EVENT).validate_python(body["event"], strict=True)
