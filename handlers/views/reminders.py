"""The digest, a person's one reminder a day; and the form with which they choose when and of what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.views import notes
from handlers.views.blocks import (
    Message,
    actions,
    bold,
    brief,
    button,
    context,
    escape,
    header,
    mentions,
    menu,
    section,
)
from handlers.views.inputs import Answers, ask, checks, choice, date_box, form, text_box
from handlers.views.scores import deadline
from handlers.views.sentences import why
from handlers.views.words import count, day, local_moment
from planning.check_ins import CheckIn
from planning.goals import Goal
from planning.people import Person
from planning.plan import Plan
from planning.reminders import Preferences, country_of
from planning.tactics import Tactic

PLACES = 12
# Of the places, these are kept for ratings and answers, which somebody waits for.
PLACES_OWED = 4
TITLE_MOST = 120
WHY_MOST = 200
NAME_MOST = 80

_SNOOZES = (
    ("Snooze until tomorrow", "tomorrow"),
    ("Snooze for 3 days", "days"),
    ("Snooze until next week", "week"),
)
_LEADS = {14: "14 days before", 7: "7 days before", 3: "3 days before", 1: "the day before", 0: "on the day"}

DueNews: TypeAlias = Literal["", "done", "snoozed", "moved", "handed over", "dropped"]
RatingNews: TypeAlias = Literal["", "rated", "over"]
AnswerNews: TypeAlias = Literal["", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A tactic that is due, `on` the day that the digest speaks of.

    `news` tells what has become of it since; `snoozed_until` goes with "snoozed".
    """

    tactic: Tactic
    goal: Goal
    plan: Plan
    on: date | None
    news: DueNews = ""
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class RatingItem:
    """A rating that is owed, or what has become of it since."""

    tactic: Tactic
    goal: Goal
    plan: Plan
    news: RatingNews = ""


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """A check-in that waits for an answer, or what has become of it since."""

    plan: Plan
    check_in: CheckIn
    news: AnswerNews = ""


@dataclass(frozen=True, slots=True)
class DigestView:
    """A person's digest of `day`, in their `zone`; `more` things besides these are not shown in it."""

    day: date
    zone: str
    items: tuple[DigestItem, ...] = ()
    ratings: tuple[RatingItem, ...] = ()
    answers: tuple[AnswerItem, ...] = ()
    more: int = 0


def digest_message(view: DigestView) -> Message:
    """The digest as it stands now: what was acted on since is a line, the rest has its buttons."""
    shown = _fitting(view)
    headline = _headline(view)
    blocks: list[Block] = [header(headline), context(day(view.day))]
    for item in shown.items:
        blocks += [_due_news(item)] if item.news else _due(item, view.day)
    for rating in shown.ratings:
        blocks += [_rating_news(rating)] if rating.news else _rating(rating)
    for answer in shown.answers:
        blocks += [_answer_news(answer)] if answer.news else _answer(answer, view.zone)
    if shown.more:
        blocks.append(context(f"And {shown.more:,} more, which would be too much for one message."))
    mine = button("All my tactics", "tactic.list", "mine|0")
    blocks.append(actions(mine, button("My reminders", "reminder.settings", "")))
    return Message(headline, blocks)


def due_words(on: date | None, today: date) -> str:
    """How far a due date is: "due tomorrow, Tuesday 2 February 2027", "⚠ overdue by 3 days, since ..."."""
    if on is None:
        return "no ETA"
    ahead = (on - today).days
    if ahead < 0:
        return f"⚠ overdue by {count(-ahead, 'day')}, since {day(on)}"
    near = {0: "due today", 1: "due tomorrow"}.get(ahead, f"due in {ahead:,} days")
    return f"{near}, {day(on)}"


def preferences_form(preferences: Preferences, person: Person, *, memory: str) -> View:
    """When and of what a person wants to be reminded, filled in with their `preferences`."""
    hours = [(f"{hour:02}:00", str(hour)) for hour in range(24)]
    offered = sorted({*_LEADS, *preferences.lead_days}, reverse=True)[:10]
    leads = [(_LEADS.get(days, f"{days} days before"), str(days)) for days in offered]
    blocks: list[Block] = [
        section("One message a day, and none when there is nothing to say."),
        ask(
            "hour",
            "Remind me at",
            choice(hours, str(preferences.hour)),
            hint=f"In your own time zone, {person.zone}.",
        ),
        ask(
            "lead_days",
            "Tell me what is due",
            checks(leads, [str(days) for days in preferences.lead_days]),
            optional=True,
            hint="Whatever is overdue comes up daily for three days, then weekly.",
        ),
        ask("away_from", "I am away from", date_box(preferences.away_from), optional=True),
        ask(
            "away_to",
            "until and including",
            date_box(preferences.away_to),
            optional=True,
            hint="No reminders on these days. A Slack status such as “Vacationing” does the same.",
        ),
        ask(
            "country",
            "Public holidays of",
            text_box(preferences.country, placeholder="LV"),
            optional=True,
            hint=_country_hint(preferences, person),
        ),
    ]
    return form("reminder.settings", "My reminders", blocks, memory=memory, submit="Save")


def read_preferences_form(answers: Answers, preferences: Preferences) -> Preferences:
    """The preferences as filled in; raises a refusal about a field."""
    return preferences.edited(
        hour=int(answers.choice("hour")),
        lead_days=tuple(int(days) for days in answers.choices("lead_days")),
        away_from=answers.date("away_from"),
        away_to=answers.date("away_to"),
        country=answers.text("country"),
    )


def preferences_saved(preferences: Preferences, person: Person) -> Message:
    """What the saved preferences mean, in a sentence or two."""
    said = f"Saved. I remind you at {preferences.hour:02}:00 in your time zone ({escape(person.zone)})."
    if preferences.away_from and preferences.away_to:
        said += f" Nothing from {day(preferences.away_from)} to {day(preferences.away_to)}."
    return Message(said, [section(said)])


def _country_hint(preferences: Preferences, person: Person) -> str:
    found = country_of(person, replace(preferences, country=""))
    by_itself = f"Empty: by your time zone, which says {found}." if found else "Empty: none."
    return f"Two letters, such as LV or GB. {by_itself}"


def _fitting(view: DigestView) -> DigestView:
    """The digest within its places: what is due first, but some of them for what is owed."""
    most = max(PLACES_OWED, PLACES - len(view.items))
    answers = view.answers[:most]
    ratings = view.ratings[: most - len(answers)]
    items = sorted(view.items, key=lambda item: item.on or date.max)[: PLACES - len(answers) - len(ratings)]
    every = len(view.items) + len(view.ratings) + len(view.answers)
    left = every - len(items) - len(ratings) - len(answers)
    return replace(
        view, items=tuple(items), ratings=ratings, answers=answers, more=view.more + left
    )


def _headline(view: DigestView) -> str:
    waiting = [item.on for item in view.items if not item.news]
    counts = [
        *_due_counts([(on - view.day).days for on in waiting if on]),
        (waiting.count(None), "without ETA"),
        (sum(not item.news for item in view.ratings), "{} owed", "rating"),
        (sum(not item.news for item in view.answers), "{} owed", "answer"),
    ]
    said = [_counted(number, *words) for number, *words in counts if number]
    return ", ".join(said) if said else "✓ All of it is seen to."


def _due_counts(ahead: Sequence[int]) -> Iterator[tuple[int, str]]:
    """How many are due when, from how many days ahead each is."""
    yield sum(days == 0 for days in ahead), "due today"
    yield sum(days < 0 for days in ahead), "overdue"
    yield sum(days == 1 for days in ahead), "due tomorrow"
    yield sum(days > 1 for days in ahead), "coming up"


def _counted(number: int, said: str, noun: str = "") -> str:
    return said.format(count(number, noun)) if noun else f"{number:,} {said}"


def _due(item: DigestItem, today: date) -> list[Block]:
    id_ = item.tactic.id
    snoozes = [(label, f"{how}:{id_}") for label, how in _SNOOZES]
    return [
        section(f"{_title(item.tactic)}\n{due_words(item.on, today)} · {_name(item.plan)}"),
        context(_why(item.goal)),
        actions(
            button("Done", f"tactic.done:{id_}", id_),
            button("Move ETA", f"tactic.move:{id_}", id_),
            button("Hand over", f"tactic.hand_over:{id_}", id_),
            menu(f"reminder.snooze:{id_}", snoozes),
        ),
    ]


def _due_news(item: DigestItem) -> Block:
    tactic = item.tactic
    match item.news:
        case "done":
            following = f", next {day(tactic.due_on)}" if tactic.is_open and tactic.due_on else ""
            return context(f"✓ {_title(tactic)} done{following}")
        case "moved":
            return context(f"{_title(tactic)} {_lowered(notes.moved(tactic))}")
        case "handed over":
            return context(f"{_title(tactic)} handed over to {mentions(tactic.owners, 3) or 'nobody yet'}")
        case "snoozed":
            until = day(item.snoozed_until) if item.snoozed_until else "later"
            return context(f"{_title(tactic)} snoozed until {until}")
        case _:
            return context(f"✕ {_title(tactic)} dropped")


def _rating(item: RatingItem) -> list[Block]:
    id_ = item.tactic.id
    by = day(deadline(item.tactic, item.plan))
    rate = button("Rate", f"tactic.rate:{id_}", id_)
    return [
        section(f"{_title(item.tactic)}\nyour rating is owed by {by} · {_name(item.plan)}", rate),
        context(_why(item.goal)),
    ]


def _rating_news(item: RatingItem) -> Block:
    if item.news == "rated":
        return context(f"✓ {_title(item.tactic)} rated")
    return context(f"{_title(item.tactic)} needs no rating any more")


def _answer(item: AnswerItem, zone: str) -> list[Block]:
    by = local_moment(item.check_in.closes_at, zone)
    answer = button("Answer", f"check_in.answer:{item.check_in.id}", item.check_in.id)
    return [section(f"*Are we on course?*\nyour answer is owed by {by} · {_name(item.plan)}", answer)]


def _answer_news(item: AnswerItem) -> Block:
    said = "✓ *Are we on course?* answered" if item.news == "answered" else "*Are we on course?* closed"
    return context(f"{said} · {_name(item.plan)}")


def _title(tactic: Tactic) -> str:
    return bold(f"{tactic.number}. {tactic.title}", TITLE_MOST)


def _name(plan: Plan) -> str:
    return brief(plan.name, NAME_MOST)


def _why(goal: Goal) -> str:
    return why(goal.serves.title, goal.title, limit=WHY_MOST, emphasis=escape)


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")
