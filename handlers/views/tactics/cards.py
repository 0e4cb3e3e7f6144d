"""Parts shared by a tactic's card and its rating request: the why chain and the ratings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import Block

from handlers.views.common import scores
from handlers.views.common.blocks import bold, button, context, mention, section, shorten
from handlers.views.common.button_values import DoneValue
from handlers.views.common.sentences import why
from handlers.views.common.words import when
from planning.goals import Goal
from planning.plan import Plan
from planning.priorities import Rating
from planning.quiet import Absence
from planning.tactics import Tactic

MAX_WHY = 300
MAX_SHORT_WHY = 150  # below the tactic's title
MAX_TITLE = 120
MAX_RATINGS = 10
MAX_SHORT_RATINGS = 30


@dataclass(frozen=True, slots=True)
class TacticCard:
    """Everything a card shows.

    `raters` have rated in the current round, `ratings` are those of the newest revealed round (empty while
    the first is blind), `own` is the reader's rating in the current round. `today` decides which occurrences
    were missed; `away` are absences of owners, by owner.
    """

    tactic: Tactic
    goal: Goal
    plan: Plan
    raters: frozenset[str]
    ratings: tuple[Rating, ...] = ()
    own: Rating | None = None
    today: date = date.min
    away: Mapping[str, Absence] = field(default_factory=dict)


def numbered_title(tactic: Tactic, limit: int | None = None) -> str:
    """A tactic's number and title in bold: "*3. List 100 influencers*"; `limit` is for the title."""
    return bold(f"{tactic.number}. {shorten(tactic.title, limit or len(tactic.title))}")


def short_title(tactic: Tactic) -> str:
    """A tactic's number and title in bold, in at most MAX_TITLE characters together."""
    return bold(f"{tactic.number}. {tactic.title}", MAX_TITLE)


def why_chain(goal: Goal) -> str:
    """The why of a tactic, below its title: company goal and goal, in bold."""
    return why(goal.serves.title, goal.title, limit=MAX_SHORT_WHY, emphasis=bold)


def whole_why(tactic: Tactic, goal: Goal) -> str:
    """The whole why chain with its three titles in bold, owners and date."""
    owners = [mention(owner) for owner in tactic.owners]
    return why(goal.serves.title, goal.title, tactic.title, owners, when(tactic), MAX_WHY, bold)


def date_label(tactic: Tactic) -> str:
    """The label of the button that sets or moves a tactic's date."""
    if tactic.recurrence:
        return "Change dates"
    return "Move ETA" if tactic.eta else "Set ETA"


def result_lines(card: TacticCard) -> Iterator[Block]:
    """The newest revealed result with everybody's reasons; empty while the first round is blind."""
    tactic = card.tactic
    score = tactic.score
    if score is None:
        if not tactic.blind:
            yield section("*Ratings* Nobody rated in time.")
        return
    earlier = f" of the {scores.round_name(tactic.round - 1)}" if tactic.blind and tactic.round > 1 else ""
    yield section(f"*Ratings{earlier}* {scores.result(score)}.")
    if score.contested:
        again = tactic.is_open and not tactic.blind and not card.plan.closed_at
        second = button("Start second round", "tactic.second_round", tactic.id) if again else None
        yield section(f"⚠ *Contested*: {scores.vote_split(score)}.", second)
    yield from _reasons(card.ratings)


def progress_line(card: TacticCard) -> str:
    """The progress of the blind round and when it ends: "Nobody has rated yet. Ratings show ..."."""
    text = f"{scores.progress(card.tactic, card.raters)}. {scores.reveal_date(card.tactic, card.plan)}."
    return text[0].upper() + text[1:]


def _reasons(ratings: tuple[Rating, ...]) -> Iterator[Block]:
    for rating in ratings[:MAX_RATINGS]:
        yield context(f"{mention(rating.person)}: {scores.rated(rating)}", quote=rating.reason)
    if rest := ratings[MAX_RATINGS:]:
        named = [f"{mention(rating.person)} {rating.value} / {rating.complexity}" for rating in rest]
        more = f", and {len(rest) - MAX_SHORT_RATINGS} more" if len(rest) > MAX_SHORT_RATINGS else ""
        yield context(f"Value / complexity: {', '.join(named[:MAX_SHORT_RATINGS])}{more}")


def done_value(tactic: Tactic) -> DoneValue:
    """What a tactic's "Done" button is about."""
    return DoneValue(tactic.id, str(tactic.last_done or "") if tactic.recurrence else None)


def is_outdated(done: DoneValue, tactic: Tactic) -> bool:
    """Whether what was due when the button was drawn is done: it would complete the next occurrence."""
    return done.last_done is not None and done != done_value(tactic)
