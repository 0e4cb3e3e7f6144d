"""What can fail: a person's action, and an app's call of the Web API."""

from collections.abc import Sequence
from typing import Any


class ActionError(Exception):
    """A person tried what Slack's client does not allow."""


class FormRefused(ActionError):
    """Slack's client rejected a form without a request to the app. `label` names the input."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(f"{label}: {reason}")
        self.label = label
        self.reason = reason


class ApiError(Exception):
    """A Web API call with the response `ok: false`. `error` is Slack's code, `extra` more fields."""

    def __init__(self, error: str, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


def error_details(messages: Sequence[str]) -> dict[str, Any]:
    """The fields of an error response that has messages besides its code."""
    return {
        "errors": list(messages),
        "response_metadata": {"messages": [f"[ERROR] {message}" for message in messages]},
    }


class ManifestError(ValueError):
    """The app's manifest is inconsistent or lacks what Slack requires."""


class RequestUrlError(Exception):
    """The app failed the challenge that Slack sends to a request URL before any event."""
