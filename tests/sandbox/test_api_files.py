"""files.*: the three steps of an upload."""

import json
from io import BytesIO

import aiohttp
import pytest
from PIL import Image
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Fault, Sandbox
from tests.sandbox.app import refused
from tests.sandbox.payloads import Json, section


def png(wide: int = 2) -> bytes:
    """A picture."""
    content = BytesIO()
    Image.new("L", (wide, 1)).save(content, "PNG")
    return content.getvalue()


async def uploaded(client: AsyncWebClient, content: bytes = b"a,b\n") -> str:
    """The id of a file whose first two steps are done."""
    announced = await client.files_getUploadURLExternal(
        filename="plan.csv", length=len(content), alt_txt="Plan"
    )
    async with aiohttp.ClientSession() as session:
        sent = await session.post(announced["upload_url"], data=BytesIO(content))
        assert sent.status == 200
    return str(announced["file_id"])


async def test_the_client_uploads_in_one_call(slack: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.files_upload_v2(
        channel="C0SOCIAL",
        content="a,b\n",
        filename="plan.csv",
        title="The plan",
        initial_comment="Here it is",
    )
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00\nHere it is\n(file: The plan)"
    info = (await client.files_info(file=answer["file"]["id"]))["file"]
    assert (info["name"], info["size"], info["filetype"]) == ("plan.csv", 4, "csv")
    async with aiohttp.ClientSession() as session:
        read = await session.get(f"{slack.url}/files/{answer['file']['id']}")
        assert (await read.read(), read.content_type) == (b"a,b\n", "text/csv")


async def test_a_file_is_not_there_before_it_is_complete(slack: Sandbox, client: AsyncWebClient) -> None:
    announced = await client.files_getUploadURLExternal(filename="plan.csv", length=4)
    file_id = announced["file_id"]
    early = client.files_completeUploadExternal(files=[{"id": file_id, "title": "Plan"}])
    assert await refused(early) == "file_not_found"
    assert await refused(client.files_info(file=file_id)) == "file_not_found"
    async with aiohttp.ClientSession() as session:
        wrong = await session.post(announced["upload_url"], data=b"other length")
        assert wrong.status == 400
        assert (await session.post(f"{slack.url}/upload/F0", data=b"a,b\n")).status == 400
        assert (await session.get(f"{slack.url}/files/{file_id}")).status == 404


async def test_where_a_file_may_not_go(client: AsyncWebClient) -> None:
    for channel, error in (("C0GENERAL", "not_in_channel"), ("C0NOWHERE", "channel_not_found")):
        files: list[Json] = [{"id": await uploaded(client), "title": "Plan"}]
        assert await refused(client.files_completeUploadExternal(files=files, channel_id=channel)) == error


async def test_files_that_may_not_be_shared(slack: Sandbox, client: AsyncWebClient) -> None:
    direct = (await client.conversations_open(users=slack.person("Brian").id))["channel"]["id"]
    slack.faults.close_dms(slack.person("Brian").id)
    files: list[Json] = [{"id": await uploaded(client), "title": "Plan"}]
    closed = client.files_completeUploadExternal(files=files, channel_id=direct)
    assert await refused(closed) == "posting_to_channel_denied"
    assert await refused(client.files_completeUploadExternal(files=[])) == "invalid_arguments"
    slack.faults.closed_dms.clear()
    twice = client.files_completeUploadExternal(files=[*files, *files], channel_id=direct)
    assert await refused(twice) == "file_not_found"


async def test_a_comment_puts_blocks_aside(slack: Sandbox, client: AsyncWebClient) -> None:
    files: list[Json] = [{"id": await uploaded(client), "title": "Plan"}]
    said: Json = {
        "channel_id": "C0SOCIAL",
        "initial_comment": "Here it is",
        "blocks": json.dumps([section()]),
    }
    await client.files_completeUploadExternal(files=files, **said)
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00\nHere it is\n(file: Plan)"


async def test_wrong_announcements(client: AsyncWebClient) -> None:
    assert await refused(client.files_getUploadURLExternal(filename="a.csv", length=0)) == "invalid_arguments"
    long = client.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1001)
    assert await refused(long) == "alt_txt_too_large"
    missing = client.api_call("files.getUploadURLExternal", params={"length": 1})
    assert await refused(missing) == "missing_argument"


def picture(file_id: str) -> Json:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "The map"}


async def completed(client: AsyncWebClient, content: bytes) -> str:
    """The id of a file that is complete, but that Slack has not looked into yet."""
    file_id = await uploaded(client, content)
    await client.files_completeUploadExternal(files=[{"id": file_id, "title": "Map"}])
    return file_id


async def test_a_picture_needs_a_file_that_is_ready(slack: Sandbox, client: AsyncWebClient) -> None:
    shown: Json = {"channel": "C0SOCIAL", "text": "The map"}
    strange = client.chat_postMessage(**shown, blocks=[section(), picture("F0000000")])
    assert await refused(strange) == "invalid_blocks"
    assert slack.problems[0].pointer == "/blocks/1/slack_file"
    file_id = await completed(client, png())
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == ""
    assert await refused(client.chat_postMessage(**shown, blocks=[picture(file_id)])) == "invalid_blocks"
    assert slack.problems[1].reason.endswith("is not ready yet: files.info has no mimetype")
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == "image/png"
    await client.chat_postMessage(**shown, blocks=[picture(file_id)])
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00\n(image: The map)"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a,b\n", "is not PNG, JPEG or GIF, but application/octet-stream"),
        (png()[:-1], "is not PNG, JPEG or GIF, but application/octet-stream"),
        (png().replace(b"IDAT", b"IDAX"), "is not PNG, JPEG or GIF, but application/octet-stream"),
        (b"\x89PNG\r\n\x1a\n", "is not PNG, JPEG or GIF, but application/octet-stream"),
        (b"\xff\xd8\xff and no end", "is not PNG, JPEG or GIF, but application/octet-stream"),
        (png(wide=9000), "is wider or higher than 8192 pixels"),
        (b"GIF89a" + bytes(11_000_000) + b";", "is larger than 10485760 bytes"),
    ],
)
async def test_a_picture_is_really_one(
    slack: Sandbox, client: AsyncWebClient, content: bytes, reason: str
) -> None:
    file_id = await completed(client, content)
    for _ in range(2):
        await client.files_info(file=file_id)
    posting = client.chat_postMessage(channel="C0SOCIAL", text="The map", blocks=[picture(file_id)])
    assert await refused(posting) == "invalid_blocks"
    assert [problem.reason for problem in slack.problems] == [f"invalid slack file: {file_id} {reason}"]


@pytest.mark.parametrize("content", [b"\xff\xd8\xff...\xff\xd9", b"GIF89a;", b"GIF87a...;"])
async def test_other_kinds_of_pictures(slack: Sandbox, client: AsyncWebClient, content: bytes) -> None:
    file_id = await completed(client, content)
    for _ in range(2):
        await client.files_info(file=file_id)
    await client.chat_postMessage(channel="C0SOCIAL", text="The map", blocks=[picture(file_id)])
    assert slack.problems == []


async def test_bytes_on_their_way_can_fail(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.next("upload", Fault.server_error(503), Fault.dropped())
    announced = await client.files_getUploadURLExternal(filename="map.png", length=4)
    async with aiohttp.ClientSession() as session:
        assert (await session.post(announced["upload_url"], data=b"four")).status == 503
        with pytest.raises(aiohttp.ClientError):
            await session.post(announced["upload_url"], data=b"four")
        assert (await session.post(announced["upload_url"], data=b"four")).status == 200
