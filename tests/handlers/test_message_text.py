"""What a person reads in a message, wherever Slack keeps it."""

from typing import Any

import pytest

from handlers.slack.message_text import text_of


def rich(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def section(words: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


FORWARD = {"is_share": True, "is_msg_unfurl": True, "from_url": "https://x", "fallback": "[…] brian: no"}
PREVIEW = {"from_url": "https://example.com", "title": "Example", "text": "An example", "fallback": "no"}
LIST = {"type": "rich_text_list", "elements": [rich(text(word))["elements"][0] for word in ("one", "two")]}


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"text": "Call"}, "Call"),
        ({"text": "Call", "blocks": [section("Other")]}, "Call"),
        ({"text": "", "blocks": [section("*Call*"), section("now")]}, "*Call*\nnow"),
        ({"blocks": [rich(text("R&D <now>"))]}, "R&amp;D &lt;now&gt;"),
        ({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "A & B"}}]}, "A &amp; B"),
        ({"blocks": [section("A &amp; B")]}, "A &amp; B"),
        (
            {
                "blocks": [
                    rich(
                        text("Ask "),
                        {"type": "user", "user_id": "U1"},
                        {"type": "channel", "channel_id": "C1"},
                        {"type": "usergroup", "usergroup_id": "S1"},
                        {"type": "broadcast", "range": "here"},
                        {"type": "emoji", "name": "wave"},
                        {"type": "link", "url": "https://a?b&c", "text": "this"},
                        {"type": "link", "url": "https://d"},
                        {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "today"},
                        {"type": "color", "value": "#fff"},
                    )
                ]
            },
            "Ask <@U1><#C1|><!subteam^S1><!here>:wave:<https://a?b&amp;c|this><https://d>today",
        ),
        ({"blocks": [{"type": "rich_text", "elements": [LIST]}]}, "one\ntwo"),
        ({"blocks": [rich(text("quoted"), kind="rich_text_quote")]}, "quoted"),
        ({"text": "", "attachments": [{**FORWARD, "text": "Call"}]}, "Call"),
        (
            {
                "text": "",
                "attachments": [
                    {**FORWARD, "text": "", "message_blocks": [{"message": {"blocks": [rich(text("Call"))]}}]}
                ],
            },
            "Call",
        ),
        ({"text": "Look", "attachments": [{**FORWARD, "text": "Call"}]}, "Look\nCall"),
        ({"text": "Look", "attachments": [PREVIEW]}, "Look"),
        ({"text": "", "attachments": [PREVIEW]}, "Example\nAn example"),
        (
            {
                "attachments": [
                    {
                        "pretext": "New",
                        "title": "Alert",
                        "text": "Call",
                        "fields": [{"title": "Who", "value": "Brian"}],
                    }
                ]
            },
            "New\nAlert\nCall\nWho\nBrian",
        ),
        ({"attachments": [{"fallback": "A picture", "image_url": "https://x"}]}, "A picture"),
        ({"attachments": [{"blocks": [section("Call")], "fallback": "no"}]}, "Call"),
        ({"attachments": [{**FORWARD, "text": "", "files": [{"name": "a.pdf"}]}]}, "a.pdf"),
        ({"files": [{"title": "", "name": "a&b.pdf"}, {"title": "Second"}]}, "a&amp;b.pdf"),
        ({"text": " ", "blocks": [{"type": "divider"}]}, ""),
        ({}, ""),
    ],
)
def test_what_a_person_reads(message: dict[str, Any], said: str) -> None:
    assert text_of(message) == said


@pytest.mark.parametrize("odd", [None, 7, "x", [], [7], {}, {"text": 7}, [None], [{"text": 7}], [[["x"]]]])
def test_whatever_stands_where_its_parts_should_is_left_out(odd: Any) -> None:
    for part in ("blocks", "attachments", "files"):
        assert text_of({"text": "Call", part: odd}) == "Call"
        assert isinstance(text_of({part: odd}), str)
    assert text_of({"text": odd, "attachments": [{"text": "Call"}]}).endswith("Call")
