"""Addresses that settings name, checked before anything connects to them."""

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
