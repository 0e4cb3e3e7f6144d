"""The history entry of a change."""

from collections.abc import Sequence
from dataclasses import replace

from planning.history import Action, Change
from storage import history
from storage.changes.base import Actor
from storage.engine.transactions import Tx


def record(
    tx: Tx,
    actor: Actor,
    action: Action,
    *,
    plan: str,
    subject: str,
    title: str,
    changed: Sequence[Change] = (),
    why: str = "",
) -> None:
    """Add to the plan's history what the actor does; `plan` and `subject` are ids."""
    history.add(
        tx,
        plan=plan,
        at=actor.now,
        person=actor.person.id,
        action=action,
        subject=subject,
        title=title,
        changes=changed,
        why=why,
        batch=actor.batch,
    )


def as_one(tx: Tx, actor: Actor, plan: str) -> Actor:
    """The actor of several changes of a plan (id) that are undone as one."""
    return replace(actor, batch=history.next_number(tx, plan))
