"""The one who reads a screen: whom and what they know by name, and their time zone."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called for one reader.

    `user` turns a user id into a name without "@" ("Brian"), `channel` a channel id into a name without "#"
    ("social"); `zone` is the reader's, for `<!date^...>` tokens. `sees` says whether an uploaded file (by
    its id) shows to them where they look.
    """

    user: Callable[[str], str]
    channel: Callable[[str], str]
    zone: ZoneInfo
    sees: Callable[[str], bool] = lambda _file: True
