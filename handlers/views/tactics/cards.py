"""What a tactic's card and its rating request have in common: the why chain and all that was rated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from handlers.views.common import scores
from handlers.views.common.blocks import bold, button, context, mention, section, shorten
from handlers.views.common.button_values import DoneValue
from handlers.views.common.sentences import why
from handlers.views.common.words import recurrence, short_day
from planning.goals import Goal
from planning.plan import Plan
from planning.priorities import Rating
from planning.tactics import Tactic

MAX_WHY = 300
RATINGS_SHOWN = 10
RATINGS_NAMED = 30


@dataclass(frozen=True, slots=True)
class TacticCard:
    """All that a card needs.

    `raters` are those who have rated in the present round, `ratings` those of the newest revealed round (none
    while the first is blind), `own` is the reader's rating in the present round. `asked` tells whether the
    reader is one of those asked for a rating; by `today` it is told which occurrences were missed.
    """

    tactic: Tactic
    goal: Goal
    plan: Plan
    raters: frozenset[str]
    ratings: tuple[Rating, ...] = ()
    own: Rating | None = None
    asked: bool = True
    today: date = date.min


def numbered(tactic: Tactic, limit: int | None = None) -> str:
    """A tactic's number and title in bold: "*3. List 100 influencers*"; the title within `limit`."""
    return bold(f"{tactic.number}. {shorten(tactic.title, limit or len(tactic.title))}")


def why_chain(tactic: Tactic, goal: Goal, *, details: bool = False) -> str:
    """The why chain with its three parts in bold; `details` adds owners and date in parentheses."""
    owners = [mention(owner) for owner in tactic.owners] if details else []
    when = _when_short(tactic) if details else ""
    return why(goal.serves.title, goal.title, tactic.title, owners, when, MAX_WHY, bold)


def result_lines(card: TacticCard) -> Iterator[Block]:
    """The newest revealed result with everybody's reasons; nothing while the first round is blind."""
    tactic = card.tactic
    score = tactic.score
    if score is None:
        if not tactic.blind:
            yield section("*Ratings* Nobody rated in time, so there is no score yet.")
        return
    earlier = f" of the {scores.round_name(tactic.round - 1)}" if tactic.blind and tactic.round > 1 else ""
    yield section(f"*Ratings{earlier}* {scores.result(score)}.")
    if score.contested:
        again = tactic.is_open and not tactic.blind and not card.plan.closed_at
        second = button("Second round", "tactic.second_round", tactic.id) if again else None
        yield section(f"⚠ *Contested*: {scores.split(score)}.", second)
    yield from _reasons(card.ratings)


def blind_line(card: TacticCard) -> str:
    """How far the blind round is and when it ends: "Nobody has rated yet; ratings show ..."."""
    said = f"{scores.progress(card.tactic, card.raters)}; {scores.reveal(card.tactic, card.plan)}."
    return said[0].upper() + said[1:]


def _when_short(tactic: Tactic) -> str:
    if tactic.recurrence:
        return recurrence(tactic.recurrence)
    return f"by {short_day(tactic.eta)}" if tactic.eta else ""


def _reasons(ratings: tuple[Rating, ...]) -> Iterator[Block]:
    for rating in ratings[:RATINGS_SHOWN]:
        yield context(f"{mention(rating.person)}: {scores.rated(rating)}", quote=rating.reason)
    if rest := ratings[RATINGS_SHOWN:]:
        named = [f"{mention(rating.person)} {rating.value} / {rating.complexity}" for rating in rest]
        more = f", and {len(rest) - RATINGS_NAMED} more" if len(rest) > RATINGS_NAMED else ""
        yield context(f"Value / complexity: {', '.join(named[:RATINGS_NAMED])}{more}")


def done_value(tactic: Tactic) -> DoneValue:
    """What a tactic's "Done" button is about."""
    return DoneValue(tactic.id, str(tactic.last_done or "") if tactic.recurrence else None)


def is_outdated(done: DoneValue, tactic: Tactic) -> bool:
    """Whether what was due when the button was drawn is done: it would complete the next occurrence."""
    return done.last_done is not None and done != done_value(tactic)
