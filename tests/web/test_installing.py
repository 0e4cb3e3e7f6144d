"""Installing, using, removing and installing again, in two companies that never see each other."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlmodel import select

from planning.pictures import Surface
from sandbox import ActionError, Company, Fault, Person
from storage import pictures
from storage.tables import InstallationRow, InstallStateRow
from tests.stories.picture_stage import answer
from tests.stories.stage import screen
from tests.transactions import reading
from tests.web.hostile import kept
from tests.web.stage import PUBLIC, TwoCompanies

pytestmark = pytest.mark.both_databases

WELCOME = screen("""
    @Oncourse
    Oncourse 09:00
    *Oncourse is here.* I take your team from company goals to a social media plan, and keep everyone on
        course.
    *Next:* in your team's channel, add me with `/invite @Oncourse`, then start a plan with `/plan new`.
    *Can you see my pictures?* Slack doesn't say where it shows an app's pictures. I'll show you a test
        picture in three places, and you can tell me where you see it.
    [Check pictures]
    """)


async def start_plan(maya: Person, name: str) -> None:
    await maya.command("/plan new", "#social")
    await maya.fill_in(
        {
            "Name": name,
            "Starts on": "2027-01-01",
            "Ends on": "2027-12-31",
            "Company goals": "Delight users",
        }
    )
    await maya.submit()
    assert maya.modal is None, maya.form()


async def add_tactic(maya: Person, sentence: str) -> None:
    await maya.command("/goal add Write to people", "#social")
    await maya.choose("Which company goal does it help?", "Delight users")
    await maya.submit()
    await maya.command(f"/tactic add {sentence}", "#social")
    await maya.submit()
    assert maya.modal is None, maya.form()


async def test_from_the_button_to_the_first_plan(companies: TwoCompanies) -> None:
    page = await companies.install(companies.slack)
    assert (page.status, page.text) == (
        200,
        "Oncourse is in Campfire, Inc.\nI've sent you the first step there, in a direct message.\nOpen Slack",
    )
    assert companies.slack.person("Maya").news() == WELCOME
    await start_plan(companies.slack.person("Maya"), "Social media 2027")
    assert "Social media 2027" in companies.slack.person("Maya").news()


async def test_two_companies_never_see_each_other(companies: TwoCompanies) -> None:
    slack, lantern = companies.slack, companies.lantern
    for company in (slack, lantern):
        await companies.install(company)
    await start_plan(slack.person("Maya"), "Campfire's plan")
    await add_tactic(slack.person("Maya"), "List 100 influencers @brian by 1 February")
    await start_plan(lantern.person("Maya"), "Lantern's plan")
    await add_tactic(lantern.person("Maya"), "Light a lamp @ruth by 1 February")
    for person in (
        slack.person("Maya"),
        slack.person("Brian"),
        lantern.person("Maya"),
        lantern.person("Ruth"),
    ):
        person.news()

    await slack.person("Maya").command("/plan", "#social")
    await lantern.person("Maya").command("/plan", "#social")
    of_campfire, of_lantern = slack.person("Maya").news(), lantern.person("Maya").news()
    assert "Campfire's plan" in of_campfire
    assert "Lantern" not in of_campfire
    assert "Lantern's plan" in of_lantern
    assert "Campfire" not in of_lantern

    await slack.clock.advance(timedelta(days=30))
    assert "List 100 influencers" in slack.person("Brian").news()
    told = lantern.person("Ruth").news()
    assert "Light a lamp" in told
    assert "influencers" not in told


async def test_installed_used_removed_and_installed_again(companies: TwoCompanies) -> None:
    slack, lantern = companies.slack, companies.lantern
    for company in (slack, lantern):
        await companies.install(company)
        await start_plan(company.person("Maya"), "Social media 2027")
    await add_tactic(slack.person("Maya"), "List 100 influencers @brian by 1 February")
    await add_tactic(lantern.person("Maya"), "Light a lamp @ruth by 1 February")
    await slack.uninstall()
    await slack.clock.advance(timedelta(hours=1))
    before, gone = asked_in(slack), await kept(companies.bot.store)
    for person in (slack.person("Brian"), lantern.person("Ruth")):
        person.news()

    await slack.clock.advance(timedelta(days=31))
    assert asked_in(slack) == before
    assert "Light a lamp" in lantern.person("Ruth").news()
    assert rows_of_campfire(gone) == rows_of_campfire(await kept(companies.bot.store))
    with pytest.raises(ActionError):
        await slack.person("Maya").command("/plan", "#social")

    page = await companies.install(slack)
    assert page.text.startswith("Oncourse is in Campfire, Inc.")
    await slack.invite_bot("#social")
    await slack.person("Maya").command("/plan", "#social")
    assert "List 100 influencers" in slack.person("Maya").news()
    await slack.clock.advance(timedelta(days=1))
    assert "List 100 influencers" in slack.person("Brian").news()


def asked_in(company: Company) -> list[str]:
    """What was asked with a token of the company's."""
    return [call.method for call in company.traffic if call.method != "oauth.v2.access"]


def rows_of_campfire(rows: list[str]) -> list[str]:
    return [row for row in rows if "T0CAMPFIRE" in row]


@pytest.mark.parametrize("backwards", [False, True])
async def test_the_tokens_are_forgotten_in_whatever_order_slack_says_so(
    companies: TwoCompanies, backwards: bool
) -> None:
    await companies.install(companies.slack)
    await companies.slack.uninstall(reverse_events=backwards)
    with reading(companies.bot.store) as tx:
        (found,) = tx.exec(select(InstallationRow)).all()
    assert (found.sealed, found.removed_at) == ("", companies.slack.clock.now())


async def test_a_parting_that_is_told_late_does_not_end_what_began_anew(companies: TwoCompanies) -> None:
    slack = companies.slack
    await companies.install(slack)
    await slack.uninstall()
    partings = [sent.payload for sent in slack.transport.sent if sent.payload.get("event", {}).get("type")]
    assert {"app_uninstalled", "tokens_revoked"} <= {parting["event"]["type"] for parting in partings}
    await slack.clock.advance(timedelta(minutes=2))
    await companies.install(slack)
    for number, parting in enumerate(partings):
        slack.transport.emit_event({**parting, "event_id": f"Ev0LATE{number}"})
    await slack.settle()
    await slack.invite_bot("#social")
    await start_plan(slack.person("Maya"), "Social media 2027")


async def test_a_persons_token_that_is_revoked_is_none_of_ours(companies: TwoCompanies) -> None:
    slack = companies.slack
    await companies.install(slack)
    slack.backend.send_event({"type": "tokens_revoked", "tokens": {"oauth": ["U0MAYA"]}, "event_ts": "1.2"})
    await slack.settle()
    await start_plan(slack.person("Maya"), "Social media 2027")


async def test_of_two_tokens_the_older_may_be_revoked(companies: TwoCompanies) -> None:
    slack = companies.slack
    await companies.install(slack)
    slack.backend.send_event(
        {"type": "tokens_revoked", "tokens": {"bot": [slack.bot_user_id]}, "event_ts": "1.2"}
    )
    await slack.settle()
    await start_plan(slack.person("Maya"), "Social media 2027")


async def test_revoked_in_the_middle_of_sending(companies: TwoCompanies) -> None:
    slack = companies.slack
    await companies.install(slack)
    await start_plan(slack.person("Maya"), "Social media 2027")
    await add_tactic(slack.person("Maya"), "List 100 influencers @brian @hailey @theo by 1 February")
    before = len(slack.traffic)
    slack.faults.revoke_token("account_inactive")
    await slack.clock.advance(timedelta(days=40))
    asked = [call.method for call in slack.traffic[before:]]
    assert len(asked) <= 10
    assert asked.count("auth.test") <= 2  # many heard it at once, and one asked whether it is true

    slack.faults.revoke_token("")
    await companies.install(slack)
    await slack.clock.advance(timedelta(days=4))  # over a weekend and Presidents' Day
    assert "List 100 influencers" in slack.person("Brian").news()


async def test_the_welcome_comes_once_however_often_it_is_installed(companies: TwoCompanies) -> None:
    for _ in range(2):
        await companies.install(companies.slack)
    assert companies.slack.person("Maya").news() == WELCOME


async def test_somebody_cancels(companies: TwoCompanies) -> None:
    maya = companies.slack.person("Maya")
    page = await maya.install(f"{PUBLIC}/slack/install", approve=False)
    assert page.text.startswith("Nothing was installed\nYou cancelled")
    assert not companies.slack.installed
    again = await maya.install(page.links[0])
    assert again.text.startswith("Oncourse is in Campfire, Inc.")


async def test_a_way_back_is_good_once_and_in_one_browser(companies: TwoCompanies) -> None:
    maya, brian = companies.slack.person("Maya"), companies.slack.person("Brian")
    async with maya.browser() as hers, brian.browser() as his:
        (to_slack,) = (await hers.open(f"{PUBLIC}/slack/install")).links
        (state,) = parse_qs(urlsplit(to_slack).query)["state"]
        back = f"{PUBLIC}/slack/oauth_redirect?code=abc&state={state}"
        await his.open(f"{PUBLIC}/slack/install")
        for url in (back.replace("&state", "&stale"), back.replace(state, "x" * 43), f"{back}&state={state}"):
            assert (await hers.open(url)).text.startswith("Please start again")
        assert (await his.open(back)).text.startswith("Please start again")
        assert (await hers.open(back)).text.startswith("Slack didn't finish\nSlack says: invalid_code")
        assert (await hers.open(back)).text.startswith("Please start again")
    assert not companies.slack.installed


async def test_after_ten_minutes_one_has_to_start_again(companies: TwoCompanies) -> None:
    async with companies.slack.person("Maya").browser() as browser:
        page = await browser.open(f"{PUBLIC}/slack/install")
        await companies.slack.clock.advance(timedelta(minutes=10))
        asked = await browser.open(page.links[0])
        assert (await browser.press(asked, "Allow")).text.startswith("Please start again")
        await browser.open(f"{PUBLIC}/slack/install")
    with reading(companies.bot.store) as tx:
        assert len(tx.exec(select(InstallStateRow)).all()) == 1  # those too late are swept away


async def test_slack_does_not_answer(companies: TwoCompanies) -> None:
    companies.slack.faults.next("oauth.v2.access", Fault.dropped())
    page = await companies.install(companies.slack)
    assert (page.status, page.text.splitlines()[0]) == (502, "Slack didn't answer")
    assert (await companies.install(companies.slack)).status == 200


async def test_what_a_company_is_called_is_escaped(companies: TwoCompanies) -> None:
    page = await companies.install(companies.lantern)
    assert "<h1>Oncourse is in Lantern &lt;Ltd&gt;</h1>" in page.html


async def test_pages_let_nobody_frame_them_or_learn_where_one_came_from(companies: TwoCompanies) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{companies.bot.address}/slack/install") as answer,
    ):
        cookie = answer.headers["Set-Cookie"]
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert cookie.startswith("__Host-oncourse=")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/"))
    assert "frame-ancestors 'none'" in policy
    assert "script" not in policy


async def test_no_token_stands_in_the_database(companies: TwoCompanies) -> None:
    await companies.install(companies.slack)
    dump = "\n".join(await kept(companies.bot.store))
    assert "installations" in dump
    assert companies.slack.bot_token not in dump
    assert "xox" not in dump


async def test_nothing_is_looked_up_for_a_warm_request(
    companies: TwoCompanies, monkeypatch: pytest.MonkeyPatch
) -> None:
    await companies.install(companies.slack)
    maya = companies.slack.person("Maya")
    await maya.command("/plan help", "#social")
    looked: list[str] = []

    async def look(_tx: object, workspace: str) -> None:
        looked.append(workspace)

    monkeypatch.setattr("storage.installations.get", look)
    before = len(companies.slack.traffic)
    await maya.command("/plan help", "#social")
    assert "/plan new" in maya.news()
    assert (looked, len(companies.slack.traffic)) == ([], before)


async def test_who_installs_it_says_whether_pictures_show(companies: TwoCompanies) -> None:
    await companies.install(companies.slack)
    maya = companies.slack.person("Maya")
    await maya.click("Check pictures", "@Oncourse")
    assert "(image: Test picture: three circles)" in maya.form()
    assert "(image: Test picture: three circles)" in maya.sees("@Oncourse")
    assert "(image: Test picture: three circles)" in maya.home()
    await answer(maya, "I don't")
    assert "Test picture" not in maya.home()

    with reading(companies.bot.store, companies.slack.workspace.team.id) as tx:
        here = pictures.sightings(tx)
    with reading(companies.bot.store, companies.lantern.workspace.team.id) as tx:
        there = pictures.sightings(tx)
    assert {surface: sighting.seen for surface, sighting in here.items()} == dict.fromkeys(Surface, False)
    assert there == {}
