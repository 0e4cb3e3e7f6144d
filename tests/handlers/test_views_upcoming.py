"""What comes up, and what could not be delivered, on screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.errors import UNREACHABLE
from handlers.views.plans.upcoming import Upcoming, upcoming_message
from handlers.views.reminders.undelivered import UNDELIVERED, reason, undeliverable_message
from planning.deliveries import GONE, Delivery, Kind
from tests.handlers.campfire import (
    BRIAN,
    HAILEY,
    MAYA,
    NOW,
    PLAN,
    UNTIMED,
    controls,
    drawn,
    problems,
    titles,
)

DAY = timedelta(days=1)
CHANNEL = PLAN.channel
LOST = Delivery(
    "lost", "TCAMPFIRE", Kind.DAILY_MESSAGE, MAYA, MAYA, "2027-01-04", NOW, plan="plan", error="user_disabled"
)


# ---- next 14 days


def test_what_comes_up_stands_by_day_in_the_readers_time() -> None:
    items = (
        Upcoming(NOW + DAY, Kind.NEW_FOR_YOU, HAILEY),
        Upcoming(NOW, Kind.CHECK_IN, CHANNEL),
        Upcoming(
            NOW, Kind.DAILY_MESSAGE, BRIAN, ("3. List 100 influencers", "4. Send each of them a message")
        ),
        Upcoming(NOW + 2 * DAY, Kind.CHECK_IN_SUMMARY, CHANNEL),
        Upcoming(NOW + 2 * DAY, Kind.DAILY_MESSAGE, BRIAN, tuple(f"Post {number}" for number in range(5))),
    )
    message = upcoming_message(PLAN, items, (), "Europe/Riga")
    assert drawn(message) == (
        "# Campfire 2027: next 14 days\n"
        "· Times in your time zone (Europe/Riga)\n"
        "*Monday 4 January 2027*\n"
        "11:00  check-in to #social\n"
        "11:00  daily message to @Brian: 3. List 100 influencers and 4. Send each of them a message\n"
        "*Tuesday 5 January 2027*\n"
        "11:00  “New for you” to @Hailey\n"
        "*Wednesday 6 January 2027*\n"
        "11:00  check-in summary to #social\n"
        "11:00  daily message to @Brian: Post 0, Post 1, Post 2 and 2 more\n"
        "[Your settings]"
    )
    assert message.text == "Campfire 2027: 5 messages in the next 14 days"


def test_where_nothing_comes_up_it_says_so() -> None:
    assert drawn(upcoming_message(PLAN, (), (), "UTC")) == (
        "# Campfire 2027: next 14 days\n"
        "· Times in your time zone (UTC)\n"
        "Nothing to send: no dates near, and no check-in planned.\n"
        "[Your settings]"
    )


def test_much_that_comes_up_stands_in_pages() -> None:
    items = tuple(Upcoming(NOW + n * DAY / 4, Kind.DAILY_MESSAGE, BRIAN) for n in range(50))
    message = upcoming_message(PLAN, items, (), "UTC", 20)
    assert "· 21 to 40 of 50\n[Previous] [Next]\n" in drawn(message)
    assert controls(message)["plan.upcoming.next"]["value"] == "plan|40"


def test_what_was_not_delivered_is_said_once_for_each_person_and_reason() -> None:
    deliveries = (
        replace(LOST, due_at=NOW + 2 * DAY),
        replace(LOST, due_at=NOW + DAY),
        LOST,
        replace(LOST, kind=Kind.CHECK_IN, recipient=CHANNEL, error="is_archived"),
    )
    assert drawn(upcoming_message(PLAN, (), deliveries, "UTC")).endswith(
        "---\n"
        "*Not delivered*\n"
        "⚠ @Maya has left this workspace.\n"
        "Hand over what they own, so nothing is forgotten: find it with `/tactic list` and use Hand over.\n"
        "· Daily message of 6 January 2027 at 09:00, and 2 messages before it\n"
        "⚠ #social is archived.\n"
        "Unarchive it, or close the plan and start the next one where your team talks now.\n"
        "· Check-in of 4 January 2027 at 09:00\n"
        "[Your settings]"
    )


# ---- who cannot be reached


@pytest.mark.parametrize(
    ("who", "code", "said"),
    [
        (
            MAYA,
            "user_disabled",
            "⚠ @Maya has left this workspace, so my messages about *Campfire 2027* don't arrive.\n"
            "Hand over what they own, so nothing is forgotten: find it with `/tactic list` and use Hand "
            "over.",
        ),
        (
            MAYA,
            "messages_tab_disabled",
            "⚠ @Maya doesn't accept direct messages from me, so my messages about *Campfire 2027* don't "
            "arrive.\n"
            "Ask them to open Oncourse under Apps and allow messages. Until then, pass on what's due: see "
            "`/plan upcoming`.",
        ),
        (
            MAYA,
            "not_in_channel",
            "⚠ @Maya isn't in the plan's channel any more, "
            "so my messages about *Campfire 2027* don't arrive.\n"
            "Invite them back, or hand over what they own: see `/tactic list`.",
        ),
        (
            CHANNEL,
            "not_in_channel",
            "⚠ #social is a channel that I'm not in any more, "
            "so my messages about *Campfire 2027* don't arrive.\n"
            "Add me again with `/invite @Oncourse`.",
        ),
        (
            CHANNEL,
            "restricted_action",
            "⚠ #social doesn't let me post, so my messages about *Campfire 2027* don't arrive.\n"
            "A workspace admin can allow it under the channel's posting permissions.",
        ),
        (
            MAYA,
            "odd<code>",
            "⚠ @Maya didn't get a message (odd<code>), so my messages about *Campfire 2027* don't arrive.\n"
            "I'll try again next time.",
        ),
    ],
)
def test_a_plans_owner_reads_who_is_not_reached_and_what_to_do(who: str, code: str, said: str) -> None:
    message = undeliverable_message(who, code, [PLAN])
    assert drawn(message) == said
    assert message.text == "I can't reach someone in Campfire 2027."


def test_a_notice_names_all_the_plans_it_is_about_up_to_five() -> None:
    plans = [replace(PLAN, name=f"Plan <{number}>") for number in range(1, 8)]
    two = undeliverable_message(MAYA, "user_disabled", plans[:2])
    assert drawn(two).startswith(
        "⚠ @Maya has left this workspace, so my messages about *Plan <1>* and *Plan <2>* don't arrive.\n"
    )
    assert two.text == "I can't reach someone in Plan &lt;1&gt; and Plan &lt;2&gt;."
    assert "*Plan <5>* and 2 more don't arrive." in drawn(undeliverable_message(MAYA, "user_disabled", plans))


@pytest.mark.parametrize("who", [MAYA, "C0SOCIAL"])
@pytest.mark.parametrize("code", sorted(UNREACHABLE | GONE))
def test_whatever_is_final_has_words_of_its_own(who: str, code: str) -> None:
    assert code not in reason(who, code).because


def test_no_words_about_channels_are_said_of_a_person() -> None:
    for code in UNREACHABLE | GONE:
        because = reason(MAYA, code).because
        assert because not in {"is archived", "doesn't let me post", "is a channel that I'm not in any more"}


@pytest.mark.parametrize("code", UNDELIVERED)
def test_every_known_reason_has_a_cure(code: str) -> None:
    for who in (MAYA, CHANNEL):
        found = reason(who, code)
        assert f"({code})" not in found.because
        assert found.cure.endswith(".")


@UNTIMED
@given(st.sampled_from((0, 1, 50, 500)), titles(), titles(80), st.sampled_from(Kind))
def test_no_list_of_what_comes_up_breaks(many: int, title: str, name: str, kind: Kind) -> None:
    items = tuple(Upcoming(NOW + n * DAY, kind, BRIAN, (title,) * 500) for n in range(many))
    lost = tuple(replace(LOST, kind=kind, error=f"{title}{n}", due_at=NOW + n * DAY) for n in range(many))
    assert problems(upcoming_message(replace(PLAN, name=name), items, lost, "UTC")) == []
