"""A tactic's card, and the list of a plan's tactics: pages of ten, by section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement

from handlers.views.common import absences, scores
from handlers.views.common.blocks import (
    Message,
    actions,
    button,
    context,
    escape,
    escape_short,
    header,
    mention,
    mentions,
    menu,
    paging,
    section,
    shorten,
)
from handlers.views.common.button_values import MenuValue, NewTacticValue, TacticsPageValue
from handlers.views.common.commands import slash
from handlers.views.common.sentences import why
from handlers.views.common.words import MEANINGS, SECTIONS, STATES, day, listing
from handlers.views.common.words import recurrence as recurrence_words
from handlers.views.tactics import lists
from handlers.views.tactics.cards import (
    TacticCard,
    done_value,
    numbered_title,
    progress_line,
    result_lines,
    why_chain,
)
from planning.goals import Goal
from planning.phrases import TacticFilter
from planning.plan import Plan
from planning.priorities import Section
from planning.recurrence import next_dates
from planning.tactics import Finish, State, Tactic

TACTICS_A_PAGE = 10
MAX_NOTES = 500
MAX_REASON = 1000
MAX_LIST_TITLE = 120
MAX_LIST_WHY = 150
MAX_LIST_OWNERS = 3

_NONE_YET = "No tactics yet. A tactic is one concrete thing that somebody can do for a goal."
# The title of each list, and its text if it is empty.
_LISTS = {
    "": ("open tactics", _NONE_YET),
    "mine": ("your tactics", "You own no open tactics."),
    "unrated": ("tactics not rated yet", "✓ No open tactic is waiting for its first ratings."),
    "done": ("done tactics", "Nothing is done yet. It will be."),
    "all": ("all tactics", _NONE_YET),
}
# The title when a command named no tactic, and the button of each row.
_CHOICES = {
    "show": ("Which one do you want to see?", "Show"),
    "edit": ("Which one do you want to edit?", "Edit"),
    "done": ("Which one is done?", "Done"),
    "move": ("Which one do you want to move?", "Move ETA"),
    "assign": ("Which one changes its owners?", "Change owners"),
    "hand_over": ("Which one do you want to hand over?", "Hand over"),
    "rate": ("Which one do you want to rate?", "Rate"),
    "drop": ("Which one do you want to drop?", "Drop"),
}
_COMMANDS = frozenset(_CHOICES) - {"hand_over"}


@dataclass(frozen=True, slots=True)
class TacticList:
    """A page of a plan's tactics in priority order, from `offset` of `total`.

    `filter` is the text of a `TacticFilter`. `goals` are by goal id, `raters` (of the current round) by
    tactic id.
    """

    plan: Plan
    tactics: tuple[Tactic, ...]
    total: int
    offset: int
    filter: str
    goals: dict[str, Goal]
    raters: dict[str, frozenset[str]]


def tactic_card(card: TacticCard, *, note: str = "") -> Message:
    """A tactic with all its details. `note` (mrkdwn) comes first: what has just been done."""
    tactic = card.tactic
    fallback = f"{tactic.number}. {escape(tactic.title)}"
    return Message(f"{note} {fallback}".strip(), list(_blocks(card, note)))


def _blocks(card: TacticCard, note: str) -> Iterator[Block]:
    tactic = card.tactic
    if note:
        yield section(note)
    yield section(f"{numbered_title(tactic)}\n{STATES[tactic.state]}")
    yield section(why_chain(tactic, card.goal))
    yield section("\n".join(_facts(card)))
    if tactic.notes:
        yield context("*Notes*", quote=shorten(tactic.notes, MAX_NOTES))
    if tactic.permalink:
        yield context(f"<{escape(tactic.permalink)}|From a message>")
    yield from result_lines(card)
    if tactic.blind and tactic.is_open:
        yield section(_round_progress(card))
    if card.plan.closed_at:
        yield context(f"{escape(card.plan.name)} is closed: it stays readable, but nothing in it changes.")
    else:
        yield actions(*_buttons(card))


def _facts(card: TacticCard) -> Iterator[str]:
    tactic = card.tactic
    yield f"*{'Owner' if len(tactic.owners) == 1 else 'Owners'}* {mentions(tactic.owners) or 'nobody yet'}"
    if tactic.is_open:
        yield from absences.warnings(card.away)
    if tactic.is_open and tactic.finish is Finish.ALL and len(tactic.owners) > 1:
        so_far = f"so far {mentions(tactic.finished)}" if tactic.finished else "nobody has so far"
        yield f"*Done when* all of them have finished: {so_far}"
    yield from _dates(card)
    if tactic.state is State.DROPPED:
        yield f"*Dropped because* {escape_short(tactic.dropped_because, MAX_REASON)}"
    if tactic.state is State.DONE and tactic.finished:
        yield f"*Finished by* {mentions(tactic.finished)}"


def _dates(card: TacticCard) -> Iterator[str]:
    tactic = card.tactic
    if tactic.recurrence:
        yield f"*Rhythm* {recurrence_words(tactic.recurrence)}"
        if missed := tactic.missed(card.today):
            times = f"{len(missed):,} times, last on " if missed[1:] else ""
            yield f"*Missed* {times}{day(missed[-1])}"
        if tactic.is_open and (due := tactic.current(card.today)):
            yield f"*Next due* {listing(map(day, next_dates(tactic.recurrence, due)))}"
        return
    yield f"*ETA* {day(tactic.eta) if tactic.eta else 'none yet'}"
    if tactic.is_open and tactic.ends_after(card.plan):
        yield f"⚠ That is after the plan ends, on {day(card.plan.ends_on)}."


def _round_progress(card: TacticCard) -> str:
    tactic = card.tactic
    title = "Ratings" if tactic.round == 1 else scores.round_name(tactic.round).capitalize()
    own = f"\nYou rated {scores.rated(card.own)}." if card.own else ""
    return f"*{title}* {progress_line(card)}{own}"


def _buttons(card: TacticCard) -> Iterator[ButtonElement | OverflowMenuElement]:
    tactic, id_ = card.tactic, card.tactic.id
    if not tactic.is_open:
        yield button("Edit or reopen", "tactic.edit", id_)
        return
    yield button("Change my rating" if card.own else "Rate", "tactic.rate", id_)
    yield button("Done", "tactic.done", done_value(tactic))
    for label, verb in _move_and_owner_verbs(tactic):
        yield button(label, f"tactic.{verb}", id_)
    yield button("Edit", "tactic.edit", id_)
    yield menu(
        "tactic.menu",
        [("Change owners", MenuValue("assign", id_)), ("Drop", MenuValue("drop", id_))],
    )


def _move_and_owner_verbs(tactic: Tactic) -> tuple[tuple[str, str], tuple[str, str]]:
    """(label, verb) for the date and for the owner."""
    when = "Move ETA" if tactic.eta or tactic.recurrence else "Set ETA"
    who = ("Hand over", "hand_over") if tactic.owners else ("Assign", "assign")
    return (when, "move"), who


def tactics_message(listing: TacticList, today: date, choose: str = "") -> Message:
    """The list, with a menu at each tactic, or with one button each to `choose` a tactic for that verb.

    Action ids end with a colon and the tactic's id, so that they are unique within the message.
    """
    title = _CHOICES[choose][0] if choose else f"{listing.plan.name}: {_heading(listing.filter)}"
    blocks: list[Block] = [header(title)]
    if owner := lists.owner_line(TacticFilter.from_text(listing.filter)):
        blocks.append(context(owner))
    if listing.total == 0:
        blocks += [section(_empty_text(listing.filter)), actions(*_empty_list_buttons(listing))]
    else:
        blocks += _page(listing, today, choose)
    if choose in _COMMANDS:
        blocks.append(context(slash(f"Not here? Name any tactic by its number: `/tactic {choose} 3`")))
    return Message(escape(f"{title} ({listing.total})"), blocks)


def _heading(filter_: str) -> str:
    return _LISTS[filter_][0] if filter_ in _LISTS else lists.heading(TacticFilter.from_text(filter_))


def _empty_text(filter_: str) -> str:
    return _LISTS[filter_][1] if filter_ in _LISTS else lists.empty_text(TacticFilter.from_text(filter_))


def _empty_list_buttons(listing: TacticList) -> Iterator[ButtonElement]:
    """Their values name the plan, since a list is also shown outside the plan's channel."""
    yield button("Add a tactic", "tactic.add", NewTacticValue(plan=listing.plan.id), style="primary")
    if listing.filter not in ("", "all"):
        yield button("All open tactics", "tactic.list", TacticsPageValue("", 0, listing.plan.id))


def _page(listing: TacticList, today: date, choose: str) -> Iterator[Block]:
    for title, tactics in by_section(listing.tactics):
        yield section(title)
        for tactic in tactics:
            yield from _row(listing, tactic, today, choose)
    yield from paging(
        "tactic.list",
        listing.offset,
        TACTICS_A_PAGE,
        listing.total,
        lambda offset: TacticsPageValue(listing.filter, offset, listing.plan.id),
    )


def by_section(tactics: Sequence[Tactic]) -> Iterator[tuple[str, list[Tactic]]]:
    """(title, tactics) for each section that has tactics, those not rated last."""
    for group in Section:
        if members := [tactic for tactic in tactics if tactic.score and tactic.score.section is group]:
            yield f"*{SECTIONS[group]}*: {MEANINGS[group]}", members
    if unrated := [tactic for tactic in tactics if not tactic.score]:
        all_open = all(tactic.is_open for tactic in unrated)
        yield "*Not rated yet*" if all_open else "*Not rated*", unrated


def _row(listing: TacticList, tactic: Tactic, today: date, choose: str) -> Iterator[Block]:
    facts = " · ".join(_row_facts(listing, tactic, today))
    goal = listing.goals[tactic.goal]
    serving = why(goal.serves.title, goal.title, limit=MAX_LIST_WHY, emphasis=escape)
    yield section(numbered_title(tactic, MAX_LIST_TITLE), _row_control(listing, tactic, choose))
    yield context(f"{facts}\n{serving}")


def _row_facts(listing: TacticList, tactic: Tactic, today: date) -> Iterator[str]:
    yield STATES[tactic.state]
    yield _owner_names(tactic)
    yield due_label(tactic, today)
    if tactic.score:
        yield scores.numbers(tactic.score)
        if tactic.score.contested:
            yield "⚠ contested"
    if tactic.blind and tactic.is_open:
        yield scores.progress(tactic, listing.raters.get(tactic.id, frozenset()))


def _owner_names(tactic: Tactic) -> str:
    more = len(tactic.owners) - MAX_LIST_OWNERS
    if more > 0:
        return f"{', '.join(map(mention, tactic.owners[:MAX_LIST_OWNERS]))} and {more} more"
    return mentions(tactic.owners) or "no owner"


def due_label(tactic: Tactic, today: date) -> str:
    """When a tactic in a list is due, and whether it is overdue."""
    due = tactic.due_on
    if tactic.is_open and due and due < today:
        return f"⚠ overdue since {day(due)}"
    if tactic.recurrence:
        return recurrence_words(tactic.recurrence) + (f", next {day(due)}" if tactic.is_open and due else "")
    return day(due) if due else "no ETA"


def _row_control(listing: TacticList, tactic: Tactic, choose: str) -> ButtonElement | OverflowMenuElement:
    if listing.plan.closed_at:
        return button("Show", f"tactic.show:{tactic.id}", tactic.id)
    if choose:
        return button(_CHOICES[choose][1], f"tactic.{choose}:{tactic.id}", _about(tactic, choose))
    return row_menu(tactic)


def row_menu(tactic: Tactic) -> OverflowMenuElement:
    """The menu of a tactic in a list."""
    verbs = [("Show", "show")]
    if tactic.is_open:
        verbs += [("Rate", "rate"), ("Done", "done"), *_move_and_owner_verbs(tactic)]
    else:
        verbs += [("Edit or reopen", "edit")]
    choices = [(label, MenuValue(verb, _about(tactic, verb))) for label, verb in verbs]
    return menu(f"tactic.menu:{tactic.id}", choices)


def _about(tactic: Tactic, verb: str) -> str:
    return done_value(tactic).packed() if verb == "done" else tactic.id
