"""A plan's history, and what is said when two people change the same thing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.plans.history import ENTRIES_A_PAGE, change_text, changed_notice, history_message
from planning.goals import Goal, Metric, goal_fields
from planning.history import Action, Change, Entry, changes
from planning.plan import MARKETING_GOALS, CompanyGoal, Plan, plan_fields
from planning.recurrence import MonthlyOnDay, as_text
from planning.tactic_fields import tactic_fields
from planning.tactics import Finish, State, Tactic
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    MAYA,
    NOW,
    PLAN,
    SEGMENT,
    TODAY,
    controls,
    drawn,
    people,
    problems,
    titles,
)

BRANDS = Goal("brands", "plan", 2, "Partner with brands", MARKETING_GOALS["brand-awareness"], NOW)
GOALS = {"goal": GOAL, "brands": BRANDS}
TITLES = {"goal": GOAL.title, "brands": BRANDS.title, "segment": SEGMENT.title}
MOVED = replace(LISTING, eta=date(2027, 2, 20))


def entry(number: int, action: Action, **said: object) -> Entry:
    plain = Entry("plan", number, NOW, BRIAN, action, LISTING.id, LISTING.title)
    return replace(plain, **said)  # type: ignore[arg-type]  # names and types are the tests' own


def edited(action: Action, before: Tactic | None, after: Tactic, why: str = "") -> Entry:
    fields: Mapping[str, object] = tactic_fields(before) if before else {}
    return entry(1, action, changes=changes(fields, tactic_fields(after)), why=why)


def sentence(one: Entry) -> str:
    """What the history says of one entry."""
    screen = drawn(history_message(PLAN, [one], 1, 0, "Europe/London", None, GOALS))
    return "\n".join(screen.splitlines()[1:])


def test_the_history_says_who_changed_what_when_and_why() -> None:
    entries = [
        replace(edited(Action.TACTIC_MOVED, LISTING, MOVED, "Nobody answers in January"), number=4),
        entry(3, Action.RATINGS_REVEALED, person=None),
        entry(2, Action.READING_ADDED, subject="goal", title="followers", why="1,200 people", person=MAYA),
        replace(edited(Action.TACTIC_ADDED, None, LISTING), at=datetime(2027, 7, 3, 23, 30, tzinfo=UTC)),
    ]
    message = history_message(PLAN, entries, 4, 0, "Europe/Riga", 4, GOALS)
    assert drawn(message) == (
        "# Campfire 2027: history\n"
        "@Brian moved *List 100 influencers in our niche*: ETA 1 February 2027 → 20 February 2027\n"
        "[Undo]\n"
        "· 4 January 2027 at 11:00  Nobody answers in January\n"
        "Oncourse showed the ratings of *List 100 influencers in our niche*\n"
        "· 4 January 2027 at 11:00\n"
        "@Maya gave a reading of *followers*: 1,200 people\n"
        "· 4 January 2027 at 11:00\n"
        "@Brian added *List 100 influencers in our niche*: owners @Brian; ETA 1 February 2027\n"
        "· 4 July 2027 at 02:30"
    )
    assert controls(message)["plan.undo"]["value"] == "plan|4"
    assert controls(message)["plan.undo"]["confirm"]["confirm"]["text"] == "Undo"


def test_nothing_can_be_undone_where_the_last_change_is_on_another_page() -> None:
    message = history_message(PLAN, [edited(Action.TACTIC_MOVED, LISTING, MOVED)], 20, 15, "UTC", 20, GOALS)
    assert "plan.undo" not in controls(message)
    assert drawn(message).endswith("· 16 to 20 of 20\n[Newer]")
    assert controls(message)["plan.history.previous"]["value"] == "plan|0"


def test_older_changes_are_a_page_away() -> None:
    entries = [entry(number, Action.TACTIC_RATED) for number in range(20, 5, -1)]
    message = history_message(PLAN, entries, 20, 0, "UTC", None, GOALS)
    assert drawn(message).endswith("· 1 to 15 of 20\n[Older]")
    assert controls(message)["plan.history.next"]["value"] == "plan|15"


def test_a_new_plan_has_no_history_yet() -> None:
    assert drawn(history_message(PLAN, [], 0, 0, "UTC", None, {})) == (
        "# Campfire 2027: history\nNothing has changed yet."
    )


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_sentence(action: Action) -> None:
    who, *rest = sentence(entry(1, action)).split()
    assert who == "@Brian"
    assert "*List 100 influencers in our niche*" in " ".join(rest)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            edited(Action.TACTIC_DONE, LISTING, LISTING.done(BRIAN, TODAY)),
            "@Brian ticked *List 100 influencers in our niche* off: state ◔ planned → ● done",
        ),
        (
            edited(
                Action.TACTIC_DONE,
                replace(LISTING, owners=(BRIAN, MAYA), finish=Finish.ALL),
                replace(LISTING, owners=(BRIAN, MAYA), finish=Finish.ALL).done(BRIAN, TODAY),
            ),
            "@Brian ticked *List 100 influencers in our niche* off: finished by @Brian",
        ),
        (
            edited(Action.TACTIC_DROPPED, LISTING, LISTING.dropped("Too late"), "Too late"),
            "@Brian dropped *List 100 influencers in our niche*\n· 4 January 2027 at 09:00  Too late",
        ),
        (
            edited(Action.TACTIC_HANDED_OVER, LISTING, LISTING.handed_over(BRIAN, MAYA)),
            "@Brian handed *List 100 influencers in our niche* over: owners @Brian → @Maya",
        ),
        (
            edited(Action.TACTIC_ASSIGNED, LISTING, LISTING.assigned(())),
            "@Brian assigned *List 100 influencers in our niche*: owners @Brian removed",
        ),
        (
            edited(Action.UNDONE, MOVED, LISTING),
            "@Brian undid the last change of *List 100 influencers in our niche*: "
            "ETA 20 February 2027 → 1 February 2027",
        ),
    ],
)
def test_a_sentence_says_what_matters_and_nothing_twice(one: Entry, said: str) -> None:
    assert sentence(one).startswith(said)


def test_many_changes_at_once_are_all_said() -> None:
    after = replace(LISTING, title="List 50", goal="brands", notes="See the list", owners=(MAYA,), eta=None)
    assert sentence(edited(Action.TACTIC_CHANGED, LISTING, after)).splitlines()[0] == (
        "@Brian edited *List 100 influencers in our niche*: "
        "title “List 100 influencers in our niche” → “List 50”; "
        "goal “Build relationships with influencers” → “Partner with brands”; notes added; "
        "owners @Brian → @Maya; ETA 1 February 2027 removed"
    )


def test_what_no_longer_fits_of_many_long_changes_is_counted() -> None:
    long = tuple(Change(f"name {n}", "Old words " * 10, "New words " * 10) for n in range(6))
    said = sentence(entry(1, Action.PLAN_CHANGED, changes=long)).splitlines()[0]
    assert said.count("→") == 3
    assert said.endswith("; and 3 more")


MONTHLY = as_text(MonthlyOnDay(date(2027, 1, 1), 30))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("eta", None, "2027-02-20"), "ETA 20 February 2027"),
        (Change("eta", "2027-02-20", None), "ETA 20 February 2027 removed"),
        (Change("recurrence", None, MONTHLY), "rhythm the 30th of every month"),
        (Change("last_done", None, "2027-01-30"), "last done 30 January 2027"),
        (Change("owners", [BRIAN], [BRIAN, MAYA]), "owners <@UBRIAN> → <@UBRIAN> and <@UMAYA>"),
        (
            Change("owners", [], [BRIAN, MAYA, HAILEY, "UX"]),
            "owners <@UBRIAN>, <@UMAYA>, <@UHAILEY> and 1 more",
        ),
        (Change("finish", "any", "all"), "done when any one owner has finished → all owners have finished"),
        (Change("state", "done", "under way"), "state ● done → ◑ under way"),
        (Change("notes", "a", "b"), "notes rewritten"),
        (Change("notes", "a", ""), "notes removed"),
        (Change("dropped_because", "", "<!channel>"), "reason “&lt;!channel&gt;”"),
        (Change("dropped", False, True), "dropped"),
        (Change("dropped", True, False), "taken up again"),
        (
            Change("goal", "goal", "nowhere"),
            "goal “Build relationships with influencers” → “a goal that has gone”",
        ),
        (
            Change("serves", "segment", "leads"),
            "serves “Expand into a new market segment” → “a goal that has gone”",
        ),
        (Change("name", "Campfire", "Campfire & Co"), "name “Campfire” → “Campfire &amp; Co”"),
        (Change("ends_on", "2027-12-31", "2027-06-30"), "end 31 December 2027 → 30 June 2027"),
        (Change("zone", "UTC", "Europe/Riga"), "time zone “UTC” → “Europe/Riga”"),
        (Change("rating_days", 3, 5), "working days for rating 3 → 5"),
        (Change("check_in_weekday", 0, 4), "check-in day Monday → Friday"),
        (Change("check_in_hour", 0, 14), "check-in hour 00:00 → 14:00"),
        (
            Change("company_goals", [["a", "Grow"], ["b", "Ship"]], [["b", "Ship 3"], ["c", "Delight"]]),
            "company goals added “Delight”, changed “Ship 3”, removed “Grow”",
        ),
        (
            Change("company_goals", [["a", "Grow"], ["b", "Ship"]], [["b", "Ship"], ["a", "Grow"]]),
            "company goals in another order",
        ),
        (Change("title", "", ""), ""),
    ],
)
def test_a_change_in_words(change: Change, said: str) -> None:
    assert change_text(change, TITLES) == said


def test_metrics_that_came_changed_and_went() -> None:
    before = replace(GOAL, metrics=(Metric("a", "followers"), Metric("b", "reach")))
    after = replace(
        GOAL, metrics=(Metric("b", "reach", target=10), Metric("c", "likes"), Metric("d", "shares"))
    )
    [change] = changes(goal_fields(before), goal_fields(after))
    assert change_text(change, {}) == "metrics added “likes, shares”, changed “reach”, removed “followers”"


def test_a_goal_that_now_serves_another_is_told_by_their_titles() -> None:
    after = replace(GOAL, serves=MARKETING_GOALS["leads"])
    one = entry(
        1, Action.GOAL_CHANGED, title=GOAL.title, changes=changes(goal_fields(GOAL), goal_fields(after))
    )
    assert sentence(one).splitlines()[0] == (
        "@Brian edited the goal *Build relationships with influencers*: "
        "serves “Expand into a new market segment” → “Generate new leads”"
    )


def test_who_writes_over_another_is_told_what_they_changed() -> None:
    assert changed_notice(edited(Action.TACTIC_MOVED, LISTING, MOVED), GOALS) == (
        "⚠ <@UBRIAN> changed this while you were writing: ETA 1 February 2027 → 20 February 2027.\n"
        "Nothing you typed is lost. Press the button again to put yours in its place."
    )


def test_a_change_without_words_is_told_too() -> None:
    assert changed_notice(entry(1, Action.TACTIC_RATED, person=None), {}) == (
        "⚠ Oncourse changed this while you were writing.\n"
        "Nothing you typed is lost. Press the button again to put yours in its place."
    )


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[Change, ...]:
    """The changes of a tactic, a goal or a plan whose every field is another, at its longest."""
    title = draw(titles())
    owners = draw(people(20))
    tactic = replace(
        LISTING,
        title=title,
        goal=title,
        notes=title * 9,
        owners=owners,
        eta=None,
        finished=owners,
        recurrence=MonthlyOnDay(date(2027, 1, 1), 30),
        state=State.DROPPED,
        dropped_because=title,
    )
    metrics = tuple(Metric(f"m{number}", title[:80], title[:20]) for number in range(5))
    goal = replace(GOAL, title=title, metrics=metrics, dropped=True)
    company_goals = tuple(CompanyGoal(f"c{number}", title) for number in range(10))
    plan: Plan = replace(PLAN, name=title[:80], company_goals=company_goals, owners=owners, zone="UTC")
    return draw(
        st.sampled_from(
            [
                changes(tactic_fields(LISTING), tactic_fields(tactic)),
                changes(goal_fields(GOAL), goal_fields(goal)),
                changes(plan_fields(PLAN), plan_fields(plan)),
            ]
        )
    )


@given(
    rewritten(),
    st.sampled_from(Action),
    titles(),
    titles(500),
    st.sampled_from([1, ENTRIES_A_PAGE]),
)
def test_any_history_keeps_slacks_rules(
    what: tuple[Change, ...], action: Action, title: str, why: str, shown: int
) -> None:
    entries = [entry(number, action, title=title, changes=what, why=why) for number in range(shown)]
    assert problems(history_message(PLAN, entries, 500, 0, "UTC", 0, GOALS)) == []
    notice = changed_notice(entries[0], GOALS)
    assert len(notice) < 1000
    assert "<!" not in notice
