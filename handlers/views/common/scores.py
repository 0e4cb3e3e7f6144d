"""Ratings as text: scores with their range, contested votes, and the progress of a blind round."""

from collections.abc import Iterable
from datetime import date

from handlers.views.common.words import NTH, SECTIONS, VERDICTS, count, day, ordinal
from planning.goals import figure
from planning.plan import Plan
from planning.priorities import Rating, Score
from planning.tactics import Tactic
from planning.zones import zone_of


def result(score: Score) -> str:
    """A score in full: "1 Quick wins: value 4 (3 to 5), complexity 2 (1 to 3), 3 ratings"."""
    return f"{SECTIONS[score.section]}: {numbers(score)}"


def short_result(score: Score) -> str:
    """A score in short: "1 Quick wins (value 4.5, complexity 2)"."""
    value, complexity = figure(score.value), figure(score.complexity)
    return f"{SECTIONS[score.section]} (value {value}, complexity {complexity})"


def numbers(score: Score) -> str:
    """A score without its section: "value 4 (3 to 5), complexity 2 (1 to 3), 3 ratings"."""
    value = _with_range("value", score.value, score.value_range, score.n)
    complexity = _with_range("complexity", score.complexity, score.complexity_range, score.n)
    return f"{value}, {complexity}, {count(score.n, 'rating')}"


def vote_split(score: Score) -> str:
    """The votes on a contested score, most common first: "2 say quick win, 1 says money pit"."""
    most_first = sorted(score.split, key=lambda part: (-part[1], part[0]))
    return ", ".join(f"{n} {'says' if n == 1 else 'say'} {VERDICTS[section]}" for section, n in most_first)


def rated(rating: Rating) -> str:
    """One person's rating: "value 4, complexity 2"."""
    return f"value {rating.value}, complexity {rating.complexity}"


def progress(tactic: Tactic, raters: Iterable[str]) -> str:
    """How many have rated in a blind round, without names: "1 of 2 owners have rated"."""
    rated_by, owners = set(raters), set(tactic.owners)
    others = len(rated_by - owners)
    if not owners:
        return f"{count(others, 'person has', 'people have')} rated" if others else "nobody has rated yet"
    return _owners_progress(len(owners), len(owners & rated_by)) + _others_progress(others)


def reveal_date(tactic: Tactic, plan: Plan) -> str:
    """When a blind round ends: "Ratings show when all have, or on Thursday 7 January 2027"."""
    owners = len(tactic.owners)
    when = {0: "once two people have", 1: "once they have"}.get(owners, "when all have")
    return f"Ratings show {when}, or on {day(deadline(tactic, plan))}"


def deadline(tactic: Tactic, plan: Plan) -> date:
    """The last day of the rating round, in the plan's time zone."""
    return tactic.rate_by.astimezone(zone_of(plan.zone)).date()


def round_name(number: int) -> str:
    """The name of a round: "first round", "second round", "5th round"."""
    return f"{NTH.get(number, ordinal(number))} round"


def _owners_progress(owners: int, rated_by: int) -> str:
    if owners == 1:
        return "the owner has rated" if rated_by else "the owner hasn't rated yet"
    if not rated_by:
        return f"0 of {owners} owners have rated"
    return f"{rated_by} of {owners} owners have rated"


def _others_progress(others: int) -> str:
    return f" ({count(others, 'other person has', 'other people have')})" if others else ""


def _with_range(axis: str, median: float, ends: tuple[int, int], n: int) -> str:
    """ "value 4 (3 to 5)"; a single rating has no range."""
    low, high = ends
    if n == 1:
        return f"{axis} {figure(median)}"
    return f"{axis} {figure(median)} ({f'all {low}' if low == high else f'{low} to {high}'})"
