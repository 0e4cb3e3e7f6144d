"""Plans to draw: of 0, 1, 5, 50 and 200 tactics, with titles in many scripts, and at their worst."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, islice

from handlers.views.charts.matrix import matrix_picture
from handlers.views.charts.metrics import Measured, metrics_picture
from handlers.views.charts.plan_map import map_picture
from handlers.views.charts.status_history import Week, status_history_picture
from handlers.views.charts.svg import Picture
from handlers.views.charts.timeline import timeline_picture
from planning.check_ins import CourseCounts
from planning.goals import Goal, Metric, Reading
from planning.plan import MARKETING_GOALS, CompanyGoal
from planning.priorities import Rating, Score, score
from planning.recurrence import MonthlyOnDay, MonthlyOnWeekday, Recurrence, Weekly
from planning.tactics import State, Tactic
from planning.tree import tree
from tests.handlers.campfire import LISTING, MAYA, NOW, PLAN, SEGMENT, TODAY

SIZES = (0, 1, 5, 50, 200)
ON = date(2027, 3, 10)
TITLES = (
    "List 100 influencers in our niche",
    "Izveidot attiecības ar ietekmētājiem Ķekavā, Ļaudonā un pārējā Latvijā",
    "Χτίστε σχέσεις με τους ανθρώπους που επηρεάζουν",
    "Построить отношения с лидерами мнений в нашей нише",  # noqa: RUF001 - a word of one letter
    "בנה קשרים עם משפיענים בנישה שלנו",
    "بناء علاقات مع المؤثرين في مجالنا المتخصص",
    "Film a teaser 🔥 for the 東京 launch",
    "Write a report " * 20,
    "<script>alert('&amp;')</script> & ]]>",
    "Supercalifragilisticexpialidocious" * 5,
)
COMPANY_GOALS = (
    SEGMENT,
    CompanyGoal("features", "Ship 3 major new product features"),
    CompanyGoal("nps", "Improve the NPS score among our MVU customers, and keep it there for the whole year"),
)
CAMPFIRE = replace(PLAN, company_goals=COMPANY_GOALS)
SERVED = (COMPANY_GOALS[0], COMPANY_GOALS[0], COMPANY_GOALS[1], MARKETING_GOALS["press"])
RHYTHMS: tuple[Recurrence, ...] = (
    MonthlyOnDay(TODAY, 30),
    Weekly(TODAY, frozenset({0})),
    Weekly(TODAY, frozenset(range(5))),
    MonthlyOnWeekday(TODAY, -1, 4, 3),
)
OPEN = (State.PROPOSED, State.PLANNED, State.UNDER_WAY)


def tactics(count: int, titles: Sequence[str] = TITLES) -> tuple[Tactic, ...]:
    """So many tactics of every kind, in no order."""
    return tuple(_tactic(number, title) for number, title in enumerate(islice(cycle(titles), count), 1))


def pictures(count: int, titles: Sequence[str] = TITLES) -> list[Picture]:
    """All five pictures of a plan of so many tactics, goals, metrics and check-ins in proportion."""
    every = tactics(count, titles)
    ordered = sorted((tactic for tactic in every if tactic.is_open), key=_place)
    goals = _goals(min(count, 12), titles)
    plan = replace(CAMPFIRE, name=titles[0][:80])
    return [
        matrix_picture(plan.name, ordered, len(ordered)),
        map_picture(plan.name, tree(plan, goals, every), ON),
        timeline_picture(plan, every, ON),
        metrics_picture(plan, _measured(goals, titles), ON),
        status_history_picture(plan.name, _weeks(min(count, 10), count)),
    ]


def _tactic(number: int, title: str) -> Tactic:
    drawn = replace(LISTING, id=f"t{number}", number=number, title=title, goal=f"g{number % 12}")
    drawn = replace(drawn, eta=None, state=OPEN[number % 3], score=_score(number))
    if number % 4 == 3:
        return replace(drawn, recurrence=RHYTHMS[number // 4 % 4], last_done=date(2027, 2, 1))
    if number % 7 == 0:
        return drawn
    state = State.DONE if number % 9 == 1 and number > 1 else drawn.state
    return replace(drawn, eta=date(2026, 12, 28) + timedelta(number * 11 % 400), state=state)


def _score(number: int) -> Score | None:
    """None for every sixth; for every fifth a contested one."""
    value, complexity = (number * 7 + number // 5) % 5 + 1, (number * 3 + number // 7) % 5 + 1
    other = (6 - value, 6 - complexity) if number % 5 == 0 else (value, complexity)
    if number % 6 == 0:
        return None
    given = ((value, complexity), (value, complexity), other)
    return score(Rating(f"U{at}", *numbers, "", NOW) for at, numbers in enumerate(given))


def _place(tactic: Tactic) -> tuple[bool, int, int]:
    found = tactic.score
    return found is None, found.section if found else 0, tactic.number


def _goals(count: int, titles: Sequence[str]) -> tuple[Goal, ...]:
    return tuple(
        Goal(f"g{at}", "plan", at + 1, titles[at % len(titles)], SERVED[at % 4], NOW) for at in range(count)
    )


def _measured(goals: Sequence[Goal], titles: Sequence[str]) -> list[Measured]:
    return [
        Measured(
            goal,
            Metric(f"m{at}", titles[at % len(titles)][:80], titles[-1 - at % len(titles)][:20], 100, 10**at),
            tuple(_reading(at, week) for week in range(at * 3 % 10)),
        )
        for at, goal in enumerate(goals)
    ]


def _reading(metric: int, week: int) -> Reading:
    value = 100.0 + week * 5 * (-1) ** metric
    return Reading(f"m{metric}", date(2027, 1, 4) + timedelta(7 * week), value, MAYA)


def _weeks(count: int, most: int) -> list[Week]:
    return [
        Week(ON + timedelta(7 * at), CourseCounts(most - at * 7 % (most + 1), at % 3, at % 2, at * 5 % 7))
        for at in range(count)
    ]
