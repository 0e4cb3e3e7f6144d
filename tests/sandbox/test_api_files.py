"""files.*: the three steps of an upload."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.app import refused
from tests.sandbox.payloads import Json, section


async def uploaded(client: AsyncWebClient, content: bytes = b"a,b\n") -> str:
    """The id of a file whose first two steps are done."""
    announced = await client.files_getUploadURLExternal(
        filename="plan.csv", length=len(content), alt_txt="Plan"
    )
    async with aiohttp.ClientSession() as session:
        sent = await session.post(announced["upload_url"], data=content)
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


async def test_wrong_announcements(client: AsyncWebClient) -> None:
    assert await refused(client.files_getUploadURLExternal(filename="a.csv", length=0)) == "invalid_arguments"
    long = client.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1001)
    assert await refused(long) == "alt_txt_too_large"
    missing = client.api_call("files.getUploadURLExternal", params={"length": 1})
    assert await refused(missing) == "missing_argument"


async def test_a_picture_needs_its_file(slack: Sandbox, client: AsyncWebClient) -> None:
    def picture(file_id: str) -> dict[str, object]:
        return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "The map"}

    shown: Json = {"channel": "C0SOCIAL", "text": "The map"}
    strange = client.chat_postMessage(**shown, blocks=[section(), picture("F0000000")])
    assert await refused(strange) == "invalid_blocks"
    assert slack.problems[0].pointer == "/blocks/1"
    file_id = await uploaded(client)
    await client.files_completeUploadExternal(files=[{"id": file_id, "title": "Map"}])
    await client.chat_postMessage(**shown, blocks=[picture(file_id)])
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00\n(image: The map)"
