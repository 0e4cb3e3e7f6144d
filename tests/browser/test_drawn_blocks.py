"""Every block and element that the sandbox accepts is drawn, and every one that the bot's views use."""

import ast
from pathlib import Path

import pytest
from playwright.async_api import FloatRect, expect
from slack_sdk.models import blocks as models
from slack_sdk.models.blocks import block_elements

import handlers.views
from sandbox.blocks import check_message, check_view, elements, layout, rich_text
from tests.browser.everything import FORM, HOME, MAP, MESSAGE, SUMMARY, TABLE
from tests.browser.sheet import Json, Sheet
from tests.sandbox.payloads import (
    actions,
    button,
    context,
    header,
    home,
    image,
    message,
    modal,
    mrkdwn,
    plain,
    section,
)

ROOM = Path(handlers.views.__path__[0])
VIEWS = {str(path.relative_to(ROOM)): path.read_text("utf-8") for path in ROOM.rglob("*.py")}
DRAWN_AS_TEXT = {"plain_text", "mrkdwn"}


async def drawn(paper: Sheet) -> dict[str, set[str]]:
    found = await paper.page.evaluate("DRAWN")
    return {kind: set(types) for kind, types in found.items()}


async def test_what_the_sandbox_accepts_is_drawn_and_no_more(paper: Sheet) -> None:
    accepted = {**elements.IN_SECTION, **elements.IN_ACTIONS, **elements.IN_INPUT}
    assert await drawn(paper) == {
        "blocks": set(layout._BLOCKS),
        "elements": set(accepted),
        "rich": {*rich_text._PARTS, *rich_text._INLINE},
    }


def types_in(thing: object) -> set[str]:
    """Every `type` in blocks."""
    if isinstance(thing, list):
        return set().union(*map(types_in, thing))
    if not isinstance(thing, dict):
        return set()
    own = {thing["type"]} if isinstance(thing.get("type"), str) else set()
    return own.union(*map(types_in, thing.values()))


async def test_the_tests_draw_one_of_each(paper: Sheet) -> None:
    """And the sandbox accepts them as they are."""
    assert check_message(message(*MESSAGE)) == []
    assert check_message(message(*SUMMARY)) == []
    assert check_view(modal(*FORM)) == []
    assert check_view(home(*HOME)) == []
    # The sandbox lets nobody call a whole channel or group; test_drawn_text draws those from text.
    not_sent = {"broadcast", "usergroup"}
    there = types_in([*MESSAGE, *SUMMARY, *FORM, *HOME])
    assert set().union(*(await drawn(paper)).values()) - not_sent <= there


def types_used(source: str) -> set[str]:
    """The types of the classes that a module takes from slack_sdk.models.blocks, and of parts of them."""
    nodes = list(ast.walk(ast.parse(source)))
    taken = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    ours = [node for node in taken if (node.module or "").startswith("slack_sdk.models.blocks")]
    known = {alias.name: class_of(alias.name) for node in ours for alias in node.names}
    parts = [
        getattr(known[node.value.id], node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known
    ]
    kinds = (getattr(one, "type", None) for one in [*known.values(), *parts])
    return {kind for kind in kinds if isinstance(kind, str)}


def class_of(name: str) -> object:
    return getattr(models, name, None) or getattr(block_elements, name)


@pytest.mark.parametrize("view", sorted(VIEWS))
async def test_the_page_can_draw_what_the_views_use(paper: Sheet, view: str) -> None:
    used = types_used(VIEWS[view])
    assert used <= set().union(DRAWN_AS_TEXT, *(await drawn(paper)).values())


def test_what_the_views_use_is_read_from_their_imports() -> None:
    source = (
        "from slack_sdk.models.blocks import Block, CarouselBlock, RichTextElementParts\n"
        "from slack_sdk.models.blocks.block_elements import ExternalDataSelectElement\n"
        "from slack_sdk.models.views import View\n"
        "one = RichTextElementParts.Team(team_id='T1')\n"
    )
    assert types_used(source) == {"carousel", "external_select", "team"}


async def test_each_block_is_one_element_that_knows_its_id(sheet: Sheet) -> None:
    blocks = [{**block, "block_id": f"b{index}"} for index, block in enumerate(MESSAGE)]
    await sheet.draw(*blocks)
    ids = await sheet.page.locator("main > *").evaluate_all("(all) => all.map((one) => one.dataset.blockId)")
    assert ids == [block["block_id"] for block in blocks]


async def test_what_is_of_another_kind_is_named(sheet: Sheet) -> None:
    line = {"type": "rich_text_section", "elements": [{"type": "team"}]}
    await sheet.draw(
        {"type": "carousel", "elements": []},
        actions(button(), {"type": "workflow_button"}),
        {"type": "rich_text", "elements": [line, {"type": "rich_text_chart"}]},
    )
    assert await sheet.page.locator(".bk-unknown").all_inner_texts() == [
        "A block of type “carousel” can't be shown here.",
        "An element of type “workflow_button” can't be shown here.",
        "A part of type “team” can't be shown here.",
        "A part of type “rich_text_chart” can't be shown here.",
    ]
    await expect(sheet.page.get_by_role("button", name="Rate")).to_be_visible()


async def boxes(sheet: Sheet, *selectors: str) -> list[FloatRect]:
    found = [await sheet.page.locator(selector).first.bounding_box() for selector in selectors]
    return [box for box in found if box]


async def test_an_accessory_stands_at_the_right_of_its_words(sheet: Sheet) -> None:
    await sheet.draw(section(text=mrkdwn("word " * 50), accessory=button()))
    main, words, rate = await boxes(sheet, "main", ".bk-words", "button")
    assert rate["x"] >= words["x"] + words["width"]
    assert rate["x"] + rate["width"] == pytest.approx(main["x"] + main["width"] - 16, abs=1)
    assert rate["y"] == pytest.approx(words["y"], abs=6)


async def test_fields_stand_in_two_columns(sheet: Sheet) -> None:
    await sheet.draw({"type": "section", "fields": [mrkdwn(f"*{name}*") for name in "ABCD"]})
    fields = await sheet.page.locator(".bk-field").all()
    places = [box for field in fields if (box := await field.bounding_box())]
    assert len({box["x"] for box in places}) == 2
    assert len({box["y"] for box in places}) == 2


async def test_a_table_has_heads_and_the_alignment_it_asks_for(sheet: Sheet) -> None:
    await sheet.draw(TABLE)
    table = sheet.page.get_by_role("table")
    assert await table.get_by_role("columnheader").all_inner_texts() == ["Goal", "Reading", "On course"]
    aligned = (
        await table.locator("tbody tr")
        .first.locator("td")
        .evaluate_all("(cells) => cells.map((cell) => getComputedStyle(cell).textAlign)")
    )
    assert aligned == ["left", "right", "center"]
    await expect(table.locator("td strong")).to_have_text("Influencers who answered")


async def test_pictures_have_their_words_and_load_when_they_are_near(sheet: Sheet) -> None:
    await sheet.draw(
        {"type": "image", "title": plain("The plan"), **MAP},
        context({"type": "image", **MAP}, plain("beside")),
    )
    pictures = sheet.page.get_by_role("img", name=MAP["alt_text"])
    await expect(pictures).to_have_count(2)
    await expect(sheet.page.get_by_role("figure").get_by_text("The plan")).to_be_visible()
    for one in await pictures.all():
        assert await one.get_attribute("loading") == "lazy"
        assert await one.get_attribute("src") == "/map.svg"
    large, small = await boxes(sheet, ".bk-picture img", ".bk-context img")
    assert large["width"] <= 496
    assert large["height"] <= 360
    assert small["height"] <= 24


async def test_a_picture_that_is_not_here_is_named_and_linked(sheet: Sheet) -> None:
    """The page's policy lets nothing in from elsewhere: it is not even tried."""
    await sheet.draw(image(), {"type": "image", "alt_text": "Lost", "slack_file": {"id": "F0LOST"}})
    link = sheet.page.get_by_role("link", name="A map")
    assert await link.get_attribute("href") == "https://campfire.example/map.png"
    await expect(sheet.page.get_by_text("Lost")).to_be_visible()
    await expect(sheet.page.get_by_role("img")).to_have_count(0)


async def test_a_picture_whose_file_its_reader_may_not_see_is_drawn_broken(sheet: Sheet) -> None:
    await sheet.draw({"type": "image", "alt_text": "The map", "slack_file": {"id": "F0MAP"}, "broken": True})
    await expect(sheet.page.get_by_text("Broken picture:")).to_be_visible()
    await expect(sheet.page.get_by_text("The map")).to_be_visible()
    await expect(sheet.page.get_by_role("img")).to_have_count(0)


async def test_a_video_is_a_card_that_leads_to_it(sheet: Sheet) -> None:
    await sheet.draw(*(block for block in MESSAGE if block["type"] == "video"))
    for name in ("How a check-in works", "Watch: A check-in from opening to summary"):
        link = sheet.page.get_by_role("link", name=name)
        assert await link.get_attribute("href") == "https://campfire.example/video"
    await expect(sheet.page.get_by_text("Campfire · Hailey")).to_be_visible()
    await expect(sheet.page.get_by_text("Two minutes, with captions")).to_be_visible()


async def test_rich_text_is_drawn_by_its_structure(sheet: Sheet) -> None:
    await sheet.draw(*(block for block in MESSAGE if block["type"] == "rich_text"))
    drawn_parts = sheet.page.locator(".bk-rich-text > *")
    assert await drawn_parts.evaluate_all("(all) => all.map((one) => one.localName)") == [
        "div",
        "ul",
        "ol",
        "blockquote",
        "pre",
    ]
    assert (await drawn_parts.first.inner_text()).replace("\u202f", " ") == (
        "Bold, italic, struck, code, under and marked by @Brian in #social 🚀 Campfire, "
        "Feb 1, 2027 at 12:00 PM #0a6b4b"
    )
    for tag in ("strong", "em", "s", "code", "u", "mark"):
        await expect(drawn_parts.first.locator(tag)).to_have_count(1)
    assert await sheet.page.locator("ol").get_attribute("start") == "2"
    swatch = sheet.page.locator(".bk-swatch")
    assert await swatch.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(10, 107, 75)"


async def test_rich_text_names_groups_and_emoji_by_their_code_points(sheet: Sheet) -> None:
    inline: list[Json] = [
        {"type": "broadcast", "range": "channel"},
        {"type": "usergroup", "usergroup_id": "S0TEAM"},
        {"type": "emoji", "name": "melon", "unicode": "1f348"},
        {"type": "emoji", "name": "team_logo"},
    ]
    line = {"type": "rich_text_section", "elements": inline}
    await sheet.draw({"type": "rich_text", "elements": [line]})
    assert await sheet.page.locator(".bk-rich-text").inner_text() == "@channel@S0TEAM🍈:team_logo:"


async def test_headers_are_headings_and_dividers_separate(sheet: Sheet) -> None:
    await sheet.draw(header("Today"), {"type": "divider"}, actions(button(style="danger")))
    await expect(sheet.page.get_by_role("heading", name="Today", level=3)).to_be_visible()
    await expect(sheet.page.get_by_role("separator")).to_be_visible()
