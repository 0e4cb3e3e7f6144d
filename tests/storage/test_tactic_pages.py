"""Pages of tactics: in the method's order, whatever the tactics, at a cost that follows what is shown."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.priorities import Rating, Score, Section, score
from planning.recurrence import Weekly
from planning.tactics import State, Tactic
from storage import goals, tactics
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from storage.tactic_rows import owner_rows, tactic_row
from storage.tactics import Filter
from tests.storage.stored import NOW, OTHER, W, a_goal, a_tactic, furnish, query_plan, statements
from tests.transactions import reading, transacting

workspaces = (f"T{number}" for number in count())
FRIDAYS = Weekly(date(2027, 1, 1), frozenset({4}))


def scored(*ratings: tuple[int, int]) -> Score:
    """What these ratings of value and complexity add up to."""
    found = score(Rating(f"U{n}", *rating, "", NOW) for n, rating in enumerate(ratings))
    assert found
    return found


def in_order(each: list[Tactic]) -> list[Tactic]:
    """PRODUCT: section, then value / complexity, then value, then ETA, then age; unrated last."""
    return sorted(
        each,
        key=lambda tactic: (
            *(
                (tactic.score.section, -tactic.score.ratio, -tactic.score.value)
                if tactic.score
                else (5, 0, 0)
            ),
            tactic.due_on or date.max,
            tactic.number,
        ),
    )


one_to_five = st.integers(1, 5)
some_tactics = st.lists(
    st.builds(
        lambda ratings, when, state, owners: {
            "score": scored(*ratings) if ratings else None,
            "state": state,
            "owners": tuple(owners),
            **({"recurrence": FRIDAYS, "last_done": when} if when and when.day < 3 else {"eta": when}),
        },
        st.lists(st.tuples(one_to_five, one_to_five), max_size=3),
        st.none() | st.dates(date(2027, 1, 1), date(2027, 1, 5)),
        st.sampled_from(State),
        st.lists(st.sampled_from(["UA", "UB", "UC"]), unique=True),
    ),
    max_size=12,
)


def add_all(tx: Tx, each: list[Tactic]) -> None:
    furnish(tx)
    goals.add(tx, a_goal("other", 2))
    for tactic in each:
        tactics.add(tx, tactic)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # every example has a workspace of its own in the one store
@given(some_tactics)
async def test_pages_stand_in_the_methods_order(store: Store, drawn: list[dict[str, object]]) -> None:
    each = [
        a_tactic(f"t{n}", n, goal="goal" if n % 3 else "other", **values)
        for n, values in enumerate(drawn, start=1)
    ]
    workspace = next(workspaces)
    with transacting(store, workspace) as tx:
        add_all(tx, each)
    chosen = {
        Filter(): [t for t in each if t.is_open],
        Filter(state="done"): [t for t in each if t.state is State.DONE],
        Filter(state="all"): each,
        Filter(unrated=True): [t for t in each if t.is_open and not t.score],
        Filter(section=Section.QUICK_WINS): [
            t for t in each if t.is_open and t.score and t.score.section is Section.QUICK_WINS
        ],
        Filter(person="UB"): [t for t in each if t.is_open and "UB" in t.owners],
        Filter(goal="other", state="all"): [t for t in each if t.goal == "other"],
    }
    with reading(store, workspace) as tx:
        for wanted, expected in chosen.items():
            page = tactics.page(tx, "plan", wanted, 0, 100)
            assert list(page.tactics) == in_order(expected)
            assert page.total == len(expected)
        assert tactics.open_of_plan(tx, "plan") == tuple(in_order(chosen[Filter()]))


async def test_a_page_is_a_part_and_knows_the_whole(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        add_all(tx, [a_tactic(f"t{n}", n) for n in range(1, 26)])
        for offset, numbers in ((0, range(1, 11)), (20, range(21, 26)), (30, range(0))):
            page = tactics.page(tx, "plan", Filter(), offset, 10)
            assert [tactic.number for tactic in page.tactics] == list(numbers)
            assert page.total == 25
        assert tactics.page(other, "plan", Filter(), 0, 10) == tactics.Page((), 0)
        assert tactics.page(tx, "another", Filter(state="all"), 0, 10) == tactics.Page((), 0)


@pytest.mark.sqlite
@pytest.mark.parametrize("size", [20, 2000])
async def test_a_page_takes_three_statements_and_sorts_nothing(store: Store, size: int) -> None:
    each = [a_tactic(f"t{n}", n, owners=("UA", "UB"), eta=NOW.date() + timedelta(n)) for n in range(1, size)]
    with transacting(store) as tx:
        furnish(tx)
        tx.add_all(tactic_row(W, tactic) for tactic in each)
        tx.flush()
        tx.add_all(owner for tactic in each for owner in owner_rows(W, tactic))
    with statements(store) as sent, reading(store, W) as tx:
        page = tactics.page(tx, "plan", Filter(), 0, 10)
    assert [tactic.number for tactic in page.tactics] == list(range(1, 11))
    assert page.tactics[0].owners == ("UA", "UB")
    sent = [one for one in sent if "is_open NOT IN" not in one[0]]  # SQLite's look for spoilt rows
    assert len(sent) == 3
    with reading(store) as tx:
        for_total, for_page, _for_owners = [query_plan(tx, statement) for statement in sent]
    assert "USING COVERING INDEX ix_tactics_order" in for_total
    assert "USING INDEX ix_tactics_order (workspace=? AND plan=? AND is_open=?)" in for_page
    assert "TEMP B-TREE" not in for_page
