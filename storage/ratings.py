"""Ratings, round by round."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from planning.priorities import SCALE, Rating
from storage import rows
from storage.engine.transactions import Tx
from storage.readable import read, read_rows, require
from storage.rows import insert_all, rows_of
from storage.tables import RatingRow


def of_round(tx: Tx, tactic: str, round_: int) -> tuple[Rating, ...]:
    """The ratings of one round, in the order of time."""
    of_round = _of_tactic(tx.workspace, tactic).where(col(RatingRow.round) == round_)
    return tuple(read(tx, of_round, RatingRow, _rating))


def of_person(tx: Tx, tactic: str, round_: int, person: str) -> Rating | None:
    """What one person has rated in one round."""
    theirs = _of_tactic(tx.workspace, tactic).where(
        col(RatingRow.round) == round_, col(RatingRow.person) == person
    )
    found = read(tx, theirs, RatingRow, _rating)
    return found[0] if found else None


def raters(tx: Tx, asked: Iterable[tuple[str, int]]) -> dict[str, frozenset[str]]:
    """Who has rated each of the asked (tactic id, round), by the tactic's id, in one statement."""
    rounds = dict(asked)
    found: dict[str, set[str]] = {tactic: set() for tactic in rounds}
    if not rounds:
        return {}
    wanted = rows_of(RatingRow, tx.workspace, col(RatingRow.tactic).in_(rounds))
    for row, rating in read_rows(tx, wanted, RatingRow, _rating):
        if row.round == rounds[row.tactic]:
            found[row.tactic].add(rating.person)
    return {tactic: frozenset(people) for tactic, people in found.items()}


def put(tx: Tx, tactic: str, round_: int, rating: Rating) -> None:
    """Keep a rating, in the place of what the same person gave in the same round."""
    rows.put(tx, RatingRow(**_columns(tx.workspace, tactic, round_, rating)))


def add_first(tx: Tx, given: Mapping[str, Rating]) -> None:
    """Keep the first ratings, in round 1, of tactics (by id) that are new."""
    first = [_columns(tx.workspace, tactic, 1, rating) for tactic, rating in given.items()]
    insert_all(tx, RatingRow, first)


def all_of(tx: Tx, tactic: str) -> dict[int, tuple[Rating, ...]]:
    """The ratings of every round that has any, in the order of time."""
    found: dict[int, tuple[Rating, ...]] = {}
    for row, rating in read_rows(tx, _of_tactic(tx.workspace, tactic), RatingRow, _rating):
        found[row.round] = (*found.get(row.round, ()), rating)
    return found


def _of_tactic(workspace: str, tactic: str) -> SelectOfScalar[RatingRow]:
    of_tactic = rows_of(RatingRow, workspace, RatingRow.tactic == tactic)
    return of_tactic.order_by(col(RatingRow.round), col(RatingRow.at), col(RatingRow.person))


def _columns(workspace: str, tactic: str, round_: int, rating: Rating) -> dict[str, Any]:
    return {
        "workspace": workspace,
        "tactic": tactic,
        "round": round_,
        "person": rating.person,
        "value": rating.value,
        "complexity": rating.complexity,
        "reason": rating.reason,
        "at": rating.at,
    }


def _rating(row: RatingRow) -> Rating:
    require(row.value in SCALE and row.complexity in SCALE, "value")
    return Rating(row.person, row.value, row.complexity, row.reason, row.at)
