"""The data of daily messages, read for a batch of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from planning.check_ins import CheckIn
from planning.deliveries import Delivery
from planning.delivery_payloads import DailyItem, DailyPayload
from planning.goals import Goal
from planning.plan import Plan
from planning.records import Unreadable
from planning.tactics import Tactic
from storage import check_ins, goals, people, plans, ratings, snoozes, tactic_lists
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.readable import unreadable

_workspace = attrgetter("workspace")


@dataclass(frozen=True, slots=True)
class DailyMessageData:
    """The data of some daily messages of one workspace, by id; `zones` and `snoozed` by person."""

    tactics: Mapping[str, Tactic]
    goals: Mapping[str, Goal]
    plans: Mapping[str, Plan]
    check_ins: Mapping[str, CheckIn]
    zones: Mapping[str, str]
    snoozed: Mapping[str, Mapping[str, date]]
    raters: Mapping[str, frozenset[str]]  # by tactic
    answered: Mapping[str, frozenset[str]]  # by check-in
    owners: Mapping[str, frozenset[str]]  # of open tactics, by check-in
    unreadable: Mapping[str, Unreadable]

    def has(self, item: DailyItem) -> bool:
        """Whether what the item is about is still there, and its plan, and can be read."""
        about = (self.check_ins if item.what == "answer" else self.tactics).get(item.id)
        return about is not None and about.plan in self.plans


def gather_daily_message_data(tx: GlobalTx, digests: Sequence[Delivery]) -> dict[Delivery, DailyMessageData]:
    """The data of each of these messages; takes as many statements for twenty as for one."""
    found: dict[Delivery, DailyMessageData] = {}
    for workspace, some in groupby(sorted(digests, key=_workspace), _workspace):
        of_workspace = tuple(some)
        with in_workspace(tx, workspace) as own:
            found |= dict.fromkeys(of_workspace, _gather(own, of_workspace))
    return found


def _gather(tx: Tx, digests: Sequence[Delivery]) -> DailyMessageData:
    items = [item for delivery in digests for item in _items(delivery)]
    recipients = {delivery.recipient for delivery in digests}
    tactics = tactic_lists.of_ids(tx, [item.id for item in items if item.what != "answer"])
    rated = {item.id for item in items if item.what == "rating"} & set(tactics)
    found = check_ins.of_ids(tx, {item.id for item in items if item.what == "answer"})
    plan_ids = {tactic.plan for tactic in tactics.values()} | {one.plan for one in found.values()}
    known = people.get(tx, recipients)
    facts = DailyMessageData(
        tactics=tactics,
        goals=goals.of_ids(tx, {one.goal for one in tactics.values()}),
        plans=plans.of_ids(tx, plan_ids),
        check_ins=found,
        zones={id_: person.zone for id_, person in known.items()},
        snoozed=snoozes.of_people(tx, recipients),
        raters=ratings.raters(tx, [(id_, tactics[id_].round) for id_ in rated]),
        answered={id_: _answered(tx, id_) for id_ in found},
        owners={id_: frozenset(tactic_lists.owners_of_open(tx, one.plan)) for id_, one in found.items()},
        unreadable={},
    )
    return replace(facts, unreadable={one.key: one for one in unreadable(tx)})


def _answered(tx: Tx, check_in: str) -> frozenset[str]:
    asked = check_ins.people(tx, check_in)
    return frozenset(person for person, state in asked.items() if state == "answered")


def _items(delivery: Delivery) -> tuple[DailyItem, ...]:
    """The items of one of many messages: one that can't be parsed fails when it is drawn, by itself."""
    try:
        return DailyPayload.from_items(delivery.items).items
    except ValueError:
        return ()
