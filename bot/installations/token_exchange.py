"""Request tokens from Slack: for the code of an installation, or for a refresh token.

slack_sdk's AsyncTokenRotator would read the real clock, and doesn't validate `expires_in`.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.installations.token_cipher import Tokens
from bot.slack_client import Api
from handlers.slack.errors import not_slacks, text_part

MAX_EXPIRES_IN = 10**8  # seconds, three years; Slack's tokens expire after twelve hours


class OrganisationInstall(Exception):
    """The app was installed for a whole organisation, which isn't supported; its token was revoked."""


@dataclass(frozen=True, slots=True)
class Grant:
    """The result of an installation by a user (`by`); `expires_in` is in seconds, None for never."""

    workspace: str
    name: str
    app: str
    bot: str
    scopes: str
    by: str
    tokens: Tokens
    expires_in: int | None


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """Requests tokens for the app with this client id and secret."""

    api: Api
    client_id: str
    client_secret: str = field(repr=False)

    async def exchange_code(self, code: str, redirect_uri: str) -> Grant:
        """Exchange a code for tokens. Raises OrganisationInstall, SlackApiError or aiohttp.ClientError."""
        response = await self._request(code=code, redirect_uri=redirect_uri)
        tokens, expires_in = _parse_tokens(response)
        if response.get("is_enterprise_install") or not response.get("team"):
            await self.api.posting(tokens.access).auth_revoke()
            raise OrganisationInstall
        return Grant(
            workspace=text_part(response, "team", "id"),
            name=str(response["team"].get("name") or ""),
            app=text_part(response, "app_id"),
            bot=text_part(response, "bot_user_id"),
            scopes=text_part(response, "scope"),
            by=text_part(response, "authed_user", "id"),
            tokens=tokens,
            expires_in=expires_in,
        )

    async def refresh(self, refresh_token: str) -> tuple[Tokens, int | None]:
        """New tokens, and in how many seconds they expire. Raises SlackApiError or aiohttp.ClientError."""
        return _parse_tokens(await self._request(grant_type="refresh_token", refresh_token=refresh_token))

    async def _request(self, **arguments: str) -> Any:
        credentials = {"client_id": self.client_id, "client_secret": self.client_secret}
        return await self.api.posting().api_call("oauth.v2.access", data={**credentials, **arguments})


def _parse_tokens(response: Any) -> tuple[Tokens, int | None]:
    refresh, expires_in = response.get("refresh_token") or "", response.get("expires_in")
    if not isinstance(refresh, str):
        raise not_slacks(response, "refresh_token")
    if expires_in is not None and not (type(expires_in) is int and 0 < expires_in <= MAX_EXPIRES_IN):
        raise not_slacks(response, "expires_in")
    return Tokens(text_part(response, "access_token"), refresh), expires_in
