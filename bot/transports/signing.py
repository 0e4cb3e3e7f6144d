"""Whether a request is Slack's own: signed with the secret that Slack and the app share, and not long ago."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

VERSION = "v0"
APART_MOST = 300  # seconds between Slack's clock and ours, either way
TIMESTAMP = "X-Slack-Request-Timestamp"
SIGNATURE = "X-Slack-Signature"
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(rf"{VERSION}=[0-9a-f]{{64}}", re.ASCII)


class Headers(Protocol):
    """The headers of a request, each perhaps there several times."""

    def getall(self, name: str, default: Sequence[str], /) -> Sequence[str]:
        """Every value of a header, whatever the case of its name."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What Slack signs a body with at a timestamp (epoch seconds)."""
    signed = b":".join((VERSION.encode(), timestamp.encode(), body))
    return f"{VERSION}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def is_signed(secret: str, headers: Headers, body: bytes, now: datetime) -> bool:
    """Whether the headers vouch for `body`, of which not a byte was changed."""
    timestamp = _only(headers, TIMESTAMP, _TIMESTAMP)
    claimed = _only(headers, SIGNATURE, _SIGNATURE)
    if timestamp is None or claimed is None:
        return False
    if abs(now.timestamp() - int(timestamp)) > APART_MOST:
        return False
    return hmac.compare_digest(claimed, signature(secret, timestamp, body))


def _only(headers: Headers, name: str, form: re.Pattern[str]) -> str | None:
    """The header's value where there is exactly one, of the right form."""
    values = headers.getall(name, ())
    return values[0] if len(values) == 1 and form.fullmatch(values[0]) else None
