"""Failed deliveries: the reason, and what a plan's owner can do about it."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.views.common import words
from handlers.views.common.blocks import Message, bold, escape, escape_short, mention, section
from handlers.views.common.commands import slash
from planning.plan import Plan

_MAX_CODE = 60
_MAX_PLANS = 5


class Undelivered(NamedTuple):
    """Why a delivery failed, to follow the recipient's name, and how to fix it."""

    because: str
    cure: str


_GONE = Undelivered(
    "has left this workspace",
    "Hand over what they own, so nothing is forgotten: find it with `/tactic list` and use Hand over.",
)
_CLOSED_DMS = Undelivered(
    "doesn't accept direct messages from me",
    "Ask them to open Oncourse under Apps and allow messages. Until then, pass on what's due: see `/plan "
    "upcoming`.",
)
_REMOVED = Undelivered("is a channel that I'm not in any more", "Add me again with `/invite @Oncourse`.")
_LEFT_CHANNEL = Undelivered(
    "isn't in the plan's channel any more",
    "Invite them back, or hand over what they own: see `/tactic list`.",
)
_CANNOT_SEE = Undelivered(
    "can't be reached, because I'm not in the plan's channel any more",
    "Add me again with `/invite @Oncourse`.",
)
_ARCHIVED = Undelivered(
    "is archived",
    "Unarchive it, or close the plan and start the next one where your team talks now.",
)
_FORBIDDEN = Undelivered(
    "doesn't let me post", "A workspace admin can allow it under the channel's posting permissions."
)
_DMS_FORBIDDEN = Undelivered(
    "can't get messages from me",
    "A workspace admin can allow it. Until then, pass on what's due: see `/plan upcoming`.",
)
_UNCLEAR = Undelivered(
    "didn't get a message, because Slack didn't answer clearly", "I'll try again next time."
)
_LATE = Undelivered("couldn't be reached in time", "I'll try again next time.")

UNDELIVERED: dict[str, Undelivered] = {
    **dict.fromkeys(
        ("user_disabled", "user_not_found", "users_not_found", "account_inactive", "owner_deactivated"), _GONE
    ),
    **dict.fromkeys(
        ("messages_tab_disabled", "cannot_dm_bot", "user_not_visible", "im_disabled"), _CLOSED_DMS
    ),
    **dict.fromkeys(("not_in_channel", "channel_not_found", "bot_not_in_channel"), _REMOVED),
    "is_archived": _ARCHIVED,
    **dict.fromkeys(
        (
            "posting_to_channel_denied",
            "restricted_action",
            "restricted_action_non_threadable_channel",
            "restricted_action_read_only_channel",
            "restricted_action_thread_locked",
            "restricted_action_thread_only_channel",
        ),
        _FORBIDDEN,
    ),
    **dict.fromkeys(("given_up", "unclear", "unclear_twice"), _UNCLEAR),
    **dict.fromkeys(("ratelimited", "internal_error", "fatal_error", "service_unavailable"), _UNCLEAR),
    "too_late": _LATE,
}


# What the same codes mean if the message was for a person.
_FOR_PERSON: dict[str, Undelivered] = {
    "not_in_channel": _LEFT_CHANNEL,
    "bot_not_in_channel": _CANNOT_SEE,
    "channel_not_found": _GONE,
    **{code: _DMS_FORBIDDEN for code, found in UNDELIVERED.items() if found in (_ARCHIVED, _FORBIDDEN)},
}


def undeliverable_message(person: str, reason_code: str, plans: Sequence[Plan]) -> Message:
    """Tells an owner of `plans` that `person` (or a channel, by id) can't be reached, and how to fix it."""
    found = reason(person, reason_code)
    names = [plan.name for plan in plans[:_MAX_PLANS]]
    more = [f"{len(plans) - _MAX_PLANS} more"] if len(plans) > _MAX_PLANS else []
    about = words.listing([*map(bold, names), *more])
    text = f"⚠ {recipient(person)} {found.because}, so my messages about {about} don't arrive."
    fallback = f"I can't reach someone in {words.listing([*map(escape, names), *more])}."
    return Message(fallback, [section(text), section(found.cure)])


def reason(id_: str, code: str) -> Undelivered:
    """Why a person or channel was not reached, by the delivery's error code; an unknown code is shown."""
    named = f" ({escape_short(code, _MAX_CODE)})" if code else ""
    unknown = Undelivered(f"didn't get a message{named}", "I'll try again next time.")
    known = UNDELIVERED if _is_channel(id_) else UNDELIVERED | _FOR_PERSON
    found = known.get(code, unknown)
    return found._replace(cure=slash(found.cure))


def recipient(id_: str) -> str:
    """A mention of a person or channel."""
    return f"<#{id_}>" if _is_channel(id_) else mention(id_)


def _is_channel(id_: str) -> bool:
    return id_.startswith(("C", "G"))  # G: an older private channel
