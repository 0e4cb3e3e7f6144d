"""Validate the rows of a spreadsheet: what they would add to a plan, what exists, what is wrong."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from planning.errors import Code, PlanningError
from planning.goals import Goal, GoalDraft, goal_fields, new_goal
from planning.plan import MARKETING_GOALS, CompanyGoal, MarketingGoal, Plan
from planning.priorities import Rating, new_rating
from planning.sheets.cells import read_state
from planning.sheets.columns import Column
from planning.sheets.drafts import Problem, Problems, read_draft, read_numbers, require_whole
from planning.sheets.notes import Note, NoteKind
from planning.sheets.owners import PeopleByName
from planning.sheets.served import Served
from planning.sheets.table import Row
from planning.tactic_fields import tactic_fields
from planning.tactics import CLOSED_STATES, Tactic, TacticDraft, new_tactic
from planning.text import alike

IDS_A_ROW = 2


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """The plan to import into, and the importer.

    `goals` are all of its goals and `tactics` all of its tactics as (id, goal's id, title), dropped ones too;
    `members` are the ids of its channel's members. Instants are aware UTC.
    """

    plan: Plan
    goals: tuple[Goal, ...]
    tactics: tuple[tuple[str, str, str], ...]
    people: PeopleByName
    members: Collection[str]
    by: str
    now: datetime

    def has_any(self, ids: Iterable[str]) -> bool:
        """Whether the plan has a goal or tactic of one of these ids."""
        known = {goal.id for goal in self.goals} | {id_ for id_, _, _ in self.tactics}
        return not known.isdisjoint(ids)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of parsing all rows.

    `goals` and `tactics` are new, without numbers; `ratings` are the importer's own, by tactic id. `rows`
    counts the rows that add something; `known_rows` are the numbers of rows that exist already,
    `closed_rows` of those that are done or dropped. `notes` say what is ignored in rows that
    are added, and in headings.
    """

    goals: tuple[Goal, ...]
    tactics: tuple[Tactic, ...]
    ratings: Mapping[str, Rating]
    rows: int
    known_rows: tuple[int, ...]
    closed_rows: tuple[int, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...] = ()

    @property
    def bad_rows(self) -> int:
        """How many rows have something wrong."""
        return len({problem.row for problem in self.problems})

    @property
    def fingerprint(self) -> str:
        """A hash that is equal for equal results."""
        rated = [(id_, rating.value, rating.complexity) for id_, rating in self.ratings.items()]
        wrong = [(problem.row, problem.column) for problem in self.problems]
        added = [*map(goal_fields, self.goals), *map(tactic_fields, self.tactics), rated]
        aside = (self.known_rows, self.closed_rows, self.notes)
        return sha256(repr((added, wrong, aside)).encode()).hexdigest()[:16]


def read_import(
    rows: Sequence[Row], target: ImportTarget, new_id: Callable[[int], str], served: Served | None = None
) -> ImportResult:
    """What `rows` would add, with ids from `new_id`, up to IDS_A_ROW for each row.

    An empty company goal or goal is that of the row above, as in merged cells; above the first row, `served`.
    A row whose goal already has a tactic of that title is ignored.
    """
    reader = _RowReader(target)
    company, goal = _titles(served)
    for place, row in enumerate(rows):
        if row.cell(Column.COMPANY_GOAL):
            goal = goal if row.cell(Column.COMPANY_GOAL) == company else ""
            company = row.cell(Column.COMPANY_GOAL)
        goal = row.cell(Column.GOAL) or goal
        if set(row.cells) - {Column.COMPANY_GOAL}:
            ids = new_id(IDS_A_ROW * place + 1), new_id(IDS_A_ROW * place + 2)
            reader.take(row, _Place(goal, row.cell(Column.COMPANY_GOAL), company), ids)
        else:
            reader.take_heading(row)
    return reader.result()


def _titles(served: Served | None) -> tuple[str, str]:
    """The titles of the company goal and of the goal that all rows serve, "" for what isn't known."""
    if isinstance(served, Goal):
        return served.serves.title, served.title
    return (served.title, "") if served else ("", "")


@dataclass(frozen=True, slots=True)
class _Place:
    """The titles of a row's goal, of its company goal, and of the company goal in the rows above."""

    goal: str
    company: str
    above: str


class _RowReader:
    """Parses row by row, and collects the results."""

    def __init__(self, target: ImportTarget) -> None:
        titles = {goal.id: alike(goal.title) for goal in target.goals}
        self._target = target
        self._today = target.plan.today(target.now)
        self._there = {(titles[goal], alike(title)) for _, goal, title in target.tactics}
        self._goals: list[Goal] = []
        self._tactics: list[Tactic] = []
        self._ratings: dict[str, Rating] = {}
        self._rows = 0
        self._known: list[int] = []
        self._closed: list[int] = []
        self._problems: list[Problem] = []
        self._notes: list[Note] = []
        self._heading: Row | None = None

    def result(self) -> ImportResult:
        """The result, after the last row."""
        self._leave_heading()
        return ImportResult(
            tuple(self._goals),
            tuple(self._tactics),
            self._ratings,
            self._rows,
            tuple(self._known),
            tuple(self._closed),
            tuple(self._problems),
            tuple(self._notes),
        )

    def take_heading(self, row: Row) -> None:
        """Parse a row with only the company goal of the rows below, or with no known column."""
        self._notes += Problems(row).notes
        if row.cells:
            self._leave_heading()
            self._heading = row

    def take(self, row: Row, place: _Place, ids: tuple[str, str]) -> None:
        """Parse a row; `ids` are for a new goal and a new tactic."""
        if place.company:
            self._leave_heading()
        self._heading = None
        if (alike(place.goal), alike(row.cell(Column.TACTIC))) in self._there:
            self._known.append(row.number)
            return
        problems = Problems(row)
        state = problems.try_read(Column.STATE, read_state)
        if state in CLOSED_STATES:
            self._closed.append(row.number)
            return
        goal = problems.try_read(Column.GOAL, lambda _: self._goal(place, ids[0]))
        if goal and place.above and alike(goal.serves.title) != alike(place.above):
            problems.note(NoteKind.COMPANY_GOAL, Column.COMPANY_GOAL, place.above, goal.serves.title)
        if not set(row.cells) - {Column.COMPANY_GOAL, Column.GOAL}:
            self._collect(row, problems, goal, None, None)
            return
        draft = read_draft(row, state, self._today, self._target.people, self._target.members, problems)
        rating = self._rating(row, problems)
        under = replace(draft, goal=goal.id if goal else ids[0])
        tactic = problems.try_read(Column.TACTIC, lambda _: self._tactic(under, ids[1]))
        if state and tactic and tactic.state is not state:
            problems.note(NoteKind.STATE, Column.STATE, row.cell(Column.STATE), tactic.state)
        self._collect(row, problems, goal, tactic, rating)

    def _leave_heading(self) -> None:
        """Note that the last heading has no rows below it."""
        if self._heading:
            words = self._heading.cell(Column.COMPANY_GOAL)
            self._notes.append(Note(self._heading.number, NoteKind.HEADING, words, Column.COMPANY_GOAL))
        self._heading = None

    def _collect(
        self, row: Row, problems: Problems, goal: Goal | None, tactic: Tactic | None, rating: Rating | None
    ) -> None:
        """Collect a parsed row: its problems, or else what it adds."""
        self._problems += problems
        if problems or goal is None:
            return
        is_new = goal not in (*self._target.goals, *self._goals)
        if not (tactic or is_new):
            self._known.append(row.number)
            return
        self._rows += 1
        self._notes += problems.notes
        if is_new:
            self._goals.append(goal)
        if tactic:
            self._tactics.append(tactic)
            self._there.add((alike(goal.title), alike(tactic.title)))
            self._ratings |= {tactic.id: rating} if rating else {}

    def _goal(self, place: _Place, id_: str) -> Goal:
        """The existing or new goal; raises PlanningError about "goal" or "company_goal"."""
        if not place.goal:
            raise PlanningError(Code.EMPTY, Column.GOAL)
        require_whole(place.goal, Column.GOAL)
        there = [goal for goal in self._open_goals() if alike(goal.title) == alike(place.goal)]
        if len(there) == 1 and not place.company:
            return there[0]
        serves = self._served(place.company or place.above)
        if fitting := next((goal for goal in there if goal.serves.id == serves.id), None):
            return fitting
        if there:
            facts = {"title": there[0].title, "serves": there[0].serves.title}
            raise PlanningError(Code.SERVES_ANOTHER, Column.COMPANY_GOAL, **facts)
        draft = GoalDraft(place.goal, serves.id)
        return new_goal(draft, self._target.plan, id_=id_, number=0, now=self._target.now)

    def _open_goals(self) -> Iterator[Goal]:
        yield from (goal for goal in self._target.goals if not goal.dropped)
        yield from self._goals

    def _served(self, title: str) -> CompanyGoal | MarketingGoal:
        if not title:
            raise PlanningError(Code.EMPTY, Column.COMPANY_GOAL)
        ours = self._target.plan.company_goals
        every: tuple[CompanyGoal | MarketingGoal, ...] = (*ours, *MARKETING_GOALS.values())
        for served in every:
            if alike(served.title) == alike(title):
                return served
        offered = [goal.title for goal in ours]
        raise PlanningError(Code.SERVED_UNKNOWN, Column.COMPANY_GOAL, words=title, offered=offered)

    def _tactic(self, draft: TacticDraft, id_: str) -> Tactic:
        target = self._target
        return new_tactic(
            draft,
            target.plan,
            id_=id_,
            number=0,
            by=target.by,
            now=target.now,
            rate_by=target.now,
        )

    def _rating(self, row: Row, problems: Problems) -> Rating | None:
        """The importer's own rating, if the row has both numbers."""
        before = len(problems)
        value, complexity = read_numbers(row, problems)
        if len(problems) > before or value is complexity is None:
            return None
        by, now = self._target.by, self._target.now
        return problems.try_read(Column.VALUE, lambda _: new_rating(by, value, complexity, "", now))
