"""Tactics on screen: cards, lists, and the forms that change them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.tactics.cards import TacticCard
from handlers.views.tactics.forms import (
    assign_form,
    drop_form,
    hand_over_form,
    move_form,
    read_assign_form,
    read_drop_form,
    read_hand_over_form,
    read_move_form,
    read_tactic_form,
    tactic_form,
)
from handlers.views.tactics.messages import TacticList, tactic_card, tactics_message
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.plan import CompanyGoal
from planning.priorities import Rating, score
from planning.recurrence import MonthlyOnDay, Recurrence, Weekly, next_dates
from planning.tactics import Finish, State, Tactic, TacticDraft
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    MAYA,
    NOW,
    PLAN,
    TODAY,
    UNTIMED,
    controls,
    drawn,
    drawn_form,
    form_problems,
    people,
    problems,
    titles,
)
from tests.handlers.forms import sent

EVERY_30TH = MonthlyOnDay(TODAY, 30)
SPONSORED = replace(
    LISTING,
    id="sponsored",
    number=5,
    title="Set up 1 sponsored post each month",
    owners=(),
    eta=None,
    recurrence=EVERY_30TH,
    state=State.PROPOSED,
)
BOTH = replace(LISTING, owners=(BRIAN, HAILEY), finish=Finish.ALL)
THREE = (
    Rating(BRIAN, 4, 2, "We know most of them already.", NOW),
    Rating(HAILEY, 5, 1, "", NOW),
    Rating(MAYA, 3, 4, "Finding <real> ones takes weeks.", NOW),
)
CONTESTED = replace(BOTH, revealed_at=NOW, score=score(THREE))
CONTESTED_TOO = replace(CONTESTED, id="messages", number=4, title="Send each of them a message")


def card(tactic: Tactic, raters: frozenset[str] = frozenset(), own: Rating | None = None) -> TacticCard:
    ratings = THREE if tactic.score else ()
    return TacticCard(tactic, GOAL, PLAN, raters, ratings, own)


def listing(*tactics: Tactic, filter_: str = "", total: int | None = None, offset: int = 0) -> TacticList:
    shown = len(tactics) if total is None else total
    return TacticList(PLAN, tactics, shown, offset, filter_, {"goal": GOAL}, {"listing": frozenset({BRIAN})})


# ---- cards


def test_a_new_tactic_shows_what_it_is_for_and_what_can_be_done() -> None:
    assert drawn(tactic_card(card(LISTING), note="Added.")) == (
        "Added.\n"
        "*3. List 100 influencers in our niche*\n"
        "planned\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*.\n"
        "*Owner* @Brian\n"
        "*ETA* Monday 1 February 2027\n"
        "*Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.\n"
        "[Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]"
    )


def test_a_card_in_words_alone_says_what_happened_to_what() -> None:
    assert tactic_card(card(LISTING), note="Added.").text == "Added. 3. List 100 influencers in our niche"


def test_while_a_round_is_blind_a_card_shows_nobody_elses_rating() -> None:
    own = THREE[0]
    half_done = replace(BOTH, finished=(BRIAN,), notes="Begin with those who mention us.")
    assert drawn(tactic_card(card(half_done, frozenset({BRIAN}), own))) == (
        "*3. List 100 influencers in our niche*\n"
        "planned\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*.\n"
        "*Owners* @Brian and @Hailey\n"
        "*Done when* all owners finish: so far @Brian\n"
        "*ETA* Monday 1 February 2027\n"
        "· *Notes*  Begin with those who mention us.\n"
        "*Ratings* 1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.\n"
        "You rated value 4, complexity 2.\n"
        "[Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]"
    )


def test_revealed_ratings_come_with_reasons_and_a_way_to_settle_them() -> None:
    late = replace(CONTESTED, eta=date(2028, 1, 10))
    message = tactic_card(card(late))
    assert drawn(message) == (
        "*3. List 100 influencers in our niche*\n"
        "planned\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*.\n"
        "*Owners* @Brian and @Hailey\n"
        "*Done when* all owners finish: nobody so far\n"
        "*ETA* Monday 10 January 2028\n"
        "⚠ That's after the plan ends on Friday 31 December 2027.\n"
        "*Ratings* 1 Quick wins: value 4 (3 to 5), complexity 2 (1 to 4), 3 ratings.\n"
        "⚠ *Contested*: 2 say quick win, 1 says money pit.\n"
        "[Start second round]\n"
        "· @Brian: value 4, complexity 2  We know most of them already.\n"
        "· @Hailey: value 5, complexity 1\n"
        "· @Maya: value 3, complexity 4  Finding <real> ones takes weeks.\n"
        "[Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]"
    )
    assert controls(message)["tactic.second_round"]["value"] == "listing"


def test_in_a_second_round_the_first_result_stays_in_sight() -> None:
    again = CONTESTED.second_round(LISTING.rate_by)
    screen = drawn(tactic_card(card(again, frozenset({MAYA}))))
    assert "*Ratings of the first round* 1 Quick wins: value 4 (3 to 5)" in screen
    assert (
        "*Second round* 0 of 2 owners have rated (1 other person has). "
        "Ratings show when all have, or on Thursday 7 January 2027.\n"
    ) in screen
    assert "[Start second round]" not in screen


def test_a_rhythm_shows_its_next_dates_and_a_missing_owner_is_asked_for() -> None:
    assert drawn(tactic_card(card(SPONSORED))) == (
        "*5. Set up 1 sponsored post each month*\n"
        "proposed\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*.\n"
        "*Owners* nobody yet\n"
        "*Repeats* on the 30th of every month\n"
        "*Next due* Saturday 30 January 2027, Sunday 28 February 2027, Tuesday 30 March 2027 and "
        "Friday 30 April 2027\n"
        "*Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.\n"
        "[Rate] [Done] [Change dates] [Assign] [Edit] [... Change owners | Drop]"
    )


def test_a_missing_eta_is_said_and_can_be_set() -> None:
    screen = drawn(tactic_card(card(replace(LISTING, eta=None))))
    assert "*ETA* none yet\n" in screen
    assert "[Set ETA]" in screen


def test_a_dropped_tactic_says_why_and_can_only_be_reopened() -> None:
    assert drawn(tactic_card(card(LISTING.dropped("They asked too much.")), note="Dropped.")) == (
        "Dropped.\n"
        "*3. List 100 influencers in our niche*\n"
        "✕ dropped\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*.\n"
        "*Owner* @Brian\n"
        "*ETA* Monday 1 February 2027\n"
        "*Dropped because* They asked too much.\n"
        "[Edit or reopen]"
    )


def test_a_done_tactic_says_who_finished_it() -> None:
    screen = drawn(tactic_card(card(LISTING.done(BRIAN, TODAY))))
    assert "✓ done\n" in screen
    assert screen.endswith("*Finished by* @Brian\n[Edit or reopen]")


def test_in_a_closed_plan_nothing_can_be_pressed() -> None:
    message = tactic_card(replace(card(CONTESTED), plan=PLAN.closed(NOW)))
    assert drawn(message).endswith("· Campfire 2027 is closed. You can read it but not change it.")
    assert controls(message) == {}


def test_a_round_that_nobody_used_says_so() -> None:
    screen = drawn(tactic_card(card(replace(LISTING, revealed_at=NOW))))
    assert "*Ratings* Nobody rated in time.\n" in screen


def test_many_ratings_fit_on_one_card() -> None:
    many = tuple(Rating(f"U{n:03}", 4, 2, "x" * 500, NOW) for n in range(50))
    tactic = replace(LISTING, revealed_at=NOW, score=score(many))
    screen = drawn(tactic_card(TacticCard(tactic, GOAL, PLAN, frozenset(), many)))
    assert screen.count("x" * 500) == 10
    assert "· Value / complexity: @010 4 / 2, @011 4 / 2, " in screen
    assert ", @039 4 / 2, and 10 more\n" in screen


# ---- lists


def test_a_list_goes_section_by_section_and_says_what_is_late_and_what_is_contested() -> None:
    overdue = replace(BOTH, eta=date(2027, 1, 1))
    crowd = replace(SPONSORED, owners=(BRIAN, HAILEY, MAYA, "UNOAH"))
    message = tactics_message(listing(overdue, CONTESTED_TOO, crowd, total=23, offset=10), TODAY)
    assert drawn(message) == (
        "# Campfire 2027: open tactics\n"
        "*1 Quick wins*: high value, low complexity: do these first\n"
        "*4. Send each of them a message*\n"
        "[... Open | Rate | Done | Move ETA | Hand over]\n"
        "· planned · @Brian and @Hailey · Monday 1 February 2027 · "
        "value 4 (3 to 5), complexity 2 (1 to 4), 3 ratings · ⚠ contested\n"
        "To help us expand into a new market segment, we are building relationships with influencers.\n"
        "*Not rated yet*\n"
        "*3. List 100 influencers in our niche*\n"
        "[... Open | Rate | Done | Move ETA | Hand over]\n"
        "· planned · @Brian and @Hailey · ⚠ overdue since Friday 1 January 2027 · "
        "1 of 2 owners have rated\n"
        "To help us expand into a new market segment, we are building relationships with influencers.\n"
        "*5. Set up 1 sponsored post each month*\n"
        "[... Open | Rate | Done | Change dates | Hand over]\n"
        "· proposed · @Brian, @Hailey, @Maya and 1 more · repeats on the 30th of every month, next "
        "Saturday 30 January 2027 · 0 of 4 owners have rated\n"
        "To help us expand into a new market segment, we are building relationships with influencers.\n"
        "· 11 to 20 of 23\n"
        "[Previous] [Next]"
    )
    assert message.text == "Campfire 2027: open tactics (23)"


def test_a_lists_buttons_say_what_they_are_about() -> None:
    pressed = controls(tactics_message(listing(LISTING, filter_="mine", total=23, offset=10), TODAY))
    assert [option["value"] for option in pressed["tactic.menu:listing"]["options"]] == [
        "show:listing",
        "rate:listing",
        "done:listing",
        "move:listing",
        "hand_over:listing",
    ]
    assert pressed["tactic.list.previous"]["value"] == "mine|0|plan"
    assert pressed["tactic.list.next"]["value"] == "mine|20|plan"


def test_a_closed_tactic_in_a_list_can_be_seen_and_reopened() -> None:
    pressed = controls(tactics_message(listing(LISTING.done(BRIAN, TODAY), filter_="done"), TODAY))
    assert [option["value"] for option in pressed["tactic.menu:listing"]["options"]] == [
        "show:listing",
        "edit:listing",
    ]


def test_a_command_that_named_no_tactic_asks_which_one() -> None:
    message = tactics_message(listing(LISTING, filter_="mine"), TODAY, choose="done")
    assert drawn(message) == (
        "# Which tactic is done?\n"
        "*Not rated yet*\n"
        "*3. List 100 influencers in our niche*\n"
        "[Done]\n"
        "· planned · @Brian · Monday 1 February 2027 · the owner has rated\n"
        "To help us expand into a new market segment, we are building relationships with influencers.\n"
        "· Not here? Use its number: `/tactic done 3`"
    )
    assert controls(message)["tactic.done:listing"]["value"] == "listing"


@pytest.mark.parametrize(
    ("filter_", "screen"),
    [
        (
            "",
            "# Campfire 2027: open tactics\n"
            "No tactics yet. A tactic is one concrete thing someone can do for a goal.\n"
            "[Add tactic]",
        ),
        (
            "mine",
            "# Campfire 2027: your tactics\nYou own no open tactics.\n[Add tactic] [All tactics]",
        ),
        (
            "section:2",
            "# Campfire 2027: 2 Big bets\n"
            "No open tactics in 2 Big bets (high value, high complexity: worth the work, do next).\n"
            "[Add tactic] [All tactics]",
        ),
        (
            "unrated",
            "# Campfire 2027: tactics not rated yet\n"
            "✓ No open tactics left to rate\n"
            "[Add tactic] [All tactics]",
        ),
        (
            "done",
            "# Campfire 2027: done tactics\nNothing done yet\n[Add tactic] [All tactics]",
        ),
    ],
)
def test_an_empty_list_is_friendly_and_leads_on(filter_: str, screen: str) -> None:
    assert drawn(tactics_message(listing(filter_=filter_), TODAY)) == screen


def test_a_page_that_has_become_empty_leads_back() -> None:
    screen = drawn(tactics_message(listing(total=10, offset=10), TODAY))
    assert screen.endswith("[Previous]")


# ---- forms


def test_the_form_of_a_new_tactic_echoes_the_date_that_was_typed() -> None:
    draft = TacticDraft("List 100 influencers", "goal", (BRIAN,), date(2028, 2, 1))
    assert drawn_form(tactic_form(draft, (GOAL,), PLAN, metadata="{}")) == (
        "== Add tactic ==\n"
        "What needs doing?\n"
        "  > List 100 influencers\n"
        "For which goal?\n"
        "  v 1. Build relationships with influencers → Expand into a new market…\n"
        "Owners (optional)\n"
        "  @Brian\n"
        "ETA (optional)\n"
        "  2028-02-01\n"
        "· Read as Tuesday 1 February 2028. ⚠ That's after the plan ends on Friday 31 December 2027.\n"
        "Repeats (optional)\n"
        "  > (empty)\n"
        "  ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.\n"
        "Done when\n"
        "  (x) any owner finishes\n"
        "  ( ) all owners finish\n"
        "Notes (optional)\n"
        "  > (empty)\n"
        "[Cancel] [Add]"
    )


def test_the_form_of_a_known_tactic_shows_its_state_and_what_changed_meanwhile() -> None:
    draft = TacticDraft(
        "Sponsored post", "goal", recurrence=EVERY_30TH, finish=Finish.ALL, state=State.PROPOSED
    )
    form = tactic_form(
        draft,
        (GOAL,),
        PLAN,
        editing=SPONSORED,
        metadata="{}",
        next_dates=next_dates(EVERY_30TH, TODAY, 2),
        notice="<@UHAILEY> changed this while you were writing.",
    )
    assert drawn_form(form) == (
        "== Edit tactic 5 ==\n"
        "@Hailey changed this while you were writing.\n"
        "What needs doing?\n"
        "  > Sponsored post\n"
        "For which goal?\n"
        "  v 1. Build relationships with influencers → Expand into a new market…\n"
        "Owners (optional)\n"
        "  (choose)\n"
        "ETA (optional)\n"
        "  (choose)\n"
        "Repeats (optional)\n"
        "  > the 30th of every month\n"
        "  ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.\n"
        "Next dates:\n"
        "• Saturday 30 January 2027\n"
        "• Sunday 28 February 2027\n"
        "Done when\n"
        "  ( ) any owner finishes\n"
        "  (x) all owners finish\n"
        "Notes (optional)\n"
        "  > (empty)\n"
        "State\n"
        "  v proposed\n"
        "[Cancel] [Save]"
    )


def test_a_rhythm_left_as_it_was_keeps_the_day_it_began_on() -> None:
    fortnightly = Weekly(date(2026, 12, 29), frozenset({1}), every=2)
    draft = TacticDraft("Sponsored post", "goal", recurrence=fortnightly)
    answers = sent(tactic_form(draft, (GOAL,), PLAN, metadata="{}"))
    assert read_tactic_form(answers, TODAY, known=fortnightly).recurrence == fortnightly
    assert read_tactic_form(answers, TODAY).recurrence == Weekly(date(2027, 1, 5), frozenset({1}), every=2)


def test_a_rhythm_that_cannot_be_read_is_refused_at_its_field() -> None:
    answers = sent(
        tactic_form(TacticDraft("Post", "goal"), (GOAL,), PLAN, metadata="{}"), rhythm="now and then"
    )
    with pytest.raises(PlanningError) as refused:
        read_tactic_form(answers, TODAY)
    assert (refused.value.code, refused.value.field) == (Code.RECURRENCE_UNREADABLE, "rhythm")
    assert refused.value.values == {"words": "now and then"}


def test_of_very_many_goals_the_chosen_one_is_always_offered() -> None:
    goals = tuple(replace(GOAL, id=f"g{n}", number=n) for n in range(1, 151))
    form = tactic_form(TacticDraft("Post", "g150"), goals, PLAN, metadata="{}")
    assert form_problems(form) == []
    assert read_tactic_form(sent(form), TODAY).goal == "g150"


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (State.PROPOSED, ["proposed", "under way", "done"]),
        (State.PLANNED, ["planned", "under way", "done"]),
        (State.UNDER_WAY, ["planned", "under way", "done"]),
        (State.DONE, ["planned", "under way", "done"]),
        (State.DROPPED, ["planned", "under way", "done", "dropped"]),
    ],
)
def test_a_state_can_be_changed_but_dropping_needs_its_own_form(state: State, offered: list[str]) -> None:
    draft = TacticDraft("Post", "goal", state=state)
    form = tactic_form(draft, (GOAL,), PLAN, editing=replace(LISTING, state=state), metadata="{}")
    element = form.to_dict()["blocks"][-1]["element"]
    assert [option["value"] for option in element["options"]] == offered
    assert element["initial_option"]["value"] == state.value


def test_a_draft_begun_before_somebody_else_finished_it_still_has_its_state() -> None:
    draft = TacticDraft("Post", "goal", state=State.PROPOSED)
    form = tactic_form(draft, (GOAL,), PLAN, editing=LISTING.done(BRIAN, TODAY), metadata="{}")
    assert read_tactic_form(sent(form), TODAY).state is State.PLANNED


def test_moving_shows_the_date_so_far_and_asks_why() -> None:
    form = move_form(LISTING, PLAN, metadata="{}", eta=LISTING.eta)
    assert drawn_form(form) == (
        "== Move ETA ==\n"
        "*3. List 100 influencers in our niche*\n"
        "ETA (optional)\n"
        "  2027-02-01\n"
        "· Now Monday 1 February 2027.\n"
        "Repeats (optional)\n"
        "  > (empty)\n"
        "  ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.\n"
        "Why? (optional)\n"
        "  > (empty: So that everyone understands)\n"
        "[Cancel] [Move]"
    )
    assert read_move_form(sent(form, reason="Brian is ill"), TODAY) == (LISTING.eta, None, "Brian is ill")


def test_moving_to_a_rhythm_reads_it() -> None:
    form = move_form(
        LISTING, PLAN, metadata="{}", recurrence=EVERY_30TH, next_dates=next_dates(EVERY_30TH, TODAY)
    )
    assert "• Sunday 28 February 2027\n" in drawn_form(form)
    assert read_move_form(sent(form), TODAY) == (None, EVERY_30TH, "")


def test_handing_over_asks_who_and_why() -> None:
    form = hand_over_form(LISTING, metadata="{}")
    assert drawn_form(form) == (
        "== Hand over ==\n"
        "*3. List 100 influencers in our niche*\n"
        "New owner\n"
        "  (choose)\n"
        "Why? (optional)\n"
        "  > (empty)\n"
        "[Cancel] [Hand over]"
    )
    assert read_hand_over_form(sent(form, reason="On leave")) == ("", "On leave")


def test_assigning_begins_with_who_owns_it() -> None:
    form = assign_form(BOTH, metadata="{}")
    assert drawn_form(form) == (
        "== Change owners ==\n"
        "*3. List 100 influencers in our niche*\n"
        "Owners (optional)\n"
        "  @Brian, @Hailey\n"
        "  ? I'll ask them to rate it.\n"
        "[Cancel] [Save]"
    )
    assert read_assign_form(sent(form)) == (BRIAN, HAILEY)


def test_dropping_says_that_nothing_is_lost_and_asks_why() -> None:
    form = drop_form(LISTING, metadata="{}")
    assert drawn_form(form) == (
        "== Drop tactic ==\n"
        "*3. List 100 influencers in our niche*\n"
        "It keeps its ratings and history. Edit it to bring it back.\n"
        "Why drop it?\n"
        "  > (empty)\n"
        "[Cancel] [Drop]"
    )
    assert read_drop_form(sent(form, reason="Too dear")) == "Too dear"


# ---- whatever people type


def test_markup_in_a_title_is_shown_as_it_was_typed() -> None:
    tactic = replace(
        LISTING, title="<!channel> <@UMAYA> <https://evil.example|Slack> & &lt;", notes="<@UMAYA>"
    )
    for screen in (
        drawn(tactic_card(card(tactic.dropped("<@UMAYA> said so")))),
        drawn(tactics_message(listing(tactic), TODAY)),
        drawn_form(move_form(tactic, PLAN, metadata="{}")),
    ):
        assert "3. <!channel> <@UMAYA> <https://evil.example|Slack> & &lt;" in screen
        assert "@Maya" not in screen


def test_the_longest_card_and_list_fit_into_a_message() -> None:
    ratings = tuple(Rating(f"U{n:010}", 1 + n % 5, 5 - n % 5, "&" * 500, NOW) for n in range(60))
    owners = tuple(f"U{n:010}" for n in range(20))
    tactic = replace(
        BOTH, title="&" * 300, notes="&" * 3000, owners=owners, finished=owners[:19], score=score(ratings)
    )
    goal = replace(GOAL, title="&" * 300, serves=CompanyGoal("segment", "&" * 300))
    plan = replace(PLAN, name="&" * 80)
    for whole in (tactic, replace(tactic, state=State.DROPPED, dropped_because="&" * 500)):
        message = tactic_card(TacticCard(whole, goal, plan, frozenset(owners), ratings))
        assert problems(message) == []
    assert f"*Dropped because* {'&' * 199}…\n" in drawn(message)
    rows = tuple(replace(tactic, id=f"{n:032}") for n in range(10))
    page = TacticList(plan, rows, 500, 250, "section:4", {"goal": goal}, {})
    assert problems(tactics_message(page, TODAY)) == []


RHYTHMS = st.one_of(
    st.builds(Weekly, st.just(TODAY), st.frozensets(st.integers(0, 6), min_size=1)),
    st.builds(MonthlyOnDay, st.just(TODAY), st.integers(1, 31)),
)
RATINGS = st.builds(
    Rating, st.just(MAYA), st.integers(1, 5), st.integers(1, 5), titles(500) | st.just(""), st.just(NOW)
)
GOALS = st.builds(
    lambda title, serves: replace(GOAL, title=title, serves=CompanyGoal("segment", serves)),
    titles(),
    titles(),
)
DATES = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


@st.composite
def tactics(draw: st.DrawFn, ratings: tuple[Rating, ...] = ()) -> Tactic:
    recurrence: Recurrence | None = draw(st.none() | RHYTHMS)
    owners = draw(people(20))
    return replace(
        LISTING,
        title=draw(titles()),
        notes=draw(titles(3000) | st.just("")),
        owners=owners,
        finished=owners[: draw(st.integers(0, 20))],
        eta=None if recurrence else draw(DATES),
        recurrence=recurrence,
        finish=draw(st.sampled_from(Finish)),
        state=draw(st.sampled_from(State)),
        dropped_because=draw(titles(500)),
        revealed_at=draw(st.sampled_from((None, NOW))),
        round=draw(st.integers(1, 6)),
        score=score(ratings),
    )


@UNTIMED
@given(st.data(), st.lists(RATINGS, max_size=60).map(tuple), GOALS, st.booleans())
def test_no_card_breaks_whatever_is_typed(
    data: st.DataObject, ratings: tuple[Rating, ...], goal: Goal, closed: bool
) -> None:
    tactic = data.draw(tactics(ratings))
    plan = replace(PLAN, name=data.draw(titles(80)), closed_at=NOW if closed else None)
    own = ratings[0] if ratings else None
    whole = TacticCard(tactic, goal, plan, frozenset(tactic.finished), ratings, own)
    message = tactic_card(whole, note="Added.")
    assert problems(message) == []
    assert len(message.blocks) <= 50


@UNTIMED
@given(st.data(), GOALS, st.integers(0, 10), st.sampled_from(("", "done", "hand_over")))
def test_no_list_breaks_whatever_is_typed(data: st.DataObject, goal: Goal, count: int, choose: str) -> None:
    shown = tuple(
        replace(data.draw(tactics(THREE if number % 2 else ())), id=f"tactic-{number}")
        for number in range(count)
    )
    page = TacticList(PLAN, shown, max(500, count), 10, "", {"goal": goal}, {})
    assert problems(tactics_message(page, TODAY, choose)) == []


@UNTIMED
@given(st.data(), titles(3000), GOALS)
def test_every_form_gives_back_what_it_was_filled_in_with(
    data: st.DataObject, title: str, goal: Goal
) -> None:
    tactic = data.draw(tactics())
    draft = TacticDraft(
        title, "goal", tactic.owners, tactic.eta, tactic.recurrence, tactic.finish, tactic.notes, tactic.state
    )
    form = tactic_form(draft, (goal,), PLAN, editing=tactic, metadata="{}")
    assert form_problems(form) == []
    assert read_tactic_form(sent(form), TODAY) == draft
    for other in (
        move_form(tactic, PLAN, metadata="{}", eta=tactic.eta, recurrence=tactic.recurrence),
        hand_over_form(tactic, metadata="{}"),
        assign_form(tactic, metadata="{}"),
        drop_form(tactic, metadata="{}"),
    ):
        assert form_problems(other) == []
