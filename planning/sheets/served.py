"""What all rows of a spreadsheet serve, where a line beside its table says so: "All of it serves goal 2"."""

import re
from collections.abc import Iterable

from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.plan import MARKETING_GOALS, CompanyGoal, MarketingGoal, Plan
from planning.text import alike

Served = Goal | CompanyGoal | MarketingGoal
_MAX_LINE = 400
_LINE = re.compile(
    r"(?:all(?: of)?(?: (?:it|this|these|them))?|everything|these(?: all)?) "
    r"(?:serves?|helps?|(?:is|are) for) ?:? ?(\S.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:goal |#|goal #)?([0-9]{1,4})\.?", re.IGNORECASE)
_ASIDE = '",;\t| '


def split_served(text: str) -> tuple[str, str]:
    """What follows "All of it serves" in the first or last line, or "", and the text without that line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written = [place for place, line in enumerate(lines) if line.strip(_ASIDE)]
    for place in dict.fromkeys(written[:1] + written[-1:]):
        line = " ".join(lines[place][:_MAX_LINE].strip(_ASIDE).split())
        if found := _LINE.fullmatch(line):
            lines[place] = ""
            return found[1].strip(" .“”'\""), "\n".join(lines)
    return "", text


def find_served(words: str, plan: Plan, goals: Iterable[Goal]) -> Served:
    """The goal of that number, id or title, or else the company goal or marketing goal.

    Raises REFERENCE_UNKNOWN or REFERENCE_AMBIGUOUS.
    """
    kept = [goal for goal in goals if not goal.dropped]
    offered: tuple[Served, ...] = (*kept, *plan.company_goals, *MARKETING_GOALS.values())
    if chosen := next((one for one in offered if one.id == words), None):
        return chosen
    if number := _NUMBER.fullmatch(words):
        found: list[Served] = [goal for goal in kept if goal.number == int(number[1])]
    else:
        found = _titled(words, [kept, (*plan.company_goals, *MARKETING_GOALS.values())])
    if not found:
        raise PlanningError(Code.REFERENCE_UNKNOWN, words=words)
    if len(found) > 1:
        titles = [(goal.number, goal.title) for goal in found if isinstance(goal, Goal)]
        raise PlanningError(Code.REFERENCE_AMBIGUOUS, words=words, titles=titles)
    return found[0]


def _titled(words: str, groups: Iterable[Iterable[Served]]) -> list[Served]:
    """Those of the first group in which any has that title, or else has it as a part of its title."""
    wanted = alike(words)
    each = [list(group) for group in groups]
    exact = ([one for one in group if alike(one.title) == wanted] for group in each)
    partial = ([one for one in group if wanted in alike(one.title)] for group in each)
    return next(filter(None, (*exact, *partial)), [])
