"""Modals and Home as a person sees them, with the state of their controls."""

from zoneinfo import ZoneInfo

import pytest

from sandbox.blocks import check_view
from sandbox.screens import Names, view_text
from tests.sandbox.payloads import (
    GOALS,
    RATES,
    Json,
    button,
    header,
    home,
    menu,
    modal,
    mrkdwn,
    plain,
    question,
    section,
)

PEOPLE = {"U1": "Brian", "U2": "Hailey"}
RIGA = Names(PEOPLE.__getitem__, {"C1": "social"}.__getitem__, ZoneInfo("Europe/Riga"))
FIVE_IN_THE_MORNING_UTC = 1801458000  # on Monday 1 February 2027

TEXT = {"type": "plain_text_input"}
RADIO = {"type": "radio_buttons", "options": RATES}
BOXES = {"type": "checkboxes", "options": RATES}
OWNERS = {"type": "multi_users_select"}
ANY = plain("any")


def see_form(
    element: Json, held: Json | None = None, errors: dict[str, str] | None = None, **fields: object
) -> list[str]:
    """The lines of a form with a single input, between its title and its buttons."""
    view = modal(question(element | {"action_id": "it"}, block_id="it", **fields))
    assert check_view(view) == []
    screen = view_text(view, {} if held is None else {"it": {"it": held}}, errors or {}, RIGA)
    first, *lines, last = screen.split("\n")
    assert (first, last) == ("== Tactic ==", "[Cancel] [Save]")
    return lines


@pytest.mark.parametrize(
    ("element", "held", "seen"),
    [
        (TEXT, None, ["> (empty)"]),
        (TEXT | {"placeholder": ANY}, None, ["> (empty: any)"]),
        (TEXT | {"initial_value": "List"}, None, ["> List"]),
        (TEXT | {"initial_value": "List"}, {"value": "Rank"}, ["> Rank"]),
        (TEXT | {"initial_value": "List"}, {"value": None}, ["> (empty)"]),
        (TEXT | {"multiline": True}, {"value": "List\n\nRank"}, ["> List", ">", "> Rank"]),
        ({"type": "number_input", "is_decimal_allowed": False}, {"value": "0"}, ["> 0"]),
        ({"type": "url_text_input"}, {"value": "https://a.example"}, ["> https://a.example"]),
        ({"type": "email_text_input", "placeholder": ANY}, None, ["> (empty: any)"]),
        (RADIO, None, ["( ) 5 Moves the company goal", "( ) 1 Nice to have - or less"]),
        (
            RADIO | {"initial_option": RATES[1]},
            None,
            ["( ) 5 Moves the company goal", "(x) 1 Nice to have - or less"],
        ),
        (
            RADIO | {"initial_option": RATES[1]},
            {"selected_option": RATES[0]},
            ["(x) 5 Moves the company goal", "( ) 1 Nice to have - or less"],
        ),
        (
            BOXES,
            {"selected_options": RATES},
            ["[x] 5 Moves the company goal", "[x] 1 Nice to have - or less"],
        ),
        (
            BOXES | {"initial_options": RATES},
            {"selected_options": []},
            ["[ ] 5 Moves the company goal", "[ ] 1 Nice to have - or less"],
        ),
        (menu(), None, ["v (choose)"]),
        (menu(placeholder=ANY), {"selected_option": None}, ["v (choose: any)"]),
        (menu(), {"selected_option": GOALS[0]}, ["v Build relationships"]),
        (
            {"type": "multi_static_select", "options": GOALS, "initial_options": GOALS},
            None,
            ["v Build relationships, Grow the list"],
        ),
        ({"type": "datepicker"}, {"selected_date": "2027-02-01"}, ["2027-02-01"]),
        ({"type": "datepicker", "placeholder": ANY}, None, ["(choose: any)"]),
        ({"type": "timepicker", "initial_time": "09:30"}, None, ["09:30"]),
        (
            {"type": "datetimepicker"},
            {"selected_date_time": FIVE_IN_THE_MORNING_UTC},
            ["2027-02-01 07:00"],
        ),
        ({"type": "users_select", "initial_user": "U1"}, None, ["@Brian"]),
        (OWNERS, {"selected_users": ["U1", "U2"]}, ["@Brian, @Hailey"]),
        (OWNERS | {"initial_users": ["U1"]}, {"selected_users": []}, ["(choose)"]),
        ({"type": "multi_channels_select"}, {"selected_channels": ["C1"]}, ["#social"]),
        (
            {"type": "multi_conversations_select"},
            {"selected_conversations": ["C1", "U1"]},
            ["#social, @Brian"],
        ),
        ({"type": "file_input"}, {"files": [{"id": "F1", "name": "plan.json"}]}, ["plan.json"]),
        ({"type": "file_input"}, None, ["(choose)"]),
    ],
)
def test_an_input_shows_what_it_holds(element: Json, held: Json | None, seen: list[str]) -> None:
    assert see_form(element, held) == ["Title", *(f"  {line}" for line in seen)]


def test_an_input_says_whether_it_may_stay_empty_how_to_fill_it_and_what_is_wrong() -> None:
    lines = see_form(
        {"type": "datepicker"},
        {"selected_date": "2026-02-01"},
        errors={"it": "That day is past.", "another": "Never shown."},
        optional=True,
        hint=plain("The day it should be finished by"),
    )
    assert lines == [
        "Title (optional)",
        "  2026-02-01",
        "  ? The day it should be finished by",
        "  ! That day is past.",
    ]


def test_a_modal_stands_between_its_title_and_its_buttons() -> None:
    view = modal(section(), title=plain("Rate tactic"), submit=plain("Rate"), close=plain("Not now"))
    assert view_text(view, {}, {}, RIGA) == "== Rate tactic ==\nwords\n[Not now] [Rate]"
    del view["submit"]
    assert view_text(view, {}, {}, RIGA) == "== Rate tactic ==\nwords\n[Not now]"
    del view["close"]
    assert view_text(view, {}, {}, RIGA) == "== Rate tactic ==\nwords\n[Close]"


def test_home_has_no_frame() -> None:
    view = home(header("Today"), section(text=mrkdwn("<@U1>, nothing is due."), accessory=button()))
    assert check_view(view) == []
    assert view_text(view, {}, {}, RIGA) == "# Today\n@Brian, nothing is due.\n[Rate]"
