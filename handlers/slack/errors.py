"""What Slack's errors mean. The one place that parses a SlackApiError, and that lists Slack's final codes.

slack_sdk hands over whatever came: an answer whose data is a dictionary, a string, bytes or None, or the bare
HTTP response where JSON was broken. A code counts only in an answer that says `"ok": false`.

Only what Slack documents as final is final. The codes are those of its reference, method by method
(https://docs.slack.dev/reference/methods), and of the errors that all methods share; a test compares them
with the copy that the sandbox works from.
"""

import math
import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

MAX_WAIT = timedelta(hours=1)  # whatever Retry-After says: a typing error must not silence a workspace

# The token is revoked or expired.
TAKEN_BACK = frozenset({"token_revoked", "account_inactive", "token_expired"})

# There is no person with that id. (users.info, users.conversations, conversations.open)
UNKNOWN_USER = frozenset({"user_not_found", "user_not_visible"})

# The person or the channel can't be reached until someone does something about it.
# (chat.postMessage and .update, conversations.open; cannot_dm_bot is no longer listed, but still answered)
UNREACHABLE = UNKNOWN_USER | {
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "messages_tab_disabled",
    "not_in_channel",
    "posting_to_channel_denied",
    "restricted_action",
    "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
    "user_disabled",
}

# Slack takes no message that long. (chat.*, views.*)
TOO_LONG = frozenset(
    {
        "attachment_payload_limit_exceeded",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "view_too_large",
    }
)

# A retry would fail as well: the fix is ours. (chat.*, views.*)
MALFORMED = frozenset(
    {
        "block_mismatch",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "no_text",
        "slack_connect_canvas_sharing_blocked",
        "slack_connect_file_link_sharing_blocked",
        "slack_connect_lists_sharing_blocked",
        "too_many_attachments",
        "too_many_contact_cards",
    }
)

# What is to be changed is not there, or cannot be changed any more. (chat.update, views.publish)
NOT_CHANGEABLE = frozenset(
    {"cant_update_message", "edit_window_closed", "is_inactive", "message_not_found", "not_enabled"}
)

FINAL = UNREACHABLE | TOO_LONG | MALFORMED | NOT_CHANGEABLE

RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})

# Nothing was done, and it can be done later: a limit, the network, the workspace or the app's rights have to
# change first. Of internal_error and fatal_error Slack says that it may be done, so they are not among these.
NOT_DONE = (
    RATE_LIMITED
    | TAKEN_BACK
    | {
        "access_denied",
        "accesslimited",
        "app_access_restricted",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "external_channel_migrating",
        "fetch_members_failed",
        "invalid_auth",
        "message_limit_exceeded",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "request_timeout",
        "service_unavailable",
        "streaming_state_conflict",
        "team_access_not_granted",
        "team_added_to_org",
        "two_factor_setup_required",
    }
)

# Slack failed half-way. (all methods)
MAY_BE_DONE = frozenset({"internal_error", "fatal_error"})

_ABOUT_SIZE = re.compile(r"more than|less than|fewer than|at most|too (long|many|large|big)|exceed", re.I)


def code_of(error: SlackApiError) -> str:
    """Slack's code for what is wrong; "" where the answer names none."""
    said = _body(error)
    code = said.get("error")
    return code if said.get("ok") is False and isinstance(code, str) else ""


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the answer; 0 where there is none."""
    found = (getattr(error.response, name, None) for name in ("status_code", "status"))
    return next((status for status in found if isinstance(status, int)), 0)


def headers_of(error: SlackApiError) -> Mapping[str, str]:
    """The headers of the answer, by their names in small letters."""
    headers = getattr(error.response, "headers", None)
    found = headers if isinstance(headers, Mapping) else {}
    return {str(name).lower(): str(value) for name, value in found.items()}


def name_of(error: SlackApiError) -> str:
    """What went wrong in one word, for logs and operators."""
    return code_of(error) or f"http_{status_of(error)}"


def is_slacks(error: SlackApiError) -> bool:
    """Whether Slack itself refused the request and says why; otherwise it is unclear what happened."""
    return status_of(error) == 200 and bool(code_of(error))


def is_refused(error: SlackApiError, codes: frozenset[str] = FINAL) -> bool:
    """Whether Slack itself refused for one of these reasons; those for good, unless others are given."""
    return is_slacks(error) and code_of(error) in codes


def is_not_done(error: SlackApiError) -> bool:
    """Whether Slack says that it did nothing, and may do it later."""
    return is_rate_limited(error) or is_refused(error, NOT_DONE)


def is_rate_limited(error: SlackApiError) -> bool:
    """Whether it was asked too often."""
    return status_of(error) == 429 or is_refused(error, RATE_LIMITED)


def is_too_long(error: SlackApiError) -> bool:
    """Whether Slack would take less of the same."""
    if is_refused(error, TOO_LONG):
        return True
    return is_refused(error, MALFORMED) and any(_ABOUT_SIZE.search(reason) for reason in _reasons(error))


def retry_after(error: SlackApiError) -> timedelta | None:
    """How long Slack asks to wait, an hour at most; None where it does not say so readably."""
    headers = headers_of(error)
    return read_retry_after(headers.get("retry-after"), headers.get("date"))


def read_retry_after(said: str | None, answered_at: str | None = None) -> timedelta | None:
    """From a header: seconds, or a date as seen from the answer's own Date. Never raises."""
    seconds = _seconds(said or "", answered_at or "")
    if math.isnan(seconds) or seconds <= 0:
        return None
    return timedelta(seconds=min(seconds, MAX_WAIT.total_seconds())) or None


def part(answer: AsyncSlackResponse, name: str) -> Any:
    """A part that every such answer has. Raises SlackApiError for one that lacks it: it is not Slack's."""
    value = answer.get(name)
    if not value:
        raise not_slacks(answer, name)
    return value


def text_part(answer: AsyncSlackResponse, *names: str) -> str:
    """A text that every such answer has at these names, one within the other. Raises as `part`."""
    found: Any = answer.data
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(found, str) or not found:
        raise not_slacks(answer, ".".join(names))
    return found


def object_part(answer: AsyncSlackResponse, name: str) -> Mapping[str, Any]:
    """An object that every such answer has. Raises as `part`."""
    value = part(answer, name)
    if not isinstance(value, Mapping):
        raise not_slacks(answer, name)
    return value


def list_part(answer: AsyncSlackResponse, name: str) -> list[Any]:
    """A list that every such answer has, perhaps an empty one. Raises as `part`."""
    value = answer.get(name)
    if not isinstance(value, list):
        raise not_slacks(answer, name)
    return value


def next_cursor(answer: AsyncSlackResponse) -> str:
    """Where the next page begins; "" for the last. Raises as `part` where it cannot be known."""
    metadata = answer.get("response_metadata") or {}
    cursor = (metadata.get("next_cursor") or "") if isinstance(metadata, Mapping) else None
    if not isinstance(cursor, str):
        raise not_slacks(answer, "response_metadata")
    return cursor


def not_slacks(answer: AsyncSlackResponse, name: str) -> SlackApiError:
    """An answer of which this part is missing, or cannot be so."""
    return SlackApiError(f"what about {name}?", answer)  # type: ignore[no-untyped-call]  # the SDK's own


def scope_needed(error: SlackApiError) -> str:
    """The scopes that Slack misses; "" where it names none."""
    return str(_body(error).get("needed", ""))


def _body(error: SlackApiError) -> Mapping[str, Any]:
    said = getattr(error.response, "data", error.response)
    return said if isinstance(said, Mapping) else {}


def _reasons(error: SlackApiError) -> list[str]:
    """Slack's words on what is wrong with blocks."""
    said = _body(error)
    metadata = said.get("response_metadata")
    more = metadata.get("messages") if isinstance(metadata, Mapping) else None
    return [str(reason) for reasons in (said.get("errors"), more) for reason in _listed(reasons)]


def _listed(reasons: object) -> list[object]:
    return reasons if isinstance(reasons, list) else []


def _seconds(said: str, answered_at: str) -> float:
    try:
        return float(said)
    except ValueError:
        pass
    try:
        return (parsedate_to_datetime(said) - parsedate_to_datetime(answered_at)).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return math.nan
