"""Pictures as they are meant to look; no text leaves its box, whatever people type."""

from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.slack.rasterize import rasterized
from handlers.views.charts.svg import MARGIN, WIDTH, Align, Style, document, label
from sandbox.images import image_error, kind
from tests.handlers.campfire import UNTIMED, titles
from tests.pictures.boxes import leaving, texts
from tests.pictures.golden import drawn, kept
from tests.pictures.plans import SIZES, pictures

TURNED = ("low value: up to 3", "high: above 3")  # along the axis, by a transformation around them
MARKED = "A\u0327\u0301\u0302\u0308 \u05e9\u05c1\u05b9\u0644\u0627\u0651fijJQg\u200c\u200f"
AWKWARD = st.one_of(
    titles(),
    st.text(min_size=1, max_size=60),
    st.text(st.characters(codec="utf-8", min_codepoint=0x300, max_codepoint=0x6FF), min_size=1, max_size=40),
    st.text(st.sampled_from(MARKED), min_size=1, max_size=40),
    st.just("\u202egnitirw\u202c \u2066over\u2069 \x00\x08\x1f\x7f\ufffe\uffff \u2028\u2029 \ud800 end"),
)


def test_every_picture_looks_as_it_is_meant_to() -> None:
    meant = kept()
    found = {name: picture.svg for name, picture in drawn().items()}
    assert sorted(found) == sorted(meant)
    differing = [name for name in found if found[name] != meant[name]]
    assert differing == [], "`make pictures` draws them anew, then look at `git diff`"


@pytest.mark.parametrize("size", SIZES)
def test_no_text_leaves_its_box(size: int) -> None:
    for picture in pictures(size):
        assert leaving(picture.svg) == [], picture.name


@settings(UNTIMED, max_examples=8)
@given(st.lists(AWKWARD, min_size=3, max_size=3), st.sampled_from((1, 5)))
def test_nor_does_any_title_that_somebody_may_type(awkward: list[str], size: int) -> None:
    for picture in pictures(size, awkward):
        assert leaving(picture.svg) == [], picture.name


@settings(UNTIMED, max_examples=100)
@given(AWKWARD, st.integers(30, 400), st.booleans(), st.sampled_from(get_args(Align)))
def test_nor_does_a_label_of_any_width(typed: str, width: int, bold: bool, align: Align) -> None:
    assert leaving(document(60, label(typed, MARGIN, 10, width, Style(20, bold=bold), align))) == []


def test_a_text_that_leaves_its_box_is_found() -> None:
    whole = document(60, label("List 100 influencers", MARGIN, 10, 300))
    assert leaving(whole) == []
    for narrow in ('data-box="48 10 200 33"', 'data-box="60 10 300 33"', 'data-box="48 10 300 20"'):
        assert leaving(whole.replace('data-box="48 10 300 33"', narrow)) == ["List 100 influencers"]


@settings(UNTIMED, max_examples=25)
@given(st.lists(AWKWARD, min_size=2, max_size=4), st.sampled_from(SIZES))
def test_every_picture_is_xml_within_its_margins(awkward: list[str], size: int) -> None:
    for picture in pictures(size, awkward):
        root = ElementTree.fromstring(picture.svg)  # noqa: S314 - our own
        height = float(root.attrib["height"])
        assert height <= 2 * WIDTH
        for text in texts(picture.svg):
            if text["words"] in TURNED:
                continue
            x, y, width, tall = map(float, text["data-box"].split())
            assert x >= 0
            assert x + width <= WIDTH
            assert y >= 0
            assert y + tall <= height
        assert min(float(text["font-size"]) for text in texts(picture.svg)) >= 18
        assert 0 < len(picture.alt) <= 2000


@pytest.mark.parametrize("size", [0, 200])
def test_slack_takes_every_picture(size: int) -> None:
    for picture in pictures(size):
        png = rasterized(picture.svg)
        assert image_error(png, kind(png)) == ""
