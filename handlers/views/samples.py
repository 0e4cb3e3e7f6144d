"""One of each screen, with sample values, for Slack's validator."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from slack_sdk.models.views import View

from handlers.views.check_ins import forms as check_in_forms
from handlers.views.check_ins import messages as check_ins
from handlers.views.check_ins.notes import late_answer_message
from handlers.views.check_ins.summary import summary_message
from handlers.views.common import errors
from handlers.views.common.blocks import Home, Message
from handlers.views.common.help import SUBCOMMANDS, help_message
from handlers.views.common.inputs import message_modal
from handlers.views.goals import forms as goal_forms
from handlers.views.goals import messages as goals
from handlers.views.home import messages as home
from handlers.views.home.plans import PlanOverview, PlansPart
from handlers.views.installation import messages as installs
from handlers.views.plans import advice, announcements, calendar_feeds, history, imports, maps, upcoming
from handlers.views.plans import forms as plan_forms
from handlers.views.plans import messages as plans
from handlers.views.reminders import daily_message, preferences, undelivered
from handlers.views.tactics import forms as tactic_forms
from handlers.views.tactics import messages as tactics
from handlers.views.tactics import ratings, several, shortcut_forms
from handlers.views.tactics.cards import TacticCard
from planning.advice import Advice, Rule
from planning.check_ins import Answer, CheckIn, CheckInState, Course, CourseCounts, Decision, Summary
from planning.deliveries import Kind
from planning.errors import Code, PlanningError
from planning.goals import Goal, GoalDraft, Metric, Reading
from planning.history import Action, Entry
from planning.people import Person
from planning.phrases import MessageWords
from planning.plan import CompanyGoal, Plan, PlanDraft
from planning.priorities import Rating, Section, score
from planning.recurrence import MonthlyOnDay
from planning.reminders import Preferences
from planning.tactics import State, Tactic, TacticDraft
from planning.tree import tree

Screen = Message | View | Home
"""What a person may be shown."""

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
TODAY, LATER = NOW.date(), date(2027, 2, 1)
METADATA = "{}"
BRIAN, HAILEY = "U0BRIAN", "U0HAILEY"
SEGMENT = CompanyGoal("segment", "Expand into a new market segment")
PLAN = Plan(
    id="plan",
    workspace="T0CAMPFIRE",
    channel="C0SOCIAL",
    name="Social media 2027",
    starts_on=date(2027, 1, 1),
    ends_on=date(2027, 12, 31),
    creator=BRIAN,
    created_at=NOW,
    zone="Europe/London",
    company_goals=(SEGMENT,),
    owners=(BRIAN,),
)
METRIC = Metric("metric", "replies", "a week", 10, 50)
READING = Reading("metric", TODAY, 12.5, BRIAN)
GOAL = Goal("goal", "plan", 1, "Build relationships with influencers", SEGMENT, NOW, (METRIC,))
RATING = Rating(BRIAN, 5, 2, "Everything else builds on it", NOW)
LISTING = Tactic(
    id="listing",
    plan="plan",
    goal="goal",
    number=1,
    title="List 100 influencers in our niche",
    created_by=BRIAN,
    created_at=NOW,
    rate_by=datetime(2027, 1, 7, 9, tzinfo=UTC),
    owners=(BRIAN,),
    eta=LATER,
    state=State.PLANNED,
    revealed_at=NOW,
    score=score([RATING]),
)
UNRATED = Tactic(
    id="post",
    plan="plan",
    goal="goal",
    number=2,
    title="Set up 1 sponsored post each month",
    created_by=BRIAN,
    created_at=NOW,
    rate_by=datetime(2027, 1, 7, 9, tzinfo=UTC),
    owners=(BRIAN, HAILEY),
    recurrence=MonthlyOnDay(TODAY, 30),
)
TACTICS, GOALS = (LISTING, UNRATED), {"goal": GOAL}
DRAFT = TacticDraft(
    LISTING.title, "goal", (BRIAN,), recurrence=UNRATED.recurrence, notes="Start with the small ones"
)
CHECK_IN = CheckIn("week", "plan", TODAY, CheckInState.OPEN, NOW, NOW, NOW, (BRIAN, HAILEY))
ANSWER = Answer("week", "listing", BRIAN, Course.OFF_COURSE, "Ill", Decision.MOVE, "later", NOW, LATER)
WEEK = check_ins.CheckInView(
    PLAN, CHECK_IN, {BRIAN: "answered", HAILEY: "owed"}, (ANSWER,), {one.id: one for one in TACTICS}
)
ADVICE = (Advice(Rule.UNRATED, "post", UNRATED.title),)
ENTRY = Entry("plan", 1, NOW, BRIAN, Action.TACTIC_ADDED, "listing", LISTING.title)
CARD = TacticCard(LISTING, GOAL, PLAN, frozenset({BRIAN}), (RATING,), RATING, today=TODAY)
BLIND = TacticCard(UNRATED, GOAL, PLAN, frozenset(), today=TODAY)
PERSON = Person(BRIAN, "Brian", "Europe/London")


def samples() -> Iterator[tuple[str, Screen]]:
    """(name, screen) for all forms, Home, deliveries, replies to commands, and other messages."""
    yield from ((form.callback_id or "", form) for form in _forms())
    yield from _deliveries()
    yield from _plan_answers()
    yield from _other_answers()
    refused = PlanningError(Code.PLAN_MISSING)
    yield "refusal", errors.refusal_message(refused, "/plan", can_start=True)
    yield "trouble", errors.internal_error_message("0123abcd", "/plan")
    yield "closed", errors.text_modal("That did not work", "Try this in the channel where your team plans.")
    yield "screen", message_modal(shortcut_forms.no_plan_message(may_start=True), metadata=METADATA)


def _forms() -> Iterator[View]:
    draft = PlanDraft(PLAN.name, PLAN.starts_on, PLAN.ends_on, (("segment", SEGMENT.title),))
    yield plan_forms.plan_form(PlanDraft("", TODAY, LATER), callback="plan.new", metadata=METADATA)
    yield plan_forms.plan_form(draft, callback="plan.next", metadata=METADATA)
    yield plan_forms.settings_form(PLAN, metadata=METADATA)
    yield plan_forms.close_form(PLAN, 2, 1, metadata=METADATA)
    yield imports.import_form(imports.Serving(PLAN, (GOAL,)), "Brian", metadata=METADATA)
    goal = GoalDraft(GOAL.title, "segment", GOAL.metrics)
    yield goal_forms.goal_form(goal, PLAN, metadata=METADATA, new_metric_id="new")
    yield goal_forms.goal_form(goal, PLAN, editing=GOAL, metadata=METADATA, new_metric_id="new")
    yield goal_forms.reading_form(GOAL, {"metric": READING}, TODAY, metadata=METADATA)
    said = MessageWords("Call the press", "Call the press. Now!")
    yield shortcut_forms.choose_plan_form([(PLAN, "social")], said, may_start=True, metadata=METADATA)
    dates = (date(2027, 1, 30), date(2027, 2, 28))
    yield tactic_forms.tactic_form(DRAFT, (GOAL,), PLAN, metadata=METADATA, next_dates=dates)
    yield tactic_forms.tactic_form(DRAFT, (GOAL,), PLAN, editing=LISTING, metadata=METADATA)
    yield tactic_forms.move_form(LISTING, PLAN, metadata=METADATA, eta=LATER)
    yield tactic_forms.hand_over_form(LISTING, metadata=METADATA)
    yield tactic_forms.assign_form(LISTING, metadata=METADATA)
    yield tactic_forms.drop_form(LISTING, metadata=METADATA)
    yield several.drop_several_form(TACTICS, metadata=METADATA)
    yield ratings.rating_form(UNRATED, "To help us expand.", RATING, metadata=METADATA)
    yield preferences.preferences_form(Preferences(BRIAN), PERSON, metadata=METADATA)
    metrics = ((GOAL, METRIC, READING),)
    yield check_in_forms.answer_form(CHECK_IN, PLAN, TACTICS, {"listing": ANSWER}, metrics, metadata=METADATA)
    yield check_in_forms.decision_form(CHECK_IN, PLAN, TACTICS, metadata=METADATA)
    yield check_in_forms.check_in_settings_form(PLAN, metadata=METADATA)


def _deliveries() -> Iterator[tuple[str, Screen]]:
    due = daily_message.DueItem(LISTING, GOAL, PLAN, TODAY)
    rating, answer = daily_message.RatingItem(UNRATED, GOAL, PLAN), daily_message.AnswerItem(PLAN, CHECK_IN)
    digest = daily_message.DailyMessageView(TODAY, "Europe/London", (due,), (rating,), (answer,))
    yield Kind.RATING_REQUEST, ratings.rating_request(BLIND)
    yield Kind.DIGEST, daily_message.daily_message(digest)
    yield Kind.CHECK_IN, check_ins.check_in_message(WEEK)
    yield Kind.CHECK_IN_REQUEST, check_ins.check_in_request(WEEK, HAILEY, TACTICS)
    yield Kind.CHECK_IN_NUDGE, check_ins.check_in_nudge(WEEK, HAILEY)
    summary = Summary(CourseCounts(1, 0, 1, 1), CourseCounts(0, 2, 1, 1), (HAILEY,), (ENTRY,))
    yield Kind.CHECK_IN_SUMMARY, summary_message(WEEK, summary, ADVICE, GOALS)
    after_closing = replace(WEEK, answers=(replace(ANSWER, at=CHECK_IN.closes_at),))
    if late := late_answer_message(after_closing, BRIAN):
        yield Kind.LATE_ANSWER, late
    yield Kind.PLAN_STARTED, announcements.plan_started_message(PLAN)
    yield Kind.PLAN_CLOSED, announcements.plan_closed_message(PLAN, BRIAN, 8, 2)
    yield Kind.INTRODUCTION, announcements.introduction(PLAN)
    yield Kind.MENTION, announcements.introduction(None, can_start=False)
    yield Kind.UNDELIVERABLE, undelivered.undeliverable_message(HAILEY, "messages_tab_disabled", (PLAN,))
    screen = home.HomeScreen(
        person=PERSON,
        preferences=Preferences(BRIAN),
        now=NOW,
        today=TODAY,
        welcome=True,
        note="Done.",
        due=home.DuePart((due,)),
        pending=home.PendingPart((rating,), (answer,)),
        tactics=home.TacticsPart(TACTICS, 2, 0, GOALS, {"plan": PLAN}, {}),
        plans=PlansPart((PlanOverview(PLAN, 1, 2, (CHECK_IN, CourseCounts(1, 1, 0, 0))),), 1),
    )
    yield Kind.HOME, home.home_tab(screen)
    yield Kind.WELCOME, installs.welcome_message()
    yield Kind.REINSTALL, installs.reinstall_message("https://oncourse.example/slack/install", NOW)


def _plan_answers() -> Iterator[tuple[str, Screen]]:
    page = plans.PlanPage(PLAN, (GOAL,), frozenset({"segment"}), 1, {}, (LISTING,), 2)
    yield "/plan", plans.plan_message(page, TODAY, shared_by=BRIAN)
    yield (
        "/plan matrix",
        plans.matrix_message(PLAN, {Section.QUICK_WINS: (LISTING,)}, {Section.QUICK_WINS: 1}),
    )
    yield "/plan map", maps.map_message(PLAN, tree(PLAN, (GOAL,), TACTICS), TODAY)
    coming = upcoming.Upcoming(NOW, Kind.DIGEST, BRIAN, (LISTING.title,))
    yield "/plan upcoming", upcoming.upcoming_message(PLAN, (coming,), (), "Europe/London")
    yield "/plan advice", advice.advice_message(PLAN, ADVICE)
    yield "/plan history", history.history_message(PLAN, (ENTRY,), 1, 0, "Europe/London", 1, GOALS)
    yield "/plan export", calendar_feeds.feed_offer(PLAN, has_address=False)
    yield (
        "calendar address",
        calendar_feeds.feed_address(PLAN, "https://oncourse.example/calendar/secret.ics"),
    )
    for noun in SUBCOMMANDS:
        yield f"/{noun} help", help_message(noun)


def _other_answers() -> Iterator[tuple[str, Screen]]:
    yield "/goal list", goals.goals_message(PLAN, (GOAL,), {}, {"metric": READING}, 0, 1)
    yield "goal card", goals.goal_card(GOAL, PLAN, "Added.")
    listing = tactics.TacticList(PLAN, TACTICS, 2, 0, "", GOALS, {})
    yield "/tactic list", tactics.tactics_message(listing, TODAY)
    yield "tactic to choose", tactics.tactics_message(listing, TODAY, "done")
    yield "/tactic show", tactics.tactic_card(CARD, note="Added.")
    refused = (7, PlanningError(Code.REFERENCE_UNKNOWN, words="7"))
    yield "several done", several.several_message(PLAN, ((LISTING, LISTING),), (refused,), 1)
    yield "/checkin", check_ins.answers_message(WEEK)
    yield "/checkin now", check_ins.asking_now_message(PLAN)
    yield "/checkin skip", check_ins.skipped_message(PLAN, NOW, NOW)
    yield "preferences saved", preferences.preferences_saved(Preferences(BRIAN), PERSON)
