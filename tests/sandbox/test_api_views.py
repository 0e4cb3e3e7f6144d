"""views.* and trigger ids."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Clock, Sandbox
from tests.sandbox.app import MONDAY, client_of, manifest, refused, sandbox
from tests.sandbox.payloads import home, menu, modal, plain, question, section


def trigger(slack: Sandbox, name: str = "Brian") -> str:
    return slack.backend.triggers.issue(slack.person(name).id)


async def test_a_modal_opens_for_the_one_whose_trigger_it_is(slack: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.views_open(trigger_id=trigger(slack), view=modal(question(), callback_id="tactic"))
    view = answer["view"]
    assert view["root_view_id"] == view["id"]
    assert view["callback_id"] == "tactic"
    (values,) = view["state"]["values"].values()
    assert list(values.values()) == [{"type": "plain_text_input", "value": None}]
    assert slack.person("Brian").form().startswith("== Tactic ==\nTitle\n")
    assert slack.person("Hailey").modal is None


async def test_a_trigger_is_used_once(slack: Sandbox, client: AsyncWebClient) -> None:
    used = trigger(slack)
    await client.views_open(trigger_id=used, view=modal(question()))
    assert await refused(client.views_open(trigger_id=used, view=modal(question()))) == "exchanged_trigger_id"
    assert (
        await refused(client.views_open(trigger_id="1.2.3", view=modal(question()))) == "invalid_trigger_id"
    )


async def test_a_trigger_expires() -> None:
    async with sandbox(trigger_seconds=-1) as slack:
        call = client_of(slack).views_open(trigger_id=trigger(slack), view=modal(question()))
        assert await refused(call) == "expired_trigger_id"


async def test_a_broken_view_is_refused_with_a_pointer(slack: Sandbox, client: AsyncWebClient) -> None:
    wrong = modal(question(), submit=None)
    assert await refused(client.views_open(trigger_id=trigger(slack), view=wrong)) == "invalid_arguments"
    assert slack.problems[0].pointer.startswith("/view/submit")
    assert slack.person("Brian").modal is None


async def test_only_a_modal_opens(slack: Sandbox, client: AsyncWebClient) -> None:
    assert (
        await refused(client.views_open(trigger_id=trigger(slack), view=home(section())))
        == "invalid_arguments"
    )


async def test_a_view_of_more_than_250_kilobytes(slack: Sandbox, client: AsyncWebClient) -> None:
    wide = modal(*[section(text=plain("x" * 3000)) for _ in range(90)])
    assert await refused(client.views_open(trigger_id=trigger(slack), view=wide)) == "view_too_large"


async def test_three_modals_at_most(slack: Sandbox, client: AsyncWebClient) -> None:
    brian = slack.person("Brian")

    async def push(number: int) -> None:
        assert brian.modal is not None
        inside = slack.backend.triggers.issue(brian.id, brian.modal.id)
        pushed = await client.views_push(
            trigger_id=inside, view=modal(question(), title=plain(f"No {number}"))
        )
        assert pushed["view"]["previous_view_id"] != pushed["view"]["root_view_id"] or number == 2

    await client.views_open(trigger_id=trigger(slack), view=modal(question(), title=plain("No 1")))
    await push(2)
    await push(3)
    assert brian.modal is not None
    inside = slack.backend.triggers.issue(brian.id, brian.modal.id)
    assert await refused(client.views_push(trigger_id=inside, view=modal(question()))) == "push_limit_reached"
    await brian.dismiss()
    assert brian.form().startswith("== No 2 ==")
    await brian.dismiss(everything=True)
    assert brian.modal is None


async def test_pushing_needs_a_trigger_from_within_an_open_modal(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    assert await refused(client.views_push(trigger_id=trigger(slack), view=modal(question()))) == (
        "invalid_trigger_id"
    )
    gone = slack.backend.triggers.issue("U0BRIAN", "V0000000")
    assert await refused(client.views_push(trigger_id=gone, view=modal(question()))) == "not_found"


async def test_an_update_keeps_what_is_typed_where_the_ids_stay(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    def form(block_id: str) -> dict[str, object]:
        element = {"type": "plain_text_input", "action_id": "title", "initial_value": "Suggested"}
        return modal(question(element, block_id=block_id))

    brian = slack.person("Brian")
    opened = await client.views_open(trigger_id=trigger(slack), view=form("one"))
    await brian.fill("Title", "Typed")
    await client.views_update(view_id=opened["view"]["id"], view=form("one"))
    assert "Typed" in brian.form()
    await client.views_update(view_id=opened["view"]["id"], view=form("two"))
    assert "Suggested" in brian.form()


async def test_a_choice_no_longer_offered_is_forgotten(slack: Sandbox, client: AsyncWebClient) -> None:
    options = menu()["options"]
    brian = slack.person("Brian")
    opened = await client.views_open(trigger_id=trigger(slack), view=modal(question(menu(), block_id="goal")))
    await brian.choose("Title", "Grow the list")
    fewer = modal(question(menu(options=options[:1]), block_id="goal"))
    await client.views_update(view_id=opened["view"]["id"], view=fewer)
    assert "Grow the list" not in brian.form()


async def test_the_hash_guards_an_update(slack: Sandbox, client: AsyncWebClient) -> None:
    opened = (await client.views_open(trigger_id=trigger(slack), view=modal(question())))["view"]
    where = {"view_id": opened["id"], "hash": opened["hash"]}
    updated = (await client.views_update(**where, view=modal(question())))["view"]
    assert updated["hash"] != opened["hash"]
    assert await refused(client.views_update(**where, view=modal(question()))) == "hash_conflict"
    assert await refused(client.views_update(view_id="V0000000", view=modal(question()))) == "not_found"


async def test_a_view_is_found_by_its_external_id(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=trigger(slack), view=modal(question(), external_id="mine"))
    await client.views_update(external_id="mine", view=modal(question(), title=plain("Other")))
    assert slack.person("Brian").form().startswith("== Other ==")
    await client.views_open(trigger_id=trigger(slack), view=modal(question(), external_id="mine"))
    again = client.views_open(trigger_id=trigger(slack, "Maya"), view=modal(question(), external_id="mine"))
    assert await refused(again) == "duplicate_external_id"


async def test_everybody_has_a_home_of_their_own(slack: Sandbox, client: AsyncWebClient) -> None:
    published = await client.views_publish(user_id="U0BRIAN", view=home(section(text=plain("Brian's day"))))
    assert slack.person("Brian").home() == "Brian's day"
    assert slack.person("Maya").home() == ""
    stale = published["view"]["hash"]
    await client.views_publish(user_id="U0BRIAN", view=home(section(text=plain("Later"))), hash=stale)
    assert slack.person("Brian").home() == "Later"
    again = client.views_publish(user_id="U0BRIAN", view=home(section()), hash=stale)
    assert await refused(again) == "hash_conflict"
    assert (
        await refused(client.views_publish(user_id="U0NOBODY", view=home(section()))) == "invalid_arguments"
    )


async def test_home_must_be_enabled() -> None:
    async with Sandbox(manifest(home_tab_enabled=False), Clock(MONDAY)) as slack:
        call = client_of(slack).views_publish(user_id="U0BRIAN", view=home(section()))
        assert await refused(call) == "not_enabled"


@pytest.mark.parametrize("view", ["{}", '"words"', "[]"])
async def test_a_view_that_is_none(client: AsyncWebClient, view: str) -> None:
    call = client.api_call("views.publish", params={"user_id": "U0BRIAN", "view": view})
    assert await refused(call) == "invalid_arguments"
