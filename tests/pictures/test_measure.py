"""How wide words are drawn, and how they are made to fit."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.charts.measure import UNITS, drawable, fit, width, wrap
from tests.handlers.campfire import HOSTILE
from tests.pictures.widths import FONTS, MODULE, written


def test_the_widths_are_those_of_the_bundled_font() -> None:
    assert MODULE.read_text() == written(), "`make pictures` writes them anew"


@pytest.mark.parametrize(("file", "bold"), [("DejaVuSans.ttf", False), ("DejaVuSans-Bold.ttf", True)])
@pytest.mark.parametrize("words", ["List 100 influencers", "Ķekavā Šķēde", "Χτίστε σχέσεις", "Построить"])
def test_a_text_is_as_wide_as_its_letters(file: str, bold: bool, words: str) -> None:
    font = TTFont(FONTS / file)
    glyphs, metrics = font.getBestCmap(), font["hmtx"]
    assert width(words, UNITS, bold=bold) == sum(metrics[glyphs[ord(letter)]][0] for letter in words)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  several \n\t lines\u2028here ", "several lines here"),
        ("a\x00b\x08c\x7fd\ud800e\ufffef", "abcdef"),
        ("\u202eevil\u202c \u2066title\u2069\u200b\ufeff", "evil title"),
        ("soft\u00adhyphen", "softhyphen"),
        ("fire 🔥 and 漢字", "fire ▯ and ▯▯"),
        ("👩‍👧 ☺️", "▯▯ ☺"),
        ("e\u0301te\u0301", "été"),
        ("\u0301a\u0301\u0302\u0303\u0304b", "áb"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("a\u05b8 \u05e9\u05b8 \u0640\u0300", "a \u05e9\u05b8 \u0640"),
        ("x\u0327\u0301 \u25af\u0301", "x\u0327 \u25af"),
        ("", ""),
        ("\u202e", ""),
    ],
)
def test_what_can_be_drawn_of_what_is_typed(typed: str, shown: str) -> None:
    assert drawable(typed) == shown


def test_words_from_the_right_end_on_the_left() -> None:
    assert fit("בנה קשרים עם משפיענים", 120, 20) == "בנה קשרים…\u200f"
    assert fit("Build relationships", 120, 20) == "Build rela…"


def test_long_words_are_broken_and_lines_end_between_words() -> None:
    friday = "Write a report on the last Friday"
    assert wrap(friday, 150, 20, max_lines=5) == ["Write a report", "on the last", "Friday"]
    assert wrap(friday, 150, 20, max_lines=2) == ["Write a report", "on the last F…"]
    assert wrap("Donaudampfschiff", 80, 20, max_lines=5) == ["Donaud", "ampfsc", "hiff"]
    assert wrap("", 80, 20, max_lines=2) == []


@given(HOSTILE, st.integers(30, 500), st.integers(1, 4), st.booleans())
def test_lines_keep_to_their_room_and_lose_nothing_silently(
    typed: str, room: int, most: int, bold: bool
) -> None:
    lines = wrap(typed, room, 20, bold=bold, max_lines=most)
    assert len(lines) <= most
    assert all(width(line, 20, bold=bold) <= room for line in lines)
    kept = "".join(lines).replace(" ", "").rstrip("\u200f")
    whole = drawable(typed).replace(" ", "")
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))
