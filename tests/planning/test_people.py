"""What each kind of person may do."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from planning.errors import Code, PlanningError
from planning.people import (
    Person,
    acts_as_plan_owner,
    require_answerer,
    require_editor,
    require_own,
    require_plan_owner,
    require_rater,
    require_taking_over,
)
from tests.planning.world import NOW, PLAN, TACTIC

OWNED = replace(TACTIC, owners=("UANN",))
PLAN_OF_OTHERS = replace(PLAN, creator="UMAYA", owners=())
MEMBER = Person("UANN", "Ann")
KINDS = {
    "member": MEMBER,
    "guest": replace(MEMBER, guest=True),
    "stranger": replace(MEMBER, stranger=True),
    "deactivated": replace(MEMBER, deleted=True),
    "deactivated guest": replace(MEMBER, deleted=True, guest=True),
}
OK = None
GUEST, STRANGER, DEACTIVATED = Code.MEMBERS_ONLY, Code.LOOK_ONLY, Code.DEACTIVATED

RULES: dict[str, tuple[Callable[[Person], None], tuple[Code | None, ...]]] = {
    "own settings": (require_own, (OK, OK, STRANGER, DEACTIVATED, DEACTIVATED)),
    "edit": (require_editor, (OK, GUEST, STRANGER, DEACTIVATED, DEACTIVATED)),
    "rate what others own": (
        lambda person: require_rater(person, TACTIC),
        (OK, GUEST, STRANGER, DEACTIVATED, DEACTIVATED),
    ),
    "rate what is theirs": (
        lambda person: require_rater(person, OWNED),
        (OK, OK, STRANGER, DEACTIVATED, DEACTIVATED),
    ),
    "answer for nothing": (
        lambda person: require_answerer(person, [], PLAN),
        (Code.NOTHING_TO_ANSWER, Code.NOTHING_TO_ANSWER, STRANGER, DEACTIVATED, DEACTIVATED),
    ),
    "answer": (
        lambda person: require_answerer(person, [OWNED], PLAN),
        (OK, OK, STRANGER, DEACTIVATED, DEACTIVATED),
    ),
    "run a plan of others": (
        lambda person: require_plan_owner(person, PLAN_OF_OTHERS),
        (Code.OWNERS_ONLY, GUEST, STRANGER, DEACTIVATED, DEACTIVATED),
    ),
    "take over": (
        lambda person: require_taking_over(person, PLAN_OF_OTHERS, ()),
        (OK, GUEST, STRANGER, DEACTIVATED, DEACTIVATED),
    ),
    "take over from an owner": (
        lambda person: require_taking_over(person, PLAN_OF_OTHERS, ("UMAYA",)),
        (Code.STILL_OWNED, GUEST, STRANGER, DEACTIVATED, DEACTIVATED),
    ),
}


def refused(rule: Callable[[Person], None], person: Person) -> Code | None:
    try:
        rule(person)
    except PlanningError as error:
        return error.code
    return None


@pytest.mark.parametrize("what", RULES)
def test_who_may(what: str) -> None:
    rule, expected = RULES[what]
    assert tuple(refused(rule, person) for person in KINDS.values()) == expected


def test_a_closed_plan_is_not_taken_over() -> None:
    closed = PLAN_OF_OTHERS.closed(NOW)
    assert refused(lambda person: require_taking_over(person, closed, ()), MEMBER) is Code.PLAN_CLOSED


def test_a_plan_owner_acts_as_an_active_member_of_the_channel() -> None:
    assert [name for name, person in KINDS.items() if acts_as_plan_owner(person, member=True)] == ["member"]
    assert not any(acts_as_plan_owner(person, member=False) for person in KINDS.values())


def test_who_takes_over_is_added_to_those_who_own_the_plan() -> None:
    taken = PLAN_OF_OTHERS.taken_over("UANN")
    assert taken.all_owners == ("UMAYA", "UANN")
