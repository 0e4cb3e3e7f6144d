"""The proxy of HTTPS_PROXY and HTTP_PROXY, minded by everything that we connect to, and NO_PROXY.

Slack's library minds the first two for its own calls alone, and never the third.
"""

from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp import ClientHandlerType
from yarl import URL

_SCHEMES = {"wss": "https", "ws": "http"}


def proxy_for(address: URL) -> URL | None:
    """The proxy that leads to the address; None where it is reached without."""
    if proxy_bypass(f"{address.host_subcomponent}:{address.port}"):
        return None
    proxy = getproxies().get(_SCHEMES.get(address.scheme, address.scheme))
    return URL(proxy) if proxy else None


async def through_proxy(request: aiohttp.ClientRequest, handler: ClientHandlerType) -> aiohttp.ClientResponse:
    """Every request of a session goes by what the environment says, whatever the caller has found there."""
    request.update_proxy(proxy_for(request.url), None, None)
    return await handler(request)


def complaint_about_proxies() -> str | None:
    """What is wrong with the environment's proxies; it is not repeated: a password may be in it."""
    for scheme in ("https", "http"):
        proxy = getproxies().get(scheme)
        if proxy and not proxy.startswith(("http://", "https://")):
            return (
                f"{scheme.upper()}_PROXY isn't the http address of a proxy. Write it like "
                "http://proxy.example.com:3128."
            )
    return None
