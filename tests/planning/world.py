"""Campfire's plan as values, for tests of the rules."""

from datetime import UTC, date, datetime, timedelta

from planning.plan import CompanyGoal, Plan
from planning.priorities import Rating
from planning.tactics import Tactic

NOW = datetime(2027, 1, 4, 7, tzinfo=UTC)
TODAY = date(2027, 1, 4)
PLAN = Plan(
    "P1",
    "T1",
    "C1",
    "Social media 2027",
    date(2027, 1, 1),
    date(2027, 12, 31),
    "U0MAYA",
    NOW,
    zone="Europe/Riga",
    company_goals=(
        CompanyGoal("G1", "Expand into a new market segment"),
        CompanyGoal("G2", "Ship 3 features"),
    ),
)
TACTIC = Tactic("A1", "P1", "S1", 1, "List 100 influencers", "U0MAYA", NOW, NOW + timedelta(days=3))


def rating(value: int, complexity: int, person: str = "U0BRIAN") -> Rating:
    """A rating without a reason."""
    return Rating(person, value, complexity, "", NOW)
