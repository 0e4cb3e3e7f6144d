"""The titles and empty texts of lists of tactics by several criteria."""

from handlers.views.common.blocks import mention
from handlers.views.common.words import MEANINGS, SECTIONS
from planning.phrases.filters import MINE, UNOWNED, TacticFilter

_STATES = {"open": "open tactics", "overdue": "overdue tactics", "done": "done tactics", "all": "all tactics"}


def heading(chosen: TacticFilter) -> str:
    """What is listed, as plain text: "your overdue tactics in 1 Quick wins"."""
    if chosen == TacticFilter(section=chosen.section) and chosen.section:
        return SECTIONS[chosen.section]
    mine = "your " if chosen.who == MINE else ""
    unrated = ", not rated yet" if chosen.unrated else ""
    section = f" in {SECTIONS[chosen.section]}" if chosen.section else ""
    ownerless = " without an owner" if chosen.who == UNOWNED else ""
    goal = f" for goal {chosen.goal}" if chosen.goal else ""
    return f"{mine}{_STATES[chosen.state]}{section}{goal}{ownerless}{unrated}"


def owner_line(chosen: TacticFilter) -> str:
    """Whose tactics are listed, as mrkdwn; empty if that is in the heading."""
    return "" if chosen.who in ("", MINE, UNOWNED) else f"Owner: {mention(chosen.who)}"


def empty_text(chosen: TacticFilter) -> str:
    """What an empty list says, as mrkdwn."""
    if chosen == TacticFilter(section=chosen.section) and chosen.section:
        return f"No open tactics in {SECTIONS[chosen.section]} ({MEANINGS[chosen.section]})."
    if chosen == TacticFilter(who=chosen.who, state="overdue"):
        return "✓ Nothing overdue"
    if chosen == TacticFilter(who=UNOWNED):
        return "✓ Every open tactic has an owner"
    return "No tactics like that"
