"""What can go wrong: for a person at the screen, and for an app calling the Web API."""

from collections.abc import Sequence
from typing import Any


class ActionError(Exception):
    """A person tried what Slack's client would not let them do."""


class FormRefused(ActionError):
    """Slack's client kept the form open without asking the app. `label` names the input, `reason` why."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(f"{label}: {reason}")
        self.label = label
        self.reason = reason


class ApiError(Exception):
    """A Web API call answered with `ok: false`. `error` is Slack's name for it, `extra` joins the answer."""

    def __init__(self, error: str, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


def error_details(messages: Sequence[str]) -> dict[str, Any]:
    """What joins a refusal that says more than its code."""
    return {
        "errors": list(messages),
        "response_metadata": {"messages": [f"[ERROR] {message}" for message in messages]},
    }


class ManifestError(ValueError):
    """The app's manifest contradicts itself or lacks what Slack asks of it."""


class RequestUrlError(Exception):
    """The app does not answer at its request URL as Slack asks before it sends events there."""
