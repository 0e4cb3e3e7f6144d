"""Slack's tokens for people, places and dates: a readable name, or a plain word, and never an id."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.phrases import (
    Speaker,
    ids_without_names,
    insert_names,
    read_message,
    read_quick_add,
    to_plain_text,
)
from tests.planning.test_phrases import TODAY

WORDS = {
    "<@U0A1|brian>": "@brian",
    "<@U0A1>": "someone",
    "<@U0A1|>": "someone",
    "<@W0A1>": "someone",
    "<#C0A1|social>": "#social",
    "<#C0A1|>": "a private channel",
    "<#G0A1|>": "a private channel",
    "<#C0A1>": "a channel",
    "<!subteam^S0A1|@press>": "@press",
    "<!subteam^S0A1>": "a user group",
    "<!subteam^S0A1|>": "a user group",
    "<!here>": "@here",
    "<!channel|channel>": "@channel",
    "<!everyone|@everyone>": "@everyone",
    "<!date^1392734382^{date_num} {time_secs}|18 February 2014>": "18 February 2014",
    "<!date^1392734382^{date_num}>": "a date",
    "<!date^1392734382^{date}^https://example.com/|18 February>": "18 February",
    "<!unheard^X0A1>": "@unheard",
    "<https://example.com>": "https://example.com",
    "<mailto:a@b.c|a@b.c>": "a@b.c",
}
IDS = re.compile(r"[CDGSUWX]0A1")


@pytest.mark.parametrize("token", WORDS)
def test_a_token_becomes_a_word(token: str) -> None:
    assert to_plain_text(f"Ask {token} now") == f"Ask {WORDS[token]} now"
    assert read_message(f"Ask {token} now", {}).title == f"Ask {WORDS[token]} now"


@pytest.mark.parametrize("token", [token for token in WORDS if not token.startswith("<@")])
def test_a_token_in_a_quick_add(token: str) -> None:
    assert read_quick_add(f"Ask {token} now", Speaker(TODAY)).title == f"Ask {WORDS[token]} now"


@given(st.lists(st.sampled_from([*WORDS, " ", "x", "<", ">", "|", "&amp;", "<#", "<!", "\n"])))
def test_no_id_is_left_of_a_whole_token(parts: list[str]) -> None:
    text = " ".join(parts)
    assert not IDS.search(to_plain_text(text))
    assert not IDS.search(read_message(text, {}).title)


def test_names_are_put_in_and_stay_names() -> None:
    text = "Ask <@U1>, <@U2|hailey>, <@U3> in <#C1|> and <#C2>, not &lt;@U1&gt;"
    assert ids_without_names(text) == ("U1", "U3", "C1", "C2")
    named = insert_names(text, {"U1": "Brian <!channel> & Co", "U2": "Hailey", "C1": "board"})
    assert to_plain_text(named) == (
        "Ask @Brian <!channel> & Co, @Hailey, someone in #board and a channel, not <@U1>"
    )
