"""What a person sees: whole screens, as stories compare them."""

from zoneinfo import ZoneInfo

import pytest

from sandbox.blocks import check_message
from sandbox.screens import Names, message_text
from tests.sandbox.payloads import (
    GOALS,
    RATES,
    Json,
    actions,
    button,
    context,
    header,
    image,
    markdown,
    menu,
    message,
    mrkdwn,
    option,
    plain,
    rich_text,
    section,
)

PEOPLE = {"U1": "Brian", "U2": "Hailey"}
CHANNELS = {"C1": "social"}
RIGA = Names(PEOPLE.__getitem__, CHANNELS.__getitem__, ZoneInfo("Europe/Riga"))
LOS_ANGELES = Names(PEOPLE.__getitem__, CHANNELS.__getitem__, ZoneInfo("America/Los_Angeles"))
FIVE_IN_THE_MORNING_UTC = 1801458000  # on Monday 1 February 2027


def see(posted: Json, names: Names = RIGA) -> str:
    """The message as a person sees it, after validation."""
    assert check_message(posted) == []
    return message_text(posted, names)


def test_a_message_is_read_block_by_block() -> None:
    posted = message(
        header("Quick wins"),
        section(
            text=mrkdwn("*List 100 influencers*\nfor <@U1>   \nin <#C1>"),
            accessory={"type": "overflow", "options": [option("Rate", "r"), option("Move ETA", "m")]},
        ),
        {"type": "section", "fields": [mrkdwn("*Owner* <@U2>"), plain("ETA 1 < 2")]},
        {"type": "divider"},
        actions(button(), button(text=plain("Done")), button(text=plain("Open"), url="https://a.example/1")),
        context(mrkdwn("_3 rated_"), image(), plain("range 2-5")),
        image(title=plain("The plan")),
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "Goal"}, {"type": "raw_text", "text": "Readings"}],
                [rich_text({"type": "text", "text": "Audience"}), {"type": "raw_text", "text": "3"}],
            ],
        },
        markdown("**Summary**\n- as it stands"),
    )
    assert see(posted) == (
        "# Quick wins\n"
        "*List 100 influencers*\n"
        "for @Brian\n"
        "in #social\n"
        "[... Rate | Move ETA]\n"
        "- *Owner* @Hailey\n"
        "- ETA 1 < 2\n"
        "---\n"
        "[Rate] [Done] [Open -> https://a.example/1]\n"
        "· _3 rated_  (image: A map)  range 2-5\n"
        "The plan\n"
        "(image: A map)\n"
        "Goal | Readings\n"
        "Audience | 3\n"
        "**Summary**\n"
        "- as it stands"
    )


def test_a_message_without_blocks_is_its_text() -> None:
    assert see(message(text="<@U1> did it")) == "@Brian did it"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U2|hailey>", "@Hailey"),
        ("<#C1|old-name>", "#social"),
        ("<https://a.example/?a=1&amp;b=2|the map>", "the map (https://a.example/?a=1&b=2)"),
        ("<https://a.example>", "https://a.example"),
        ("<mailto:maya@a.example|maya@a.example>", "maya@a.example"),
        ("*bold* _italic_ ~gone~ `code`", "*bold* _italic_ ~gone~ `code`"),
        ("R&amp;D: 3 &lt; 5 &gt; 2", "R&D: 3 < 5 > 2"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_markup_is_resolved_for_its_reader(written: str, read: str) -> None:
    assert see(message(section(text=mrkdwn(written)))) == read


def test_plain_text_is_taken_literally() -> None:
    assert see(message(section(text=plain("<@U1> &amp; *co*")))) == "<@U1> &amp; *co*"


@pytest.mark.parametrize(
    ("form", "in_riga", "in_los_angeles"),
    [
        ("{date_num}", "2027-02-01", "2027-01-31"),
        ("{date_slash}", "01/02/2027", "31/01/2027"),
        ("{date}", "February 1st, 2027", "January 31st, 2027"),
        ("{date_pretty}", "February 1st, 2027", "January 31st, 2027"),
        ("{date_short}", "Feb 1, 2027", "Jan 31, 2027"),
        ("{date_long}", "Monday, February 1st, 2027", "Sunday, January 31st, 2027"),
        ("{date_long_full}", "February 1, 2027", "January 31, 2027"),
        ("{date_num} at {time}", "2027-02-01 at 7:00 AM", "2027-01-31 at 9:00 PM"),
        ("{time_secs}", "7:00:00 AM", "9:00:00 PM"),
        ("{ago}", "1 February", "1 February"),
    ],
)
def test_a_date_is_written_out_in_the_readers_zone(form: str, in_riga: str, in_los_angeles: str) -> None:
    posted = message(section(text=mrkdwn(f"<!date^{FIVE_IN_THE_MORNING_UTC}^{form}|1 February>")))
    assert (see(posted), see(posted, LOS_ANGELES)) == (in_riga, in_los_angeles)


@pytest.mark.parametrize(
    ("day", "ordinal"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (22, "22nd")],
)
def test_days_are_counted_in_english(day: int, ordinal: str) -> None:
    seconds = FIVE_IN_THE_MORNING_UTC + (day - 1) * 24 * 3600
    assert see(message(text=f"<!date^{seconds}^{{date}}|a day>")) == f"February {ordinal}, 2027"


def test_a_date_may_be_a_link() -> None:
    text = f"<!date^{FIVE_IN_THE_MORNING_UTC}^{{date_num}}^https://a.example|1 February>"
    assert see(message(text=text)) == "2027-02-01 (https://a.example)"


def test_rich_text_is_read_as_plain_lines() -> None:
    def line(*inline: Json) -> Json:
        return {"type": "rich_text_section", "elements": list(inline)}

    def said(text: str) -> Json:
        return {"type": "text", "text": text}

    posted = message(
        {
            "type": "rich_text",
            "elements": [
                line(
                    said("To "),
                    {"type": "user", "user_id": "U1"},
                    said(" in "),
                    {"type": "channel", "channel_id": "C1"},
                ),
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [line(said("goal")), line(said("tactic"))],
                },
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "indent": 1,
                    "offset": 1,
                    "elements": [line(said("rate"))],
                },
                {"type": "rich_text_quote", "elements": [said("one\ntwo")]},
                {"type": "rich_text_preformatted", "elements": [said("a = 1")]},
                line(
                    {"type": "link", "url": "https://a.example", "text": "map"},
                    {"type": "emoji", "name": "tada"},
                    {"type": "date", "timestamp": FIVE_IN_THE_MORNING_UTC, "format": "{date_num}"},
                    {"type": "color", "value": "#ff0000"},
                ),
            ],
        }
    )
    assert see(posted) == (
        "To @Brian in #social\n"
        "- goal\n"
        "- tactic\n"
        "  2. rate\n"
        "> one\n"
        "> two\n"
        "a = 1\n"
        "map (https://a.example):tada:2027-02-01#ff0000"
    )


@pytest.mark.parametrize(
    ("element", "seen"),
    [
        (menu(placeholder=plain("Goal")), "[Goal v]"),
        (menu(placeholder=plain("Goal"), initial_option=GOALS[1]), "[Goal: Grow the list v]"),
        (menu(initial_option=GOALS[1]), "[Grow the list v]"),
        (menu(), "[choose v]"),
        ({"type": "users_select", "placeholder": plain("Owner"), "initial_user": "U2"}, "[Owner: @Hailey v]"),
        (
            {"type": "datepicker", "placeholder": plain("ETA"), "initial_date": "2027-02-01"},
            "[ETA: 2027-02-01 v]",
        ),
        ({"type": "timepicker", "initial_time": "09:00"}, "[09:00 v]"),
        ({"type": "conversations_select", "initial_conversation": "C1"}, "[#social v]"),
        ({"type": "conversations_select", "initial_conversation": "U1"}, "[@Brian v]"),
        (
            {"type": "radio_buttons", "options": RATES},
            "( ) 5 Moves the company goal\n( ) 1 Nice to have - or less",
        ),
    ],
)
def test_a_menu_shows_its_label_and_what_is_chosen(element: Json, seen: str) -> None:
    assert see(message(section(accessory=element))) == f"words\n{seen}"


def test_controls_in_a_row_stay_on_one_line_but_for_lists() -> None:
    boxes = {"type": "checkboxes", "options": GOALS, "initial_options": GOALS[:1]}
    assert see(message(actions(button(), menu(), boxes, button(text=plain("Done"))))) == (
        "[Rate] [choose v]\n[x] Build relationships\n[ ] Grow the list\n[Done]"
    )


def test_a_message_shows_what_was_chosen_in_it() -> None:
    posted = message(section(accessory=menu(), block_id="goal"))
    state = {"values": {"goal": {"menu": {"type": "static_select", "selected_option": GOALS[1]}}}}
    assert see(posted | {"state": state}) == "words\n[Grow the list v]"
