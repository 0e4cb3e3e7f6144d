"""A plan none of whose owners can act any more: any member may take it over, checked at the press."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from sandbox import Fault
from tests.pairs import pairs
from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

OFFER = (
    "⚠ This plan has no active owner: @Maya can't change or close it any more. "
    "Any member of this channel can take it over.\n[Take over plan]"
)
ONLY_OWNERS = "Only the plan's owners can do this."
TAKEN = "You're an owner of this plan now, so you can change its settings and close it."
GUEST = "As a guest you can rate and finish what you own. For anything else, ask a member of this channel."
BUTTON = "Take over plan"

planned = begun(a_plan, a_goal, a_tactic_of_brians)

Going = Callable[[Campfire, bool], Awaitable[None]]


async def deactivated(campfire: Campfire, told: bool) -> None:
    await campfire.slack.deactivate("Maya", notify=told)


async def deactivated_but_listed(campfire: Campfire, told: bool) -> None:
    await campfire.slack.deactivate("Maya", notify=told, stays_listed=True)


async def left(campfire: Campfire, told: bool) -> None:
    await campfire.slack.leave("Maya", "#social", notify=told)


async def a_guest(campfire: Campfire, told: bool) -> None:
    await campfire.slack.change("Maya", guest="multi", notify=told)


async def elsewhere(campfire: Campfire, told: bool) -> None:
    await campfire.slack.change("Maya", team_id="T0PARTNER", notify=told)


GOINGS = (deactivated, deactivated_but_listed, left, a_guest, elsewhere)


async def a_closed_check_in(campfire: Campfire) -> None:
    await campfire.wait_until("2027-01-13 08:00")


@pytest.mark.parametrize("going", GOINGS)
async def test_whichever_way_the_last_owner_went_the_plan_is_offered(planned: Campfire, going: Going) -> None:
    await going(planned, True)
    planned.hush()
    await planned.brian.command("/plan", "#social")
    assert planned.brian.news().startswith(
        screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        """)
        + f"\n{OFFER}\n"
    )

    await planned.brian.click(BUTTON, "#social")
    assert planned.brian.news().startswith(
        screen(f"""
        #social
        Oncourse 02:00 (only visible to you)
        {TAKEN}
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        """)
    )
    await planned.brian.command("/plan settings", "#social")
    assert "@Brian" in planned.brian.form()  # whose creator is Maya still
    await planned.brian.dismiss()
    await planned.brian.command("/plan history", "#social")
    assert "@Brian took over the plan *Social media 2027*" in planned.brian.news()
    planned.hush()


@pytest.mark.parametrize(
    ("going", "command"), pairs(GOINGS, ["/plan settings", "/plan close", "/checkin settings"])
)
async def test_a_refusal_offers_it_too_even_where_no_event_told_of_it(
    planned: Campfire, going: Going, command: str
) -> None:
    await going(planned, False)
    await planned.brian.command(command, "#social")
    assert planned.brian.news() == f"#social\nOncourse 02:00 (only visible to you)\n{ONLY_OWNERS}\n{OFFER}"
    await planned.brian.click(BUTTON, "#social")
    assert TAKEN in planned.brian.news()
    await planned.brian.command(command, "#social")
    assert planned.brian.modal is not None


@pytest.mark.parametrize("command", ["/plan next", "/plan new"])
async def test_a_plan_in_the_way_of_the_next_is_offered(planned: Campfire, command: str) -> None:
    await deactivated(planned, True)
    await planned.brian.command(command, "#social")
    assert planned.brian.news().endswith(OFFER)


async def test_the_old_owner_keeps_the_role(planned: Campfire) -> None:
    await left(planned, True)
    await planned.brian.command("/plan", "#social")
    await planned.brian.click(BUTTON, "#social")
    await planned.slack.join("Maya", "#social")
    await planned.maya.command("/plan close", "#social")
    assert planned.maya.modal is not None


async def test_it_is_offered_in_the_summary_until_somebody_takes_it_over(planned: Campfire) -> None:
    await deactivated(planned, True)
    await a_closed_check_in(planned)
    summary = planned.hailey.message("How we stand", "#social")
    assert planned.hailey.news().count(OFFER) == 1

    await planned.hailey.click(BUTTON, message=summary)
    assert TAKEN in planned.hailey.news()
    assert OFFER not in planned.hailey.sees("#social")


async def test_a_summary_of_a_plan_that_is_run_offers_nothing(planned: Campfire) -> None:
    await a_closed_check_in(planned)
    assert "How we stand" in planned.hailey.news()
    assert BUTTON not in planned.hailey.sees("#social")


async def test_who_may_not_take_it_over_is_told_so(planned: Campfire) -> None:
    await deactivated(planned, True)
    await a_closed_check_in(planned)
    planned.hush()
    for person, said in (
        (planned.theo, GUEST),
        (planned.priya, "As a visitor from another organisation you can look at this plan"),
    ):
        await person.click(BUTTON, message=person.message("How we stand", "#social"))
        assert said in person.news()
    summary = planned.hailey.message("How we stand", "#social")
    await planned.slack.leave("Hailey", "#social")
    await planned.hailey.click(BUTTON, message=summary)
    assert "A plan is for the people of its channel." in planned.hailey.news()
    planned.nobody_else_hears()


async def test_guests_are_not_offered_it(planned: Campfire) -> None:
    await deactivated(planned, True)
    for command in ("/plan", "/plan settings"):
        await planned.theo.command(command, "#social")
    assert BUTTON not in planned.theo.news()


async def test_one_active_owner_is_enough(planned: Campfire) -> None:
    await planned.maya.command("/plan settings", "#social")
    await planned.maya.choose("Plan owners", "@Hailey")
    await planned.maya.submit()
    await deactivated(planned, True)
    planned.hush()
    for command in ("/plan", "/plan settings"):
        await planned.brian.command(command, "#social")
    assert BUTTON not in planned.brian.news()


def every(fault: Fault, *methods: str) -> Callable[[str, Mapping[str, Any]], Fault | None]:
    """A rule by which these methods fail."""
    return lambda method, _: fault if method in methods else None


@pytest.mark.parametrize(
    "fault", [Fault.refused("internal_error"), Fault.dropped()], ids=["error", "dropped"]
)
@pytest.mark.parametrize(
    ("going", "asked"), [(a_guest, "users.info"), (left, "conversations.members")], ids=["who", "where"]
)
async def test_what_slack_does_not_say_offers_nothing(
    planned: Campfire, going: Going, asked: str, fault: Fault
) -> None:
    await planned.brian.command("/plan", "#social")  # who Brian is, and who is here, is known
    await going(planned, False)
    planned.hush()
    planned.slack.faults.rule = every(fault, asked)
    await planned.brian.command("/plan settings", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Only the plan's owners can do this. Please ask @Maya.
        """)


async def test_an_owner_who_is_back_keeps_others_from_taking_it_over(planned: Campfire) -> None:
    await left(planned, True)
    await planned.brian.command("/plan", "#social")
    await planned.slack.join("Maya", "#social")
    planned.hush()
    await planned.brian.click(BUTTON, "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        This plan still has an owner: @Maya. Ask them to change or close it.
        """)
    await planned.maya.command("/plan history", "#social")
    assert "took over" not in planned.maya.news()


async def test_of_two_who_press_one_takes_it_over(planned: Campfire) -> None:
    await deactivated(planned, True)
    for person in (planned.brian, planned.hailey):
        await person.command("/plan", "#social")
    planned.hush()
    await planned.brian.click(BUTTON, "#social")
    await planned.hailey.click(BUTTON, "#social")
    assert TAKEN in planned.brian.news()
    assert "This plan still has an owner: @Brian." in planned.hailey.news()


async def test_taking_over_can_be_undone_like_any_change_of_settings(planned: Campfire) -> None:
    await deactivated(planned, True)
    await planned.brian.command("/plan", "#social")
    await planned.brian.click(BUTTON, "#social")
    await planned.brian.command("/plan history", "#social")
    planned.hush()
    await planned.brian.click("Undo", "#social")
    await planned.brian.command("/plan", "#social")
    assert OFFER in planned.brian.news()


async def test_looking_at_a_plan_that_is_run_asks_slack_nothing_more(planned: Campfire) -> None:
    await planned.brian.command("/plan", "#social")
    before = len(planned.slack.traffic)
    await planned.brian.command("/plan", "#social")
    assert len(planned.slack.traffic) == before
