"""Lines of mrkdwn: packed into sections, or limited to the first ones."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from handlers.views.common.blocks import MAX_SECTION, section


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """The lines in as few sections as possible, none split. A line has at most MAX_SECTION characters."""
    sections: list[str] = []
    for line in lines:
        if sections and len(sections[-1]) + 1 + len(line) <= MAX_SECTION:
            sections[-1] += f"\n{line}"
        else:
            sections.append(line)
    return [section(text) for text in sections]


def fit_lines(lines: Sequence[str], max_lines: int, max_characters: int) -> tuple[list[str], int]:
    """The first lines, up to `max_lines` and `max_characters` in all, and how many are left out."""
    fitting: list[str] = []
    for line in lines[:max_lines]:
        max_characters -= len(line) + 1
        if max_characters < 0:
            break
        fitting.append(line)
    return fitting, len(lines) - len(fitting)


def limit_lines(lines: Sequence[str], max_lines: int) -> list[str]:
    """The first lines, and one that says how many more there are."""
    more = len(lines) - max_lines
    return [*lines[:max_lines], *([f"and {more:,} more"] if more > 0 else [])]
