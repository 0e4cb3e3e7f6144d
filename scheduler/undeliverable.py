"""When somebody cannot be reached: the owners of the plans it concerns are told, once."""

from datetime import datetime
from uuid import uuid4

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.plan import Plan
from storage import deliveries, plans, tactic_lists
from storage.store import Tx

OF_NO_PLAN = (Kind.UNDELIVERABLE, Kind.WELCOME, Kind.REINSTALL)


async def tell_owners(tx: Tx, delivery: Delivery, error: str, now: datetime) -> None:
    """Owe each owner of the plans that the delivery was about a notice of who cannot be reached, and why."""
    is_redraw = delivery.state is DeliveryState.SENT
    if is_redraw or delivery.kind in OF_NO_PLAN:
        return
    for plan in await _plans(tx, delivery):
        for owner in plan.all_owners:
            if owner != delivery.recipient:
                await deliveries.owe(tx, _notice(delivery, plan, owner, error, now))


async def _plans(tx: Tx, delivery: Delivery) -> list[Plan]:
    if delivery.plan:
        return [await plans.get(tx, delivery.workspace, delivery.plan)]
    owned = await tactic_lists.owned(tx, delivery.workspace, delivery.recipient)
    ids = dict.fromkeys(tactic.plan for tactic in owned)
    return [await plans.get(tx, delivery.workspace, id_) for id_ in ids]


def _notice(delivery: Delivery, plan: Plan, owner: str, error: str, now: datetime) -> Delivery:
    return Delivery(
        id=str(uuid4()),
        workspace=delivery.workspace,
        kind=Kind.UNDELIVERABLE,
        recipient=owner,
        subject=delivery.recipient,
        occasion=f"{plan.id}:{delivery.recipient}:{error}",
        due_at=now,
        items=(delivery.recipient, error, plan.id),
    )
