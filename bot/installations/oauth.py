"""Installing over OAuth: from the button to Slack and back, in one browser, once, within ten minutes."""

import logging
import re
import secrets
from datetime import timedelta
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.installations.many_workspaces import ManyWorkspaces
from bot.installations.token_cipher import TokenCipher
from bot.installations.token_exchange import Grant, Grants, NotForCompanies
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

LIFE = timedelta(minutes=10)
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)  # 256 bits, as token_urlsafe writes them
_CODE = re.compile(r"[\w.-]{1,500}", re.ASCII)
_ERROR = re.compile(r"[a-z_]{1,80}", re.ASCII)


class Installing:
    """The two pages of it."""

    def __init__(
        self,
        services: Services,
        workspaces: ManyWorkspaces,
        grants: Grants,
        cipher: TokenCipher,
        public_url: str,
    ) -> None:
        self._house = services
        self._workspaces = workspaces
        self._grants = grants
        self._seals = cipher
        self._install_url = f"{public_url}{INSTALL}"
        self._redirect_url = f"{public_url}{REDIRECT}"
        self._is_secure = public_url.startswith("https:")
        self._cookie = "__Host-oncourse" if self._is_secure else "oncourse"

    async def begin(self, request: web.Request) -> web.Response:
        """The page with the button; a browser that begins twice may go on with either."""
        browser, state = self._browser(request) or secrets.token_urlsafe(), secrets.token_urlsafe()
        now = self._house.now()
        await self._house.store.claim(install_states.open_, state, browser, now, now + LIFE)
        answer = _shown(pages.install_page(self._authorize_url(state)))
        answer.set_cookie(
            self._cookie,
            browser,
            max_age=int(LIFE.total_seconds()),
            path="/",
            secure=self._is_secure,
            httponly=True,
            samesite="Lax",
        )
        return answer

    async def end(self, request: web.Request) -> web.Response:
        """Where Slack sends the browser back to; what was begun there ends even if the browser is closed."""
        return _shown(await self._house.tasks.start(self._ended(request)))

    async def _ended(self, request: web.Request) -> Page:
        state, browser = _only(request, "state", _SECRET), self._browser(request)
        if not state or not browser or not await self._may_come_back(state, browser):
            return pages.expired_page(self._install_url)
        if error := _only(request, "error", _ERROR):
            if error == "access_denied":
                return pages.cancelled_page(self._install_url)
            return pages.refused_page(error, self._install_url)
        code = _only(request, "code", _CODE)
        return await self._redeemed(code) if code else pages.expired_page(self._install_url)

    async def _may_come_back(self, state: str, browser: str) -> bool:
        return await self._house.store.claim(install_states.take, state, browser, self._house.now())

    async def _redeemed(self, code: str) -> Page:
        try:
            grant = await self._grants.redeem(code, self._redirect_url)
        except NotForCompanies:
            return pages.organization_page(self._install_url)
        except SlackApiError as error:
            log.warning("not installed", extra={"error": name_of(error)})
            if is_slacks(error):
                return pages.refused_page(code_of(error), self._install_url)
            return pages.no_answer_page(self._install_url)
        except (aiohttp.ClientError, TimeoutError) as failure:
            log.warning("not installed", extra={"error": type(failure).__name__})
            return pages.no_answer_page(self._install_url)
        await self._keep(grant)
        open_url = f"https://slack.com/app_redirect?{urlencode({'app': grant.app, 'team': grant.workspace})}"
        return pages.installed_page(grant.name, open_url)

    async def _keep(self, grant: Grant) -> None:
        """From now on the bot is in that workspace, and owes whoever has let it in the first step."""
        now = self._house.now()
        installation = Installation(
            workspace=grant.workspace,
            name=grant.name,
            app=grant.app,
            bot=grant.bot,
            sealed=self._seals.seal(grant.workspace, grant.tokens),
            scopes=grant.scopes,
            installed_at=now,
            installed_by=grant.by,
            expires_at=expiry(now, grant.lasts),
        )
        await self._house.store.write(grant.workspace, install, installation, now)
        self._workspaces.forget(grant.workspace)
        log.info("installed", extra={"workspace": grant.workspace})
        self._house.notify_due()

    def _browser(self, request: web.Request) -> str:
        """What the browser was given to be known by; "" for one that was not."""
        kept = request.cookies.get(self._cookie, "")
        return kept if _SECRET.fullmatch(kept) else ""

    def _authorize_url(self, state: str) -> str:
        root = self._grants.api.address.removesuffix("api/")
        asked = {
            "client_id": self._grants.client_id,
            "scope": ",".join(BOT_SCOPES),
            "redirect_uri": self._redirect_url,
            "state": state,
        }
        return f"{root}oauth/v2/authorize?{urlencode(asked)}"


def _shown(page: Page) -> web.Response:
    headers = {"Content-Security-Policy": pages.POLICY}
    return web.Response(text=page.html, status=page.status, content_type="text/html", headers=headers)


def _only(request: web.Request, name: str, form: re.Pattern[str]) -> str:
    """What was asked for by that name, where it was once and has the right form; else ""."""
    values = request.query.getall(name, [])
    return values[0] if len(values) == 1 and form.fullmatch(values[0]) else ""
