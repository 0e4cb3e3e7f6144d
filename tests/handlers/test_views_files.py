"""A plan as a spreadsheet, a document and a calendar: what people typed is what other programs read."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.exports.calendar import escape_text, fold_line, plan_ics, rrule
from handlers.views.exports.csv_file import COLUMNS, escape_formula, plan_csv
from handlers.views.exports.export_data import ExportData
from handlers.views.exports.markdown import plan_markdown
from handlers.views.exports.messages import filename
from planning.goals import Goal, Metric, Reading
from planning.plan import CompanyGoal, Plan
from planning.recurrence import MonthlyOnDay, Recurrence, occurrences
from planning.tactics import State, Tactic
from tests.handlers.campfire import BRIAN, GOAL, HOSTILE, LISTING, NOW, PLAN, UNTIMED, titles
from tests.planning.test_recurrence import recurrences

WHOLE = ExportData(PLAN, (GOAL,), (LISTING,), {}, {BRIAN: "Brian"}, NOW)
NOTES = st.lists(HOSTILE, max_size=4).map("\n".join)


def with_words(title: str, notes: str, name: str) -> ExportData:
    """The plan with these words everywhere."""
    serves = CompanyGoal("segment", title)
    return ExportData(
        replace(PLAN, name=title, company_goals=(serves,)),
        (replace(GOAL, title=title, serves=serves, metrics=(Metric("m", title, title, 1, 2),)),),
        (replace(LISTING, title=title, notes=notes),),
        {"m": Reading("m", date(2027, 1, 4), 3, BRIAN)},
        {BRIAN: name},
        NOW,
    )


def rows(text: str) -> list[list[str]]:
    """What a program reads from the CSV."""
    return list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True)))


def unfolded(text: str) -> list[str]:
    """The content lines of a calendar."""
    return text.replace("\r\n ", "").split("\r\n")


def meant(value: str) -> str:
    """What an escaped TEXT value means."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


# --- the spreadsheet


@UNTIMED
@given(titles(), NOTES, HOSTILE)
def test_a_spreadsheet_has_every_word_and_no_formula(title: str, notes: str, name: str) -> None:
    text = plan_csv(with_words(title, notes, name))
    header, row = rows(text)
    assert tuple(header) == COLUMNS
    told = dict(zip(header, row, strict=True))
    assert told["Tactic"].replace("'", "") == title.replace("'", "")
    assert told["Owners"].replace("'", "") == name.replace("'", "")
    for cell in row:
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@UNTIMED
@given(HOSTILE, st.sampled_from(["=1+1", "+1", "-1", "@SUM(1)", "＝1"]))  # noqa: RUF001 - meant
def test_a_formula_is_none_after_another_separator_either(words: str, formula: str) -> None:
    for separator in (";", "\t", "\n", "; "):
        assert f"{separator}'{formula}" in escape_formula(f"{words}{separator}{formula}")


@pytest.mark.parametrize("harmless", ["Raise awareness", "3 - 2", "a=b", "mail me@example.com", "", "'"])
def test_other_words_stay_as_they_are(harmless: str) -> None:
    assert escape_formula(harmless) == harmless


# --- the document


@UNTIMED
@given(titles(), NOTES, HOSTILE)
def test_a_document_has_the_headings_that_it_means_and_no_markup_of_people(
    title: str, notes: str, name: str
) -> None:
    text = plan_markdown(with_words(title, notes, name))
    lines = text.splitlines()
    assert [line.partition(" ")[0] for line in lines if line.startswith("#")] == ["#", "##", "###", "####"]
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[`|]", text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("- no list", r"> \- no list"),
        ("1. no list", r"> 1\. no list"),
        ("# no heading", r"> \# no heading"),
        ("[no](link)", r"> \[no\](link)"),
        ("===", r"> \==="),
        ("plain - words 1. here", "> plain - words 1. here"),
    ],
)
def test_notes_are_words(typed: str, shown: str) -> None:
    whole = replace(WHOLE, tactics=(replace(LISTING, notes=typed),))
    assert f"\n{shown}  \n" in plan_markdown(whole)


# --- the calendar


@given(titles(), NOTES)
@UNTIMED
def test_a_calendar_has_every_word_in_lines_of_75_octets(title: str, notes: str) -> None:
    text = plan_ics(with_words(title, notes, "Brian"))
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (summary,) = (line for line in unfolded(text) if line.startswith("SUMMARY:"))
    assert meant(summary.removeprefix("SUMMARY:")) == title
    (described,) = (line for line in unfolded(text) if line.startswith("DESCRIPTION:"))
    assert meant(described).endswith(notes)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_folding_is_undone_by_unfolding(line: str) -> None:
    assert fold_line(line).replace("\r\n ", "") == line


def test_what_calendars_read_is_escaped() -> None:
    assert escape_text("a;b,c\\d\ne\x07") == "a\\;b\\,c\\\\d\\ne"


@given(recurrences, st.integers(0, 5))
def test_a_rule_has_exactly_the_rhythms_dates(recurrence: Recurrence, skipped: int) -> None:
    days = occurrences(recurrence, date.min)
    for _ in range(skipped):
        next(days)
    first = next(days)
    until = first + timedelta(days=800)
    expected = [first, *takewhile(lambda day: day <= until, days)]
    said = rrule(recurrence, until)
    if said is None:
        assert isinstance(recurrence, MonthlyOnDay)
        assert recurrence.day in (29, 30)
        return
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - a day, as the file has it
    assert [moment.date() for moment in rrulestr(said, dtstart=start)] == expected


def events(whole: ExportData) -> Iterator[dict[str, str]]:
    """The events by the names of their lines."""
    for part in "\r\n".join(unfolded(plan_ics(whole))).split("BEGIN:VEVENT\r\n")[1:]:
        lines = part.split("END:VEVENT")[0].strip().split("\r\n")
        yield {name.partition(";")[0]: value for name, _, value in (line.partition(":") for line in lines)}


def test_an_eta_is_an_event_of_a_whole_day() -> None:
    whole = replace(WHOLE, now=datetime(2027, 1, 4, 23, 30, tzinfo=UTC))
    assert list(events(whole)) == [
        {
            "UID": "listing@tcampfire.oncourse",
            "DTSTAMP": "20270104T233000Z",
            "SEQUENCE": "1",
            "DTSTART": "20270201",
            "SUMMARY": "List 100 influencers in our niche",
            "DESCRIPTION": "To help us expand into a new market segment\\, we are building relationships "
            "with influencers.\\nOwners: Brian",
            "TRANSP": "TRANSPARENT",
        }
    ]


def test_the_30th_is_listed_within_the_plans_period() -> None:
    the_30th = replace(LISTING, eta=None, recurrence=MonthlyOnDay(date(2027, 1, 5), 30))
    whole = replace(WHOLE, plan=replace(PLAN, ends_on=date(2027, 3, 30)), tactics=(the_30th,))
    assert [(event["UID"], event["DTSTART"]) for event in events(whole)] == [
        ("listing-20270130@tcampfire.oncourse", "20270130"),
        ("listing-20270228@tcampfire.oncourse", "20270228"),
        ("listing-20270330@tcampfire.oncourse", "20270330"),
    ]


@pytest.mark.parametrize(
    ("plan", "tactic"),
    [
        (PLAN, replace(LISTING, state=State.DONE)),
        (PLAN, replace(LISTING, state=State.DROPPED)),
        (PLAN, replace(LISTING, eta=None)),
        (replace(PLAN, closed_at=NOW), LISTING),
        (PLAN, replace(LISTING, eta=None, recurrence=MonthlyOnDay(date(2028, 1, 5), 30))),
        (PLAN, replace(LISTING, eta=None, recurrence=MonthlyOnDay(date(2028, 1, 5), 5))),
    ],
)
def test_what_is_not_to_be_done_is_no_event(plan: Plan, tactic: Tactic) -> None:
    assert list(events(replace(WHOLE, plan=plan, tactics=(tactic,)))) == []


# --- names of files


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Social media 2027", "social-media-2027.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("Plāns: jūnijs", "plāns-jūnijs.csv"),
        ("🔥", "plan.csv"),
    ],
)
def test_a_file_is_called_as_its_plan(name: str, file: str) -> None:
    assert filename(replace(PLAN, name=name), "csv") == file


def test_a_dropped_goal_and_its_tactics_are_rows_but_no_part_of_the_document() -> None:
    gone: Goal = replace(GOAL, id="gone", number=2, title="Be on TikTok", dropped=True)
    dropped = replace(LISTING, id="t", number=4, goal="gone", title="Dance", state=State.DROPPED)
    whole = replace(WHOLE, goals=(GOAL, gone), tactics=(LISTING, dropped))
    assert [row[3] for row in rows(plan_csv(whole))[1:]] == [LISTING.title, "Dance"]
    assert "Dance" not in plan_markdown(whole)
    assert "TikTok" not in plan_markdown(whole)
