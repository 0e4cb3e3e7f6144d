"""The digest on screen as a person acts on it, and the form that says when and of what to be reminded."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.reminders.daily_message import (
    AnswerItem,
    DailyMessageView,
    DueItem,
    DueOutcome,
    RatingItem,
    daily_message,
)
from handlers.views.reminders.news import NewsItem, NewsOutcome, due_text
from handlers.views.reminders.preferences import preferences_form, preferences_saved, read_preferences_form
from planning.calendar import MAX_YEAR, MIN_YEAR
from planning.check_ins import CheckIn, CheckInState
from planning.errors import Code, PlanningError
from planning.news import NewsKind
from planning.people import Person
from planning.plan import CompanyGoal
from planning.priorities import Rating, score
from planning.recurrence import MonthlyOnDay
from planning.reminders import Preferences
from planning.tactics import Finish, Tactic
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    MAYA,
    PLAN,
    TODAY,
    UNTIMED,
    controls,
    drawn,
    drawn_form,
    form_problems,
    problems,
    titles,
)
from tests.handlers.forms import sent

DAY = date(2027, 2, 1)
CLOSES = datetime(2027, 2, 3, 9, 0, tzinfo=UTC)
CHECK_IN = CheckIn("week-5", "plan", DAY, CheckInState.OPEN, CLOSES, CLOSES, CLOSES, (BRIAN,))
MESSAGES = replace(LISTING, id="messages", number=4, title="Send each of them a message")
SPONSORED = replace(
    LISTING,
    id="sponsored",
    number=5,
    title="Set up 1 sponsored post each month",
    eta=None,
    recurrence=MonthlyOnDay(TODAY, 30),
)
REVEALED = replace(
    SPONSORED,
    revealed_at=CLOSES,
    score=score([Rating(BRIAN, 4, 2, "", CLOSES), Rating(HAILEY, 5, 2, "", CLOSES)]),
)
RIGA = Person(BRIAN, "Brian", "Europe/Riga")
WHY = "To help us expand into a new market segment, we are building relationships with influencers."


def item(tactic: Tactic, on: date | None, news: DueOutcome = "", until: date | None = None) -> DueItem:
    return DueItem(tactic, GOAL, PLAN, on, news, until)


def digest(*items: DueItem, more: int = 0) -> DailyMessageView:
    return DailyMessageView(DAY, "Europe/London", items=items, more=more)


# ---- the digest


def test_a_daily_message_begins_with_what_others_wait_for() -> None:
    view = replace(
        digest(item(LISTING, DAY), item(SPONSORED, date(2027, 1, 29)), item(MESSAGES, date(2027, 2, 2))),
        news=(
            NewsItem(LISTING, GOAL, PLAN, NewsKind.ASSIGNED, HAILEY),
            NewsItem(replace(MESSAGES, eta=date(2027, 2, 2)), GOAL, PLAN, NewsKind.MOVED, MAYA),
        ),
        ratings=(RatingItem(MESSAGES, GOAL, PLAN),),
        answers=(AnswerItem(PLAN, CHECK_IN),),
    )
    message = daily_message(view)
    assert (
        message.text
        == "1 new tactic, 1 due today, 1 overdue, 1 due tomorrow, 1 check-in to answer, 1 to rate"
    )
    snoozes = "[... Snooze to tomorrow | Snooze 3 days | Snooze to next week]"
    assert drawn(message) == (
        "# 1 new tactic, 1 due today, 1 overdue, 1 due tomorrow, 1 check-in to answer, 1 to rate\n"
        "· Monday 1 February 2027\n"
        "@Hailey assigned you *3. List 100 influencers in our niche*\n"
        "due today, Monday 1 February 2027 · Campfire 2027\n"
        "[Open]\n"
        f"· {WHY}\n"
        "· @Maya changed the date of *4. Send each of them a message*: moved to Tuesday 2 February 2027"
        " · Campfire 2027\n"
        "*Are we on course?*\n"
        "Answer by Wednesday, February 3rd, 2027 at 9:00 AM · Campfire 2027\n"
        "[Answer]\n"
        "*1 tactic to rate* by Thursday 7 January 2027. A rough guess is fine.\n"
        "*4. Send each of them a message*\n"
        "[Rate 1]\n"
        "*5. Set up 1 sponsored post each month*\n"
        "⚠ 3 days overdue, was due Friday 29 January 2027 · Campfire 2027\n"
        f"· {WHY}\n"
        f"[Done] [Change dates] [Hand over] {snoozes}\n"
        "*3. List 100 influencers in our niche*\n"
        "due today, Monday 1 February 2027 · Campfire 2027\n"
        f"· {WHY}\n"
        f"[Done] [Move ETA] [Hand over] {snoozes}\n"
        "*4. Send each of them a message*\n"
        "due tomorrow, Tuesday 2 February 2027 · Campfire 2027\n"
        f"· {WHY}\n"
        f"[Done] [Move ETA] [Hand over] {snoozes}\n"
        "[All your tactics] [Settings]"
    )


@pytest.mark.parametrize(
    ("kind", "tactic", "said"),
    [
        (NewsKind.TAKEN, replace(LISTING, owners=(HAILEY,)), "handed over {} to @Hailey"),
        (NewsKind.TAKEN, replace(LISTING, owners=()), "took you off {}"),
        (NewsKind.DROPPED, LISTING.dropped("No budget"), "dropped {}: No budget"),
        (NewsKind.REOPENED, LISTING, "reopened {}"),
    ],
)
def test_what_others_changed_is_a_sentence(kind: NewsKind, tactic: Tactic, said: str) -> None:
    view = DailyMessageView(DAY, "UTC", news=(NewsItem(tactic, GOAL, PLAN, kind, MAYA),))
    title = "*3. List 100 influencers in our niche*"
    assert f"@Maya {said.format(title)}" in drawn(daily_message(view))
    assert daily_message(view).text == "Changed for you"


def test_what_is_new_says_so_and_what_was_taken_back_goes() -> None:
    given_ = NewsItem(LISTING, GOAL, PLAN, NewsKind.ASSIGNED, MAYA)
    view = DailyMessageView(DAY, "UTC", is_new=True, news=(given_, replace(given_, outcome="gone")))
    assert daily_message(view).text == "New for you: 1 new tactic"
    assert "· *3. List 100 influencers in our niche* isn't yours any more" in drawn(daily_message(view))


def test_every_button_of_a_digest_says_what_it_is_about() -> None:
    view = replace(
        digest(item(LISTING, DAY)),
        ratings=(RatingItem(MESSAGES, GOAL, PLAN),),
        answers=(AnswerItem(PLAN, CHECK_IN),),
    )
    found = controls(daily_message(view))
    assert {action: control.get("value") for action, control in found.items()} == {
        "tactic.done:listing": "listing",
        "tactic.move:listing": "listing",
        "tactic.hand_over:listing": "listing",
        "reminder.snooze:listing": None,
        "ratings.rate": "messages",
        "check_in.answer:week-5": "week-5",
        f"tactic.list:{PLAN.id}": f"mine|0|{PLAN.id}",
        "reminder.settings": None,
    }
    snoozes = [option["value"] for option in found["reminder.snooze:listing"]["options"]]
    assert snoozes == ["tomorrow:listing", "days:listing", "week:listing"]


def test_what_was_acted_on_becomes_a_line_where_it_stood() -> None:
    half_done = replace(MESSAGES, owners=(BRIAN, HAILEY), finish=Finish.ALL).done(BRIAN, DAY)
    view = replace(
        digest(
            item(LISTING.done(BRIAN, DAY), date(2027, 1, 25), "done"),
            item(replace(SPONSORED, last_done=date(2027, 1, 30)), date(2027, 1, 30), "done"),
            item(half_done, DAY, "done"),
            item(replace(MESSAGES, eta=date(2027, 3, 1)), date(2027, 2, 2), "moved"),
            item(replace(MESSAGES, owners=(HAILEY,)), date(2027, 2, 3), "handed over"),
            item(MESSAGES, date(2027, 2, 4), "snoozed", date(2027, 2, 8)),
            item(MESSAGES, date(2027, 2, 5), "dropped"),
            item(MESSAGES, date(2027, 2, 6), "closed"),
        ),
        ratings=(
            RatingItem(MESSAGES, GOAL, PLAN, "rated"),
            RatingItem(REVEALED, GOAL, PLAN, "rated"),
            RatingItem(LISTING, GOAL, PLAN, "over"),
        ),
        answers=(
            AnswerItem(PLAN, CHECK_IN, "answered"),
            AnswerItem(PLAN, CHECK_IN, "closed"),
            AnswerItem(PLAN, CHECK_IN, "nothing left"),
        ),
    )
    message = daily_message(view)
    assert drawn(message) == (
        "# Nothing left to do today\n"
        "· Monday 1 February 2027\n"
        "· ✓ *Are we on course?* answered · Campfire 2027\n"
        "· *Are we on course?* closed · Campfire 2027\n"
        "· *Are we on course?* No answer needed from you · Campfire 2027\n"
        "· ✓ *4. Send each of them a message* rated\n"
        "· ✓ *5. Set up 1 sponsored post each month* rated: 1 Quick wins (value 4.5, complexity 2)\n"
        "· *3. List 100 influencers in our niche*: no rating needed any more\n"
        "· ✓ *3. List 100 influencers in our niche* done\n"
        "*How did it turn out?*\n"
        "[Value v] [Complexity v]\n"
        "· ✓ *5. Set up 1 sponsored post each month* done, next Sunday 28 February 2027\n"
        "· ✓ *4. Send each of them a message* your part is done, waiting for @Hailey\n"
        "· *4. Send each of them a message* moved to Monday 1 March 2027\n"
        "· *4. Send each of them a message* handed over to @Hailey\n"
        "· *4. Send each of them a message* snoozed until Monday 8 February 2027\n"
        "· ✕ *4. Send each of them a message* dropped\n"
        "· *4. Send each of them a message*: *Campfire 2027* is closed\n"
        "[All your tactics] [Settings]"
    )
    assert set(controls(message)) == {
        f"tactic.list:{PLAN.id}",
        "reminder.settings",
        "tactic.judge_value:listing",
        "tactic.judge_complexity:listing",
    }


def test_the_headline_counts_only_what_is_left() -> None:
    view = digest(item(LISTING, DAY), item(MESSAGES, DAY, "dropped"), item(SPONSORED, date(2027, 2, 8)))
    assert daily_message(view).text == "1 due today, 1 due soon"


def test_ratings_and_answers_keep_their_places_beside_much_that_is_due() -> None:
    due = [item(replace(LISTING, id=f"tactic-{number}"), DAY) for number in range(40)]
    view = replace(
        digest(*due, more=3),
        ratings=tuple(RatingItem(replace(LISTING, id=f"rated-{n}"), GOAL, PLAN) for n in range(9)),
        answers=(AnswerItem(PLAN, CHECK_IN),),
    )
    message = daily_message(view)
    actions = [action.partition(":")[0] for action in controls(message)]
    assert actions.count("tactic.done") == 11
    assert actions.count("ratings.rate") == 1
    assert actions.count("check_in.answer") == 1
    assert "· And 32 more. Your tactics list them all.\n" in drawn(message)
    assert message.text == "40 due today, 1 check-in to answer, 9 to rate"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (DAY, "due today, Monday 1 February 2027"),
        (date(2027, 2, 2), "due tomorrow, Tuesday 2 February 2027"),
        (date(2027, 2, 8), "due in 7 days, Monday 8 February 2027"),
        (date(2027, 1, 31), "⚠ 1 day overdue, was due Sunday 31 January 2027"),
        (date(2026, 2, 1), "⚠ 365 days overdue, was due Sunday 1 February 2026"),
        (None, "no ETA"),
    ],
)
def test_a_due_date_is_said_from_where_the_reader_stands(on: date | None, said: str) -> None:
    assert due_text(on, DAY) == said


NEWS_OUTCOMES: tuple[NewsOutcome, ...] = ("", "gone", "closed")
NEWS: tuple[DueOutcome, ...] = ("", "done", "snoozed", "moved", "handed over", "dropped", "closed")


@UNTIMED
@given(st.data(), st.sampled_from((0, 1, 11, 50, 500)), titles(), titles(80))
def test_no_digest_breaks_however_much_there_is(
    data: st.DataObject, many: int, words: str, name: str
) -> None:
    goal = replace(GOAL, title=words, serves=CompanyGoal("segment", words))
    plan = replace(PLAN, name=name)
    tactic = replace(LISTING, title=words, owners=tuple(f"U{number:010}" for number in range(20)))
    news = data.draw(st.lists(st.sampled_from(NEWS), min_size=1, max_size=12))
    dates = data.draw(st.lists(st.none() | st.dates(), min_size=1, max_size=12))
    items = tuple(
        DueItem(replace(tactic, id=f"{n:032}"), goal, plan, dates[n % len(dates)], news[n % len(news)])
        for n in range(many)
    )
    ratings = tuple(RatingItem(replace(tactic, id=f"r{n:031}"), goal, plan) for n in range(many))
    answers = tuple(AnswerItem(plan, replace(CHECK_IN, id=f"{n:032}")) for n in range(many))
    told = tuple(
        NewsItem(replace(tactic, id=f"n{n:031}"), goal, plan, kind, "UMAYA", outcome)
        for n, kind in zip(range(many), cycle(NewsKind), strict=False)
        for outcome in NEWS_OUTCOMES
    )
    message = daily_message(
        DailyMessageView(DAY, "UTC", news=told, items=items, ratings=ratings, answers=answers, more=many)
    )
    assert problems(message) == []


# ---- preferences


def test_reminders_are_set_in_ones_own_time_zone_and_country() -> None:
    form = preferences_form(Preferences(BRIAN), RIGA, metadata="{}")
    assert drawn_form(form) == (
        "== Your settings ==\n"
        "One message a day, and none when there's nothing to say.\n"
        "Daily message at\n"
        "  v 09:00\n"
        "  ? In your time zone (Europe/Riga).\n"
        "Show what's due (optional)\n"
        "  [ ] 14 days before\n"
        "  [x] 7 days before\n"
        "  [ ] 3 days before\n"
        "  [x] the day before\n"
        "  [x] on the day\n"
        "  ? Overdue tactics show daily for three days, then weekly.\n"
        "Work starts at\n"
        "  v 09:00\n"
        "  ? Outside these hours I only send your daily message.\n"
        "Work ends at\n"
        "  v 18:00\n"
        "Away from (optional)\n"
        "  (choose)\n"
        "Last day away (optional)\n"
        "  (choose)\n"
        "  ? No messages on these days. A Slack status like “Vacationing” works too.\n"
        "Public holidays of (optional)\n"
        "  > (empty: LV)\n"
        "  ? Two letters, such as LV or GB. Leave empty for LV, from your time zone.\n"
        "Region (optional)\n"
        "  > (empty: BY)\n"
        "  ? If it has public holidays of its own. A code or name, such as BY or Bayern.\n"
        "[Cancel] [Save]"
    )


def test_where_no_country_is_known_the_form_says_so() -> None:
    form = preferences_form(Preferences(BRIAN), replace(RIGA, zone="UTC"), metadata="{}")
    assert "  ? Two letters, such as LV or GB. Leave empty for none.\n" in drawn_form(form)


def test_a_region_guessed_from_the_time_zone_is_named() -> None:
    form = preferences_form(Preferences(BRIAN), replace(RIGA, zone="America/Phoenix"), metadata="{}")
    assert "such as BY or Bayern. Empty: Arizona, from your time zone.\n" in drawn_form(form)
    assert drawn_form(preferences_form(Preferences(BRIAN, country="DE", region="DE-BY"), RIGA, metadata="{}"))


def test_being_away_the_wrong_way_round_is_refused_at_its_field() -> None:
    before = Preferences(BRIAN, away_from=DAY, away_to=date(2027, 1, 1))
    with pytest.raises(PlanningError) as refused:
        read_preferences_form(sent(preferences_form(before, RIGA, metadata="{}")), before, RIGA)
    assert (refused.value.code, refused.value.field) == (Code.DATES_REVERSED, "away_to")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, ""),
        (DAY, date(2027, 2, 12), " Nothing from Monday 1 February 2027 to Friday 12 February 2027."),
        (DAY, None, " Nothing from Monday 1 February 2027 on."),
        (None, DAY, " Nothing up to and including Monday 1 February 2027."),
    ],
)
def test_saved_reminders_say_what_they_mean(start: date | None, end: date | None, said: str) -> None:
    saved = preferences_saved(Preferences(BRIAN, hour=8, away_from=start, away_to=end), RIGA)
    assert drawn(saved) == (
        "Saved. Your daily message comes at 08:00 in your time zone (Europe/Riga). You work from 09:00 to "
        f"18:00.{said}"
    )


@UNTIMED
@given(
    st.integers(0, 23),
    st.lists(st.integers(0, 60), unique=True, max_size=5),
    st.none() | st.dates(date(MIN_YEAR, 1, 1), date(MAX_YEAR, 12, 31)),
    st.sampled_from((("", ""), ("LV", ""), ("GB", ""), ("DE", "DE-BY"), ("ES", "ES-Barcelona"))),
    st.integers(0, 23),
    st.integers(1, 24),
)
def test_preferences_come_back_as_they_were_filled_in(
    hour: int, leads: list[int], away: date | None, place: tuple[str, str], start: int, length: int
) -> None:
    ends = min(start + length, 24)
    before = Preferences(BRIAN, hour, tuple(sorted(leads, reverse=True)), away, away, *place, start, ends)
    form = preferences_form(before, RIGA, metadata="{}")
    assert form_problems(form) == []
    assert read_preferences_form(sent(form), Preferences(BRIAN), RIGA) == before
