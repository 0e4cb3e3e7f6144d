"""Upload files to Slack: get a URL, post the bytes, complete the upload, wait for it to be processed."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.errors import code_of, object_part, text_part
from handlers.views.common.blocks import shorten

MAX_ALT = 1000  # characters: Slack's limit for alt text


class UploadRefused(Exception):
    """Slack refused the bytes; the message is the HTTP status."""


async def upload(slack: AsyncWebClient, filename: str, content: bytes, alt: str = "") -> str:
    """Upload a file and return its id. It is in no channel yet, so only the bot has access.

    Raises UploadRefused, SlackApiError, and what aiohttp raises.
    """
    file = await _upload_bytes(slack, filename, content, alt)
    await slack.files_completeUploadExternal(files=[{"id": file, "title": filename}])
    return file


async def send_files(slack: AsyncWebClient, person: str, files: Mapping[str, bytes], comment: str) -> None:
    """Post files (by name) to a person's direct messages with the bot, all or none.

    Raises as `upload` does.
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
    """Post files (name, content, alt text) to a channel or a thread, all or none.

    Raises as `upload` does.
    """
    sent = await asyncio.gather(*(_upload_bytes(slack, *file) for file in files))
    await slack.files_completeUploadExternal(
        files=[{"id": file, "title": name} for file, (name, _, _) in zip(sent, files, strict=True)],
        channel_id=channel,
        initial_comment=comment,
        thread_ts=thread,
    )


async def can_be_shown(slack: AsyncWebClient, file: str, pauses: Iterable[float]) -> bool:
    """Poll after each pause whether Slack has processed the file; messages can't show it before that.

    It then has a `mimetype` (https://github.com/slackapi/node-slack-sdk/issues/2040).
    """
    for pause in pauses:
        await asyncio.sleep(pause)
        if await _mimetype(slack, file):
            return True
    return False


async def _upload_bytes(slack: AsyncWebClient, filename: str, content: bytes, alt: str) -> str:
    """Upload a file without completing it; returns its id."""
    announced = await slack.files_getUploadURLExternal(
        filename=filename, length=len(content), alt_txt=shorten(alt, MAX_ALT) or None
    )
    await _post_bytes(slack, text_part(announced, "upload_url"), content)
    return text_part(announced, "file_id")


async def _post_bytes(slack: AsyncWebClient, url: str, content: bytes) -> None:
    assert slack.session is not None  # noqa: S101 - all clients of ours share one
    async with slack.session.post(url, data=content) as answer:
        if answer.status != 200:
            raise UploadRefused(f"http_{answer.status}")


async def _mimetype(slack: AsyncWebClient, file: str) -> str:
    """The file's type; "" until Slack has processed it, or if its servers don't all know it yet."""
    try:
        found = await slack.files_info(file=file)
    except SlackApiError as error:
        if code_of(error) != "file_not_found":
            raise
        return ""
    kind = object_part(found, "file").get("mimetype")
    return kind if isinstance(kind, str) else ""
