"""Nothing is changed for a person but by a listener that had asked who they are."""

import re
from pathlib import Path

HANDLERS = Path(__file__).parent.parent.parent / "handlers"
# What a person's own Home shows, which only they see, and what Slack itself sends.
OWN_PAGE = {"home.py", "interaction.py"}


def test_what_changes_something_writes_by_the_interaction() -> None:
    around = [
        file.name
        for file in sorted(HANDLERS.rglob("*.py"))
        if file.name not in OWN_PAGE
        and re.search(r"interaction(\.services)?\.store\.write", file.read_text())
    ]
    assert around == []
