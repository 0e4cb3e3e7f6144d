"""Every reader of text takes work in proportion to it, whatever it repeats, up to 10,000 characters.

What Python does is counted here, by its own tracing; what its regular expressions do is counted in
`test_patterns.py`; and what else is slow in C (putting accents in order, dateparser, charset-normalizer) is
never handed more than so many characters.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pkgutil import iter_modules
from types import FrameType, ModuleType
from typing import Any

import pytest

import planning.phrases
import planning.sheets
from bot.transports import payloads
from handlers.slack import message_text
from handlers.views.common import blocks, commands, errors
from handlers.views.exports import csv_file, markdown
from planning import people, phrases, sheets, text
from planning.errors import Code, PlanningError
from planning.goals import Metric
from planning.people import Person
from planning.phrases import PHRASE_MAX, dates, foreign, leftovers, places
from planning.phrases import people as phrase_people
from planning.sheets import (
    Column,
    ImportTarget,
    Row,
    alphabets,
    cells,
    columns,
    drafts,
    encodings,
    owners,
    served,
    table,
)
from tests.conftest import IS_DEEP
from tests.planning.world import NOW, PLAN, TODAY
from tests.shapes import SHAPES

SHORT, LONG = (10_000, 40_000) if IS_DEEP else (2_500, 10_000)
GROWTH = 6  # four times the text, and some room; its square would be sixteen
ONCE = 2_000
CROWD = sheets.people_by_name([(Person("U0BRIAN", "Brian"), ["Brian", "@brian"])])
STANDING = ImportTarget(PLAN, (), (), CROWD, {"U0BRIAN"}, "U0MAYA", NOW)
METRICS = (Metric("m1", "followers"), Metric("m2", "revenue from ads", "EUR"))
Read = Callable[[str], object]


def rows_of(words: str) -> tuple[Row, ...]:
    """A row with the words in every column, and good ones but for the words in one of them."""
    good = {Column.COMPANY_GOAL: "Ship 3 features", Column.GOAL: "Be seen", Column.TACTIC: "Call"}
    tried = (Column.TACTIC, Column.OWNERS, Column.ETA, Column.NOTES)
    alone = (Row(number, {**good, column: words}, (("", words),)) for number, column in enumerate(tried, 2))
    return (Row(1, dict.fromkeys(Column, words)), *alone)


def a_row(read: Callable[[Row, drafts.Problems], object], words: str) -> None:
    for row in rows_of(words):
        read(row, drafts.Problems(row))


READERS: Mapping[Callable[..., Any], Read] = {
    # what people type
    phrases.ids_without_names: phrases.ids_without_names,
    phrases.insert_names: lambda words: phrases.insert_names(words, {"U1": words[:20]}),
    phrases.to_plain_text: phrases.to_plain_text,
    phrases.mentioned: phrases.mentioned,
    phrases.read_message: lambda words: phrases.read_message(words, {"U0BRIAN": words[:80]}),
    phrases.read_quick_add: lambda words: phrases.read_quick_add(words, phrases.Speaker(TODAY, "U1")),
    places.with_places: lambda words: places.with_places(words, {"@b": "U2"}),
    places.named: lambda words: places.named(words, ["@b"]),
    phrases.split_move: lambda words: phrases.split_move(words, phrases.Speaker(TODAY, "U1")),
    phrases.read_when: lambda words: phrases.read_when(words, phrases.Speaker(TODAY, "U1")),
    phrases.read_assign: lambda words: phrases.read_assign(words, phrases.Speaker(TODAY, "U1")),
    phrases.handles_of: phrases.handles_of,
    phrases.read_message_tactic: lambda words: phrases.read_message_tactic(
        phrases.read_message(words, {}), phrases.Speaker(TODAY, "U1")
    ),
    phrases.read_filter: phrases.read_filter,
    phrases.read_number: lambda words: [phrases.read_number(words, locale) for locale in ("", "en-US")],
    phrases.read_reading: lambda words: phrases.read_reading(words, METRICS, TODAY, "en-US"),
    phrases.read_several: phrases.read_several,
    phrases.read_rating: phrases.read_rating,
    phrases.read_date: lambda words: phrases.read_date(words, TODAY),
    phrases.read_recurrence: lambda words: phrases.read_recurrence(words, TODAY),
    dates.find_date: lambda words: dates.find_date(words, TODAY),
    dates.names_day: dates.names_day,
    dates.is_impossible: lambda words: dates.is_impossible(words, TODAY),
    dates.is_ordered_by_locale: dates.is_ordered_by_locale,
    leftovers.is_clock: leftovers.is_clock,
    phrase_people.person_of: lambda words: phrase_people.person_of(words, "U1", {"@b": "U2"}),
    phrase_people.is_stranger: lambda words: phrase_people.is_stranger(words, {"@b": "U2"}),
    dates.find_day: lambda words: dates.find_day(words, TODAY),
    dates.find_foreign_date: lambda words: dates.find_foreign_date(words, TODAY),
    foreign.find_date: lambda words: foreign.find_date(words, TODAY),
    foreign.find_word: lambda words: foreign.find_word(words, TODAY),
    foreign.find_span: lambda words: foreign.find_span(words, TODAY),
    text.line: lambda words: text.line(words, "title"),
    text.title: lambda words: text.title(words, "title"),
    text.unmarked: text.unmarked,
    text.optional_line: lambda words: text.optional_line(words, "reason"),
    text.paragraphs: lambda words: text.paragraphs(words, "notes"),
    text.lines: lambda words: text.lines(words, "goals", 5),
    text.folded: text.folded,
    text.alike: text.alike,
    people.is_away_status: lambda words: people.is_away_status(words, words),
    # what stands in a spreadsheet
    sheets.decode: lambda words: [
        sheets.decode(words.encode(codec, "ignore")) for codec in ("utf-8", "cp932")
    ],
    encodings.sample_of: encodings.sample_of,
    alphabets.likelihood: lambda words: alphabets.likelihood(words[: encodings._MAX_SAMPLE]),
    sheets.read_sheet: lambda words: [
        sheets.read_sheet(f"{head}{words}") for head in ("", 'Goal,Tactic\nA,"')
    ],
    served.split_served: lambda words: [
        served.split_served(f"{before}{words}") for before in ("", "all serves ", "A\n")
    ],
    sheets.find_served: lambda words: sheets.find_served(words, PLAN, ()),
    columns.column_named: columns.column_named,
    columns.places_of: lambda words: columns.places_of([words, *words[: table.MAX_COLUMNS]]),
    owners.read_owners: lambda words: owners.read_owners(words, CROWD, {"U0BRIAN"}),
    owners.people_by_name: lambda words: owners.people_by_name([(Person("U1", words), [words])]),
    cells.read_when: lambda words: cells.read_when(words, TODAY),
    cells.read_recurring: lambda words: cells.read_recurring(words, TODAY),
    cells.read_number: lambda words: cells.read_number(words, Column.VALUE),
    cells.read_state: cells.read_state,
    drafts.require_whole: lambda words: drafts.require_whole(words, Column.GOAL),
    drafts.read_draft: partial(
        a_row, lambda row, problems: drafts.read_draft(row, None, TODAY, CROWD, set(), problems)
    ),
    drafts.read_numbers: partial(a_row, drafts.read_numbers),
    sheets.read_import: lambda words: sheets.read_import(rows_of(words), STANDING, str),
    # what Slack sends
    payloads.read: lambda words: [
        payloads.read(payloads.JSON, words.encode()),
        payloads.read(payloads.FORM, words.encode()),
    ],
    payloads.is_ssl_check: lambda words: payloads.is_ssl_check(payloads.FORM, words.encode()),
    message_text.text_of: lambda words: message_text.text_of({"blocks": [{"elements": [{"text": words}]}]}),
    # what is drawn
    blocks.escape: blocks.escape,
    blocks.shorten: lambda words: blocks.shorten(words, 3000),
    blocks.escape_short: lambda words: blocks.escape_short(words, 3000),
    blocks.bold: lambda words: blocks.bold(words, 3000),
    commands.slash: commands.slash,
    errors.refusal_message: lambda words: errors.refusal_message(
        PlanningError(Code.DATE_UNREADABLE, "eta", words=words), words
    ),
    markdown.escape_markdown: markdown.escape_markdown,
    csv_file.escape_formula: csv_file.escape_formula,
}
NO_READERS = {
    "owners_before",
    "named_before",
    "people_by_handle",  # of handles that were found
    "any_of",  # makes a pattern of our own words
    "number",  # of a word that a pattern has found
    "not_past",
    "in_digits",  # writes a number
}


def work_of(read: Read, words: str) -> int:
    """How many lines and calls it takes, those of functions written in C among them."""
    count = 0

    def traced(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal count
        count += 1
        return traced

    def profiled(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(traced)
    sys.setprofile(profiled)
    try:
        with suppress(PlanningError, payloads.UnreadableRequest):
            read(words)
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return count


def repeated(piece: str, length: int) -> str:
    return (piece * length)[:length]


@pytest.mark.parametrize(
    "read",
    READERS.values(),
    ids=[f"{read.__module__}.{read.__name__}" for read in READERS],
)
def test_four_times_the_text_is_four_times_the_work(read: Read) -> None:
    with suppress(PlanningError, payloads.UnreadableRequest):
        read("a")  # what is imported or cached the first time
    for name, piece in SHAPES.items():
        few, many = (work_of(read, repeated(piece, length)) for length in (SHORT, LONG))
        assert many <= GROWTH * few + ONCE, name


def functions_of(package: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions of a package's files."""
    for found in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{found.name}")
        for name, function in getmembers(module, isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield name, function


def takes_text(function: Callable[..., Any]) -> bool:
    kinds = [str(one.annotation) for one in signature(function).parameters.values()]
    return any(word in kind for kind in kinds for word in ("str", "bytes", "Row"))


@pytest.mark.parametrize("package", [planning.phrases, planning.sheets])
def test_no_reader_is_left_out(package: ModuleType) -> None:
    readers = {name: function for name, function in functions_of(package) if takes_text(function)}
    assert {name for name, function in readers.items() if function not in READERS} <= NO_READERS


def test_no_reader_of_lines_is_left_out() -> None:
    readers = [function for name, function in getmembers(text, isfunction) if not name.startswith("_")]
    assert set(readers) <= set(READERS)


@pytest.mark.parametrize("name", ["accents of two classes", "a letter with accents", "Japanese", "words"])
def test_what_is_slow_is_handed_little(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accents are put in order by the square of their number; dateparser and charset-normalizer take long."""
    handed: dict[str, list[int]] = {"normalize": [], "dateparser": [], "charset": []}

    class Normalizing:
        @staticmethod
        def normalize(_form: str, words: str) -> str:
            handed["normalize"].append(len(words))
            return words

    monkeypatch.setattr("planning.text.unicodedata", Normalizing)
    monkeypatch.setattr("dateparser.parse", lambda words, **_: handed["dateparser"].append(len(words)))

    def from_bytes(sample: bytes, **_: object) -> list[int]:
        handed["charset"].append(len(sample))
        return [1]

    monkeypatch.setattr("charset_normalizer.from_bytes", from_bytes)
    for read in READERS.values():
        with suppress(PlanningError, payloads.UnreadableRequest):
            read(repeated(SHAPES[name], LONG))
    assert all(length <= 3 * text._FOLDED_AT_ONCE for length in handed["normalize"])
    assert all(length <= PHRASE_MAX for length in handed["dateparser"])
    assert all(length <= encodings._MAX_SAMPLE for length in handed["charset"])
    assert len(handed["dateparser"]) <= 100


def test_work_that_grows_with_the_square_is_found_out() -> None:
    def square(words: str) -> int:
        return sum(1 for at in range(0, len(words), 100) for _ in words[:at:100])

    few, many = (work_of(square, repeated("a", length)) for length in (SHORT, LONG))
    assert many > GROWTH * few + ONCE


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (lambda words: phrases.read_date(words, TODAY), Code.DATE_UNREADABLE),
        (lambda words: cells.read_when(words, TODAY), Code.DATE_UNREADABLE),
        (lambda words: cells.read_recurring(words, TODAY), Code.RECURRENCE_UNREADABLE),
        (lambda words: owners.read_owners(words, CROWD, set()), Code.TOO_LONG),
        (lambda words: text.line(words, "title"), Code.TOO_LONG),
    ],
)
def test_what_is_too_long_to_be_read_is_refused_and_named(read: Read, code: Code) -> None:
    with pytest.raises(PlanningError) as refused:
        read("monday and " * 500)
    assert refused.value.code is code
    assert refused.value.values
