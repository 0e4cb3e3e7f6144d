"""Files that people add to forms: which ones the client accepts, and who can fetch them."""

from base64 import b64encode

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ActionError, Fault, FormRefused, Person, Sandbox
from tests.sandbox.app import SCOPES, bolt_of, manifest, refused, running, sandbox
from tests.sandbox.page_browser import browsing
from tests.sandbox.payloads import Json, plain, question
from tests.sandbox.test_submissions import answering, opened, values

SHEET = {"type": "file_input", "action_id": "f", "filetypes": ["csv"], "max_files": 1}


async def asked(slack: Sandbox, element: Json | None = None, **fields: bool) -> Person:
    """Brian with an open form that has a file input."""
    return await opened(slack, question(element or SHEET, label=plain("Sheet"), block_id="sheet", **fields))


async def sent(slack: Sandbox, content: bytes = b"a,b\n") -> Json:
    """A file that Brian has submitted, as in the payload."""
    app = bolt_of(slack)
    got = answering(app)
    brian = await asked(slack)
    await brian.attach("Sheet", "plan.csv", content)
    async with running(app, slack):
        await brian.submit()
    (file,) = values(got[0])["sheet"]
    assert isinstance(file, dict)
    return file


async def fetched(address: str, token: str = "") -> tuple[int, bytes]:
    """Status and body of a request for a file with this token."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.get(address, headers=headers, allow_redirects=False) as answer,
    ):
        return answer.status, await answer.read() if answer.status == 200 else b""


async def test_a_chosen_file_is_shown_and_sent_and_can_be_fetched(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    file = await sent(slack)
    assert (file["name"], file["size"], file["mimetype"]) == ("plan.csv", 4, "text/csv")
    assert file["user"] == slack.person("Brian").id
    for address in (file["url_private"], file["url_private_download"]):
        assert await fetched(address, slack.bot_token) == (200, b"a,b\n")
    known = (await client.files_info(file=file["id"]))["file"]
    assert known["url_private_download"] == file["url_private_download"]


async def test_nobody_else_can_fetch_it(slack: Sandbox) -> None:
    address = (await sent(slack))["url_private_download"]
    for token in ("", "xoxb-other", slack.app_token):
        assert await fetched(address, token) == (302, b"")
    assert await fetched(f"{slack.url}/files-pri/F0/download", slack.bot_token) == (302, b"")
    slack.faults.revoke_token()
    assert await fetched(address, slack.bot_token) == (302, b"")


async def test_without_the_scope_it_cannot_be_fetched() -> None:
    scopes = tuple(scope for scope in SCOPES if scope != "files:read")
    async with sandbox(manifest=manifest(scopes)) as slack:
        assert await fetched((await sent(slack))["url_private"], slack.bot_token) == (302, b"")


async def test_the_app_knows_nothing_of_it_before_the_form_is_sent(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    brian = await asked(slack)
    await brian.attach("Sheet", "plan.csv", "a,b\n")
    assert "  plan.csv" in brian.form()
    (file,) = slack.workspace.files.values()
    assert await refused(client.files_info(file=file.id)) == "file_not_found"
    assert await fetched(f"{slack.url}/files-pri/{file.id}", slack.bot_token) == (302, b"")


async def test_what_the_client_does_not_take(slack: Sandbox) -> None:
    brian = await asked(slack)
    with pytest.raises(ActionError, match=r"plan\.xlsx is not one of csv"):
        await brian.attach("Sheet", "plan.xlsx", "")
    with pytest.raises(ActionError, match="larger than 10 MB"):
        await brian.attach("Sheet", "plan.csv", bytes(10 * 1024 * 1024 + 1))
    await brian.attach("Sheet", "PLAN.CSV", "a")
    with pytest.raises(ActionError, match="Sheet takes 1; remove one first"):
        await brian.attach("Sheet", "other.csv", "b")
    await brian.choose("Sheet")
    with pytest.raises(FormRefused, match="Please complete this required field"):
        await brian.submit()
    await brian.attach("Sheet", "other.csv", "b")


async def test_only_a_file_input_takes_files(slack: Sandbox) -> None:
    brian = await asked(slack, {"type": "plain_text_input", "action_id": "t"})
    with pytest.raises(ActionError, match="Sheet takes no files"):
        await brian.attach("Sheet", "plan.csv", "")


@pytest.mark.parametrize("fault", [Fault.server_error(503), Fault.dropped()], ids=["503", "dropped"])
async def test_a_fetch_can_fail(slack: Sandbox, fault: Fault) -> None:
    address = (await sent(slack))["url_private"]
    slack.faults.rule = lambda method, _: fault if method == "download" else None
    if fault.kind == "status":
        assert await fetched(address, slack.bot_token) == (503, b"")
    else:
        with pytest.raises(aiohttp.ClientError):
            await fetched(address, slack.bot_token)
    slack.faults.clear()
    assert await fetched(address, slack.bot_token) == (200, b"a,b\n")


async def test_a_file_is_chosen_and_removed_on_the_page(slack: Sandbox) -> None:
    brian = await asked(slack)
    view = brian.open_modal()
    action = {"block_id": "sheet", "action_id": "f"}
    content = b64encode(bytes(6 * 1024 * 1024)).decode()
    async with browsing(slack) as browser:
        await browser.look(brian.id, "C0SOCIAL")
        said: Json = {"person": brian.id, "view": view.id, "values": {}}
        files = [{"name": "plan.csv", "content": content}]
        assert await browser.do("attach", **said, action=action, files=files) == {}
        (form,) = await browser.next_update("modals")
        (file,) = form["values"]["sheet"]["f"]["files"]
        assert (file["name"], file["size"]) == ("plan.csv", 6 * 1024 * 1024)
        again = await browser.do("attach", **said, action=action, files=files)
        assert again == {"error": "Sheet takes 1; remove one first"}
        emptied = {"sheet": {"f": {"type": "file_input", "files": []}}}
        assert await browser.do("save", **{**said, "values": emptied}) == {}
    assert view.values["sheet"]["f"]["files"] == []
