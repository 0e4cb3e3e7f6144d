"""What Slack grants: tokens, for the code of somebody who installs the app, or for a token to renew them."""

from dataclasses import dataclass, field
from typing import Any

from bot.installations.token_cipher import Tokens
from bot.slack_client import Api
from handlers.slack.errors import not_slacks, text_part

MAX_LASTS = 10**8  # seconds, three years; Slack's tokens last twelve hours


class NotForCompanies(Exception):
    """The app was installed for a whole organisation, which it cannot serve; the token is given back."""


@dataclass(frozen=True, slots=True)
class Grant:
    """The app in a workspace, as somebody (`by`) has just installed it; `lasts` is in seconds."""

    workspace: str
    name: str
    app: str
    bot: str
    scopes: str
    by: str
    tokens: Tokens
    lasts: int | None


@dataclass(frozen=True, slots=True)
class Grants:
    """Asks as the app that has this id and this secret."""

    api: Api
    client_id: str
    client_secret: str = field(repr=False)

    async def redeem(self, code: str, redirect_uri: str) -> Grant:
        """What a code is good for. Raises NotForCompanies, SlackApiError, and what aiohttp raises."""
        answer = await self._ask(code=code, redirect_uri=redirect_uri)
        tokens, lasts = _tokens(answer)
        if answer.get("is_enterprise_install") or not answer.get("team"):
            await self.api.posting(tokens.access).auth_revoke()
            raise NotForCompanies
        return Grant(
            workspace=text_part(answer, "team", "id"),
            name=str(answer["team"].get("name") or ""),
            app=text_part(answer, "app_id"),
            bot=text_part(answer, "bot_user_id"),
            scopes=text_part(answer, "scope"),
            by=text_part(answer, "authed_user", "id"),
            tokens=tokens,
            lasts=lasts,
        )

    async def renew(self, refresh: str) -> tuple[Tokens, int | None]:
        """New tokens, and for how many seconds they are good. Raises as `redeem`."""
        return _tokens(await self._ask(grant_type="refresh_token", refresh_token=refresh))

    async def _ask(self, **arguments: str) -> Any:
        who = {"client_id": self.client_id, "client_secret": self.client_secret}
        return await self.api.posting().api_call("oauth.v2.access", data={**who, **arguments})


def _tokens(answer: Any) -> tuple[Tokens, int | None]:
    refresh, lasts = answer.get("refresh_token") or "", answer.get("expires_in")
    if not isinstance(refresh, str):
        raise not_slacks(answer, "refresh_token")
    if lasts is not None and not (type(lasts) is int and 0 < lasts <= MAX_LASTS):
        raise not_slacks(answer, "expires_in")
    return Tokens(text_part(answer, "access_token"), refresh), lasts
