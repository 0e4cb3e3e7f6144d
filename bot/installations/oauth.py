"""Install the app with OAuth: the page with the button, and the redirect back from Slack.

A state is valid once, for ten minutes, in the browser that requested it.
"""

import logging
import re
import secrets
from datetime import timedelta
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.installations.many_workspaces import ManyWorkspaces
from bot.installations.token_cipher import TokenCipher
from bot.installations.token_exchange import Grant, OAuthClient, OrganisationInstall
from bot.installations.token_refresh import expiry
from bot.manifest import BOT_SCOPES, INSTALL, REDIRECT
from handlers.dispatch.interaction import Services
from handlers.slack.errors import code_of, is_slacks, name_of
from handlers.views.installation import pages
from handlers.views.installation.pages import Page
from storage import install_states
from storage.changes.installations import install
from storage.installations import Installation

log = logging.getLogger(__name__)

STATE_TTL = timedelta(minutes=10)
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)  # 256 bits, as token_urlsafe writes them
_CODE = re.compile(r"[\w.-]{1,500}", re.ASCII)
_ERROR = re.compile(r"[a-z_]{1,80}", re.ASCII)


class OAuthPages:
    """Serves the two pages."""

    def __init__(
        self,
        services: Services,
        workspaces: ManyWorkspaces,
        oauth: OAuthClient,
        cipher: TokenCipher,
        public_url: str,
    ) -> None:
        self._services = services
        self._workspaces = workspaces
        self._oauth = oauth
        self._cipher = cipher
        self._install_url = f"{public_url}{INSTALL}"
        self._redirect_url = f"{public_url}{REDIRECT}"
        self._is_secure = public_url.startswith("https:")
        self._cookie = "__Host-oncourse" if self._is_secure else "oncourse"

    async def start(self, request: web.Request) -> web.Response:
        """The page with the button; each request issues another state, valid beside earlier ones."""
        browser, state = self._browser_id(request) or secrets.token_urlsafe(), secrets.token_urlsafe()
        now = self._services.now()
        await self._services.store.claim(install_states.open_, state, browser, now, now + STATE_TTL)
        response = _html(pages.install_page(self._authorize_url(state)))
        response.set_cookie(
            self._cookie,
            browser,
            max_age=int(STATE_TTL.total_seconds()),
            path="/",
            secure=self._is_secure,
            httponly=True,
            samesite="Lax",
        )
        return response

    async def callback(self, request: web.Request) -> web.Response:
        """The redirect from Slack; the installation completes even if the browser disconnects."""
        return _html(await self._services.tasks.start(self._finish(request)))

    async def _finish(self, request: web.Request) -> Page:
        state, browser = _query_value(request, "state", _SECRET), self._browser_id(request)
        if not state or not browser or not await self._take_state(state, browser):
            return pages.expired_page(self._install_url)
        if error := _query_value(request, "error", _ERROR):
            if error == "access_denied":
                return pages.cancelled_page(self._install_url)
            return pages.refused_page(error, self._install_url)
        code = _query_value(request, "code", _CODE)
        return await self._install(code) if code else pages.expired_page(self._install_url)

    async def _take_state(self, state: str, browser: str) -> bool:
        return await self._services.store.claim(install_states.take, state, browser, self._services.now())

    async def _install(self, code: str) -> Page:
        try:
            grant = await self._oauth.exchange_code(code, self._redirect_url)
        except OrganisationInstall:
            return pages.organization_page(self._install_url)
        except SlackApiError as error:
            log.warning("not installed", extra={"error": name_of(error)})
            if is_slacks(error):
                return pages.refused_page(code_of(error), self._install_url)
            return pages.no_answer_page(self._install_url)
        except (aiohttp.ClientError, TimeoutError) as failure:
            log.warning("not installed", extra={"error": type(failure).__name__})
            return pages.no_answer_page(self._install_url)
        await self._save(grant)
        open_url = f"https://slack.com/app_redirect?{urlencode({'app': grant.app, 'team': grant.workspace})}"
        return pages.installed_page(grant.name, open_url)

    async def _save(self, grant: Grant) -> None:
        """Save the installation, and enqueue the welcome message to the person who installed it."""
        now = self._services.now()
        installation = Installation(
            workspace=grant.workspace,
            name=grant.name,
            app=grant.app,
            bot=grant.bot,
            sealed=self._cipher.encrypt(grant.workspace, grant.tokens),
            scopes=grant.scopes,
            installed_at=now,
            installed_by=grant.by,
            expires_at=expiry(now, grant.expires_in),
        )
        await self._services.store.write(grant.workspace, install, installation, now)
        self._workspaces.forget(grant.workspace)
        log.info("installed", extra={"workspace": grant.workspace})
        self._services.notify_due()

    def _browser_id(self, request: web.Request) -> str:
        """The browser's id from its cookie; "" without a valid one."""
        cookie = request.cookies.get(self._cookie, "")
        return cookie if _SECRET.fullmatch(cookie) else ""

    def _authorize_url(self, state: str) -> str:
        root = self._oauth.api.address.removesuffix("api/")
        return AuthorizeUrlGenerator(
            client_id=self._oauth.client_id,
            scopes=BOT_SCOPES,
            redirect_uri=self._redirect_url,
            authorization_url=f"{root}oauth/v2/authorize",
        ).generate(state)


def _html(page: Page) -> web.Response:
    headers = {"Content-Security-Policy": pages.POLICY}
    return web.Response(text=page.html, status=page.status, content_type="text/html", headers=headers)


def _query_value(request: web.Request, name: str, form: re.Pattern[str]) -> str:
    """The query parameter, if it occurs once and is well-formed; else ""."""
    values = request.query.getall(name, [])
    return values[0] if len(values) == 1 and form.fullmatch(values[0]) else ""
