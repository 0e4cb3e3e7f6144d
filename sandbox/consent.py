"""/oauth/v2/authorize: the page on which a person lets the app into their workspace, or does not."""

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
"""The cookie that says who is signed in where: a workspace's id, a colon, a person's."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What a person is asked. `named` is whether the app itself named the redirect URI."""

    backend: Backend
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    named: bool
    state: str


class Consent:
    """Asks people of every workspace, and sends them back to the app with a code or a refusal."""

    def __init__(self, backends: Mapping[str, Backend]) -> None:
        self._backends = backends
        self._asked: dict[str, _Question] = {}

    async def ask(self, request: web.Request) -> web.Response:
        """The page, or what Slack says of a request that an app should not have made."""
        backend, user = self._signed_in(request)
        question = _question(backend, user, request.query)
        if not _may_install(backend, user):
            return _page("Ask for approval", f"{user.name} may not add apps to {backend.workspace.team.name}")
        key = secrets.token_urlsafe(16)
        self._asked[key] = question
        return _form(question, key)

    async def answer(self, request: web.Request) -> web.Response:
        """A button was pressed: back to the app. Each page can be answered once, by who was asked."""
        backend, user = self._signed_in(request)
        said = await request.post()
        question = self._asked.pop(str(said.get("key", "")), None)
        if question is None or (question.backend, question.user) != (backend, user.id):
            raise _refused("this page was answered before, or by somebody else")
        given = {"state": question.state} if question.state else {}
        if said.get("answer") == "allow":
            named = question.redirect_uri if question.named else ""
            given["code"] = backend.grants.allow(backend, user.id, question.scopes, named)
        else:
            given["error"] = "access_denied"
        raise web.HTTPFound(
            f"{question.redirect_uri}{'&' if '?' in question.redirect_uri else '?'}{urlencode(given)}"
        )

    def _signed_in(self, request: web.Request) -> tuple[Backend, User]:
        team, _, user_id = request.cookies.get(LOGIN, "").partition(":")
        backend = self._backends.get(team)
        if backend is None or user_id not in backend.workspace.users:
            raise _refused("sign in to a workspace first", 401)
        return backend, backend.workspace.users[user_id]


def _question(backend: Backend, user: User, query: Mapping[str, str]) -> _Question:
    app = backend.registered
    if query.get("client_id") != backend.grants.client_id:
        raise _refused("invalid_client_id")
    uri = query.get("redirect_uri") or next(iter(app.redirect_urls), "")
    if uri not in app.redirect_urls:
        raise _refused("bad_redirect_uri: it is none of the app's redirect URLs")
    scopes = tuple(dict.fromkeys(filter(None, query.get("scope", "").replace(" ", ",").split(","))))
    if unknown := set(scopes) - set(app.scopes):
        raise _refused(f"invalid_scope: the manifest does not name {', '.join(sorted(unknown))}")
    if not scopes or query.get("user_scope"):
        raise _refused("no_scopes: the app asks for scopes of its bot, and for nothing else")
    return _Question(backend, user.id, scopes, uri, bool(query.get("redirect_uri")), query.get("state", ""))


def _may_install(backend: Backend, user: User) -> bool:
    is_member = user.team_id == backend.workspace.team.id and not (user.deleted or user.guest or user.is_bot)
    return is_member and (user.admin or not backend.workspace.only_admins_install)


def _form(question: _Question, key: str) -> web.Response:
    app, team = question.backend.registered, question.backend.workspace.team
    scopes = "".join(f"<li>{escape(scope)}</li>" for scope in question.scopes)
    return _page(
        f"{app.name} asks for access to {team.name}",
        "What it may do then:",
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
