"""Campfire, Inc. and its plan, as Brian sees them; and screens as text."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from handlers.views.common.blocks import Message
from handlers.views.common.commands import CommandNames
from planning.goals import Goal
from planning.plan import CompanyGoal, Plan
from planning.tactics import State, Tactic
from sandbox.blocks import Problem, check_message, check_view
from sandbox.screens import Names, message_text, view_text

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
TODAY = date(2027, 1, 4)
BRIAN, HAILEY, MAYA = "UBRIAN", "UHAILEY", "UMAYA"
NAMES = Names(lambda user: user[1:].title(), lambda _channel: "social", ZoneInfo("Europe/London"))

SEGMENT = CompanyGoal("segment", "Expand into a new market segment")
PLAN = Plan(
    id="plan",
    workspace="TCAMPFIRE",
    channel="CSOCIAL",
    name="Campfire 2027",
    starts_on=date(2027, 1, 1),
    ends_on=date(2027, 12, 31),
    creator=HAILEY,
    created_at=NOW,
    zone="Europe/London",
    company_goals=(SEGMENT,),
)
GOAL = Goal("goal", "plan", 1, "Build relationships with influencers", SEGMENT, NOW)
LISTING = Tactic(
    id="listing",
    plan="plan",
    goal="goal",
    number=3,
    title="List 100 influencers in our niche",
    created_by=BRIAN,
    created_at=NOW,
    rate_by=datetime(2027, 1, 7, 9, 0, tzinfo=UTC),
    owners=(BRIAN,),
    eta=date(2027, 2, 1),
    state=State.PLANNED,
)

# Screens are drawn in milliseconds, but on a busy machine none of that is sure.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What people type, at its worst: markup, links, other scripts, no spaces, nothing but what has to be escaped.
_WORST = (
    "<!channel> <!here|here> <@UBRIAN> <https://evil.example|Slack> <#CSOCIAL>",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    "&amp; &lt;!channel&gt;",
    "ارفع الوعي بالعلامة التجارية",
    "👩‍👩‍👧‍👦🔥:fire:",
)
HOSTILE = st.one_of(
    st.sampled_from(_WORST),
    st.text(st.sampled_from("<>&!@#|*_~`:^ aé界🔥"), min_size=1, max_size=40),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40),
)


def titles(limit: int = 300) -> st.SearchStrategy[str]:
    """Lines that are not blank, of up to `limit` characters; many of exactly so many."""
    long = st.builds(lambda words: (words * limit)[:limit], HOSTILE)
    return st.one_of(HOSTILE, long).map(str.strip).filter(bool)


def people(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to `most` different people."""
    return st.integers(0, most).map(lambda n: tuple(f"U{number:010}" for number in range(n)))


def drawn(message: Message) -> str:
    """A message as Brian reads it; it keeps all of Slack's rules."""
    assert problems(message) == []
    return message_text(_sent(message), NAMES)


def drawn_form(view: View) -> str:
    """A form as Brian sees it when it opens; it keeps all of Slack's rules."""
    assert form_problems(view) == []
    return view_text(CommandNames().in_json(view.to_dict()), {}, {}, NAMES)


def problems(message: Message) -> list[Problem]:
    """What Slack would refuse in a message."""
    return check_message(_sent(message))


def form_problems(view: View) -> list[Problem]:
    """What Slack would refuse in a form."""
    return check_view(view.to_dict())


def controls(message: Message) -> dict[str, dict[str, Any]]:
    """Buttons and menus of a message by their action ids."""
    return {control["action_id"]: control for control in _controls(_sent(message)["blocks"])}


def _controls(blocks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from block["elements"] if block["type"] == "actions" else ()
        yield from [block["accessory"]] if "accessory" in block else ()


def _sent(message: Message) -> dict[str, Any]:
    sent = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    named: dict[str, Any] = CommandNames().in_json(sent)
    return named
