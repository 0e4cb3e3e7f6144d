"""Slack's signature below every request that it sends to a request URL."""

import hashlib
import hmac
from datetime import datetime


def signed_headers(secret: str, body: bytes, at: datetime) -> dict[str, str]:
    """X-Slack-Request-Timestamp and X-Slack-Signature of a body, sent at this aware moment.

    For tests that speak to an app as Slack does, or as somebody who would like to be taken for it.
    """
    timestamp = str(int(at.timestamp()))
    signed = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }
