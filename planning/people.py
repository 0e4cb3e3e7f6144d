"""People as the workspace knows them, and what each may do (PRODUCT: Who may)."""

from dataclasses import dataclass

from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.tactics import Tactic


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one workspace. `zone` is an IANA name, `locale` like "en-US"."""

    id: str
    name: str
    zone: str = "UTC"
    locale: str = "en-US"
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    stranger: bool = False


def require_look(member: bool) -> None:
    """Everything of a plan is for the people of its channel; raises NOT_IN_CHANNEL."""
    if not member:
        raise PlanningError(Code.NOT_IN_CHANNEL)


def require_editor(person: Person) -> None:
    """Members edit; raises LOOK_ONLY for another organisation's people, MEMBERS_ONLY for guests."""
    _refuse_strangers(person)
    if person.guest:
        raise PlanningError(Code.MEMBERS_ONLY)


def require_rater(person: Person, tactic: Tactic) -> None:
    """Members rate anything, guests what they own; raises LOOK_ONLY or MEMBERS_ONLY."""
    _refuse_strangers(person)
    if person.guest and person.id not in tactic.owners:
        raise PlanningError(Code.MEMBERS_ONLY)


require_doer = require_rater  # saying "done" answers for a tactic, as rating it does


def require_plan_owner(person: Person, plan: Plan) -> None:
    """The creator and added plan owners change settings and close; raises OWNERS_ONLY and the editor's."""
    require_editor(person)
    if person.id != plan.creator and person.id not in plan.owners:
        raise PlanningError(Code.OWNERS_ONLY, owners=plan.all_owners)


def require_ownable(owner: Person | None, owner_id: str, member: bool, field: str) -> None:
    """Only a present person of the channel can own; raises an OWNER_... refusal about `field`."""
    if owner is None:
        raise PlanningError(Code.OWNER_UNKNOWN, field, person=owner_id)
    if owner.deleted:
        raise PlanningError(Code.OWNER_DEACTIVATED, field, person=owner_id)
    if owner.bot:
        raise PlanningError(Code.OWNER_IS_BOT, field, person=owner_id)
    if owner.stranger:
        raise PlanningError(Code.OWNER_UNKNOWN, field, person=owner_id)
    if not member:
        raise PlanningError(Code.OWNER_NOT_IN_CHANNEL, field, person=owner_id)


def _refuse_strangers(person: Person) -> None:
    if person.stranger:
        raise PlanningError(Code.LOOK_ONLY)
