"""HTTPS_PROXY, HTTP_PROXY and NO_PROXY for all connections.

slack_sdk uses the first two for its own calls only, and ignores NO_PROXY.
"""

from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp import ClientHandlerType
from yarl import URL

from bot.addresses import http_parts

_SCHEMES = {"wss": "https", "ws": "http"}


def proxy_for(address: URL) -> URL | None:
    """The proxy for requests to the address; None for a direct connection."""
    proxy = getproxies().get(_SCHEMES.get(address.scheme, address.scheme))
    if not proxy or proxy_bypass(f"{address.host_subcomponent}:{address.port}"):
        return None
    return URL(proxy)


async def through_proxy(request: aiohttp.ClientRequest, handler: ClientHandlerType) -> aiohttp.ClientResponse:
    """Middleware: take the proxy from the environment, whatever proxy the caller passed."""
    request.update_proxy(proxy_for(request.url), None, None)
    return await handler(request)


def _is_address(proxy: str) -> bool:
    try:
        http_parts(proxy)
    except ValueError:
        return False
    return True


def proxy_problem() -> str | None:
    """What is wrong with the proxy variables, without their value, which may hold a password."""
    for scheme in ("https", "http"):
        proxy = getproxies().get(scheme)
        if proxy and not _is_address(proxy):
            return (
                f"{scheme.upper()}_PROXY isn't the http address of a proxy. Write it like "
                "http://proxy.example.com:3128."
            )
    return None
