"""Block Kit in the product's manner: short constructors that keep Slack's lengths and escape people's words.

Text arguments are mrkdwn unless a name says plain. Whoever puts a person's words into mrkdwn passes them
through `escape` (or `bold`), whoever puts them into plain text need not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Self

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    ImageBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import SlackFile

from handlers.views.charts.svg import Picture
from handlers.views.common.as_json import as_json
from handlers.views.common.button_values import ButtonValue, packed
from planning.records import is_forgotten

MAX_SECTION = 3000
MAX_HEADER = 150
MAX_LABEL = 75
MAX_ALT = 2000
MARKS = "*_~`"
FORGOTTEN = "a former member"


class _Shown:
    """What is shown as blocks, some of which may be pictures."""

    __slots__ = ()
    blocks: list[Block]

    @property
    def files(self) -> frozenset[str]:
        """What Slack finds the pictures it shows by: the ids of files, or addresses."""
        return frozenset(_found_by(block) for block in self.blocks if isinstance(block, ImageBlock))


@dataclass(frozen=True, slots=True)
class Message(_Shown):
    """What a message shows; `text` stands in for its blocks in notifications and to screen readers.

    `text` is escaped like all mrkdwn. `pictures` are those that belong into it, whether it shows them or not;
    `instead` are blocks that end it where it shows none.
    """

    text: str
    blocks: list[Block]
    pictures: tuple[Picture, ...] = ()
    instead: tuple[Block, ...] = ()

    @property
    def missing(self) -> list[Picture]:
        """The pictures that it does not show, told by what they say in words."""
        shown = {block.alt_text for block in self.blocks if isinstance(block, ImageBlock)}
        return [picture for picture in self.pictures if shorten(picture.alt, MAX_ALT) not in shown]

    @property
    def fields(self) -> dict[str, Any]:
        """`text` and `blocks`, as whatever posts or answers takes them."""
        return {"text": self.text, "blocks": as_json(self.blocks)}

    def without_pictures(self) -> Self:
        """The same in words."""
        return replace(self, blocks=[*_words_of(self.blocks), *self.instead], instead=())


@dataclass(frozen=True, slots=True)
class Home(_Shown):
    """What a person's Home shows."""

    blocks: list[Block]

    @property
    def fields(self) -> dict[str, Any]:
        """`blocks` as Slack publishes them, and no text."""
        return {"text": "", "blocks": as_json(self.blocks)}

    def without_pictures(self) -> Self:
        """The same in words."""
        return replace(self, blocks=_words_of(self.blocks))


class Choice(Option):
    """An option of plain words, whose JSON is its attributes: `as_json` is quicker with such ones."""

    attributes = {"text", "value"}  # noqa: RUF012 - as the SDK has it
    to_dict = JsonObject.to_dict  # type: ignore[assignment]  # which takes all that Option's takes

    def __init__(self, label: str, value: str) -> None:
        words = plain(label)
        super().__init__(text=words, value=value)
        self.text = words  # type: ignore[assignment]  # the SDK keeps the bare words there


def escape(typed: str) -> str:
    """A person's words, made safe for mrkdwn: no mention, command or link can come of them."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(words: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something is missing."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def bold(typed: str, limit: int | None = None) -> str:
    """A person's words in bold, escaped; plain where their own marks would break the bold.

    `limit` is the most characters as drawn, the asterisks apart.
    """
    drawn = escape(typed) if limit is None else brief(typed, limit)
    return drawn if any(mark in typed for mark in MARKS) or not typed else f"*{drawn}*"


def brief(typed: str, limit: int) -> str:
    """A person's words, escaped, in at most `limit` characters as drawn; never cut inside `&amp;`."""
    drawn = escape(shorten(typed, limit))
    if len(drawn) <= limit:
        return drawn
    lengths = accumulate(len(escape(character)) for character in typed[:limit])
    kept = sum(length < limit for length in lengths)
    return escape(typed[:kept].rstrip()) + "…"


def mention(person: str) -> str:
    """A person, named by Slack for each reader, or somebody whose data was deleted."""
    return FORGOTTEN if is_forgotten(person) else f"<@{person}>"


def mentions(people: Sequence[str], most: int | None = None) -> str:
    """People in a row: "@Brian", "@Brian and @Hailey", "@Brian, @Hailey and @Maya".

    With `most`, those beyond are counted: "@Brian, @Hailey and 2 more".
    """
    named = [mention(person) for person in people]
    if most is not None and len(named) > most:
        named[most:] = [f"{len(named) - most} more"]
    return " and ".join([*([", ".join(named[:-1])] if named[1:] else []), *named[-1:]])


def mrkdwn(text: str) -> MarkdownTextObject:
    """Marked-up text that Slack takes as it stands: nothing in it is turned into a link or a mention."""
    return MarkdownTextObject(text=text, verbatim=True)


def plain(text: str) -> PlainTextObject:
    """Text without any markup."""
    return PlainTextObject(text=text, emoji=True)


def header(words: str) -> HeaderBlock:
    """A title line of plain words, shortened to fit."""
    return HeaderBlock(text=plain(shorten(words, MAX_HEADER)))


def section(
    text: str, accessory: OverflowMenuElement | ButtonElement | None = None, block_id: str | None = None
) -> SectionBlock:
    """A paragraph, with a button or menu beside it."""
    return SectionBlock(text=mrkdwn(shorten(text, MAX_SECTION)), accessory=accessory, block_id=block_id)


def typed(words: str) -> SectionBlock:
    """A paragraph of what a person typed, as plain text: nothing in it is taken for markup."""
    return SectionBlock(text=plain(shorten(words, MAX_SECTION)))


def context(*texts: str, quote: str = "") -> ContextBlock:
    """A quiet line of up to 10 parts; the last of them may be a `quote` of what a person typed, plain."""
    quoted = [plain(shorten(quote, MAX_SECTION))] if quote else []
    return ContextBlock(elements=[*(mrkdwn(shorten(text, MAX_SECTION)) for text in texts), *quoted])


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """Lines, each whole, in as few sections as hold them. A line is at most SECTION_MOST characters."""
    sections: list[str] = []
    for line in lines:
        if sections and len(sections[-1]) + 1 + len(line) <= MAX_SECTION:
            sections[-1] += f"\n{line}"
        else:
            sections.append(line)
    return [section(text) for text in sections]


def fitting(lines: Sequence[str], most: int, characters: int) -> tuple[list[str], int]:
    """The first of `lines`, at most `most` and within `characters` in all; and how many are left out."""
    kept: list[str] = []
    for line in lines[:most]:
        characters -= len(line) + 1
        if characters < 0:
            break
        kept.append(line)
    return kept, len(lines) - len(kept)


def paging(
    action: str,
    offset: int,
    size: int,
    total: int,
    value: Callable[[int], ButtonValue | str],
    labels: tuple[str, str] = ("Previous", "Next"),
) -> list[Block]:
    """Where a reader is in a long list, with buttons to turn its pages; nothing when all is on one.

    The buttons are `action` with ".previous" and ".next", `value` makes theirs from the offset they lead to.
    """
    if offset == 0 and total <= size:
        return []
    first, last = min(offset + 1, total), min(offset + size, total)
    back, on = labels
    turns = []
    if offset > 0:
        turns.append(button(back, f"{action}.previous", value(max(offset - size, 0))))
    if last < total:
        turns.append(button(on, f"{action}.next", value(last)))
    return [context(f"{first:,} to {last:,} of {total:,}"), *([actions(*turns)] if turns else [])]


def image(file: str, alt: str) -> ImageBlock:
    """A picture that Slack has, by its file's id; `alt` is what it shows in plain words."""
    return ImageBlock(slack_file=SlackFile(id=file), alt_text=shorten(alt, MAX_ALT))


def image_at(address: str, alt: str) -> ImageBlock:
    """A picture that stands on a public address; `alt` is what it shows in plain words."""
    return ImageBlock(image_url=address, alt_text=shorten(alt, MAX_ALT))


def divider() -> DividerBlock:
    """A line across."""
    return DividerBlock()


def actions(*buttons: ButtonElement | OverflowMenuElement, block_id: str | None = None) -> ActionsBlock:
    """A row of buttons; a "more" menu may end it."""
    return ActionsBlock(elements=list(buttons), block_id=block_id)


def button(
    label: str,
    action: str,
    value: ButtonValue | str,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    """A button that says what it does.

    `action` is its listener's id ("tactic.rate"), `value` what it is about.
    """
    words = plain(shorten(label, MAX_LABEL))
    return ButtonElement(text=words, action_id=action, value=packed(value), style=style, confirm=confirm)


def confirmation(title: str, text: str, yes: str, no: str = "Keep it") -> ConfirmObject:
    """A question asked before a button does what cannot be taken back easily."""
    return ConfirmObject(
        title=plain(shorten(title, 100)), text=plain(shorten(text, 300)), confirm=plain(yes), deny=plain(no)
    )


def menu(action: str, choices: Sequence[tuple[str, ButtonValue | str]]) -> OverflowMenuElement:
    """A "more" menu of up to 5 (label, value) pairs."""
    return OverflowMenuElement(action_id=action, options=options(choices))


def options(choices: Sequence[tuple[str, ButtonValue | str]]) -> list[Option]:
    """Choices from (label, value) pairs of plain words, shortened to fit."""
    return [Choice(shorten(label, MAX_LABEL), packed(value)) for label, value in choices]


def _words_of(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not isinstance(block, ImageBlock)]


def _found_by(picture: ImageBlock) -> str:
    shown = picture.to_dict()
    return str(shown.get("image_url") or shown["slack_file"]["id"])
