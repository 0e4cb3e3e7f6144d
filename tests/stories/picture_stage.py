"""What the stories of pictures share: a person is asked whether they see them, and answers."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.picture_checks import ask
from sandbox import HOME, Person
from tests.stories.stage import Campfire

DIRECT = "@Oncourse"


async def asked(campfire: Campfire, person: Person) -> None:
    """The doctor has asked a person, who has opened the test; three places show it."""
    client = AsyncWebClient(campfire.slack.bot_token, base_url=campfire.slack.api_url, retry_handlers=[])
    assert (await ask(client, person.id)).verdict == "ok"
    await person.click("Check pictures", DIRECT)


async def answer(person: Person, label: str) -> None:
    """They say the same of all three."""
    await person.click(label)
    await person.dismiss()
    await person.click(label, DIRECT)
    await person.click(label, HOME)


async def pictures_show(campfire: Campfire) -> None:
    """Slack shows pictures to one person alone, everywhere, and Maya has said so."""
    campfire.slack.workspace.files_visible_on = {"ephemeral", "modal", "home"}
    await asked(campfire, campfire.maya)
    await answer(campfire.maya, "I see it")
    campfire.slack.traffic.clear()
    campfire.hush()
