"""When a recipient cannot be reached, the owners of the plans that it concerns are notified, once."""

from collections.abc import Iterable
from datetime import datetime

from planning.deliveries import GONE, LEFT_CHANNEL, Delivery, DeliveryState, Kind
from planning.delivery_payloads import UndeliverablePayload
from planning.errors import Code
from planning.plan import Plan
from storage import deliveries, notices, plans, tactic_lists
from storage.engine.transactions import Tx

WITHOUT_NOTICE = (
    *(Kind.UNDELIVERABLE, Kind.WELCOME, Kind.REINSTALL, Kind.LATE_ANSWER),
    *(Kind.INTRODUCTION, Kind.MENTION),
)


def notify_owners(tx: Tx, delivery: Delivery, error: str, now: datetime) -> None:
    """Notify each owner of the plans that the delivery was about: who can't be reached, and why."""
    is_redraw = delivery.state is DeliveryState.SENT
    if is_redraw or delivery.kind in WITHOUT_NOTICE:
        return
    if delivery.is_to_a_person and error != Code.BOT_NOT_IN_CHANNEL:
        _notify_of_person(tx, delivery, error, now)
        return
    for plan in _plans(tx, delivery):
        for owner in _owners(delivery, [plan]):
            occasion = f"{plan.id}:{delivery.recipient}:{error}"
            deliveries.enqueue(tx, _notice(tx, delivery, [plan], owner, occasion, error, now))


def _notify_of_person(tx: Tx, delivery: Delivery, error: str, now: datetime) -> None:
    """One notice for each plan owner about a person who can't be reached, of all plans that it concerns.

    There is one until the person has been reachable in between, whichever error code Slack returned. But that
    a person is gone is news if only their direct messages were closed before.
    """
    concerned = _plans(tx, delivery)
    if error != LEFT_CHANNEL:
        owned = _owned_plans(tx, delivery)
        concerned = list({plan.id: plan for plan in (*concerned, *owned)}.values())
    earlier = notices.active(tx, delivery.recipient)
    for owner in _owners(delivery, concerned):
        known = [notice for notice in earlier if notice.recipient == owner]
        news = [
            plan
            for plan in concerned
            if owner in plan.all_owners and not any(_covers(notice, error, plan) for notice in known)
        ]
        if news:
            deliveries.enqueue(tx, _notice(tx, delivery, news, owner, f"gone:{delivery.id}", error, now))


def _covers(notice: Delivery, error: str, plan: Plan) -> bool:
    """Whether an earlier notice already says this about the person for this plan."""
    before = UndeliverablePayload.from_items(notice.items)
    if error in GONE and before.error not in GONE:
        return False
    return before.error != LEFT_CHANNEL or plan.id in before.plans


def _owners(delivery: Delivery, concerned: Iterable[Plan]) -> list[str]:
    """The owners of these plans, each once, except the person the delivery was for."""
    owners = dict.fromkeys(owner for plan in concerned for owner in plan.all_owners)
    return [owner for owner in owners if owner != delivery.recipient]


def _plans(tx: Tx, delivery: Delivery) -> list[Plan]:
    if delivery.plan:
        return _of_ids(tx, [delivery.plan])
    return _owned_plans(tx, delivery)


def _owned_plans(tx: Tx, delivery: Delivery) -> list[Plan]:
    """The plans of the open tactics that the recipient owns."""
    owned = tactic_lists.owned(tx, delivery.recipient)
    return _of_ids(tx, [tactic.plan for tactic in owned])


def _of_ids(tx: Tx, ids: Iterable[str]) -> list[Plan]:
    """The plans of these ids that can be read, each once, in their order."""
    wanted = list(dict.fromkeys(ids))
    found = plans.of_ids(tx, wanted)
    return [found[id_] for id_ in wanted if id_ in found]


def _notice(
    tx: Tx, delivery: Delivery, about: list[Plan], owner: str, occasion: str, error: str, now: datetime
) -> Delivery:
    return deliveries.new_delivery(
        tx,
        Kind.UNDELIVERABLE,
        owner,
        subject=delivery.recipient,
        occasion=occasion,
        due_at=now,
        payload=UndeliverablePayload(delivery.recipient, error, tuple(plan.id for plan in about)),
    )
