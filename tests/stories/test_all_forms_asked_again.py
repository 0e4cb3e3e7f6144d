"""What was checked as a form was opened is checked as it is sent: all forms, people and old states."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from handlers import FORMS
from tests.stories.all_forms import (
    ALL_FORMS,
    ON_CLOSED_PLANS,
    ON_OPEN_PLANS,
    Opening,
    a_week_of_everything,
    complaints,
    everything_kept,
    without_complaints,
)
from tests.stories.begun import begun
from tests.stories.stage import Campfire

JOIN = "A plan is for the people of its channel. Join the channel, then try again."
GUEST = "As a guest you can rate and finish what you own. For anything else, ask a member of this channel."
VISITOR = (
    "As a visitor from another organisation you can look at this plan, but not change it. "
    "Ask someone on the team to do it for you."
)
DEACTIVATED = "Your account in this workspace is deactivated, so nothing was changed."
NOT_AN_OWNER = "Only the plan's owners can do this. Please ask one of them."
NOTHING_TO_ANSWER = "You own no open tactics in “Social media 2027”, so there's nothing to answer."
CLOSED = "“Social media 2027” is closed. You can read it but not change it."
DONE = "done"

OF_PLAN_OWNERS = {"plan.settings", "plan.close", "check_in.settings"}
OF_CHECK_INS = {"check_in.answer", "check_in.decide"}
OF_GUESTS = {"tactic.rate", "ratings.rate", *OF_CHECK_INS}
OF_ONESELF = {"reminder.settings"}

Change = Callable[[Campfire], Awaitable[None]]

week = begun(a_week_of_everything)


def test_every_form_is_in_the_table() -> None:
    assert set(ALL_FORMS) == set(FORMS)


# ---- what becomes of Hailey once she has the form open, and how it is put back


async def leaves(campfire: Campfire) -> None:
    await campfire.slack.leave("Hailey", "#social")


async def joins(campfire: Campfire) -> None:
    await campfire.slack.join("Hailey", "#social")


async def leaves_unheard(campfire: Campfire) -> None:
    await campfire.slack.leave("Hailey", "#social", notify=False)
    await campfire.slack.clock.advance(timedelta(minutes=11))


async def joins_unheard(campfire: Campfire) -> None:
    await campfire.slack.join("Hailey", "#social", notify=False)
    await campfire.slack.clock.advance(timedelta(minutes=11))


async def is_deactivated(campfire: Campfire) -> None:
    await campfire.slack.deactivate("Hailey", stays_listed=True, signed_out=False)


async def is_deactivated_unheard(campfire: Campfire) -> None:
    await campfire.slack.deactivate("Hailey", stays_listed=True, signed_out=False, notify=False)
    await campfire.slack.clock.advance(timedelta(minutes=11))


async def is_reactivated(campfire: Campfire) -> None:
    await campfire.slack.change("Hailey", deleted=False)


async def becomes_a_guest(campfire: Campfire) -> None:
    await campfire.slack.change("Hailey", guest="multi")


async def becomes_a_guest_unheard(campfire: Campfire) -> None:
    await campfire.slack.change("Hailey", guest="multi", notify=False)
    await campfire.slack.clock.advance(timedelta(minutes=11))


async def becomes_a_member(campfire: Campfire) -> None:
    await campfire.slack.change("Hailey", guest="")


async def loses_her_tactic(campfire: Campfire) -> None:
    await campfire.maya.command("/tactic assign 2", "#social")
    await campfire.maya.choose("Owners", "@Brian")
    await campfire.maya.submit()


async def gets_her_tactic(campfire: Campfire) -> None:
    await campfire.maya.command("/tactic assign 2", "#social")
    await campfire.maya.choose("Owners", "@Hailey")
    await campfire.maya.submit()


async def becomes_a_guest_who_owns_nothing(campfire: Campfire) -> None:
    await loses_her_tactic(campfire)
    await becomes_a_guest(campfire)


async def becomes_a_member_who_owns_it_again(campfire: Campfire) -> None:
    await becomes_a_member(campfire)
    await gets_her_tactic(campfire)


async def moves_to_another_organisation(campfire: Campfire) -> None:
    await campfire.slack.change("Hailey", team_id="T0PARTNER")


async def comes_back_from_there(campfire: Campfire) -> None:
    await campfire.slack.change("Hailey", team_id=campfire.slack.workspace.team.id)


async def is_no_plan_owner(campfire: Campfire) -> None:
    await campfire.maya.command("/plan settings", "#social")
    await campfire.maya.choose("Plan owners")
    await campfire.maya.submit()


async def is_plan_owner_again(campfire: Campfire) -> None:
    await campfire.maya.command("/plan settings", "#social")
    await campfire.maya.choose("Plan owners", "@Hailey")
    await campfire.maya.submit()


def everything_but(*allowed: set[str], said: str) -> dict[str, str]:
    """What is said of every form: that, but for those that may be sent."""
    return {name: DONE if any(name in group for group in allowed) else said for name in ALL_FORMS}


GUEST_TABLE = everything_but(OF_GUESTS, OF_ONESELF, said=GUEST)
PEOPLE: dict[str, tuple[Change, Change, dict[str, str]]] = {
    "left the channel": (leaves, joins, everything_but(OF_ONESELF, said=JOIN)),
    "left the channel, unheard": (leaves_unheard, joins_unheard, everything_but(OF_ONESELF, said=JOIN)),
    "deactivated": (is_deactivated, is_reactivated, everything_but(said=DEACTIVATED)),
    "deactivated, unheard": (is_deactivated_unheard, is_reactivated, everything_but(said=DEACTIVATED)),
    "guest who owns": (becomes_a_guest, becomes_a_member, GUEST_TABLE),
    "guest who owns, unheard": (becomes_a_guest_unheard, becomes_a_member, GUEST_TABLE),
    "guest who owns nothing": (
        becomes_a_guest_who_owns_nothing,
        becomes_a_member_who_owns_it_again,
        {
            name: NOTHING_TO_ANSWER if name in OF_CHECK_INS else said
            for name, said in everything_but(OF_ONESELF, said=GUEST).items()
            if name in ON_OPEN_PLANS  # in a closed plan no tactic changes its owners
        },
    ),
    "of another organisation": (
        moves_to_another_organisation,
        comes_back_from_there,
        everything_but(said=VISITOR),
    ),
    "removed plan owner": (
        is_no_plan_owner,
        is_plan_owner_again,
        dict.fromkeys(OF_PLAN_OWNERS, NOT_AN_OWNER),
    ),
    "owns it no more": (
        loses_her_tactic,
        gets_her_tactic,
        dict.fromkeys(OF_CHECK_INS, NOTHING_TO_ANSWER),
    ),
}


async def sent(campfire: Campfire, opening: Opening, change: Change) -> str:
    """What Hailey is told as she sends a form after a change: `DONE`, or why nothing was done.

    Where it is refused, nothing is written, and all that she typed is still in the form.
    """
    hailey = campfire.hailey
    await opening(hailey)
    await change(campfire)
    before, typed = await everything_kept(campfire), hailey.form()
    await hailey.submit()
    if hailey.modal is None:
        return DONE
    assert await everything_kept(campfire) == before
    if told := complaints(hailey.form()):
        assert without_complaints(hailey.form()) == without_complaints(typed)
        return " ".join(told)
    return hailey.form().splitlines()[1]  # a form without anything to fill in


@pytest.mark.parametrize("kind", PEOPLE)
async def test_who_sends_a_form_is_asked_again(week: Campfire, kind: str) -> None:
    change, put_back, expected = PEOPLE[kind]
    said: dict[str, str] = {}
    for name, opening in ON_OPEN_PLANS.items():
        if name in expected:
            said[name] = await sent(week, opening, change)
            await put_back(week)
    await week.close_plan()
    for name, opening in ON_CLOSED_PLANS.items():
        if name in expected:
            said[name] = await sent(week, opening, change)
            await put_back(week)
    assert said == expected
    assert week.hailey.toasts == []


@pytest.mark.parametrize("name", [name for name in ON_OPEN_PLANS if name not in OF_ONESELF])
async def test_no_form_changes_a_plan_that_was_closed_meanwhile(week: Campfire, name: str) -> None:
    assert await sent(week, ON_OPEN_PLANS[name], Campfire.close_plan) == CLOSED
