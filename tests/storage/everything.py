"""A workspace in which there is something of everything that is kept."""

from dataclasses import replace
from datetime import UTC, date, timedelta

from planning.check_ins import Answer, CheckInState, Course, CourseCounts, Decision
from planning.deliveries import Delivery, Kind
from planning.goals import Metric, Reading
from planning.history import Action, Change
from planning.news import News, NewsKind
from planning.people import Person
from planning.pictures import Sighting, Source, Surface
from planning.plan import MARKETING_GOALS
from planning.priorities import Rating, score
from planning.recurrence import MonthlyOnDay
from planning.reminders import Preferences
from planning.tactics import Finish, State
from storage import (
    cache_versions,
    calendar_feeds,
    check_ins,
    daily_messages,
    deliveries,
    goals,
    homes,
    news,
    people,
    pictures,
    plans,
    preferences,
    ratings,
    schedule_steps,
    snoozes,
    tactics,
)
from storage import history as logbook
from storage.engine.transactions import Tx
from tests.storage.stored import ASKED, LATER, NOW, a_check_in, a_goal, a_plan, a_tactic

BRIAN, HAILEY, MAYA = "UBRIAN", "UHAILEY", "UMAYA"
METRIC = Metric("metric", "replies", "a week", 1.5, 40, date(2027, 6, 30))
RATINGS = (
    Rating(BRIAN, 5, 2, "I know them “all”\u2028; <@UHAILEY> too", NOW),
    Rating(HAILEY, 4, 4, "", LATER),
)


def fill(tx: Tx) -> None:
    """Keep a plan that has been lived with, and its people."""
    assert plans.add(tx, a_plan(tx.workspace))
    assert goals.add(tx, a_goal(metrics=(METRIC,)))
    assert goals.add(tx, a_goal("goal2", 2, serves=MARKETING_GOALS["press"], dropped=True))
    goals.add_reading(tx, Reading("metric", date(2027, 1, 4), 12.25, BRIAN))
    _tactics(tx)
    _logbook(tx)
    _check_in(tx)
    _people(tx)
    _messages(tx)


def _tactics(tx: Tx) -> None:
    rated = a_tactic(owners=(BRIAN, HAILEY), eta=date(2027, 2, 1), notes="ask <@UBRIAN|Brian> 🔥\n\tUBRIANNE")
    rated = replace(rated, finish=Finish.ALL, finished=(BRIAN,)).in_state(State.PLANNED)
    assert tactics.add(tx, rated.revealed(score(RATINGS), LATER))
    for rating in RATINGS:
        ratings.put(tx, "tactic", 1, rating)
    recurring = a_tactic("t2", 2, owners=(BRIAN,), recurrence=MonthlyOnDay(date(2027, 1, 5), 30))
    assert tactics.add(tx, replace(recurring, last_done=date(2027, 1, 30)))
    tactics.add_occurrence(tx, "t2", date(2027, 1, 30), BRIAN, NOW)
    ratings.put(tx, "t2", 1, Rating(HAILEY, 1, 5, "blind", NOW))
    done = a_tactic("t3", 3, owners=(BRIAN,), state=State.DONE, finished=(BRIAN,), created_by=BRIAN)
    done = replace(done, title="Ask <@UBRIAN>", actual_value=3)
    assert tactics.add(tx, done)


def _logbook(tx: Tx) -> None:
    logbook.add(
        tx,
        plan="plan",
        at=NOW.astimezone(UTC) + timedelta(microseconds=1),
        person=BRIAN,
        action=Action.TACTIC_ASSIGNED,
        subject="tactic",
        title="List 100 influencers in our niche",
        changes=(Change("owners", [], [BRIAN, HAILEY]), Change("metrics", None, [{"id": "m", "name": "n"}])),
        why="He knows them",
    )


def _check_in(tx: Tx) -> None:
    check_ins.set_next(tx, "plan", LATER)
    check_in = a_check_in(state=CheckInState.CLOSED, asked=(MAYA, BRIAN))
    assert check_ins.add(tx, check_in, {**ASKED, BRIAN: "answered"})
    check_ins.save(tx, check_in, due_at=None, counts=CourseCounts(1, 0, 1, 2))
    drop = Answer("check-in", "tactic", BRIAN, Course.OFF_COURSE, "ill", Decision.MOVE, "later", NOW)
    check_ins.put_answer(tx, replace(drop, new_eta=date(2027, 3, 1), taker=HAILEY))


def _people(tx: Tx) -> None:
    brian = Person(BRIAN, "Brian", "America/New_York", status_away=True, status_until=LATER)
    for person in (brian, Person(HAILEY, "Hailey", "America/Los_Angeles")):
        people.put(tx, person, NOW)
        preferences.put(tx, Preferences(person.id, hour=8, away_from=date(2027, 3, 1)))
        daily_messages.schedule(tx, person.id, LATER)
        snoozes.put(tx, person.id, "tactic", date(2027, 1, 9))
        news.put(tx, [News(person.id, "tactic", NewsKind.MOVED, MAYA, NOW)])


def _messages(tx: Tx) -> None:
    for person in (BRIAN, HAILEY):
        homes.opened(tx, person, NOW)
        homes.set_shown_plans(tx, person, ["plan"])
        calendar_feeds.put(tx, calendar_feeds.Feed("plan", person), f"secret of {person}")
        deliveries.enqueue(
            tx,
            Delivery(
                id=f"{tx.workspace}-{person}",
                workspace=tx.workspace,
                kind=Kind.NEW_FOR_YOU,
                recipient=person,
                subject="tactic",
                occasion="tactic:1",
                due_at=NOW,
                plan="plan",
                items=("tactic",),
                useful_until=LATER,
            ),
        )
    homes.change(tx, HAILEY, note="<@UBRIAN> has done it")
    pictures.answer(tx, Surface.MODAL, Sighting(True, Source.FILE, BRIAN, NOW))
    pictures.ask(tx, Surface.HOME, BRIAN, NOW)
    pictures.put(tx, "secret of a picture", b"\x89PNG\0", LATER, NOW)
    cache_versions.changed(tx, "channels", [BRIAN, HAILEY])
    days = {"handled": "2027-01-04", "looked": None}
    schedule_steps.record(tx, schedule_steps.DIGEST, NOW, {BRIAN: days, HAILEY: days})
    schedule_steps.record(tx, schedule_steps.CHECK_IN, NOW, {"plan": {"due_at": NOW.isoformat()}})
