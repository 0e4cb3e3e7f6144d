"""Payloads to test with: minimal valid blocks."""

from typing import Any

from sandbox.blocks import Problem

Json = dict[str, Any]


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**fields: Any) -> Json:
    return {"type": "section", **({"text": mrkdwn()} | fields)}


def header(text: str) -> Json:
    return {"type": "header", "text": plain(text)}


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain("Rate"), **fields}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def image(**fields: Any) -> Json:
    return {"type": "image", "image_url": "https://campfire.example/map.png", "alt_text": "A map", **fields}


def table(rows: int = 2, columns: int = 2, cell: str = "words", **fields: Any) -> Json:
    row = [{"type": "raw_text", "text": cell}] * columns
    return {"type": "table", "rows": [row] * rows, **fields}


def rich_text(*inline: Json) -> Json:
    line = {"type": "rich_text_section", "elements": list(inline)}
    return {"type": "rich_text", "elements": [line]}


def markdown(text: str) -> Json:
    return {"type": "markdown", "text": text}


def question(element: Json | None = None, **fields: Any) -> Json:
    return {
        "type": "input",
        "label": plain("Title"),
        "element": element or {"type": "plain_text_input"},
        **fields,
    }


def message(*blocks: Json, **fields: Any) -> Json:
    return {"text": "What it says without blocks", "blocks": list(blocks), **fields}


def modal(*blocks: Json, **fields: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("Tactic"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **fields,
    }


def home(*blocks: Json, **fields: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **fields}


def option(words: str, value: str, **fields: Json) -> Json:
    return {"text": plain(words), "value": value, **fields}


def menu(**fields: object) -> Json:
    return {"type": "static_select", "action_id": "menu", "options": GOALS, **fields}


def pointers(problems: list[Problem]) -> list[str]:
    return [problem.pointer for problem in problems]


DIVIDER = {"type": "divider"}
GOALS = [option("Build relationships", "1"), option("Grow the list", "2")]
RATES = [option("5 Moves the company goal", "5"), option("1 Nice to have", "1", description=plain("or less"))]
