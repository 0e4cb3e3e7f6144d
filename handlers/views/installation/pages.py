"""The web pages of the OAuth installation. External text in them is escaped."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from html import escape

_STYLE = (
    "body{font:1.1em/1.5 system-ui,sans-serif;max-width:34em;margin:12vh auto;padding:0 1.5em;color:#1d1c1d;"
    "background:#fff}h1{line-height:1.2}a.go{display:inline-block;padding:.6em 1.2em;border-radius:.4em;"
    "background:#1f4e5f;color:#fff;text-decoration:none;font-weight:600}a.go:focus{outline:3px solid #f2c744}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#1a1d21}a.go{background:#2f7d97}}"
)
_STYLE_HASH = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The Content-Security-Policy of every page: its own style, and nothing else."""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page and its HTTP status."""

    html: str
    status: int = 200


def install_page(authorize_url: str) -> Page:
    """The start page, with the link to Slack."""
    return _page(
        "Add Oncourse to your Slack",
        "Oncourse helps a team to get from its company's goals to a social media plan that people keep to. "
        "Slack asks you next whether it may come into your workspace, and what it may do there.",
        ("Add to Slack", authorize_url),
    )


def installed_page(team: str, open_url: str) -> Page:
    """The installation succeeded."""
    return _page(
        f"Oncourse is in {team}" if team else "Oncourse is in your workspace",
        "It has written to you there, with the first step.",
        ("Open Slack", open_url),
    )


def cancelled_page(install_url: str) -> Page:
    """The person cancelled."""
    return _page(
        "Nothing was installed",
        "You have cancelled, so Oncourse is not in your workspace. You can add it whenever you like.",
        ("Start again", install_url),
    )


def expired_page(install_url: str) -> Page:
    """The OAuth state is unknown, expired, already used, or from another browser."""
    return _page(
        "Please start again",
        "This link was used before, was begun in another browser, or is older than ten minutes. Nothing was "
        "installed by it.",
        ("Start again", install_url),
        status=400,
    )


def refused_page(code: str, install_url: str) -> Page:
    """Slack returned an error code."""
    return _page(
        "Slack did not finish it",
        f"Slack says: {code}. Please start again. If that happens again, tell whoever looks after Oncourse.",
        ("Start again", install_url),
        status=400,
    )


def no_answer_page(install_url: str) -> Page:
    """The request to Slack timed out or failed."""
    return _page(
        "Slack did not answer",
        "So it is not certain that Oncourse was installed. Please start again in a moment.",
        ("Start again", install_url),
        status=502,
    )


def organization_page(install_url: str) -> Page:
    """Organisation-wide installation is not supported."""
    return _page(
        "One workspace at a time, please",
        "Oncourse cannot be installed for a whole organisation. Choose one of its workspaces, and install it "
        "there. Nothing was kept of this.",
        ("Start again", install_url),
        status=400,
    )


def _page(title: str, words: str, link: tuple[str, str], status: int = 200) -> Page:
    label, address = link
    return Page(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1><p>{escape(words)}</p>"
        f'<p><a class="go" href="{escape(address)}">{escape(label)}</a></p></main></body></html>',
        status,
    )
