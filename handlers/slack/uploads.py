"""Giving Slack a file of ours: announced, sent, completed, then awaited, since Slack looks into it first."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.errors import code_of, object_part, text_part
from handlers.views.common.blocks import shorten

MAX_ALT = 1000  # characters that Slack takes of a file's alt text


class UploadRefused(Exception):
    """Slack did not take the bytes; the message is the status it answered with."""


async def upload(slack: AsyncWebClient, filename: str, content: bytes, alt: str = "") -> str:
    """The id of a new file that is in no channel: until it is, only the bot has access to it.

    Raises UploadRefused, SlackApiError, and what aiohttp raises.
    """
    file = await _sent(slack, filename, content, alt)
    await slack.files_completeUploadExternal(files=[{"id": file, "title": filename}])
    return file


async def give(slack: AsyncWebClient, person: str, files: Mapping[str, bytes], comment: str) -> None:
    """Post files (by name) into a person's direct messages with the bot, where nobody else can see them.

    All or none of them come. Raises as `upload` does.
    """
    direct = await slack.conversations_open(users=person)
    named = [(name, content, "") for name, content in files.items()]
    await share(slack, text_part(direct, "channel", "id"), named, comment=comment)


async def share(
    slack: AsyncWebClient,
    channel: str,
    files: Sequence[tuple[str, bytes, str]],
    *,
    comment: str | None = None,
    thread: str | None = None,
) -> None:
    """Post files (name, content, alt text) into a channel or below a message in it; all or none of them come.

    Raises as `upload` does.
    """
    sent = await asyncio.gather(*(_sent(slack, *file) for file in files))
    await slack.files_completeUploadExternal(
        files=[{"id": file, "title": name} for file, (name, _, _) in zip(sent, files, strict=True)],
        channel_id=channel,
        initial_comment=comment,
        thread_ts=thread,
    )


async def can_be_shown(slack: AsyncWebClient, file: str, pauses: Iterable[float]) -> bool:
    """Whether Slack has processed the file, asked after each pause: before that no message may show it.

    That it is shows in its `mimetype` (https://github.com/slackapi/node-slack-sdk/issues/2040).
    """
    for pause in pauses:
        await asyncio.sleep(pause)
        if await _kind(slack, file):
            return True
    return False


async def _sent(slack: AsyncWebClient, filename: str, content: bytes, alt: str) -> str:
    """The id of a file that was announced and sent, and that is nowhere yet."""
    announced = await slack.files_getUploadURLExternal(
        filename=filename, length=len(content), alt_txt=shorten(alt, MAX_ALT) or None
    )
    await _send(slack, text_part(announced, "upload_url"), content)
    return text_part(announced, "file_id")


async def _send(slack: AsyncWebClient, url: str, content: bytes) -> None:
    assert slack.session is not None  # noqa: S101 - all clients of ours share one
    async with slack.session.post(url, data=content) as answer:
        if answer.status != 200:
            raise UploadRefused(f"http_{answer.status}")


async def _kind(slack: AsyncWebClient, file: str) -> str:
    """What Slack has found the file to be; "" as long as it has not, or does not know of it everywhere."""
    try:
        found = await slack.files_info(file=file)
    except SlackApiError as error:
        if code_of(error) != "file_not_found":
            raise
        return ""
    kind = object_part(found, "file").get("mimetype")
    return kind if isinstance(kind, str) else ""
