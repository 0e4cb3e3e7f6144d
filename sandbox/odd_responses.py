"""Responses that are not Slack's JSON, or not all of it: from proxies, load balancers and outages."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from sandbox.faults import Fault
from sandbox.records import OMITTED

JSON = "application/json"
_PAGE = b"<!doctype html><html><title>Sign in</title><h1>Who are you?</h1></html>"
_WORDS = b"upstream connect error or disconnect/reset before headers"
_STATUSES = (302, 400, 403, 404, 407, 408, 413, 500, 502, 503, 504)
_RETRY_AFTER = {
    "missing": None,
    "words": "abc",
    "a fraction": "1.5",
    "a date": "Mon, 04 Jan 2027 09:00:30 GMT",
    "no date": "Mon, 99 Jan 2027 09:00:30 GMT",
    "an hour": "3600",
    "absurd": "10000000000",
    "endless": "inf",
    "none": "0",
    "negative": "-5",
    "empty": "",
}


def responses_without_json(*, stored: bool = False) -> Mapping[str, Fault]:
    """HTTP 200 and other statuses with bodies that cannot be parsed, by name."""
    with_200 = {
        "a page": Fault.raw_response(_PAGE, "text/html", has_date=False, stored=stored),
        "nothing": Fault.raw_response(b"", JSON, stored=stored),
        "nothing, as text": Fault.raw_response(b"", "text/plain", stored=stored),
        "words": Fault.raw_response(_WORDS, "text/plain", stored=stored),
        "a page that says it is JSON": Fault.raw_response(_PAGE, JSON, has_date=False, stored=stored),
        "half of the JSON": Fault.raw_response(b'{"ok": true, "channel": "C0', JSON, stored=stored),
        "JSON without its type": Fault.raw_response(b'{"ok": true}', "", stored=stored),
        "JSON as text": Fault.raw_response(b'{"ok": true}', "text/plain", stored=stored),
        "a list": Fault.raw_response(b"[]", JSON, stored=stored),
        "a filled list": Fault.raw_response(b'["ok"]', JSON, stored=stored),
        "a string": Fault.raw_response(b'"ok"', JSON, stored=stored),
        "null": Fault.raw_response(b"null", JSON, stored=stored),
        "not UTF-8": Fault.raw_response(b'{"ok": true, "x": "\xff\xfe"}', JSON, stored=stored),
        "an archive": Fault.raw_response(b"\x1f\x8b\x08", "application/gzip", stored=stored),
        "cut off": Fault.cut_off(b'{"ok": true, "channel": ', JSON, stored=stored),
    }
    others: dict[str, Fault] = {}
    for status in _STATUSES:
        name = f"{status} {HTTPStatus(status).phrase}"
        others[f"{name}, words"] = Fault.raw_response(_WORDS, "text/plain", status, stored=stored)
        others[f"{name}, a page"] = Fault.raw_response(
            _PAGE, "text/html", status, has_date=False, stored=stored
        )
    return {f"200 with {name}": fault for name, fault in with_200.items()} | others


def ambiguous_responses(*, stored: bool = False) -> Mapping[str, Fault]:
    """Slack's JSON that does not say whether the call was executed."""
    return {
        "ok and nothing else": Fault.raw_response(b'{"ok": true}', JSON, stored=stored),
        "no error": Fault.raw_response(b'{"ok": false}', JSON, stored=stored),
        "no ok": Fault.raw_response(b'{"error": "channel_not_found"}', JSON, 500, stored=stored),
        "an error that is null": Fault.raw_response(b'{"ok": false, "error": null}', JSON, stored=stored),
        "an error that is a list": Fault.raw_response(b'{"ok": false, "error": ["x"]}', JSON, stored=stored),
        "an unknown error": Fault.refused("brand_new_error", stored=stored),
        "internal_error": Fault.refused("internal_error", stored=stored),
        "fatal_error": Fault.refused("fatal_error", stored=stored),
    }


def temporary_errors() -> Mapping[str, Fault]:
    """Errors that Slack returns to every app for a while; the call was not executed."""
    codes = (
        "accesslimited",
        "app_access_restricted",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "external_channel_migrating",
        "fetch_members_failed",
        "invalid_auth",
        "message_limit_exceeded",
        "missing_scope",
        "not_authed",
        "org_login_required",
        "rate_limited",
        "request_timeout",
        "service_unavailable",
        "team_access_not_granted",
        "team_added_to_org",
        "two_factor_setup_required",
    )
    return {code: Fault.refused(code) for code in codes}


def rate_limits() -> Mapping[str, Fault]:
    """429 with every kind of Retry-After; the call was not executed."""
    body = b'{"ok": false, "error": "ratelimited"}'
    limits = {
        f"429, Retry-After {name}": Fault.raw_response(body, JSON, 429, retry_after=value)
        for name, value in _RETRY_AFTER.items()
    }
    limits["429, a page"] = Fault.raw_response(_PAGE, "text/html", 429, has_date=False)
    limits["429, words"] = Fault.raw_response(_WORDS, "text/plain", 429, retry_after="2")
    return limits


def altered_responses(*at: str | int, of: type = str) -> Mapping[str, Fault]:
    """Slack's responses to an executed call, with a value of another type than `of` at this path.

    Items of a list are not omitted: a shorter list is a valid response.
    """
    values: list[object] = [None, "", "C1", 7, True, [], ["x"], [[]], [None], {}, {"id": 5}]
    odd = {json.dumps(value): value for value in values if value == "" or not isinstance(value, of)}
    if not isinstance(at[-1], int):
        odd["left out"] = OMITTED
    place = ".".join(map(str, at))
    return {f"{place}: {name}": Fault.altered(value, *at) for name, value in odd.items()}


def odd_responses(*, stored: bool = False) -> Mapping[str, Fault]:
    """All of them by name; with `stored`, those possible although Slack executed the call."""
    unclear = {**responses_without_json(stored=stored), **ambiguous_responses(stored=stored)}
    return unclear if stored else {**unclear, **temporary_errors(), **rate_limits()}
