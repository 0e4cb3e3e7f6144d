"""A crowd: many people of one channel, each with a tactic that is due today, and what each of them got."""

from collections import Counter
from datetime import datetime, timedelta

from planning.goals import Goal, GoalDraft, new_goal
from planning.people import Person
from planning.plan import Plan, PlanDraft, new_plan
from planning.tactics import Tactic, TacticDraft, new_tactic
from sandbox import Sandbox
from storage import daily_messages, deliveries, goals, people, plans, tactics
from storage.engine.store import Store
from tests.transactions import reading, transacting

# Monday 4 January 2027, nine in the morning where the crowd lives.
START = datetime.fromisoformat("2027-01-04T09:00+00:00")
PLAN = new_plan(
    PlanDraft("Crowd 2027", START.date(), START.date() + timedelta(days=360)),
    id_="plan",
    new_ids=(),
    workspace="T0CAMPFIRE",
    channel="C0CROWD",
    creator="U0MAYA",
    now=START,
)
GOAL = new_goal(GoalDraft("Be heard", "community"), PLAN, id_="goal", number=1, now=START)


def gather(slack: Sandbox, count: int) -> tuple[str, ...]:
    """So many people, in a channel with the bot; gives their ids."""
    newcomers = [slack.workspace.add_person(f"Fan{number}", tz="UTC").id for number in range(1, count + 1)]
    channel = slack.workspace.add_channel("#crowd", newcomers)
    slack.workspace.add_member(channel, slack.bot_user_id)
    return tuple(newcomers)


async def plan_for(store: Store, crowd: tuple[str, ...], over: timedelta = timedelta()) -> None:
    """Each of the crowd has a tactic due today, and is to be reminded at nine, or spread `over` the day."""
    with transacting(store, PLAN.workspace) as tx:
        plans.add(tx, PLAN)
        goals.add(tx, GOAL)
        for number, person in enumerate(crowd, 1):
            people.put(tx, Person(person, person, country="GB"), START)
            tactics.add(tx, tactic_for(PLAN, GOAL, number, person))
            daily_messages.schedule(tx, person, START + over * (number / len(crowd)))


def tactic_for(plan: Plan, goal: Goal, number: int, owner: str) -> Tactic:
    """A tactic of somebody that is due today."""
    draft = TacticDraft(f"Write letter {number}", goal.id, (owner,), START.date())
    rate_by = START + timedelta(days=3)
    return new_tactic(
        draft, plan, id_=f"tactic-{number}", number=number, by="U0MAYA", now=START, rate_by=rate_by
    )


def got(slack: Sandbox, crowd: tuple[str, ...]) -> Counter[int]:
    """How many people have how many messages from the bot."""
    return Counter(
        len(slack.workspace.direct_message(slack.bot_user_id, person).messages) for person in crowd
    )


async def next_due(store: Store) -> datetime | None:
    """When something is to be done next for the daily messages of the first day; None once all were sent."""
    with reading(store) as tx:
        moments = (daily_messages.next_at(tx), deliveries.next_due(tx))
    return min((moment for moment in moments if moment and moment.date() == START.date()), default=None)


async def is_owed(store: Store) -> bool:
    """Whether anybody still waits for the daily message of the first day."""
    return await next_due(store) is not None
