"""The interaction that a request of Slack's begins: who did it, and where."""

from dataclasses import replace

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers.dispatch.form_metadata import FormMetadata, Place
from handlers.dispatch.interaction import Interaction, Services
from handlers.slack import payloads

INTERACTION = "interaction"  # the key of the interaction in Bolt's context of a request
GROUP_DM = "mpdm-"  # how Slack's names of group direct messages begin; their ids may look like a channel's


async def command_interaction(
    services: Services, body: payloads.Command, context: AsyncBoltContext, client: AsyncWebClient
) -> Interaction:
    """Someone typed a command."""
    place = Place(_channel(context), body["response_url"])
    found = await new_interaction(services, context, client, place, body["trigger_id"])
    return replace(found, in_group_dm=body.get("channel_name", "").startswith(GROUP_DM))


async def click_interaction(
    services: Services,
    body: payloads.BlockActions,
    context: AsyncBoltContext,
    client: AsyncWebClient,
    *,
    updates: bool,
) -> Interaction:
    """Someone clicked; the answer `updates` the message that was clicked, if only they see it."""
    place = _place_clicked(body, context)
    place = replace(place, on_card=updates and place.on_card)
    return await new_interaction(services, context, client, place, body["trigger_id"])


async def shortcut_interaction(
    services: Services,
    body: payloads.GlobalShortcut | payloads.MessageShortcut,
    context: AsyncBoltContext,
    client: AsyncWebClient,
) -> Interaction:
    """Someone chose a shortcut."""
    place = Place(_channel(context), body.get("response_url", ""))
    return await new_interaction(services, context, client, place, body["trigger_id"])


async def new_interaction(
    services: Services,
    context: AsyncBoltContext,
    client: AsyncWebClient,
    place: Place,
    trigger: str = "",
) -> Interaction:
    """Someone did something at a place; error handling finds the interaction in the context."""
    workspace = workspace_of(context)
    interaction = Interaction(
        services=services,
        slack=client,
        workspace=workspace,
        bot=str(context.bot_user_id),
        person=await services.directory.person(workspace, str(context.user_id)),
        now=services.now(),
        place=place,
        trigger=trigger,
    )
    context[INTERACTION] = interaction
    return interaction


def workspace_of(context: AsyncBoltContext) -> str:
    """Where the app is installed: in a shared channel the person's own workspace may be another."""
    authorized = context.authorize_result
    assert authorized is not None  # noqa: S101 - Bolt's authorization has let the request through
    return str(authorized.team_id)


def _place_clicked(body: payloads.BlockActions, context: AsyncBoltContext) -> Place:
    """A message, Home, or a modal; that happens where the modal was opened."""
    view, container = body.get("view"), body.get("container") or {}
    is_ephemeral = bool(container.get("is_ephemeral"))
    is_direct = str(container.get("channel_id", "")).startswith("D")
    place = Place(
        channel=_channel(context),
        response_url=body.get("response_url", ""),
        on_card=is_ephemeral,
        delivery=str(container.get("message_ts") or "") if is_direct and not is_ephemeral else "",
    )
    if view is None:
        return place
    if view["type"] == "home":
        return replace(place, channel="", on_home=True)
    if metadata := view.get("private_metadata", ""):
        opened = FormMetadata.unpacked(metadata).place
        place = replace(place, channel=opened.channel, on_home=opened.on_home)
    return replace(place, screen=view["id"])


def _channel(context: AsyncBoltContext) -> str:
    return str(context.channel_id or "")
