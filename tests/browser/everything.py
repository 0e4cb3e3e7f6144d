"""One of each thing that can be drawn, as the sandbox accepts it."""

from typing import Any

from tests.sandbox.payloads import (
    DIVIDER,
    GOALS,
    Json,
    actions,
    button,
    context,
    header,
    image,
    markdown,
    mrkdwn,
    option,
    plain,
    question,
    section,
)

NOON = 1801476000  # Monday 1 February 2027, 12:00 in Riga
MAP: Json = {"slack_file": {"id": "F0MAP"}, "alt_text": "Value against complexity of 12 tactics"}
SURE: Json = {
    "title": plain("Drop it?"),
    "text": plain("Its record stays."),
    "confirm": plain("Drop"),
    "deny": plain("Keep it"),
}
RATINGS = [
    option("5 Moves the company goal", "5", description=plain("It would be missed")),
    option("3 Helps", "3"),
    option("1 Nice to have", "1"),
]
GROUPED: list[Json] = [
    {"label": plain("Company goals"), "options": GOALS},
    {
        "label": plain("Marketing goals"),
        "options": [option("Brand awareness", "m1"), option("Traffic", "m2")],
    },
]

WORDS = (
    "To help us *expand into a new market segment*, we are _building relationships with influencers_, by "
    "~listing 10~ listing `100` influencers (<@U0BRIAN>, by <!date^1801476000^{date_long}|1 February>). "
    "<@U0MAYA> keeps the list in <#C0SOCIAL>, see <https://campfire.example/list|the list> :tada:\n"
    "&gt; 3 of them answered &amp; want to talk\n"
    "```for each in list:\n    write(each)```"
)


def said(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def part(kind: str, *inline: Json, **fields: Any) -> Json:
    return {"type": f"rich_text_{kind}", "elements": list(inline), **fields}


RICH = rich(
    part(
        "section",
        said("Bold", bold=True),
        said(", "),
        said("italic", italic=True),
        said(", "),
        said("struck", strike=True),
        said(", "),
        said("code", code=True),
        said(", "),
        said("under", underline=True),
        said(" and "),
        said("marked", highlight=True),
        said(" by "),
        {"type": "user", "user_id": "U0BRIAN"},
        said(" in "),
        {"type": "channel", "channel_id": "C0SOCIAL"},
        said(" "),
        {"type": "emoji", "name": "rocket"},
        said(" "),
        {"type": "link", "url": "https://campfire.example", "text": "Campfire"},
        said(", "),
        {"type": "date", "timestamp": NOON, "format": "{date_short} at {time}", "fallback": "1 February"},
        said(" "),
        {"type": "color", "value": "#0a6b4b"},
    ),
    part("list", part("section", said("Goals")), part("section", said("Tactics")), style="bullet"),
    part("list", part("section", said("Rate them")), style="ordered", indent=1, offset=1),
    part("quote", said("Thumb in the air")),
    part("preformatted", said("value / complexity")),
)

TABLE: Json = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}],
    "rows": [
        [{"type": "raw_text", "text": words} for words in ("Goal", "Reading", "On course")],
        [
            rich(part("section", said("Influencers who answered", bold=True))),
            {"type": "raw_text", "text": "12 of 100"},
            {"type": "raw_text", "text": "◐ drifting"},
        ],
        [{"type": "raw_text", "text": words} for words in ("Newsletter readers", "1,204", "● on course")],
    ],
}

MARKDOWN = (
    "# This week\n"
    "We are **on course**, with *one* ~~three~~ tactic drifting: see `the matrix` and "
    "[the list](https://campfire.example/list).\n\n"
    "1. Rate what is new\n2. Move what is late\n   - one\n   - two\n\n"
    "> Nothing is lost\n\n```\nplan close\n```\n---\n## Next\nRetrospective"
)

VIDEO: Json = {
    "type": "video",
    "title": plain("How a check-in works"),
    "description": plain("Two minutes, with captions"),
    "alt_text": "A check-in from opening to summary",
    "video_url": "https://campfire.example/video",
    "thumbnail_url": "https://campfire.example/still.png",
    "provider_name": "Campfire",
    "author_name": "Hailey",
}

MESSAGE: list[Json] = [
    header("Social media 2027 :dart:"),
    section(text=mrkdwn(WORDS), block_id="words"),
    section(
        text=mrkdwn("*1. List 100 influencers*\n✓ done · 4.5 / 2 · <@U0BRIAN>"),
        block_id="tactic",
        accessory={
            "type": "overflow",
            "action_id": "more",
            "options": [option("Rate", "rate"), option("Move ETA", "move"), option("Drop", "drop")],
        },
    ),
    context(
        mrkdwn("_3 rated_, range 2 to 5"),
        {"type": "image", **MAP},
        plain("last changed yesterday :eyes:"),
    ),
    actions(
        button(action_id="rate", value="7", style="primary"),
        button(action_id="open", text=plain("Open the list"), url="https://campfire.example/list"),
        button(action_id="drop", text=plain("Drop"), style="danger", confirm=SURE),
        {"type": "static_select", "action_id": "goal", "placeholder": plain("Goal"), "options": GOALS},
        {"type": "datetimepicker", "action_id": "at", "initial_date_time": NOON},
    ),
    DIVIDER,
    {
        "type": "section",
        "fields": [
            mrkdwn("*Owner*\n<@U0HAILEY>"),
            mrkdwn("*ETA*\n1 February 2027"),
            mrkdwn("*Value*\n4.5"),
            plain("Complexity\n2"),
        ],
        "accessory": {"type": "image", **MAP},
    },
    {"type": "image", "title": plain("The matrix"), **MAP},
    image(title=plain("From elsewhere")),
    RICH,
    TABLE,
    VIDEO,
]
"""A message with every block that may stand in one beside a markdown block."""

SUMMARY: list[Json] = [markdown(MARKDOWN)]
"""A message of Markdown."""


def ask(label: str, element: Json, **fields: Any) -> Json:
    """An input called `label`; its ids are the type of its element."""
    kind = element["type"]
    return question({"action_id": kind, **element}, label=plain(label), block_id=kind, **fields)


INPUTS: dict[str, Json] = {
    "Title": {"type": "plain_text_input", "placeholder": plain("What would help?"), "max_length": 50},
    "Target": {"type": "number_input", "is_decimal_allowed": True, "initial_value": "12.5"},
    "Email": {"type": "email_text_input"},
    "Address": {"type": "url_text_input"},
    "ETA": {"type": "datepicker", "initial_date": "2027-02-01"},
    "Hour": {"type": "timepicker", "initial_time": "09:00", "timezone": "Europe/Riga"},
    "Moment": {"type": "datetimepicker", "initial_date_time": NOON},
    "Value": {"type": "radio_buttons", "options": RATINGS, "initial_option": RATINGS[0]},
    "Weekdays": {
        "type": "checkboxes",
        "options": [option("Monday", "1"), option("Friday", "5", description=plain("After lunch"))],
    },
    "Goal": {"type": "static_select", "option_groups": GROUPED, "initial_option": GOALS[1]},
    "Goals": {"type": "multi_static_select", "options": GOALS, "initial_options": GOALS},
    "Owner": {"type": "users_select"},
    "Owners": {"type": "multi_users_select", "initial_users": ["U0BRIAN", "U0HAILEY"]},
    "Channel": {"type": "channels_select", "initial_channel": "C0SOCIAL"},
    "Channels": {"type": "multi_channels_select"},
    "Place": {"type": "conversations_select"},
    "Places": {"type": "multi_conversations_select", "initial_conversations": ["C0LAUNCH", "U0PRIYA"]},
    "Import": {"type": "file_input", "filetypes": ["json", "csv"], "max_files": 1},
}
"""Every element of input blocks, by its label."""

HINTS: dict[str, Json] = {
    "Title": {"hint": plain("Short enough to say aloud")},
    "Owner": {"optional": True},
    "Address": {"optional": True, "hint": plain("Where the talk was")},
}
FORM: list[Json] = [
    section(text=mrkdwn("Rate *List 100 influencers*"), block_id="intro"),
    *(ask(label, element, **HINTS.get(label, {})) for label, element in INPUTS.items()),
]
"""A modal with every element of input blocks."""

HOME: list[Json] = [
    header("Today"),
    *(
        section(
            text=mrkdwn(f"*{label}*"),
            block_id=element["type"],
            accessory={"action_id": element["type"], **element},
        )
        for label, element in INPUTS.items()
        if not element["type"].endswith("input") and element["type"] != "datetimepicker"
    ),
    {**actions({"action_id": "datetimepicker", **INPUTS["Moment"]}), "block_id": "datetimepicker"},
]
"""A Home tab with every element that may stand beside words."""
