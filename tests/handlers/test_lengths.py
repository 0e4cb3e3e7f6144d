"""Halves of a message say all that it said, and each is shorter."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import SectionBlock

from handlers.views.common.as_json import as_json
from handlers.views.common.blocks import actions, button, context, escape, section
from handlers.views.common.lengths import MAX_TEXT, Fields, split_in_two, truncated_message


def _with_id(block: SectionBlock) -> SectionBlock:
    block.block_id = "b"
    return block


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)
BLOCKS = st.one_of(
    WORDS.map(lambda words: section(escape(words))),
    WORDS.map(
        lambda words: _with_id(section(f"<@U0BRIAN> {escape(words)}", button("Open", "tactic.show", "1")))
    ),
    st.lists(WORDS, min_size=1, max_size=5).map(lambda texts: context(*map(escape, texts))),
    st.lists(WORDS, min_size=1, max_size=5, unique=True).map(
        lambda labels: actions(*(button(label, f"a:{n}", str(n)) for n, label in enumerate(labels)))
    ),
)


def in_all_parts(fields: Fields) -> list[Fields]:
    """The message in halves of halves, until nothing can be parted."""
    halves = split_in_two(fields)
    return [fields] if halves is None else [part for half in halves for part in in_all_parts(half)]


def letters(blocks: Any) -> str:
    """All that is shown, without the spaces at which it may be parted."""
    if isinstance(blocks, dict):
        return "".join(
            letters(value) if name != "text" or isinstance(value, dict) else "".join(str(value).split())
            for name, value in blocks.items()
            if name in ("text", "elements", "accessory")
        )
    return "".join(map(letters, blocks))


def size(fields: Fields) -> int:
    """In characters."""
    return len(json.dumps(fields["blocks"]))


@given(st.lists(BLOCKS, min_size=1, max_size=6), st.text(max_size=2 * MAX_TEXT))
def test_nothing_is_lost_and_all_is_shorter(blocks: list[Any], text: str) -> None:
    fields = {"text": text, "blocks": as_json(blocks)}
    parts = in_all_parts(fields)
    shown = [block for part in parts for block in part["blocks"]]
    assert sorted(letters(shown)) == sorted(letters(fields["blocks"]))
    assert all(size(part) < size(fields) for part in parts) or len(parts) == 1
    assert all(block for part in parts for block in part["blocks"])
    assert all(len(part["text"]) <= max(MAX_TEXT, len(text)) for part in parts)
    ids = [block["block_id"] for part in parts for block in part["blocks"] if block.get("block_id")]
    assert len(ids) == sum(1 for block in fields["blocks"] if block.get("block_id"))


@given(st.text("ab<>&@ \n", min_size=41, max_size=300))
def test_no_mark_is_torn(typed: str) -> None:
    words = escape(typed)
    fields = {"text": "", "blocks": as_json([section(f"{words} <@U0BRIAN> {words}")])}
    for part in in_all_parts(fields):
        said = part["blocks"][0]["text"]["text"]
        assert said.count("<") == said.count(">")
        assert said.count("&") == said.count(";")


def test_a_beginning_leads_to_all_of_it() -> None:
    fields = truncated_message({"text": "8 due today", "blocks": as_json([section("One")])}, "delivery")
    assert fields["blocks"][-1]["elements"][0]["value"] == "delivery"
