"""Refusals, our own faults and help, as people read them."""

from datetime import UTC, date, datetime
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import COMMANDS
from handlers.views.common.blocks import Message
from handlers.views.common.commands import CommandNames
from handlers.views.common.errors import (
    internal_error,
    internal_error_message,
    refusal,
    refusal_message,
    text_modal,
)
from handlers.views.common.help import SUBCOMMANDS, help_message, suggestion
from handlers.views.common.refusals import FIELD_REFUSALS, NOTHING_LOST, REFUSALS
from planning.errors import Code, PlanningError
from planning.tactics import State
from tests.handlers.campfire import BRIAN, HAILEY, controls, drawn, drawn_form, problems, titles

# For each refusal, what the rules say about it.
FACTS: dict[Code, dict[str, Any]] = {
    Code.TOO_LONG: {"count": 1204, "most": 300},
    Code.NOT_A_NUMBER: {"words": "many"},
    Code.OUT_OF_RANGE: {"least": 1, "most": 20},
    Code.ZONE_UNKNOWN: {"words": "Riga"},
    Code.COUNTRY_UNKNOWN: {"words": "Latvia"},
    Code.REGION_UNKNOWN: {"words": "Riga", "country": "DE", "example": "BB", "name": "Brandenburg"},
    Code.NO_REGIONS: {"country": "LV"},
    Code.DATE_UNREADABLE: {"words": "soonish"},
    Code.DATE_PAST: {"date": date(2027, 1, 1)},
    Code.DATE_TOO_FAR: {"date": date(9999, 2, 1), "years": "1900 to 2999"},
    Code.DATE_FUTURE: {"date": date(2027, 2, 1)},
    Code.DATES_REVERSED: {"starts_on": date(2027, 1, 1)},
    Code.RECURRENCE_UNREADABLE: {"words": "now and then"},
    Code.TOO_MANY: {"count": 12, "most": 10},
    Code.DATE_AMBIGUOUS: {"words": "3/4/2027"},
    Code.SHEET_TOO_LARGE: {"most": 500},
    Code.SHEET_TOO_LONG: {"count": 301, "most": 300},
    Code.SHEET_HEADLESS: {"words": "Our plan"},
    Code.SHEET_BROKEN: {"row": 7},
    Code.STATE_UNKNOWN: {"words": "maybe"},
    Code.SERVED_UNKNOWN: {"words": "Be rich", "offered": ["Expand", "Ship"]},
    Code.SERVES_ANOTHER: {"title": "Be seen", "serves": "Expand"},
    Code.OWNER_NOT_FOUND: {"words": "Nobody"},
    Code.OWNER_AMBIGUOUS: {"words": "Alex"},
    Code.OWNER_BY_EMAIL: {"words": "brian@campfire.example"},
    Code.FILTER_UNKNOWN: {"words": "yours"},
    Code.REFERENCE_UNKNOWN: {"words": "lst"},
    Code.REFERENCE_AMBIGUOUS: {"words": "list", "titles": [(1, "List A"), (2, "List B")]},
    Code.OWNERS_ONLY: {"owners": (BRIAN, HAILEY)},
    Code.OWNER_UNKNOWN: {"person": BRIAN},
    Code.OWNER_DEACTIVATED: {"person": BRIAN},
    Code.OWNER_IS_BOT: {"person": BRIAN},
    Code.OWNER_NOT_IN_CHANNEL: {"person": BRIAN},
    Code.NONE_OPEN: {"name": "Campfire 2027"},
    Code.PLAN_EXISTS: {"name": "Campfire 2027"},
    Code.PLAN_CLOSED: {"name": "Campfire 2027", "at": datetime(2027, 1, 4, tzinfo=UTC)},
    Code.PLAN_STILL_OPEN: {"name": "Campfire 2027"},
    Code.METRICS_MISSING: {"title": "Build trust"},
    Code.STATE_WRONG: {"title": "List 100", "state": State.DONE, "reason": ""},
    Code.NOT_DONE: {"title": "List 100"},
    Code.STILL_SERVED: {"title": "Grow", "count": 2},
    Code.STILL_HAS_TACTICS: {"count": 3},
    Code.SOMETHING_SINCE: {"person": BRIAN, "title": "List 100"},
}
ASIDE = {"person"}  # plain text cannot mention anybody


@pytest.mark.parametrize("code", Code)
def test_every_refusal_has_words_even_when_nothing_is_known(code: Code) -> None:
    last = {name for _, name, _, _ in Formatter().parse(REFUSALS[code][-1]) if name}
    assert last <= ASIDE
    assert refusal(PlanningError(code)).endswith(".")
    message = refusal_message(PlanningError(code))
    assert drawn(message) == CommandNames().in_words(message.text)


@pytest.mark.parametrize("code", FACTS)
def test_a_refusal_tells_what_is_known(code: Code) -> None:
    known = PlanningError(code, **FACTS[code])
    said = refusal_message(known).text
    assert said != refusal_message(PlanningError(code)).text
    assert "{" not in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PlanningError(Code.TOO_LONG, "title", count=1204, most=300),
            "That is 1,204 characters long, and 300 fit here. Please shorten it a little.",
        ),
        (
            PlanningError(Code.DATE_PAST, "eta", date=date(2027, 1, 1)),
            "Friday 1 January 2027 has passed. Choose today or a later day.",
        ),
        (
            PlanningError(Code.DATES_REVERSED, "ends_on", starts_on=date(2027, 1, 1)),
            "The plan starts on Friday 1 January 2027, so it has to end on a later day.",
        ),
        (PlanningError(Code.EMPTY, "title"), "Give it a title: a few words that say what is to happen."),
        (PlanningError(Code.EMPTY, "c1"), "This one is needed: please fill it in."),
        (
            PlanningError(Code.EMPTY, "new.name"),
            "Say what is measured, such as followers, or empty the boxes below.",
        ),
        (PlanningError(Code.EMPTY, "name"), "Give the plan a name, such as “Social media 2027”."),
        (
            PlanningError(Code.TOO_MANY, "company_goals", count=12, most=10),
            "A plan has at most 10 company goals, and these are 12. About three work best.",
        ),
        (
            PlanningError(Code.STATE_WRONG, title="List", state=State.DONE, reason=""),
            "“List” is done already. To take it up again, edit it and choose another state.",
        ),
        (
            PlanningError(Code.STATE_WRONG, title="List", state=State.DROPPED, reason="Too late"),
            "“List” was dropped: Too late. To take it up again, edit it and choose another state.",
        ),
        (
            PlanningError(Code.RECURRENCE_UNREADABLE, "rhythm", day=45),
            "There is no such rhythm. Try the 30th of every month, every 2 weeks on Tuesday, "
            "or the last Friday of every quarter.",
        ),
        (
            PlanningError(Code.OWNER_IS_BOT, "owners", person=BRIAN),
            "One of the people you chose is an app. Choose a person.",
        ),
        (
            PlanningError(Code.OWNER_IS_BOT, "owners", person=BRIAN, name="Bot"),
            "Bot is an app. Choose a person.",
        ),
        (
            PlanningError(Code.ZONE_UNKNOWN, "zone", words="<Riga>"),
            "I don't know the time zone “<Riga>”. Write it like Europe/Riga or America/New_York.",
        ),
    ],
)
def test_a_form_says_what_is_wrong_and_the_cure(error: PlanningError, said: str) -> None:
    assert refusal(error) == said


@pytest.mark.parametrize("code", [Code.GONE, Code.STATE_WRONG, Code.SOMETHING_SINCE, Code.CHANGED_MEANWHILE])
def test_a_form_that_cannot_be_kept_keeps_what_was_typed(code: Code) -> None:
    assert refusal(PlanningError(code), in_form=True).endswith(f" {NOTHING_LOST}")


def test_a_field_that_only_needs_mending_says_no_more_than_that() -> None:
    assert refusal(PlanningError(Code.EMPTY, "title"), in_form=True) == FIELD_REFUSALS[Code.EMPTY, "title"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PlanningError(Code.OWNERS_ONLY, owners=(BRIAN, HAILEY)),
            "Only the plan's owners can do this. Please ask @Brian and @Hailey.",
        ),
        (
            PlanningError(Code.SOMETHING_SINCE, person=HAILEY, title="<!here>"),
            "@Hailey has changed “<!here>” since, and only the last change can be undone. See /plan history.",
        ),
        (
            PlanningError(Code.OWNER_NOT_IN_CHANNEL, "owners", person=BRIAN),
            "@Brian is not in this channel, and could not see the plan. "
            "Invite them first, or choose another.",
        ),
        (
            PlanningError(Code.BOT_NOT_IN_CHANNEL),
            "I'm not in this channel yet. Add me with /invite @Oncourse, then try again.",
        ),
    ],
)
def test_a_message_names_people_to_its_reader(error: PlanningError, said: str) -> None:
    assert drawn(refusal_message(error)) == said


def test_a_refused_command_is_given_back_whole() -> None:
    error = PlanningError(Code.REFERENCE_AMBIGUOUS, words="list", titles=[(1, "List A & B"), (12, "List C")])
    typed = "/tactic done list <@UBRIAN|brian> in <#CSOCIAL|social> &amp; *now* <!here>"
    assert drawn(refusal_message(error, typed)) == (
        "“list” could be several: 1. List A & B; 12. List C. Say which one by its number.\n"
        "What you typed:\n"
        "> /tactic done list @Brian in #social & *now* @here"
    )


def quoted(message: Message) -> list[dict[str, Any]]:
    """The parts of the command that is given back."""
    [quote] = message.blocks[-1].to_dict()["elements"]
    return list(quote["elements"])


def test_a_private_channel_of_old_is_named_in_what_is_given_back() -> None:
    message = refusal_message(
        PlanningError(Code.FILTER_UNKNOWN, words="in"), "/tactic list in <#GBOARD|board>"
    )
    assert {"type": "channel", "channel_id": "GBOARD"} in quoted(message)


def test_a_command_by_itself_is_not_worth_giving_back() -> None:
    assert "typed" not in drawn(refusal_message(PlanningError(Code.NOT_IN_CHANNEL), "/plan"))


def test_who_may_start_a_plan_gets_the_button() -> None:
    message = refusal_message(PlanningError(Code.PLAN_MISSING), "/tactic add List", can_start=True)
    assert drawn(message) == (
        "This channel has no plan yet. Start one: it takes a minute, and everything in it can be changed.\n"
        "[Start a plan]\n"
        "What you typed:\n"
        "> /tactic add List"
    )
    assert controls(message)["plan.start"]["style"] == "primary"


def test_who_may_not_start_a_plan_gets_none() -> None:
    message = refusal_message(PlanningError(Code.PLAN_MISSING))
    assert drawn(message) == "This channel has no plan yet. A member can start one with /plan new."


def test_our_own_fault_is_called_so_and_can_be_found_again() -> None:
    assert drawn(internal_error_message("1a2b3c4d", "/tactic add List")) == (
        f"{internal_error('1a2b3c4d')}\nWhat you typed:\n> /tactic add List"
    )
    assert internal_error("1a2b3c4d") == (
        "Something went wrong on our side, not yours. Please try again in a moment. If it happens again, "
        "tell whoever looks after Oncourse this reference: 1a2b3c4d."
    )


def test_a_form_without_inputs_says_why_it_was_refused() -> None:
    screen = drawn_form(text_modal("Close this plan?", "“A & B” is closed."))
    assert screen == "== Close this plan? ==\n“A & B” is closed.\n[Close]"


def test_help_lists_all_that_a_command_can_do() -> None:
    assert drawn(help_message("goal")) == (
        "# What /goal can do\n"
        "A goal says what social media does for one goal of the company.\n"
        "`/goal`  see the goals of this channel's plan\n"
        "`/goal add Build relationships with influencers`  add a goal; the form opens filled in\n"
        "`/goal list`  see every goal with its metrics\n"
        "`/goal 3`  see goal 3\n"
        "`/goal edit 2`  change goal 2; words of its title do too\n"
        "`/goal reading 2 1450`  save today's reading of goal 2 (no number opens a form)\n"
        "`/goal drop 2`  drop goal 2 (undo brings it back)\n"
        "`/goal help`  see this list\n"
        "· See also `/plan help`, `/tactic help` and `/checkin help`."
    )


@pytest.mark.parametrize("command", SUBCOMMANDS)
def test_help_knows_what_the_commands_know(command: str) -> None:
    assert set(SUBCOMMANDS[command]) == {*COMMANDS[command], "help"}
    for name, (usage, _) in SUBCOMMANDS[command].items():
        assert f"{usage} ".startswith(f"/{command} {name}".rstrip() + " ")


def test_a_mistyped_subcommand_gets_the_nearest_and_help() -> None:
    message = suggestion("plan", "hsitory", "history")
    lead, *rest = drawn(message).splitlines()
    assert lead == CommandNames().in_words(message.text) == "`/plan hsitory`: did you mean `/plan history`?"
    assert rest == drawn(help_message("plan")).splitlines()[2:]


def test_a_word_like_no_subcommand_gets_help() -> None:
    assert drawn(suggestion("plan", "`<!here>", None)).startswith(
        "`/plan '<!here>`: I don't know that one.\n"
    )


mentioned = st.sampled_from(["<@UBRIAN>", "<@UBRIAN|b>", "<#CSOCIAL|s>", "<@", "\n", '"', " "])


@given(
    st.sampled_from(Code),
    titles(3000),
    st.lists(st.one_of(titles(3000), mentioned), max_size=30).map("".join),
    st.integers(1, 5),
)
def test_any_refusal_keeps_slacks_rules(code: Code, words: str, typed: str, many: int) -> None:
    facts: dict[str, Any] = dict.fromkeys(("words", "title", "name", "reason"), words)
    error = PlanningError(code, titles=[(1, words[:300])] * many, **facts)
    assert problems(refusal_message(error, f"/plan {typed}" * many)) == []
    assert problems(refusal_message(error, typed, can_start=True)) == []
    assert problems(internal_error_message("1a2b3c4d", typed)) == []
    assert problems(suggestion("tactic", words, None)) == []
    assert len(refusal(error, in_form=True)) < 1500
