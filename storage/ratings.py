"""Ratings, round by round."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam

from planning.priorities import SCALE, Rating
from storage import rows
from storage.engine.transactions import WORKSPACE, Tx
from storage.readable import read, read_rows, require
from storage.rows import columns_of, insert_all, rows_of
from storage.tables import RatingRow

_RATINGS = columns_of(RatingRow)
_OF_TACTICS = rows_of(RatingRow, WORKSPACE, _RATINGS.tactic.in_(bindparam("tactics", expanding=True)))
_OF_TACTIC = rows_of(RatingRow, WORKSPACE, _RATINGS.tactic == bindparam("of_tactic")).order_by(
    _RATINGS.round, _RATINGS.at, _RATINGS.person
)
_OF_ROUND = _OF_TACTIC.where(_RATINGS.round == bindparam("of_round"))
_OF_PERSON = _OF_ROUND.where(_RATINGS.person == bindparam("of_person"))


def of_round(tx: Tx, tactic: str, round_: int) -> tuple[Rating, ...]:
    """The ratings of one round, in the order of time."""
    return tuple(read(tx, _OF_ROUND, RatingRow, _rating, of_tactic=tactic, of_round=round_))


def of_person(tx: Tx, tactic: str, round_: int, person: str) -> Rating | None:
    """What one person has rated in one round."""
    found = read(tx, _OF_PERSON, RatingRow, _rating, of_tactic=tactic, of_round=round_, of_person=person)
    return found[0] if found else None


def raters(tx: Tx, asked: Iterable[tuple[str, int]]) -> dict[str, frozenset[str]]:
    """Who has rated each of the asked (tactic id, round), by the tactic's id, in one statement."""
    rounds = dict(asked)
    found: dict[str, set[str]] = {tactic: set() for tactic in rounds}
    if not rounds:
        return {}
    for row, rating in read_rows(tx, _OF_TACTICS, RatingRow, _rating, tactics=tuple(rounds)):
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
    for row, rating in read_rows(tx, _OF_TACTIC, RatingRow, _rating, of_tactic=tactic):
        found[row.round] = (*found.get(row.round, ()), rating)
    return found


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
