"""Who can see the file of a picture, and how Slack rejects one."""

from collections.abc import Awaitable, Callable
from typing import Any, get_args

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.page.serializers import home_json, message_json, modals_json
from sandbox.pictures import REFUSALS, rejecting_pictures
from sandbox.workspace import PrivateSurface
from tests.sandbox.payloads import Json, home, modal, section
from tests.sandbox.test_api_files import completed, picture, png
from tests.sandbox.test_api_views import trigger

SURFACES: tuple[PrivateSurface, ...] = get_args(PrivateSurface)


async def a_picture(client: AsyncWebClient) -> str:
    """The id of a file that isn't in any message, and that Slack is done with."""
    file = await completed(client, png())
    for _ in range(2):
        await client.files_info(file=file)
    return file


async def show(slack: Sandbox, client: AsyncWebClient, surface: PrivateSurface, file: str) -> None:
    """Show Brian a picture on this surface."""
    match surface:
        case "ephemeral":
            await client.chat_postEphemeral(
                channel="C0SOCIAL", user="U0BRIAN", text="Map", blocks=[picture(file)]
            )
        case "modal":
            await client.views_open(trigger_id=trigger(slack), view=modal(picture(file)))
        case "home":
            await client.views_publish(user_id="U0BRIAN", view=home(picture(file)))


def seen(slack: Sandbox, surface: PrivateSurface) -> str:
    """The last line that Brian reads there, a modal's buttons apart."""
    brian = slack.person("Brian")
    screens = {"ephemeral": lambda: brian.sees("#social"), "modal": brian.form, "home": brian.home}
    lines = screens[surface]().splitlines()
    return lines[-2] if surface == "modal" else lines[-1]


def on_page(slack: Sandbox, surface: PrivateSurface) -> Json:
    """The picture as the page gets it."""
    workspace, brian = slack.workspace, slack.person("Brian")
    match surface:
        case "ephemeral":
            drawn = message_json(workspace, brian.user, brian.message(channel="#social"))
        case "modal":
            drawn = modals_json(workspace, brian.user)[-1]
        case _:
            drawn = home_json(workspace, brian.user) or {}
    found: Json = drawn["blocks"][0]
    return found


async def nowhere(_slack: Sandbox, _client: AsyncWebClient, _file: str) -> None:
    """The file is only uploaded."""


async def in_his_channel(_slack: Sandbox, client: AsyncWebClient, file: str) -> None:
    await client.chat_postMessage(channel="C0SOCIAL", text="Map", blocks=[section(), picture(file)])


async def in_his_thread(_slack: Sandbox, client: AsyncWebClient, file: str) -> None:
    first = await client.chat_postMessage(channel="C0SOCIAL", text="Map")
    await client.chat_postMessage(
        channel="C0SOCIAL", thread_ts=first["ts"], text="Map", blocks=[picture(file)]
    )


async def in_his_direct_messages(_slack: Sandbox, client: AsyncWebClient, file: str) -> None:
    await client.chat_postMessage(channel="U0BRIAN", text="Map", blocks=[picture(file)])


async def beside_a_text(_slack: Sandbox, client: AsyncWebClient, file: str) -> None:
    beside = {**section(), "accessory": picture(file)}
    await client.chat_postMessage(channel="C0SOCIAL", text="Map", blocks=[beside])


async def elsewhere(slack: Sandbox, client: AsyncWebClient, file: str) -> None:
    await in_his_channel(slack, client, file)
    slack.workspace.remove_member(slack.workspace.find_channel("#social"), "U0BRIAN")
    slack.workspace.add_member(slack.workspace.find_channel("#social"), "U0HAILEY")
    slack.workspace.find_channel("#social").messages.clear()
    await client.chat_postMessage(channel="U0HAILEY", text="Map", blocks=[picture(file)])
    slack.workspace.add_member(slack.workspace.find_channel("#social"), "U0BRIAN")


async def taken_away(_slack: Sandbox, client: AsyncWebClient, file: str) -> None:
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="Map", blocks=[picture(file)])
    await client.chat_delete(channel="C0SOCIAL", ts=posted["ts"])


async def for_another_alone(slack: Sandbox, client: AsyncWebClient, file: str) -> None:
    slack.workspace.files_visible_on = {"ephemeral"}
    await client.chat_postEphemeral(channel="C0SOCIAL", user="U0HAILEY", text="Map", blocks=[picture(file)])
    slack.workspace.files_visible_on = set()


Placement = Callable[[Sandbox, AsyncWebClient, str], Awaitable[None]]
PLACES: dict[Placement, bool] = {
    nowhere: False,
    in_his_channel: True,
    in_his_thread: True,
    in_his_direct_messages: True,
    beside_a_text: True,
    elsewhere: False,
    taken_away: False,
    for_another_alone: False,
}


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(("place", "is_seen"), PLACES.items())
async def test_a_file_is_seen_by_who_can_read_a_message_that_it_stands_in(
    slack: Sandbox, client: AsyncWebClient, place: Placement, is_seen: bool, surface: PrivateSurface
) -> None:
    file = await a_picture(client)
    await place(slack, client, file)
    await show(slack, client, surface, file)
    assert seen(slack, surface) == ("(image: The map)" if is_seen else "(broken image: The map)")
    assert on_page(slack, surface)["broken"] is not is_seen
    said = [(problem.source, problem.reason) for problem in slack.problems]
    missing = [(surface, f"U0BRIAN has no access to the slack file {file}")]
    assert said == ([] if is_seen else missing)


@pytest.mark.parametrize("shown", SURFACES)
@pytest.mark.parametrize("surface", SURFACES)
async def test_a_switch_for_each_surface_shows_it_to_its_reader_all_the_same(
    slack: Sandbox, client: AsyncWebClient, surface: PrivateSurface, shown: PrivateSurface
) -> None:
    slack.workspace.files_visible_on = {shown}
    await show(slack, client, surface, await a_picture(client))
    assert seen(slack, surface) == f"({'' if surface == shown else 'broken '}image: The map)"
    assert len(slack.problems) == (surface != shown)


async def test_what_was_seen_breaks_when_it_is_updated_to_another_file(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    posted = await client.views_publish(user_id="U0BRIAN", view=home(section()))
    assert posted["ok"]
    await show(slack, client, "home", await a_picture(client))
    assert [problem.source for problem in slack.problems] == ["home"]


CALLS: dict[str, Callable[[Sandbox, AsyncWebClient, Json], Awaitable[Any]]] = {
    "chat.postMessage": lambda _slack, client, block: client.chat_postMessage(
        channel="C0SOCIAL", text="Map", blocks=[section(), block]
    ),
    "chat.postEphemeral": lambda _slack, client, block: client.chat_postEphemeral(
        channel="C0SOCIAL", user="U0BRIAN", text="Map", blocks=[section(), block]
    ),
    "views.open": lambda slack, client, block: client.views_open(
        trigger_id=trigger(slack), view=modal(section(), block)
    ),
    "views.publish": lambda _slack, client, block: client.views_publish(
        user_id="U0BRIAN", view=home(section(), block)
    ),
}


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("method", CALLS)
async def test_a_picture_can_be_refused_by_each_method_in_slacks_words(
    slack: Sandbox, client: AsyncWebClient, method: str, refusal: str
) -> None:
    slack.workspace.files_visible_on = set(SURFACES)
    slack.faults.rule = rejecting_pictures(refusal, method)
    with pytest.raises(SlackApiError) as refused:
        await CALLS[method](slack, client, picture(await a_picture(client)))
    answer, at = refused.value.response, "/view/blocks/1" if "views." in method else "/blocks/1"
    generic = "invalid_arguments" if "views." in method else "invalid_blocks"
    code, words = REFUSALS[refusal]
    assert answer["error"] == (code or generic)
    said = f"{words} [json-pointer:{at}/slack_file]"
    assert answer.get("errors", []) == ([said] if words else [])
    assert answer.get("response_metadata", {}).get("messages", []) == ([f"[ERROR] {said}"] if words else [])
    await CALLS[method](slack, client, section())


async def test_an_update_can_refuse_what_a_post_has_taken(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.rule = rejecting_pictures("invalid slack file", "chat.update")
    file = await a_picture(client)
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="Map", blocks=[picture(file)])
    with pytest.raises(SlackApiError, match="invalid slack file"):
        await client.chat_update(channel="C0SOCIAL", ts=posted["ts"], text="Map", blocks=[picture(file)])
    await client.chat_update(channel="C0SOCIAL", ts=posted["ts"], text="Words", blocks=[section()])
