"""Validate the URLs in settings before anything connects to them."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit


def http_parts(url: str) -> SplitResult:
    """Parse an http or https URL; raises ValueError without the URL, which may hold a password."""
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in ("http", "https") or any(map(str.isspace, url)):
        raise ValueError("isn't an http address")
    return parts


def without_password(parts: SplitResult) -> SplitResult:
    """Return the URL if it has no user name or password, so that it can be logged; else raises ValueError."""
    if "@" in parts.netloc:
        raise ValueError("has a name or password before its host")
    return parts


def require_public(url: str) -> str:
    """Validate and normalize a public URL: https, or http on this machine, without path or password.

    Raises ValueError, without the URL in its message.
    """
    try:
        parts = http_parts(url)
    except ValueError:
        raise ValueError("isn't an https address") from None
    if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
        raise ValueError("isn't an https address")
    without_password(parts)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("has a path, query or fragment")
    return f"{parts.scheme}://{parts.netloc}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
