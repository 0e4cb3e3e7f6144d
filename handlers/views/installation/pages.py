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
        "Oncourse takes your team from company goals to a social media plan people keep to. Next, Slack "
        "asks you to approve it for your workspace.",
        ("Add to Slack", authorize_url),
    )


def installed_page(team: str, open_url: str) -> Page:
    """The installation succeeded."""
    return _page(
        f"Oncourse is in {team}" if team else "Oncourse is in your workspace",
        "I've sent you the first step there, in a direct message.",
        ("Open Slack", open_url),
    )


def cancelled_page(install_url: str) -> Page:
    """The person cancelled."""
    return _page(
        "Nothing was installed",
        "You cancelled, so Oncourse isn't in your workspace. You can add it any time.",
        ("Start again", install_url),
    )


def expired_page(install_url: str) -> Page:
    """The OAuth state is unknown, expired, already used, or from another browser."""
    return _page(
        "Please start again",
        "This link was already used, started in another browser, or is older than ten minutes. Nothing was "
        "installed.",
        ("Start again", install_url),
        status=400,
    )


def refused_page(code: str, install_url: str) -> Page:
    """Slack returned an error code."""
    return _page(
        "Slack didn't finish",
        f"Slack says: {code}. Please start again. If it happens again, tell your admin.",
        ("Start again", install_url),
        status=400,
    )


def no_answer_page(install_url: str) -> Page:
    """The request to Slack timed out or failed."""
    return _page(
        "Slack didn't answer",
        "So I can't tell whether Oncourse was installed. Please start again in a moment.",
        ("Start again", install_url),
        status=502,
    )


def organization_page(install_url: str) -> Page:
    """Organisation-wide installation is not supported."""
    return _page(
        "One workspace at a time, please",
        "Oncourse can't be installed for a whole organisation. Choose one of its workspaces and install it "
        "there. Nothing was saved.",
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
