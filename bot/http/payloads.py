"""Reading what was posted: only what has the shape of one of Slack's requests goes on to the listeners."""

import json
from typing import Any
from urllib.parse import parse_qsl

Body = dict[str, Any]

FIELDS_MOST = 50
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
    if not _has_shape(body):
        raise Unreadable(400)
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
        words, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=FIELDS_MOST
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


def _has_shape(body: Body) -> bool:
    """Whether everything is there that is read before a listener is called, or that one relies on."""
    match body:
        case {"type": "url_verification", "challenge": str()}:
            return True
        case {
            "type": "event_callback",
            "event_id": str(),
            "event_time": int(),
            "team_id": str(),
            "event": event,
        }:
            return _is_event(event) and _names_places(body)
        case {"command": str(), "user_id": str(), "channel_id": str(), "team_id": str(), "trigger_id": str()}:
            return "type" not in body and isinstance(body.get("response_url"), str)
        case {"type": str(), "user": {"id": str()}, "team": {"id": str()}}:
            return _is_interaction(body)
    return False


def _is_event(event: Any) -> bool:
    match event:
        case {"type": "app_home_opened", "user": str(), "tab": str()}:
            return True
        case {"type": "user_change", "user": {"id": str()}}:
            return True
        case {"type": "member_joined_channel" | "member_left_channel", "user": str(), "channel": str()}:
            return True
        case {"type": "channel_left" | "group_left", "channel": str()}:
            return True
        case {"type": "tokens_revoked", "tokens": dict()} | {"type": "app_uninstalled"}:
            return True
    return False


def _names_places(body: Body) -> bool:
    """Whether what says where an event was is of the right kind, as far as it is there."""
    match body.get("authorizations"):
        case None | []:
            return True
        case [{"team_id": str()}, *_]:
            return True
    return False


def _is_interaction(body: Body) -> bool:
    match body:
        case {
            "type": "block_actions",
            "trigger_id": str(),
            "actions": [{"action_id": str(), "type": str()}, *_],
        }:
            return _is_view(body["view"]) if body.get("view") else isinstance(body.get("container"), dict)
        case {"type": "view_submission" | "view_closed", "view": view}:
            return _is_view(view)
        case {"type": "shortcut", "callback_id": str(), "trigger_id": str()}:
            return True
        case {"type": "message_action", "callback_id": str(), "trigger_id": str(), "message_ts": str()}:
            return isinstance(body.get("message"), dict) and isinstance(body.get("channel"), dict)
    return False


def _is_view(view: Any) -> bool:
    match view:
        case {"id": str(), "type": "home", "blocks": list(blocks)}:
            return all(map(_is_block, blocks))
        case {
            "id": str(),
            "type": "modal",
            "title": {"text": str()},
            "blocks": list(blocks),
            "private_metadata": str(),
            "state": {"values": dict()},
        }:
            return all(map(_is_block, blocks))
    return False


def _is_block(block: Any) -> bool:
    match block:
        case {"type": str(), "block_id": str()}:
            return True
    return False
