"""What a person reads in a message, wherever Slack keeps it: text, blocks, what it forwards, files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_PARTS = ("text", "elements", "fields", "title", "accessory")
_LINE_END = {"type": "text", "text": "\n"}
_LINES = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")


def text_of(message: Mapping[str, Any]) -> str:
    """A message as mrkdwn: its own words, then those that it forwards, else what its file is called."""
    own = _own(message)
    attached = _lines(_attached(each, alone=not own) for each in _objects(message.get("attachments")))
    return _lines([own, attached]) or _file(message)


def _own(message: Mapping[str, Any]) -> str:
    """What it says, or else what its blocks do."""
    return _words(message.get("text")) or _blocks(message.get("blocks"))


def _attached(attachment: Mapping[str, Any], *, alone: bool) -> str:
    """A message that is forwarded, or what an app attached; a link's preview only if it is all there is."""
    is_message = attachment.get("is_share") or attachment.get("is_msg_unfurl")
    if attachment.get("from_url") and not is_message and not alone:
        return ""
    fields = (
        _words(field.get(part)) for field in _objects(attachment.get("fields")) for part in ("title", "value")
    )
    said = _words(attachment.get("text")) or _blocks(attachment.get("blocks")) or _forwarded(attachment)
    head = (_words(attachment.get(part)) for part in ("pretext", "title"))
    return _lines([*head, said, *fields]) or _file(attachment) or _words(attachment.get("fallback"))


def _forwarded(attachment: Mapping[str, Any]) -> str:
    messages = (part.get("message") for part in _objects(attachment.get("message_blocks")))
    return _lines(_own(message) for message in messages if isinstance(message, Mapping))


def _file(message: Mapping[str, Any]) -> str:
    """What its first file is called."""
    names = (_words(file.get("title")) or _words(file.get("name")) for file in _objects(message.get("files")))
    return _escaped(next(filter(None, names), ""))


def _blocks(blocks: Any) -> str:
    return _lines("".join(_texts(block)) for block in _objects(blocks))


def _texts(part: Any) -> Iterator[str]:
    """The words in a block, wherever they stand in it, however deep."""
    left = [part]
    while left:
        yield from _said(left.pop(), left)


def _said(part: Any, left: list[Any]) -> Iterator[str]:
    """The words of a part itself; what it holds goes on the pile of what is `left`, its first on top."""
    match part:
        case {"type": "user", "user_id": str(id_)}:
            yield f"<@{id_}>"
        case {"type": "channel", "channel_id": str(id_)}:
            yield f"<#{id_}|>"
        case {"type": "usergroup", "usergroup_id": str(id_)}:
            yield f"<!subteam^{id_}>"
        case {"type": "broadcast", "range": str(whom)}:
            yield f"<!{whom}>"
        case {"type": "emoji", "name": str(name)}:
            yield f":{name}:"
        case {"type": "link", "url": str(url)}:
            yield f"<{_escaped(url)}|{_escaped(part['text'])}>" if part.get("text") else f"<{_escaped(url)}>"
        case {"type": "date", "fallback": str(words)} | {"type": "text" | "plain_text", "text": str(words)}:
            yield _escaped(words)
        case {"text": str(words)}:
            yield words
        case {"type": str(kind)} if kind in _LINES:
            left += [_LINE_END, part.get("elements")]
        case Mapping():
            left += [part.get(name) for name in reversed(_PARTS)]
        case list():
            left += reversed(part)


def _objects(several: Any) -> list[Mapping[str, Any]]:
    return [each for each in several if isinstance(each, Mapping)] if isinstance(several, list) else []


def _words(said: Any) -> str:
    return said.strip() if isinstance(said, str) else ""


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(filter(None, (part.strip() for part in parts)))


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
