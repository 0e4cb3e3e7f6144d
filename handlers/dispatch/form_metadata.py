"""What a form remembers between its opening and its submission, kept in the form itself."""

import json
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Memory:
    """Where a form came from and what it is about.

    `origin` is the response URL of the command or click that opened it, `on_card` whether that was a card to
    draw anew in place. `subject` is an id, or an import's file; `version` the subject's when the form was
    drawn, or the round of a rating; `echoed` what the person has been shown: a rhythm's dates, or what an
    import adds. `delivery` is the message of ours it was opened from, to be drawn anew; `left` are the ids
    still to come after `page` pages. `on_home` says that it was opened from Home, `screen` from which modal;
    `message` is the permalink of the one that a tactic is made from.
    """

    channel: str = ""
    plan: str = ""
    subject: str = ""
    version: int = 0
    origin: str = ""
    on_card: bool = False
    echoed: str = ""
    delivery: str = ""
    left: tuple[str, ...] = ()
    page: int = 0
    on_home: bool = False
    screen: str = ""
    message: str = ""

    def packed(self) -> str:
        """As a form carries it."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @classmethod
    def unpacked(cls, metadata: str) -> Self:
        """From what a form carries."""
        kept = json.loads(metadata)
        return cls(**{**kept, "left": tuple(kept.get("left", ()))})
