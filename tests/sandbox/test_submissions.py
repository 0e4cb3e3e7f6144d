"""Forms: filling in, validation by Slack's client, and the ack's effect."""

from datetime import date, time
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from sandbox import ActionError, FormRefused, Person, Sandbox
from tests.sandbox.app import acking, bolt_of, running
from tests.sandbox.payloads import (
    GOALS,
    RATES,
    Json,
    actions,
    button,
    home,
    menu,
    modal,
    plain,
    question,
    section,
)

TITLE = {"type": "plain_text_input", "action_id": "title"}
RADIO = {"type": "radio_buttons", "action_id": "rate", "options": RATES}


def asked(label: str, element: Json, **fields: Any) -> Json:
    return question(element, label=plain(label), block_id=label.lower(), **fields)


async def opened(slack: Sandbox, *blocks: Json, name: str = "Brian", **fields: Any) -> Person:
    """The person with this modal open."""
    person = slack.person(name)
    view = modal(*blocks, callback_id="form", **fields)
    await bolt_of(slack).client.views_open(trigger_id=slack.backend.triggers.issue(person.id), view=view)
    return person


def answering(app: AsyncApp, *answers: Json) -> list[Json]:
    """The app notes what is submitted, and acks with these in turn (the last one again and again)."""
    got: list[Json] = []

    @app.view("form")
    async def note(ack: Any, body: Json) -> None:
        got.append(body)
        await ack(**answers[min(len(got), len(answers)) - 1] if answers else {})

    return got


def values(body: Json) -> Json:
    """What a submission says: block_id to the one value below it."""
    found = {}
    for block_id, block in body["view"]["state"]["values"].items():
        ((_, state),) = block.items()
        ((_, held),) = ((part, value) for part, value in state.items() if part != "type")
        found[block_id] = held
    return found


async def test_every_kind_of_input_is_filled_in_by_its_label(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = answering(app)
    brian = await opened(
        slack,
        asked("Title", TITLE),
        asked("Target", {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}),
        asked("Mail", {"type": "email_text_input", "action_id": "m"}),
        asked("Link", {"type": "url_text_input", "action_id": "l"}),
        asked("Goal", menu()),
        asked("Goals", {"type": "multi_static_select", "action_id": "gs", "options": GOALS}),
        asked("Rating", RADIO),
        asked("Days", {"type": "checkboxes", "action_id": "d", "options": RATES}),
        asked("Owner", {"type": "users_select", "action_id": "u"}),
        asked("Owners", {"type": "multi_users_select", "action_id": "us"}),
        asked("Channel", {"type": "channels_select", "action_id": "c"}),
        asked("Place", {"type": "conversations_select", "action_id": "p"}),
        asked("ETA", {"type": "datepicker", "action_id": "e"}),
        asked("Hour", {"type": "timepicker", "action_id": "h"}),
    )
    await brian.fill_in(
        {
            "Title": "List 100",
            "Target": 100,
            "Mail": "brian@campfire.example",
            "Link": "https://campfire.example",
            "Goal": "Grow the list",
            "Goals": ["Build relationships", "Grow the list"],
            "Rating": "5 Moves the company goal",
            "Days": ["1 Nice to have"],
            "Owner": "@Maya",
            "Owners": ["@Brian", "Hailey"],
            "Channel": "#social",
            "Place": "#social",
            "ETA": date(2027, 2, 1),
            "Hour": time(9),
        }
    )
    async with running(app, slack):
        await brian.submit()
    assert values(got[0]) == {
        "title": "List 100",
        "target": "100",
        "mail": "brian@campfire.example",
        "link": "https://campfire.example",
        "goal": GOALS[1],
        "goals": GOALS,
        "rating": RATES[0],
        "days": [RATES[1]],
        "owner": "U0MAYA",
        "owners": ["U0BRIAN", "U0HAILEY"],
        "channel": "C0SOCIAL",
        "place": "C0SOCIAL",
        "eta": "2027-02-01",
        "hour": "09:00",
    }
    assert brian.modal is None


async def test_prefilled_values_are_submitted_as_they_stand(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = answering(app)
    brian = await opened(
        slack,
        asked("Title", {**TITLE, "initial_value": "List 100"}),
        asked("Goal", menu(initial_option=GOALS[0])),
        asked("Owners", {"type": "multi_users_select", "action_id": "us", "initial_users": ["U0MAYA"]}),
        asked("ETA", {"type": "datepicker", "action_id": "e"}, optional=True),
        private_metadata="plan 7",
    )
    async with running(app, slack):
        await brian.submit()
    assert values(got[0]) == {"title": "List 100", "goal": GOALS[0], "owners": ["U0MAYA"], "eta": None}
    assert got[0]["view"]["private_metadata"] == "plan 7"
    assert got[0]["view"]["callback_id"] == "form"


@pytest.mark.parametrize(
    ("element", "typed", "reason"),
    [
        (TITLE, None, "Please complete this required field."),
        (TITLE, "", "Please complete this required field."),
        ({**TITLE, "max_length": 5}, "too long", "Shorten this to 5 characters."),
        ({**TITLE, "min_length": 5}, "tiny", "Lengthen this to 5 characters."),
        ({"type": "number_input", "is_decimal_allowed": False}, "five", "Enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "NaN", "Enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "1"}, "0.5", "at least 1."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "5"}, "5.1", "at most 5."),
        ({"type": "email_text_input"}, "brian", "Enter a valid email address."),
        ({"type": "url_text_input"}, "campfire", "Enter a valid URL."),
    ],
)
async def test_slacks_client_keeps_a_wrong_form(
    slack: Sandbox, element: Json, typed: str | None, reason: str
) -> None:
    app = bolt_of(slack)
    got = answering(app)
    brian = await opened(slack, asked("Title", element))
    if typed is not None:
        await brian.fill("Title", typed)
    async with running(app, slack):
        with pytest.raises(FormRefused) as refusal:
            await brian.submit()
    assert refusal.value.label == "Title"
    assert refusal.value.reason.endswith(reason)
    assert got == []
    assert brian.modal is not None


async def test_a_required_menu_and_too_many_choices(slack: Sandbox) -> None:
    element = {"type": "multi_static_select", "action_id": "g", "options": GOALS, "max_selected_items": 1}
    brian = await opened(slack, asked("Goals", element))
    with pytest.raises(FormRefused, match="required"):
        await brian.submit()
    await brian.choose("Goals", "Build relationships", "Grow the list")
    with pytest.raises(FormRefused, match="Choose at most 1"):
        await brian.submit()


async def test_choices_that_are_not_there(slack: Sandbox) -> None:
    brian = await opened(
        slack, asked("Goal", menu()), asked("Owner", {"type": "users_select", "action_id": "u"})
    )
    with pytest.raises(ActionError, match="there are: Build relationships, Grow the list"):
        await brian.choose("Goal", "Win")
    with pytest.raises(ActionError, match="takes one option, not 2"):
        await brian.choose("Goal", "Build relationships", "Grow the list")
    with pytest.raises(ActionError, match="Dana is deactivated"):
        await brian.choose("Owner", "@Dana")
    with pytest.raises(ActionError, match="0 inputs have the label 'Colour'"):
        await brian.choose("Colour", "red")
    with pytest.raises(ActionError, match="nothing can be typed"):
        await brian.fill("Owner", "@Maya")
    await brian.choose("Owner", "@Maya")
    await brian.choose("Owner")
    assert "Maya" not in brian.form()


async def test_a_date_can_be_taken_out_again(slack: Sandbox) -> None:
    brian = await opened(slack, asked("ETA", {"type": "datepicker", "action_id": "e"}))
    await brian.choose("ETA", "2027-02-01")
    assert "2027-02-01" in brian.form()
    await brian.choose("ETA")
    assert "2027-02-01" not in brian.form()


async def test_errors_keep_the_form_and_what_is_typed(slack: Sandbox) -> None:
    app = bolt_of(slack)
    answering(app, {"response_action": "errors", "errors": {"title": "There is one already."}}, {})
    brian = await opened(slack, asked("Title", TITLE))
    brian.news()
    await brian.fill("Title", "List 100")
    async with running(app, slack):
        await brian.submit()
        assert brian.form() == (
            "== Tactic ==\nTitle\n  > List 100\n  ! There is one already.\n[Cancel] [Save]"
        )
        assert brian.news() == brian.form()
        await brian.submit()
    assert brian.modal is None
    assert brian.news() == ""


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "Wrong."}},
        {"response_action": "errors", "errors": {"title": " "}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": home(section())},
        {"response_action": "update", "view": modal(question(), submit=None)},
        {"response_action": "vanish"},
        {"text": "Saved"},
    ],
)
async def test_an_ack_slack_would_not_take(slack: Sandbox, answer: Json) -> None:
    brian = await opened(slack, asked("Title", {**TITLE, "initial_value": "List 100"}))
    form = brian.form()
    async with acking(slack, answer):
        await brian.submit()
    assert len(slack.problems) == 1
    assert slack.problems[0].source == "response_action"
    assert brian.toasts == ["We had some trouble connecting. Try again?"]
    assert brian.form() == form


async def test_an_ack_can_show_another_form(slack: Sandbox) -> None:
    app = bolt_of(slack)
    answering(app, {"response_action": "update", "view": modal(section(), title=plain("Saved"))})
    brian = await opened(slack, asked("Title", {**TITLE, "initial_value": "List 100"}))
    assert brian.modal is not None
    before = brian.modal.id
    async with running(app, slack):
        await brian.submit()
    assert brian.form().startswith("== Saved ==")
    assert brian.modal.id == before


async def test_an_ack_can_push_and_clear(slack: Sandbox) -> None:
    app = bolt_of(slack)
    second = modal(asked("Why", TITLE, optional=True), title=plain("Why?"), callback_id="form")
    got = answering(app, {"response_action": "push", "view": second}, {"response_action": "clear"})
    brian = await opened(slack, asked("Title", {**TITLE, "initial_value": "List 100"}))
    async with running(app, slack):
        await brian.submit()
        assert brian.form().startswith("== Why? ==")
        await brian.submit()
    assert got[1]["view"]["previous_view_id"] == got[0]["view"]["id"] == got[1]["view"]["root_view_id"]
    assert brian.modal is None


async def test_an_empty_ack_closes_one_form_and_shows_the_one_below(slack: Sandbox) -> None:
    app = bolt_of(slack)
    second = modal(asked("Why", TITLE, optional=True), title=plain("Why?"), callback_id="form")
    answering(app, {"response_action": "push", "view": second}, {})
    brian = await opened(slack, asked("Title", {**TITLE, "initial_value": "List 100"}))
    async with running(app, slack):
        await brian.submit()
        await brian.submit()
    assert brian.form().startswith("== Tactic ==")


async def test_a_form_nobody_acks_stays(slack: Sandbox) -> None:
    brian = await opened(slack, asked("Title", {**TITLE, "initial_value": "List 100"}))
    await brian.submit()
    assert brian.toasts == ["We had some trouble connecting. Try again?"]
    assert "List 100" in brian.form()


async def test_two_people_have_forms_of_their_own(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = answering(app)
    brian = await opened(slack, asked("Title", TITLE))
    hailey = await opened(slack, asked("Title", TITLE), name="Hailey")
    await brian.fill("Title", "Brian's")
    await hailey.fill("Title", "Hailey's")
    async with running(app, slack):
        await brian.submit()
        await hailey.submit()
    assert [(body["user"]["id"], values(body)["title"]) for body in got] == [
        ("U0BRIAN", "Brian's"),
        ("U0HAILEY", "Hailey's"),
    ]


async def test_a_double_click_arrives_twice(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = answering(app)
    brian = await opened(slack, asked("Title", {**TITLE, "initial_value": "List 100"}))
    async with running(app, slack):
        await brian.submit_twice()
    assert len(got) == 2
    assert got[0]["view"]["id"] == got[1]["view"]["id"]
    assert brian.modal is None


async def test_menus_outside_inputs_and_dispatching_inputs_tell_the_app_at_once(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got: list[Json] = []

    @app.action({"block_id": "goal"})
    @app.action("rate")
    @app.action("again")
    async def note(ack: Any, body: Json) -> None:
        got.append(body)
        await ack()

    brian = await opened(
        slack,
        section(text=plain("Goal"), block_id="goal", accessory=menu()),
        asked("Rating", RADIO, dispatch_action=True),
        asked("Title", TITLE, optional=True),
        actions(button(text=plain("Again"), action_id="again")),
    )
    async with running(app, slack):
        await brian.choose("Goal", "Grow the list")
        await brian.fill("Title", "Quiet")
        await brian.choose("Rating", "1 Nice to have")
        await brian.click("Again")
    assert [body["actions"][0]["action_id"] for body in got] == ["menu", "rate", "again"]
    assert got[0]["actions"][0]["selected_option"] == GOALS[1]
    assert got[2]["view"]["state"]["values"]["goal"]["menu"]["selected_option"] == GOALS[1]
    assert got[2]["view"]["state"]["values"]["title"]["title"]["value"] == "Quiet"
    assert got[0]["container"] == {"type": "view", "view_id": got[0]["view"]["id"]}


async def test_closing_is_told_to_those_who_ask(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got: list[Json] = []

    @app.view_closed("form")
    async def note(ack: Any, body: Json) -> None:
        got.append(body)
        await ack()

    async with running(app, slack):
        brian = await opened(slack, asked("Title", TITLE))
        await brian.dismiss()
        assert got == []
        await opened(slack, asked("Title", TITLE), notify_on_close=True)
        await brian.dismiss()
    assert [body["is_cleared"] for body in got] == [False]
    with pytest.raises(ActionError, match="Brian has no form open"):
        await brian.dismiss()


async def test_a_form_without_inputs_has_no_submit(slack: Sandbox) -> None:
    view = {"type": "modal", "title": plain("Look"), "blocks": [section()]}
    trigger = slack.backend.triggers.issue("U0BRIAN")
    await bolt_of(slack).client.views_open(trigger_id=trigger, view=view)
    with pytest.raises(ActionError, match="no submit button"):
        await slack.person("Brian").submit()
