"""Addresses that settings name, checked before anything connects to them."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit


def http_parts(url: str) -> SplitResult:
    """The parts of an http or https address; raises ValueError, which doesn't repeat it."""
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in ("http", "https") or any(map(str.isspace, url)):
        raise ValueError("is no http address")
    return parts


def without_password(parts: SplitResult) -> SplitResult:
    """The same, for what everyone may read; raises ValueError where it has a name or password."""
    if "@" in parts.netloc:
        raise ValueError("has a name or password before its host")
    return parts


def require_public(url: str) -> str:
    """Gives back an address that browsers reach, without path or password; a ValueError doesn't repeat it."""
    try:
        parts = http_parts(url)
    except ValueError:
        raise ValueError("is no https address") from None
    if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
        raise ValueError("is no https address")
    without_password(parts)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("is more or less than an address without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
