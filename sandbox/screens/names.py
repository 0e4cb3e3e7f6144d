"""What the reader of a screen sees: names for ids, their time zone, their files."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Names:
    """Resolves ids for one reader.

    `user` maps a user id to a name without "@" ("Brian"), `channel` a channel id to a name without "#"
    ("social"); `zone` is the reader's, for `<!date^...>` tokens. `sees` says whether an uploaded file (by
    id) is visible to the reader on this surface.
    """

    user: Callable[[str], str]
    channel: Callable[[str], str]
    zone: ZoneInfo
    sees: Callable[[str], bool] = lambda _file: True
