"""Exports: everything that is stored, out and in again without loss."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.calendar import MIN_YEAR
from planning.goals import Goal, Metric
from planning.plan import CompanyGoal
from planning.priorities import Rating, score
from planning.tactics import Finish, State, Tactic
from storage import goals, plans, ratings, tactic_lists, tactics
from storage.engine.store import Store
from storage.transfer.export import export_plan, workspaces
from storage.transfer.format import TABLES, DocumentRefused
from storage.transfer.format import text as as_text
from tests.databases import laid_schema
from tests.planning.test_recurrence import recurrences
from tests.storage.everything import fill
from tests.storage.stored import NOW, OTHER, W, a_goal, a_plan, a_tactic, now
from tests.storage.transferred import exported, import_text
from tests.transactions import reading, transacting

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30).filter(
    str.strip
)
DAYS = st.dates(date(MIN_YEAR, 1, 1), date(9999, 12, 31))
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
METRICS = st.builds(
    Metric, st.uuids().map(str), WORDS, WORDS, st.none() | NUMBERS, st.none() | NUMBERS, st.none() | DAYS
)
GIVEN = st.builds(Rating, WORDS, st.integers(1, 5), st.integers(1, 5), WORDS, MOMENTS)


@st.composite
def some_tactics(draw: st.DrawFn) -> list[tuple[Tactic, list[Rating]]]:
    """Tactics as odd as they come, with the ratings of each."""
    found = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        given_ = draw(st.lists(GIVEN, max_size=3, unique_by=lambda rating: rating.person))
        recurrence = draw(st.none() | recurrences)
        tactic = replace(
            a_tactic(f"t{number}", number),
            title=draw(WORDS),
            notes=draw(WORDS),
            created_at=draw(MOMENTS),
            rate_by=draw(MOMENTS),
            owners=tuple(draw(st.lists(WORDS, max_size=3, unique=True))),
            eta=None if recurrence else draw(st.none() | DAYS),
            recurrence=recurrence,
            finish=draw(st.sampled_from(Finish)),
            state=draw(st.sampled_from(State)),
            revealed_at=draw(st.none() | MOMENTS),
            score=score(given_),
            version=draw(st.integers(1, 10**9)),
        )
        found.append((tactic, given_))
    return found


async def opened() -> Store:
    """An empty store in memory."""
    with laid_schema():
        return await Store.open("sqlite://", now=now)


async def taken_in(text: str) -> Store:
    """A store into which an export was imported."""
    store = await opened()
    import_text(store, text)
    return store


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(METRICS, max_size=3, unique_by=lambda metric: metric.id), WORDS, some_tactics())
async def test_any_plan_comes_back_the_same(
    metrics: Sequence[Metric], title: str, given_: Sequence[tuple[Tactic, Sequence[Rating]]]
) -> None:
    goal: Goal = a_goal(metrics=tuple(metrics), serves=CompanyGoal("segment", title), title=title)
    store = await opened()
    with transacting(store, W) as tx:
        plans.add(tx, a_plan(company_goals=(CompanyGoal("segment", title),), name=title))
        goals.add(tx, goal)
        for tactic, ratings_ in given_:
            tactics.add(tx, tactic)
            for rating in ratings_:
                ratings.put(tx, tactic.id, 1, rating)
    text = exported(store)
    again = await taken_in(text)
    assert exported(again) == text
    with reading(again, W) as tx:
        assert goals.of_plan(tx, "plan") == (goal,)
        assert tactic_lists.all_of_plan(tx, "plan") == tuple(tactic for tactic, _ in given_)
    await again.close()
    await store.close()


async def test_everything_that_is_kept_comes_back_the_same(store: Store) -> None:
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
    text = exported(store)
    found = json.loads(text)["workspaces"]
    assert set(found) == {W, OTHER}
    assert set(found[W]) == {table.name for table in TABLES}
    again = await taken_in(text)
    assert exported(again) == text
    await again.close()


async def test_a_workspace_is_kept_by_itself(store: Store) -> None:
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
    text = exported(store, OTHER)
    assert W not in text
    again = await taken_in(text)
    with reading(again) as tx:
        assert workspaces(tx) == (OTHER,)
    await again.close()


async def test_a_plan_is_kept_without_what_is_not_its_readers(store: Store) -> None:
    with transacting(store, W) as tx:
        fill(tx)
        plans.add(tx, a_plan(id="second", channel="CELSE"))
        goals.add(tx, a_goal("elsewhere", plan="second"))
        tactics.add(tx, a_tactic("t9", plan="second", goal="elsewhere"))
        document = export_plan(tx, "plan")
    tables = document["workspaces"][W]
    assert set(tables) == {
        *(
            "plans",
            "company_goals",
            "goals",
            "readings",
            "tactics",
            "tactic_owners",
            "ratings",
            "occurrences",
        ),
        *("check_ins", "check_in_people", "answers", "history"),
    }
    assert [row["id"] for row in tables["plans"]] == ["plan"]
    assert {row["id"] for row in tables["tactics"]} == {"tactic", "t2", "t3"}
    assert {row["tactic"] for row in tables["ratings"]} == {"tactic"}, "t2's round is still blind"

    again = await taken_in(as_text(document))
    with reading(again, W) as tx:
        assert export_plan(tx, "plan") == document
    await again.close()


async def test_an_earlier_round_is_not_blind_any_more(store: Store) -> None:
    with transacting(store, W) as tx:
        fill(tx)
        tactic = tactics.get(tx, "tactic").second_round(NOW + timedelta(days=3))
        tactics.save_round(tx, tactic)
        ratings.put(tx, "tactic", 2, Rating("UHAILEY", 2, 2, "still blind", NOW))
        tables = export_plan(tx, "plan")["workspaces"][W]
    assert {row["round"] for row in tables["ratings"]} == {1}


async def test_nothing_is_taken_in_twice_or_in_part(store: Store) -> None:
    with transacting(store) as tx:
        fill(tx)
    text = exported(store)
    both = json.loads(text)
    both["workspaces"]["TAAA"] = both["workspaces"][W]
    refused = pytest.raises(
        DocumentRefused, match=r"^The deliveries of TAAA|^The \w+ of TCAMPFIRE do not fit"
    )
    with refused:
        import_text(store, json.dumps(both))
    assert exported(store) == text


def changed(document: dict[str, Any], table: str, **columns: Any) -> str:
    """The document with other values in the first row of a table."""
    document["workspaces"][W][table][0].update(columns)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("table", "columns", "why"),
    [
        ("plans", {"version": "1"}, "TCAMPFIRE, plans, row 1: version is '1'"),
        ("plans", {"version": True}, "TCAMPFIRE, plans, row 1: version is True"),
        ("plans", {"name": None}, "TCAMPFIRE, plans, row 1: name is None"),
        ("plans", {"starts_on": "soon"}, "TCAMPFIRE, plans, row 1: Invalid isoformat string: 'soon'"),
        ("plans", {"created_at": "2027-01-04T09:00:00"}, "has no time zone"),
        ("plans", {"colour": "red"}, "TCAMPFIRE, plans, row 1: its columns are not id, version"),
        ("tactics", {"state": "finished"}, "make no plan (tactics)"),
        ("tactics", {"recurrence": "every day"}, "make no plan"),
        ("tactics", {"goal": "elsewhere"}, "FOREIGN KEY constraint failed"),
        ("goals", {"metrics": [{"colour": "red"}]}, "make no plan"),
        ("deliveries", {"kind": "spam"}, "make no plan (deliveries)"),
    ],
)
async def test_a_file_that_was_changed_is_refused_and_nothing_kept(
    store: Store, table: str, columns: dict[str, Any], why: str
) -> None:
    with transacting(store) as tx:
        fill(tx)
    text = changed(json.loads(exported(store)), table, **columns)
    empty = await opened()
    with pytest.raises(DocumentRefused) as refused:
        import_text(empty, text)
    assert why in str(refused.value)
    with reading(empty) as tx:
        assert workspaces(tx) == ()
    await empty.close()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "This is not JSON"),
        ("[" * 100_000, "This is not JSON"),
        ("[]", "This is no file of oncourse export"),
        ('{"format": "other", "version": 1}', "This is no file of oncourse export"),
        ('{"format": "oncourse", "version": 2, "workspaces": {}}', "version 2 of the format"),
        ('{"format": "oncourse", "version": "1", "workspaces": {}}', "version '1' of the format"),
        ('{"format": "oncourse", "version": 1, "revision": "0001", "workspaces": []}', "no file of oncourse"),
        ('{"format": "oncourse", "version": 1, "revision": "9999", "workspaces": {}}', "revision '9999'"),
    ],
)
async def test_what_is_no_document_is_refused(store: Store, text: str, why: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        import_text(store, text)
    assert why in str(refused.value)
