"""What a person sees: channels and news, and no one else's."""

from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ActionError, Sandbox, campfire
from tests.sandbox.app import client_of, sandbox
from tests.sandbox.payloads import home, modal, question, section


async def test_a_channel_in_the_readers_own_time(slack: Sandbox, client: AsyncWebClient) -> None:
    await slack.person("Maya").write("Morning @Brian, see #launches & #leadership", "#social")
    await slack.clock.advance(timedelta(hours=1))
    await client.chat_postMessage(channel="C0SOCIAL", text="Hello")
    assert slack.person("Brian").sees("#social") == (
        "Maya 04:00\nMorning @Brian, see #launches & #C0LEADERSHIP\n\nOncourse 05:00\nHello"
    )
    assert slack.person("Maya").sees("#social") == (
        "Maya 11:00\nMorning @Brian, see #launches & #leadership\n\nOncourse 12:00\nHello"
    )


async def test_news_come_once_by_place(slack: Sandbox, client: AsyncWebClient) -> None:
    brian = slack.person("Brian")
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="One")
    await client.chat_postMessage(channel="U0BRIAN", text="For you")
    await slack.person("Maya").write("Two", "#social")
    await brian.write("My own", "#social")
    assert brian.news() == (
        "#social\nOncourse 04:00\nOne\n\nMaya 04:00\nTwo\n\n@Oncourse\nOncourse 04:00\nFor you"
    )
    assert brian.news() == ""
    await client.chat_update(channel="C0SOCIAL", ts=posted["ts"], text="One, edited")
    assert brian.news() == "#social\nOncourse 04:00 (edited)\nOne, edited"
    await client.chat_delete(channel="C0SOCIAL", ts=posted["ts"])
    assert brian.news() == "#social\n(deleted: One, edited)"


async def test_a_message_posted_and_edited_is_news_once(slack: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="One")
    await client.chat_update(channel="C0SOCIAL", ts=posted["ts"], text="Two")
    assert slack.person("Brian").news() == "#social\nOncourse 04:00 (edited)\nTwo"


async def test_news_stand_in_one_order_whatever_happened_first(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    hailey = slack.person("Hailey")
    await slack.invite_bot("#launches")
    first = await client.chat_postMessage(channel="C0SOCIAL", text="First")
    await client.chat_postMessage(channel="C0SOCIAL", text="Second")
    hailey.news()
    await slack.person("Brian").write("Psst", "@Hailey")
    await client.chat_postMessage(channel="U0HAILEY", text="For you")
    await client.chat_postMessage(channel="C0SOCIAL", text="Third")
    await client.chat_postMessage(channel="C0SOCIAL", text="Below", thread_ts=first["ts"])
    await client.chat_update(channel="C0SOCIAL", ts=first["ts"], text="First, edited")
    await client.chat_postMessage(channel="C0LAUNCHES", text="Soon")
    assert hailey.news() == (
        "#launches\nOncourse 01:00\nSoon\n\n"
        "#social\nOncourse 01:00 (edited)\nFirst, edited\n\n"
        "Oncourse 01:00 (in thread)\nBelow\n\nOncourse 01:00\nThird\n\n"
        "@Brian\nBrian 01:00\nPsst\n\n@Oncourse\nOncourse 01:00\nFor you"
    )


async def test_nobody_hears_of_channels_they_are_not_in(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0LEADERSHIP", text="Secret")
    await client.chat_postMessage(channel="U0MAYA", text="For Maya")
    brian = slack.person("Brian")
    assert brian.news() == ""
    with pytest.raises(ActionError, match="Brian is not in #leadership"):
        brian.sees("#leadership")
    with pytest.raises(ActionError, match="Brian sees no message 'Secret'"):
        brian.message(within="Secret")


async def test_who_joins_reads_what_was_said_and_who_leaves_reads_nothing(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="C0LAUNCHES", text="Before")
    brian = slack.person("Brian")
    await slack.join(brian, "#launches")
    assert brian.sees("#launches") == "Oncourse 04:00\nBefore"
    await slack.leave(brian, "#launches")
    await client.chat_postMessage(channel="C0LAUNCHES", text="After")
    assert brian.news() == ""


async def test_an_open_form_is_news_until_it_closes(slack: Sandbox, client: AsyncWebClient) -> None:
    brian = slack.person("Brian")
    trigger = slack.backend.triggers.issue(brian.id)
    await client.views_open(trigger_id=trigger, view=modal(question()))
    assert brian.news() == brian.form()
    await brian.dismiss()
    assert brian.news() == ""
    with pytest.raises(ActionError, match="Brian has no form open"):
        brian.form()


async def test_home_is_looked_at_and_no_news(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.views_publish(user_id="U0BRIAN", view=home(section()))
    assert slack.person("Brian").news() == ""
    assert slack.person("Brian").home() == "words"


async def test_toasts_are_news(slack: Sandbox) -> None:
    brian = slack.person("Brian")
    await brian.command("/tactic", channel="#social")
    assert brian.news() == "(Slack: /tactic failed with the error “dispatch_failed”)"


async def test_the_nth_newest_message_with_these_words(slack: Sandbox, client: AsyncWebClient) -> None:
    for text in ("Card one", "Card two", "Other"):
        await client.chat_postMessage(channel="C0SOCIAL", text=text)
    brian = slack.person("Brian")
    assert brian.message(within="Card").text == "Card two"
    assert brian.message(within="Card", nth=2).text == "Card one"
    assert brian.message(channel="#social").text == "Other"


async def test_people_write_to_each_other(slack: Sandbox) -> None:
    await slack.person("Maya").write("Psst", "@Brian")
    assert slack.person("Brian").news() == "@Maya\nMaya 04:00\nPsst"
    assert slack.person("Hailey").news() == ""


async def test_people_are_called_by_name_handle_or_id(slack: Sandbox) -> None:
    assert slack.person("Brian") is slack.person("@brian") is slack.person("U0BRIAN")
    with pytest.raises(ActionError, match="there is no user Zoe"):
        slack.person("Zoe")


async def test_a_test_brings_its_own_people_and_channels() -> None:
    workspace = campfire()
    workspace.add_person("Zoe", tz="Europe/Paris", locale="fr-FR", guest="multi")
    workspace.add_channel("#paris", ["Zoe", "Brian"], kind="private")
    async with sandbox(workspace) as slack:
        await slack.invite_bot("#paris")
        await client_of(slack).chat_postMessage(channel="C0PARIS", text="Bonjour <@U0ZOE>")
        assert slack.person("Zoe").sees("#paris") == "Oncourse 10:00\nBonjour @Zoe"
        ana = slack.add_person("Ana", tz="Europe/Riga")
        await slack.join(ana, "#social")
        await client_of(slack).chat_postMessage(channel="C0SOCIAL", text="Welcome")
        assert ana.news() == "#social\nOncourse 11:00\nWelcome"
    with pytest.raises(ValueError, match="there is a U0BRIAN already"):
        workspace.add_person("Brian")
    with pytest.raises(ValueError, match="there is a C0SOCIAL already"):
        workspace.add_channel("#social")
    with pytest.raises(ValueError, match="has no letter to make an id of"):
        workspace.add_person("Ολγα")


async def test_every_change_can_be_watched(slack: Sandbox, client: AsyncWebClient) -> None:
    seen: list[str] = []
    slack.workspace.watchers.append(lambda change: seen.append(change.kind))
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="One")
    await client.chat_update(channel="C0SOCIAL", ts=posted["ts"], text="Two")
    await client.chat_delete(channel="C0SOCIAL", ts=posted["ts"])
    await client.views_publish(user_id="U0BRIAN", view=home(section()))
    await slack.join("Brian", "#launches")
    await slack.change("Brian", tz="Europe/Riga")
    await slack.person("Brian").command("/tactic", channel="#social")
    assert seen == ["posted", "edited", "deleted", "home", "channel", "user", "toast"]
