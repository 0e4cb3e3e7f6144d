"""Everything people read keeps to one voice: short, without shouting, in the agreed words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from handlers.views.common.help import SUBCOMMANDS
from handlers.views.common.refusals import FIELD_REFUSALS, REFUSALS
from handlers.views.samples import samples

MAX_BUTTON, MAX_HINT, MAX_HELP, MAX_FORM_TITLE = 20, 90, 60, 24
BANNED = re.compile(
    r"\b(seen to|owed|waits? for|stands? at|heard from|mend|anew|meanwhile|rhythm|digest|nudge|reminders?"
    r"|assignee|deadline|coming up|ticked off|reopened|quadrant|goals? of the company|logbook"
    r"|somebody|everybody|whoever|cannot|invalid|must|taker|further round|My)\b|;|!(?!channel)"
)
EMOJI = re.compile("[\U0001f300-\U0001faff⚡◔◑]|:[a-z_]+:")


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


SCREENS = {
    f"{number} {name}": screen.to_dict() if hasattr(screen, "to_dict") else screen.fields
    for number, (name, screen) in enumerate(samples())
}
TEMPLATES = [text for texts in REFUSALS.values() for text in texts] + list(FIELD_REFUSALS.values())
HELP = [does for of_noun in SUBCOMMANDS.values() for _, does in of_noun.values()]


def texts(screen: Any) -> Iterator[str]:
    """What a screen says, without ids, values and Slack's date tokens."""
    for part in parts(screen):
        for key in ("text", "alt_text"):
            if isinstance(said := part.get(key), str):
                yield re.sub(r"<[^>]*>", "", said)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_keeps_to_the_voice(name: str) -> None:
    for said in texts(SCREENS[name]):
        assert not BANNED.search(said), said
        assert not EMOJI.search(said), said


@pytest.mark.parametrize("name", SCREENS)
def test_buttons_hints_and_titles_are_short(name: str) -> None:
    for part in parts(SCREENS[name]):
        if part.get("type") == "button":
            assert len(part["text"]["text"]) <= MAX_BUTTON, part["text"]["text"]
        if hint := part.get("hint"):
            assert len(hint["text"]) <= MAX_HINT, hint["text"]
        if part.get("type") == "modal":
            assert len(part["title"]["text"]) <= MAX_FORM_TITLE


@pytest.mark.parametrize("said", TEMPLATES + HELP)
def test_refusals_and_help_keep_to_the_voice(said: str) -> None:
    assert not BANNED.search(said)
    assert not EMOJI.search(said)


@pytest.mark.parametrize("said", HELP)
def test_a_line_of_help_is_short(said: str) -> None:
    assert len(said) <= MAX_HELP


def test_circles_mean_the_course_and_nothing_else() -> None:
    lines = [line for screen in SCREENS.values() for text in texts(screen) for line in text.split("\n")]
    with_circles = [line for line in lines if re.search(r"[●◐○] ", line)]
    assert with_circles
    assert all(re.search("on course|drifting|off course", line) for line in with_circles)
