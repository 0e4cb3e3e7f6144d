"""/oauth/v2/authorize: the page on which a person approves or cancels an installation."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from sandbox.backend import Backend
from sandbox.records import User

PATH = "/oauth/v2/authorize"
LOGIN = "d"
"""The session cookie: a workspace's id, a colon, a user's id."""


@dataclass(frozen=True, slots=True)
class _ConsentRequest:
    """What a person is asked to approve. `is_explicit`: the app itself sent the redirect URI."""

    backend: Backend
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    is_explicit: bool
    state: str


class Consent:
    """Shows the page in every workspace, and redirects to the app with a code or an error."""

    def __init__(self, backends: Mapping[str, Backend]) -> None:
        self._backends = backends
        self._pending: dict[str, _ConsentRequest] = {}

    async def show(self, request: web.Request) -> web.Response:
        """The page, or Slack's error for an invalid request."""
        backend, user = self._signed_in(request)
        asked = _read_request(backend, user, request.query)
        if not _may_install(backend, user):
            return _page("Ask for approval", f"{user.name} may not add apps to {backend.workspace.team.name}")
        key = secrets.token_urlsafe(16)
        self._pending[key] = asked
        return _form(asked, key)

    async def decide(self, request: web.Request) -> web.Response:
        """Handle a button: redirect to the app. Each page works once, and only for the same person."""
        backend, user = self._signed_in(request)
        form = await request.post()
        asked = self._pending.pop(str(form.get("key", "")), None)
        if asked is None or (asked.backend, asked.user) != (backend, user.id):
            raise _refused("this page was used before, or by another person")
        given = {"state": asked.state} if asked.state else {}
        if form.get("answer") == "allow":
            is_explicit = asked.redirect_uri if asked.is_explicit else ""
            given["code"] = backend.grants.allow(backend, user.id, asked.scopes, is_explicit)
        else:
            given["error"] = "access_denied"
        raise web.HTTPFound(
            f"{asked.redirect_uri}{'&' if '?' in asked.redirect_uri else '?'}{urlencode(given)}"
        )

    def _signed_in(self, request: web.Request) -> tuple[Backend, User]:
        team, _, user_id = request.cookies.get(LOGIN, "").partition(":")
        backend = self._backends.get(team)
        if backend is None or user_id not in backend.workspace.users:
            raise _refused("sign in to a workspace first", 401)
        return backend, backend.workspace.users[user_id]


def _read_request(backend: Backend, user: User, query: Mapping[str, str]) -> _ConsentRequest:
    app = backend.registered
    if query.get("client_id") != backend.grants.client_id:
        raise _refused("invalid_client_id")
    uri = query.get("redirect_uri") or next(iter(app.redirect_urls), "")
    if uri not in app.redirect_urls:
        raise _refused("bad_redirect_uri: it is not one of the app's redirect URLs")
    scopes = tuple(dict.fromkeys(filter(None, query.get("scope", "").replace(" ", ",").split(","))))
    if unknown := set(scopes) - set(app.scopes):
        raise _refused(f"invalid_scope: the manifest does not have {', '.join(sorted(unknown))}")
    if not scopes or query.get("user_scope"):
        raise _refused("no_scopes: the app must request bot scopes only")
    return _ConsentRequest(
        backend, user.id, scopes, uri, bool(query.get("redirect_uri")), query.get("state", "")
    )


def _may_install(backend: Backend, user: User) -> bool:
    is_member = user.team_id == backend.workspace.team.id and not (user.deleted or user.guest or user.is_bot)
    return is_member and (user.admin or not backend.workspace.only_admins_install)


def _form(asked: _ConsentRequest, key: str) -> web.Response:
    app, team = asked.backend.registered, asked.backend.workspace.team
    scopes = "".join(f"<li>{escape(scope)}</li>" for scope in asked.scopes)
    return _page(
        f"{app.name} asks for access to {team.name}",
        "It requests these scopes:",
        f'<ul>{scopes}</ul><form method="post" action="{PATH}"><input type="hidden" name="key" value="{key}">'
        '<button name="answer" value="cancel">Cancel</button> '
        '<button name="answer" value="allow">Allow</button></form>',
    )


def _page(title: str, words: str, markup: str = "", status: int = 200) -> web.Response:
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><p>{escape(words)}</p>{markup}</html>"
    )
    return web.Response(text=text, content_type="text/html", status=status)


def _refused(why: str, status: int = 400) -> web.HTTPException:
    kind = web.HTTPUnauthorized if status == 401 else web.HTTPBadRequest
    return kind(text=f"Slack: {why}")
