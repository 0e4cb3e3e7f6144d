"""A plan as an iCalendar file (RFC 5545): open tactics as all-day events.

A recurrence becomes an RRULE only if that has exactly the same dates. Calendars disagree about "the 30th,
or the last day of the month", so its dates within the plan's period are single events.
"""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from handlers.views.common.sentences import why
from handlers.views.common.unreadable import unreadable_lines
from handlers.views.common.words import listing
from handlers.views.exports.export_data import ExportData
from planning.recurrence import (
    MonthlyOnDay,
    MonthlyOnLastWorkingDay,
    MonthlyOnWeekday,
    Recurrence,
    Weekly,
    occurrences,
)
from planning.tactics import Tactic

MAX_OCTETS = 75  # without the line break
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST_MONTH = 28
_LONGEST_MONTH = 31


def plan_ics(data: ExportData) -> str:
    """The file's text, with CRLF line ends and folded lines."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Oncourse//Oncourse//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escape_text(data.plan.name)}",
    ]
    if data.unreadable:
        unreadable = "\n".join(unreadable_lines(data.unreadable))
        lines.append(f"X-WR-CALDESC:{escape_text(unreadable)}")
    for tactic in data.tactics:
        if tactic.is_open and not data.plan.closed_at:
            lines += _events(data, tactic)
    return "".join(f"{fold_line(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escape_text(typed: str) -> str:
    """User text as a TEXT value."""
    plain = typed.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(
        "\\n" if character == "\n" else character
        for character in plain
        if character >= " " or character in "\n\t"
    )


def fold_line(line: str) -> str:
    """A line folded at 75 octets, continued after a line break and a space; no character is split."""
    parts, octets_left = [""], MAX_OCTETS
    for character in line:
        size = len(character.encode())
        if size > octets_left:
            parts.append("")
            octets_left = MAX_OCTETS - 1  # minus the leading space
        parts[-1] += character
        octets_left -= size
    return "\r\n ".join(parts)


def rrule(recurrence: Recurrence, until: date) -> str | None:
    """The RRULE with exactly the dates of the recurrence up to `until`; None if there is none.

    Intervals of several weeks or months count from the event's first date.
    """
    match recurrence:
        case Weekly():
            days = ",".join(_DAYS[weekday] for weekday in sorted(recurrence.weekdays))
            frequency = f"FREQ=WEEKLY;INTERVAL={recurrence.every};BYDAY={days};WKST=MO"
        case MonthlyOnDay(day=day) if _SHORTEST_MONTH < day < _LONGEST_MONTH:
            return None
        case MonthlyOnDay(day=day):
            on = -1 if day == _LONGEST_MONTH else day
            frequency = f"FREQ=MONTHLY;INTERVAL={recurrence.every};BYMONTHDAY={on}"
        case MonthlyOnWeekday():
            frequency = (
                f"FREQ=MONTHLY;INTERVAL={recurrence.every};BYDAY={recurrence.nth}{_DAYS[recurrence.weekday]}"
            )
        case MonthlyOnLastWorkingDay():
            frequency = f"FREQ=MONTHLY;INTERVAL={recurrence.every};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    return f"{frequency};UNTIL={min(until, recurrence.until or until):%Y%m%d}"


def _events(data: ExportData, tactic: Tactic) -> Iterator[str]:
    first = tactic.current(data.today)
    if first is None:
        return
    if tactic.recurrence is None:
        yield from _event(data, tactic, first)
        return
    ends_on = data.plan.ends_on
    if first > ends_on:
        return
    if recurring := rrule(tactic.recurrence, ends_on):
        yield from _event(data, tactic, first, recurring)
        return
    for on in takewhile(lambda day: day <= ends_on, occurrences(tactic.recurrence, first)):
        yield from _event(data, tactic, on, suffix=f"-{on:%Y%m%d}")


def _event(
    data: ExportData, tactic: Tactic, on: date, recurring: str | None = None, suffix: str = ""
) -> Iterator[str]:
    """One event; its UID is the same in every export, so that calendars update it."""
    yield "BEGIN:VEVENT"
    yield f"UID:{tactic.id}{suffix}@{data.plan.workspace.lower()}.oncourse"
    yield f"DTSTAMP:{data.now:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{tactic.version}"
    yield f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
    if recurring:
        yield f"RRULE:{recurring}"
    yield f"SUMMARY:{escape_text(tactic.title)}"
    yield f"DESCRIPTION:{escape_text(_description(data, tactic))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(data: ExportData, tactic: Tactic) -> str:
    goal = data.goal_of(tactic)
    owners = listing(data.named(tactic.owners)) if tactic.owners else "nobody yet"
    parts = [why(goal.serves.title, goal.title), f"Owners: {owners}"]
    return "\n".join([*parts, *([tactic.notes] if tactic.notes else [])])
