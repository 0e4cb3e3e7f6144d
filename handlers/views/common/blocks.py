"""Short constructors for Block Kit that keep to Slack's length limits.

Text arguments are mrkdwn unless the name says plain. Pass user text through `escape` (or `bold`) before
putting it into mrkdwn; plain text needs no escaping.
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
MARKUP_CHARACTERS = "*_~`"
FORGOTTEN = "a former member"


class _WithPictures:
    """Blocks, some of which may be images."""

    __slots__ = ()
    blocks: list[Block]

    @property
    def files(self) -> frozenset[str]:
        """The file ids or URLs of the images it shows."""
        return frozenset(_image_reference(block) for block in self.blocks if isinstance(block, ImageBlock))


@dataclass(frozen=True, slots=True)
class Message(_WithPictures):
    """A message; `text` is its fallback in notifications and for screen readers.

    `text` is mrkdwn, escaped. `pictures` are those that belong to it, whether or not its blocks show them;
    `fallback` are blocks added at the end if no pictures can be shown.
    """

    text: str
    blocks: list[Block]
    pictures: tuple[Picture, ...] = ()
    fallback: tuple[Block, ...] = ()

    @property
    def missing_pictures(self) -> list[Picture]:
        """The pictures that its blocks do not show, recognised by their alt text."""
        shown = {block.alt_text for block in self.blocks if isinstance(block, ImageBlock)}
        return [picture for picture in self.pictures if shorten(picture.alt, MAX_ALT) not in shown]

    @property
    def fields(self) -> dict[str, Any]:
        """`text` and `blocks` as JSON."""
        return {"text": self.text, "blocks": as_json(self.blocks)}

    def without_pictures(self) -> Self:
        """The same without images."""
        return replace(self, blocks=[*_without_images(self.blocks), *self.fallback], fallback=())


@dataclass(frozen=True, slots=True)
class Home(_WithPictures):
    """A person's App Home."""

    blocks: list[Block]

    @property
    def fields(self) -> dict[str, Any]:
        """`text` and `blocks` as JSON."""
        return {"text": "", "blocks": as_json(self.blocks)}

    def without_pictures(self) -> Self:
        """The same without images."""
        return replace(self, blocks=_without_images(self.blocks))


def text_message(text: str) -> Message:
    """A message of one paragraph of mrkdwn."""
    return Message(text, [section(text)])


class PlainOption(Option):
    """An option with a plain text label, which `as_json` converts quickly."""

    attributes = {"text", "value"}  # noqa: RUF012 - as the SDK has it
    to_dict = JsonObject.to_dict  # type: ignore[assignment]  # accepts the same arguments as Option's

    def __init__(self, label: str, value: str) -> None:
        words = plain(label)
        super().__init__(text=words, value=value)
        self.text = words  # type: ignore[assignment]  # the SDK stores a plain string there


def escape(typed: str) -> str:
    """User text escaped for mrkdwn, so that it can't contain a mention, command or link."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(words: str, limit: int) -> str:
    """The text in at most `limit` characters, with an ellipsis if it is cut."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def bold(typed: str, limit: int | None = None) -> str:
    """User text in bold, escaped; not bold if its own markup characters would break it.

    `limit` is the maximum length after escaping, without the asterisks.
    """
    escaped = escape(typed) if limit is None else escape_short(typed, limit)
    return escaped if any(mark in typed for mark in MARKUP_CHARACTERS) or not typed else f"*{escaped}*"


def escape_short(typed: str, limit: int) -> str:
    """User text escaped and shortened to `limit` characters after escaping; never cut inside `&amp;`."""
    escaped = escape(shorten(typed, limit))
    if len(escaped) <= limit:
        return escaped
    lengths = accumulate(len(escape(character)) for character in typed[:limit])
    cut = sum(length < limit for length in lengths)
    return escape(typed[:cut].rstrip()) + "…"


def mention(person: str) -> str:
    """A mention of a person, or a placeholder if their data was deleted."""
    return FORGOTTEN if is_forgotten(person) else f"<@{person}>"


def mentions(people: Sequence[str], limit: int | None = None) -> str:
    """People in a row: "@Brian", "@Brian and @Hailey", "@Brian, @Hailey and @Maya".

    With `limit`, the rest are counted: "@Brian, @Hailey and 2 more".
    """
    names = [mention(person) for person in people]
    if limit is not None and len(names) > limit:
        names[limit:] = [f"{len(names) - limit} more"]
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), *names[-1:]])


def mrkdwn(text: str) -> MarkdownTextObject:
    """Mrkdwn in which Slack does not turn names or URLs into links or mentions."""
    return MarkdownTextObject(text=text, verbatim=True)


def plain(text: str) -> PlainTextObject:
    """Text without any markup."""
    return PlainTextObject(text=text, emoji=True)


def header(words: str) -> HeaderBlock:
    """A header of plain text, shortened to fit."""
    return HeaderBlock(text=plain(shorten(words, MAX_HEADER)))


def section(text: str, accessory: OverflowMenuElement | ButtonElement | None = None) -> SectionBlock:
    """A paragraph of mrkdwn, with a button or menu beside it."""
    return SectionBlock(text=mrkdwn(shorten(text, MAX_SECTION)), accessory=accessory)


def plain_section(words: str) -> SectionBlock:
    """A paragraph of user text, as plain text."""
    return SectionBlock(text=plain(shorten(words, MAX_SECTION)))


def context(*texts: str, quote: str = "") -> ContextBlock:
    """A context line of up to 10 parts; `quote` is user text shown last, as plain text."""
    quoted = [plain(shorten(quote, MAX_SECTION))] if quote else []
    return ContextBlock(elements=[*(mrkdwn(shorten(text, MAX_SECTION)) for text in texts), *quoted])


def paging(
    action: str,
    offset: int,
    size: int,
    total: int,
    value: Callable[[int], ButtonValue | str],
    labels: tuple[str, str] = ("Previous", "Next"),
) -> list[Block]:
    """The position in a long list, with buttons to turn the page; empty if all fits on one page.

    The buttons' action ids are `action` with ".previous" and ".next"; `value` makes their values from an
    offset.
    """
    if offset == 0 and total <= size:
        return []
    first, last = min(offset + 1, total), min(offset + size, total)
    back, forward = labels
    buttons = []
    if offset > 0:
        buttons.append(button(back, f"{action}.previous", value(max(offset - size, 0))))
    if last < total:
        buttons.append(button(forward, f"{action}.next", value(last)))
    return [context(f"{first:,} to {last:,} of {total:,}"), *([actions(*buttons)] if buttons else [])]


def image_from_file(file: str, alt: str) -> ImageBlock:
    """An image by its Slack file id, with its alt text."""
    return ImageBlock(slack_file=SlackFile(id=file), alt_text=shorten(alt, MAX_ALT))


def image_from_url(address: str, alt: str) -> ImageBlock:
    """An image by its public URL, with its alt text."""
    return ImageBlock(image_url=address, alt_text=shorten(alt, MAX_ALT))


def divider() -> DividerBlock:
    """A horizontal line."""
    return DividerBlock()


def actions(*buttons: ButtonElement | OverflowMenuElement) -> ActionsBlock:
    """A row of buttons, optionally with an overflow menu at the end."""
    return ActionsBlock(elements=list(buttons))


def button(
    label: str,
    action: str,
    value: ButtonValue | str,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    """A button with a plain text label.

    `action` is its action id ("tactic.rate"), `value` identifies its subject.
    """
    words = plain(shorten(label, MAX_LABEL))
    return ButtonElement(text=words, action_id=action, value=packed(value), style=style, confirm=confirm)


def confirmation(title: str, text: str, yes: str) -> ConfirmObject:
    """A confirmation dialog for a button whose action is hard to undo."""
    return ConfirmObject(
        title=plain(shorten(title, 100)),
        text=plain(shorten(text, 300)),
        confirm=plain(yes),
        deny=plain("Keep it"),
    )


def menu(action: str, choices: Sequence[tuple[str, ButtonValue | str]]) -> OverflowMenuElement:
    """An overflow menu of up to 5 (label, value) pairs."""
    return OverflowMenuElement(action_id=action, options=options(choices))


def options(choices: Sequence[tuple[str, ButtonValue | str]]) -> list[Option]:
    """Options from (label, value) pairs of plain text, shortened to fit."""
    return [PlainOption(shorten(label, MAX_LABEL), packed(value)) for label, value in choices]


def _without_images(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not isinstance(block, ImageBlock)]


def _image_reference(picture: ImageBlock) -> str:
    shown = picture.to_dict()
    return str(shown.get("image_url") or shown["slack_file"]["id"])
