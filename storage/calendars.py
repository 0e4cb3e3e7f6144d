"""Whose working days and hours are kept: those of people, and those of a plan."""

from collections.abc import Collection, Iterable
from datetime import datetime

from planning import deadlines
from planning.people import Person
from planning.plan import Plan
from planning.quiet import Absence, Availability, WorkCalendar, absence, is_away_throughout
from planning.reminders import availability, country_of
from planning.zones import zone_of
from storage import people, preferences
from storage.engine.transactions import Tx


def of_people(tx: Tx, ids: Iterable[str]) -> dict[str, Availability]:
    """When each of these people works, by id; by the defaults where nothing is known of them."""
    asked = tuple(dict.fromkeys(ids))
    known = people.get(tx, asked)
    chosen = preferences.of(tx, asked)
    return {id_: availability(known.get(id_, Person(id_, "")), chosen[id_]) for id_ in asked}


def of_plan(tx: Tx, plan: Plan) -> WorkCalendar:
    """The working days of a plan: in its zone, of its creator's country."""
    creator = people.get(tx, [plan.creator]).get(plan.creator) or Person(plan.creator, "", zone=plan.zone)
    country = country_of(creator, preferences.get(tx, plan.creator))
    return WorkCalendar(zone_of(plan.zone), country)


def rating_deadline(tx: Tx, plan: Plan, owners: Iterable[str], now: datetime) -> datetime:
    """When a round of ratings that starts `now` ends (`deadlines.rating_deadline`)."""
    asked = of_people(tx, owners).values()
    return deadlines.rating_deadline(of_plan(tx, plan), plan.rating_days, asked, now)


def away_throughout(tx: Tx, ids: Collection[str], start: datetime, end: datetime) -> frozenset[str]:
    """Those of these people who are away all the time from `start` to `end`."""
    if not ids:
        return frozenset()
    known = of_people(tx, ids)
    return frozenset(id_ for id_, who in known.items() if is_away_throughout(who, start, end))


def absences(tx: Tx, ids: Collection[str], at: datetime) -> dict[str, Absence]:
    """The absences at a moment of those of these people who are away then, by id."""
    if not ids:
        return {}
    return {id_: away for id_, who in of_people(tx, ids).items() if (away := absence(who, at))}
