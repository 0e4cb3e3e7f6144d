"""App Home: what is due, pending requests, the person's tactics and plans, and their settings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import Block

from handlers.views.common.blocks import (
    MAX_SECTION,
    Home,
    actions,
    button,
    context,
    escape,
    escape_short,
    header,
    paging,
    section,
    shorten,
)
from handlers.views.common.commands import slash
from handlers.views.common.sentences import why
from handlers.views.common.words import STATES, day
from handlers.views.home.plans import PlansPart, plan_blocks
from handlers.views.reminders.daily_message import (
    AnswerItem,
    DueItem,
    RatingItem,
    answer_blocks,
    due_blocks,
    ratings_blocks,
)
from handlers.views.reminders.preferences import preference_lines
from handlers.views.tactics.cards import numbered_title
from handlers.views.tactics.messages import by_section, due_label, row_menu
from planning.goals import Goal
from planning.people import Person
from planning.plan import Plan
from planning.reminders import Preferences
from planning.tactics import Tactic

# A view has at most 100 blocks. With these maximums, Home has up to 97.
MAX_DUE = 6
MAX_RATINGS = 50  # as many as their form opens with
MAX_ANSWERS = 4
TACTICS_A_PAGE = 10

MAX_TITLE = 120
MAX_WHY = 150
MAX_NAME = 80
_WHAT_IT_DOES = (
    "I take your team from company goals to a plan people keep to: what to do first, who does it and by "
    "when. I tell you what's due, and ask once a week if you're on course."
)
_NO_TACTICS = "You own no open tactics. To take one, open a plan below and use Assign or Hand over."
_NO_TACTICS_FOR_A_GUEST = "You own no open tactics. Anyone in your channel can hand one over to you."


@dataclass(frozen=True, slots=True)
class DuePart:
    """Tactics due today or overdue; `more` are not shown."""

    items: tuple[DueItem, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class PendingPart:
    """Ratings and answers that others are waiting for; `more` are not shown."""

    ratings: tuple[RatingItem, ...] = ()
    answers: tuple[AnswerItem, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class TacticsPart:
    """A page of a person's open tactics, from `offset` of `total`.

    `goals` and `plans` are by id; `snoozed` has the end date of each snooze, by tactic id.
    """

    tactics: tuple[Tactic, ...]
    total: int
    offset: int
    goals: Mapping[str, Goal]
    plans: Mapping[str, Plan]
    snoozed: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """Everything on a person's Home on their local date `today`.

    `welcome` shows the introduction, `note` (mrkdwn) is the result of the last action, `test` are the
    blocks of the picture test.
    """

    person: Person
    preferences: Preferences
    now: datetime
    today: date
    welcome: bool
    note: str
    due: DuePart
    pending: PendingPart
    tactics: TacticsPart
    plans: PlansPart
    test: Sequence[Block] = ()


def home_tab(screen: HomeScreen) -> Home:
    """The whole Home, most important first."""
    return Home(list(_blocks(screen)))


def _blocks(screen: HomeScreen) -> Iterator[Block]:
    if screen.note:
        yield section(shorten(screen.note, MAX_SECTION))
    yield from screen.test
    if screen.welcome:
        yield from _welcome(screen)
    if screen.plans.total and not screen.person.stranger:  # strangers can only read
        yield from _due(screen)
        yield from _pending(screen)
        yield from _tactics(screen)
    yield from plan_blocks(screen.plans, may_start=screen.person.may_edit)
    if not screen.person.stranger:
        yield from _settings(screen)


def _welcome(screen: HomeScreen) -> Iterator[Block]:
    yield header("Welcome to Oncourse")
    yield section(f"{_WHAT_IT_DOES}\n*Next:* {_next_step(screen)}")
    yield actions(button("Got it", "home.welcomed", ""))


def _next_step(screen: HomeScreen) -> str:
    """The one thing to do now."""
    if screen.pending.ratings:
        return "rate the tactics below. A rough guess is fine."
    if screen.plans.total:
        return "look at your team's plan below."
    if not screen.person.may_edit:
        return "ask a member of your team to start a plan in your channel."
    return slash(
        "in your team's channel, add me with `/invite @Oncourse`, then start a plan with `/plan new`."
    )


def _due(screen: HomeScreen) -> Iterator[Block]:
    yield header("Today and overdue")
    for item in screen.due.items:
        yield from due_blocks(item, screen.today)
    if screen.due.more:
        yield context(f"And {screen.due.more:,} more among your tactics below.")
    if not screen.due.items:
        yield section(f"✓ Nothing due or overdue today, {day(screen.today)}")


def _pending(screen: HomeScreen) -> Iterator[Block]:
    pending = screen.pending
    yield header("Waiting for you")
    for answer in pending.answers:
        yield from answer_blocks(answer, screen.person.zone)
    yield from ratings_blocks(pending.ratings)
    if pending.more:
        yield context(f"And {pending.more:,} more, once these are done.")
    if not (pending.answers or pending.ratings):
        yield section("✓ Nobody's waiting for you")


def _tactics(screen: HomeScreen) -> Iterator[Block]:
    part = screen.tactics
    yield header(f"Your tactics ({part.total:,})" if part.total else "Your tactics")
    if not part.total:
        yield section(_NO_TACTICS_FOR_A_GUEST if screen.person.guest else _NO_TACTICS)
    for title, tactics in by_section(part.tactics):
        yield section(title)
        for tactic in tactics:
            yield from _tactic(screen, tactic)
    yield from paging("home.tactics", part.offset, TACTICS_A_PAGE, part.total, str)


def _tactic(screen: HomeScreen, tactic: Tactic) -> Iterator[Block]:
    goal = screen.tactics.goals[tactic.goal]
    serving = why(goal.serves.title, goal.title, limit=MAX_WHY, emphasis=escape)
    yield section(numbered_title(tactic, MAX_TITLE), row_menu(tactic))
    yield context(f"{' · '.join(_facts(screen, tactic))}\n{serving}")


def _facts(screen: HomeScreen, tactic: Tactic) -> Iterator[str]:
    yield STATES[tactic.state]
    if screen.person.id in tactic.finished:
        yield "✓ your part is done"
    yield due_label(tactic, screen.today)
    until = screen.tactics.snoozed.get(tactic.id)
    if until and until > screen.today:
        yield f"snoozed until {day(until)}"
    yield escape_short(screen.tactics.plans[tactic.plan].name, MAX_NAME)


def _settings(screen: HomeScreen) -> Iterator[Block]:
    yield header("Your settings")
    yield section("\n".join(preference_lines(screen.preferences, screen.person, screen.now)))
    yield actions(button("Change settings", "reminder.settings", ""))
