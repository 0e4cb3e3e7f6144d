"""Verify that a request is from Slack: signed with the signing secret, and recent.

slack_sdk's SignatureVerifier raises for a body that isn't UTF-8 and for a malformed timestamp.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

VERSION = "v0"
MAX_CLOCK_SKEW = 300  # seconds, either way, as Slack recommends
TIMESTAMP = "X-Slack-Request-Timestamp"
SIGNATURE = "X-Slack-Signature"
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(rf"{VERSION}=[0-9a-f]{{64}}", re.ASCII)


class Headers(Protocol):
    """Request headers, in which a name may occur several times."""

    def getall(self, name: str, default: Sequence[str], /) -> Sequence[str]:
        """Every value of a header; its name is case-insensitive."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature of a body at a timestamp (epoch seconds)."""
    signed = b":".join((VERSION.encode(), timestamp.encode(), body))
    return f"{VERSION}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def is_signed(secret: str, headers: Headers, body: bytes, now: datetime) -> bool:
    """Whether the headers hold a valid, recent signature of `body`."""
    timestamp = _single_value(headers, TIMESTAMP, _TIMESTAMP)
    received = _single_value(headers, SIGNATURE, _SIGNATURE)
    if timestamp is None or received is None:
        return False
    if abs(now.timestamp() - int(timestamp)) > MAX_CLOCK_SKEW:
        return False
    return hmac.compare_digest(received, signature(secret, timestamp, body))


def _single_value(headers: Headers, name: str, form: re.Pattern[str]) -> str | None:
    """The header's value, if there is exactly one and it is well-formed."""
    values = headers.getall(name, ())
    return values[0] if len(values) == 1 and form.fullmatch(values[0]) else None
