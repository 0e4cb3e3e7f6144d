"""How people phrase things: 550 sentences, each with what the reader makes of it (phrases.tsv)."""

import csv
from datetime import date
from pathlib import Path

from planning.phrases import QuickAdd, Speaker, read_quick_add
from planning.recurrence import MonthlyOnDay, MonthlyOnWeekday, Recurrence, Weekly

TODAY = date(2027, 3, 3)  # a Wednesday
PEOPLE = {"@brian": "U0BRIAN", "@hailey": "U0HAILEY", "@maya": "U0MAYA", "@theo": "U0THEO"}
HANDLES = {id_: handle for handle, id_ in PEOPLE.items()}
COLUMNS = ("title", "date", "rhythm", "owners", "goal", "not_read")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
Row = dict[str, str]


def rows() -> list[Row]:
    with Path(__file__).with_name("phrases.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(row: Row) -> QuickAdd:
    speaker = Speaker(TODAY, "U0HAILEY", row["locale"] == "en-US", PEOPLE, range(1, 6))
    return read_quick_add(row["sentence"], speaker)


def test_sentences_are_read_as_people_mean_them() -> None:
    wrong = [
        f"{row['id']} {row['sentence']!r}: {found}" for row in rows() if not is_right(row, found := read(row))
    ]
    assert not wrong, "\n".join(wrong)


def is_right(row: Row, found: QuickAdd) -> bool:
    if row["note"].startswith("REFUSE"):
        return not found.eta and not found.recurrence and bool(found.refusal or found.not_read)
    return found.refusal is None and any(agrees(row | other, found) for other in others(row["note"]))


def others(note: str) -> list[Row]:
    """The other answers that are right as well, and none."""
    _, _, said = note.partition("ALSO:")
    answers = said.partition(" -- ")[0].split("||") if said else []
    pairs = ([part.partition("=") for part in answer.split(" ; ")] for answer in answers)
    return [{}, *({name.strip(): value.strip() for name, _, value in answer} for answer in pairs)]


def agrees(row: Row, found: QuickAdd) -> bool:
    named = [words for words in found.not_read if row["not_read"] and row["not_read"] in words]
    has_named = bool(named) if row["not_read"] else not found.not_read
    owners = {handle.strip() for handle in row["owners"].split(",") if handle.strip()}
    return (
        has_named
        and found.title == row["title"]
        and str(found.eta or "") == row["date"]
        and str(found.goal or "") == row["goal"]
        and {HANDLES[id_] for id_ in found.owners} == owners
        and in_words(found.recurrence, found.is_day_assumed, " from " in row["rhythm"]) == row["rhythm"]
    )


def in_words(rule: Recurrence | None, is_day_assumed: bool, has_start: bool) -> str:
    if rule is None:
        return ""
    every = _weekly(rule, is_day_assumed) if isinstance(rule, Weekly) else _monthly(rule, is_day_assumed)
    start = f" from {rule.starts_on}" if has_start else ""
    return f"{every}{start}" + (f" until {rule.until}" if rule.until else "")


def _weekly(rule: Weekly, is_day_assumed: bool) -> str:
    if len(rule.weekdays) == 7:
        return "daily"
    if rule.weekdays == {0, 1, 2, 3, 4}:
        return "every working day"
    every = "weekly" if rule.every == 1 else f"every {rule.every} weeks"
    return every if is_day_assumed else f"{every} on {', '.join(DAYS[day] for day in sorted(rule.weekdays))}"


def _monthly(rule: Recurrence, is_day_assumed: bool) -> str:
    every = {1: "monthly", 3: "quarterly", 12: "yearly"}[rule.every]
    if is_day_assumed:
        return every
    if isinstance(rule, MonthlyOnWeekday):
        return f"{every} on {NTH[rule.nth]} {DAYS[rule.weekday]}"
    if isinstance(rule, MonthlyOnDay):
        month = MONTHS[rule.starts_on.month - 1]
        return f"{every} on {rule.day} {month}" if rule.every == 12 else f"{every} on day {rule.day}"
    return f"{every} on last working day"
