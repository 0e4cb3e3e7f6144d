"""Whatever a browser brings to the pages of an installation, it reads a page, and installs nothing by it."""

from urllib.parse import urlencode

import aiohttp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.hostile import kept
from tests.web.stage import TwoCompanies

Words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.just("x" * 43)
Cookies = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=' ",;\\'), max_size=60
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    query=st.lists(st.tuples(st.sampled_from(["state", "code", "error", "other"]), Words), max_size=6),
    cookie=Cookies | st.just("x" * 43),
)
async def test_nobody_comes_back_who_has_not_been_sent(
    companies: TwoCompanies, query: list[tuple[str, str]], cookie: str
) -> None:
    before = await kept(companies.bot.store)
    url = f"{companies.bot.address}/slack/oauth_redirect?{urlencode(query)}"
    headers = {"Cookie": f"__Host-oncourse={cookie}"}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        said = await answer.text()
        assert answer.status == 400
        assert "Please start again" in said
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert await kept(companies.bot.store) == before
    # The clock is compared with Slack's now and then, whatever comes.
    assert [call for call in companies.slack.traffic if call.method != "api.test"] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(cookie=Cookies)
async def test_a_browser_that_begins_is_known_by_what_we_gave_it(
    companies: TwoCompanies, cookie: str
) -> None:
    headers = {"Cookie": f"__Host-oncourse={cookie}"}
    url = f"{companies.bot.address}/slack/install"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        assert answer.status == 200
        given_ = answer.headers["Set-Cookie"].partition(";")[0].partition("=")[2]
    assert len(given_) == 43
    if len(cookie) != 43:
        assert given_ != cookie
