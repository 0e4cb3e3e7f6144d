"""What people type: dates, rhythms and whole tactics, well-meant and hostile."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.phrases import QuickAdd, Speaker, read_date, read_quick_add, read_recurrence
from planning.recurrence import LAST, MonthlyOnDay, MonthlyOnWeekday, Recurrence, Weekly

TODAY = date(2027, 1, 20)  # a Wednesday
FIRST_OF_FEBRUARY = date(2027, 2, 1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
EVERY_30TH = MonthlyOnDay(TODAY, 30)

todays = st.dates(date(2000, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1 February", "2027-02-01"),
        ("1 February.", "2027-02-01"),
        ("February 1", "2027-02-01"),
        ("Feb 1st, 2027", "2027-02-01"),
        ("the 1st of Feb", "2027-02-01"),
        ("1 Feb 2028", "2028-02-01"),
        ("Monday 1 February 2027", "2027-02-01"),
        ("by 1 february", "2027-02-01"),
        ("20 January", "2027-01-20"),
        ("19 January", "2028-01-19"),
        ("29 February", "2028-02-29"),
        ("15th", "2027-02-15"),
        ("the 31st", "2027-01-31"),
        ("2027-02-01", "2027-02-01"),
        ("2027/2/1", "2027-02-01"),
        ("1.2.2027", "2027-02-01"),
        ("1. 2. 2027", "2027-02-01"),
        ("1.2.", "2027-02-01"),
        ("1.2.27", "2027-02-01"),
        ("01/02/2027", "2027-02-01"),
        ("1-2-2027", "2027-02-01"),
        ("13/02", "2027-02-13"),
        ("today", "2027-01-20"),
        ("Tomorrow", "2027-01-21"),
        ("the day after tomorrow", "2027-01-22"),
        ("wednesday", "2027-01-20"),
        ("friday", "2027-01-22"),
        ("this Fri", "2027-01-22"),
        ("tuesday", "2027-01-26"),
        ("next friday", "2027-01-29"),
        ("next tuesday", "2027-01-26"),
        ("in 3 days", "2027-01-23"),
        ("in 2 weeks", "2027-02-03"),
        ("two weeks", "2027-02-03"),
        ("in a month", "2027-02-20"),
        ("within 1 year", "2028-01-20"),
        ("end of week", "2027-01-22"),
        ("next week", "2027-01-29"),
        ("start of next week", "2027-01-25"),
        ("end of month", "2027-01-31"),
        ("end of the month", "2027-01-31"),
        ("next month", "2027-02-28"),
        ("beginning of next month", "2027-02-01"),
        ("start of the month", "2027-02-01"),
        ("end of february", "2027-02-28"),
        ("February 2028", "2028-02-29"),
        ("may", "2027-05-31"),
        ("Q1", "2027-03-31"),
        ("end of Q2", "2027-06-30"),
        ("start of Q1", "2028-01-01"),
        ("Q3 2028", "2028-09-30"),
        ("end of next quarter", "2027-06-30"),
        ("end of year", "2027-12-31"),
        ("end of 2028", "2028-12-31"),
        ("1. februārī", "2027-02-01"),
        ("2027. gada 1. februārī", "2027-02-01"),
        ("piektdien", "2027-01-22"),
        ("rīt", "2027-01-21"),
        ("morgen", "2027-01-21"),
        ("20. Januar", "2027-01-20"),
        ("1er février", "2027-02-01"),
        ("mercredi", "2027-01-20"),
        ("dans 2 semaines", "2027-02-03"),
        ("mañana", "2027-01-21"),
        ("1 февраля", "2027-02-01"),
        ("1 Φεβρουαρίου", "2027-02-01"),
    ],
)
def test_a_date_is_read(words: str, expected: str) -> None:
    assert read_date(words, TODAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1 Feb 2020", "2020-02-01"),
        ("2027-01-19", "2027-01-19"),
        ("19.1.27", "2027-01-19"),
        ("yesterday", "2027-01-19"),
        ("vakar", "2027-01-19"),
        ("Q4 2026", "2026-12-31"),
        ("end of 2026", "2026-12-31"),
        ("1 février 2020", "2020-02-01"),
    ],
)
def test_a_past_date_is_refused_and_named(words: str, day: str) -> None:
    with pytest.raises(PlanningError) as refused:
        read_date(words, TODAY)
    assert (refused.value.code, refused.value.field) == (Code.DATE_PAST, "eta")
    assert refused.value.values == {"date": date.fromisoformat(day)}


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            " ",
            "soon",
            "asap",
            "now",
            "me",
            "5",
            "100",
            "2027",
            "1h",
            "12:30",
            "10 minutes",
            "20 percent",
        ),
        *("31 April", "29 February 2027", "32nd", "0 feb", "00/00", "1/2/3/4", "Q5", "end of"),
        *("Monday 5 February", "in 9999 years", "in 99999999 weeks", "dans 99999999 semaines", "5 personas"),
        *(
            "hand",
            "tag",
            "février",
            "2020 3000 rīt",
            "1 2027 semaines",
            "1 Feb and then some",
            "next",
            "the",
            "week",
            "\x00",
            "\u0661 february",
            "🎉",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_its_words(words: str) -> None:
    with pytest.raises(PlanningError) as refused:
        read_date(words, TODAY)
    assert (refused.value.code, refused.value.field) == (Code.DATE_UNREADABLE, "eta")
    assert refused.value.values == {"words": words}


@pytest.mark.parametrize(
    ("today", "words", "expected"),
    [
        pytest.param("2027-01-22", "friday", "2027-01-22", id="Friday said on one is today"),
        pytest.param("2027-01-22", "next friday", "2027-01-29", id="next Friday said on one"),
        pytest.param("2027-01-24", "next friday", "2027-01-29", id="next Friday said on a Sunday"),
        pytest.param("2027-01-23", "end of week", "2027-01-29", id="the working week is over"),
        pytest.param("2027-01-31", "in a month", "2027-02-28", id="a month that is shorter"),
        pytest.param("2027-01-31", "end of month", "2027-01-31", id="the end of the month is today"),
        pytest.param("2028-02-29", "29 feb", "2028-02-29", id="a leap day is today"),
        pytest.param("2096-03-01", "29 feb", "2104-02-29", id="eight years without a leap day"),
        pytest.param("2027-02-01", "1 février", "2027-02-01", id="today in French"),
        pytest.param("2027-02-01", "31st", "2027-03-31", id="a day that this month lacks"),
    ],
)
def test_a_date_depends_on_today(today: str, words: str, expected: str) -> None:
    assert read_date(words, date.fromisoformat(today)) == date.fromisoformat(expected)


@given(todays, st.integers(0, 2000))
def test_what_is_echoed_can_be_typed(today: date, later: int) -> None:
    day = today + timedelta(days=later)
    assert read_date(f"{day:%A} {day.day} {day:%B} {day.year}", today) == day
    assert read_date(day.isoformat(), today) == day
    assert read_date(f"{day.day}.{day.month}.{day.year}", today) == day


@given(todays, st.integers(0, 364))
def test_a_missing_year_is_the_next_to_come(today: date, later: int) -> None:
    day = today + timedelta(days=later)
    assert read_date(f"{day:%B} {day.day}", today) == day
    assert read_date(f"{day.day}/{day.month}", today) == day


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the 30th of every month", EVERY_30TH),
        ("on the 30th of each month", EVERY_30TH),
        ("every month on the 30th", EVERY_30TH),
        ("monthly on day 30", EVERY_30TH),
        ("Every 30th of the month", EVERY_30TH),
        ("every 30th.", EVERY_30TH),
        ("the last day of the month", MonthlyOnDay(TODAY, 31)),
        ("end of every month", MonthlyOnDay(TODAY, 31)),
        ("the last Friday of every month", MonthlyOnWeekday(TODAY, LAST, FRIDAY)),
        ("first monday of every month", MonthlyOnWeekday(TODAY, 1, MONDAY)),
        ("monthly on the 3rd Thursday", MonthlyOnWeekday(TODAY, 3, THURSDAY)),
        ("every second tuesday of the month", MonthlyOnWeekday(TODAY, 2, TUESDAY)),
        ("every Monday and Thursday", Weekly(TODAY, frozenset({MONDAY, THURSDAY}))),
        ("every Mon, Wed & Fri", Weekly(TODAY, frozenset({MONDAY, WEDNESDAY, FRIDAY}))),
        ("mondays and thursdays", Weekly(TODAY, frozenset({MONDAY, THURSDAY}))),
        ("weekly on Friday", Weekly(TODAY, frozenset({FRIDAY}))),
        ("every weekday", Weekly(TODAY, frozenset(range(5)))),
        ("every day", Weekly(TODAY, frozenset(range(7)))),
        ("every 2 weeks on Tuesday", Weekly(date(2027, 1, 26), frozenset({TUESDAY}), every=2)),
        ("every other tuesday", Weekly(date(2027, 1, 26), frozenset({TUESDAY}), every=2)),
        ("fortnightly on Wednesday", Weekly(TODAY, frozenset({WEDNESDAY}), every=2)),
        ("tuesdays every three weeks", Weekly(date(2027, 1, 26), frozenset({TUESDAY}), every=3)),
        ("the 15th of every second month", MonthlyOnDay(date(2027, 2, 15), 15, every=2)),
        ("every quarter on the 1st", MonthlyOnDay(date(2027, 4, 1), 1, every=3)),
        ("quarterly on the 15th", MonthlyOnDay(date(2027, 4, 15), 15, every=3)),
        ("quarterly on the 25th", MonthlyOnDay(date(2027, 1, 25), 25, every=3)),
        ("the last Friday of every quarter", MonthlyOnWeekday(date(2027, 3, 26), LAST, FRIDAY, every=3)),
        ("end of every quarter", MonthlyOnDay(date(2027, 3, 31), 31, every=3)),
    ],
)
def test_a_rhythm_is_read(words: str, expected: Recurrence) -> None:
    assert read_recurrence(words, TODAY) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "1 February",
        "30th",
        "friday",
        "month",
        "every now and then",
        "the 1st and 15th of every month",
    ],
)
def test_what_is_no_rhythm_is_none(words: str) -> None:
    assert read_recurrence(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the 32nd of every month", Code.RECURRENCE_UNREADABLE),
        ("day 0 of every month", Code.RECURRENCE_UNREADABLE),
        ("every 0 weeks on Monday", Code.RECURRENCE_UNREADABLE),
        ("every 99 weeks on Monday", Code.RECURRENCE_UNREADABLE),
        ("every month", Code.RECURRENCE_NO_DAY),
        ("weekly", Code.RECURRENCE_NO_DAY),
    ],
)
def test_an_impossible_rhythm_is_refused(words: str, code: Code) -> None:
    with pytest.raises(PlanningError) as refused:
        read_recurrence(words, TODAY)
    assert (refused.value.code, refused.value.field) == (code, "rhythm")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "List 100 influencers <@U1|brian> by 1 February",
            QuickAdd("List 100 influencers", ("U1",), eta=FIRST_OF_FEBRUARY),
        ),
        (
            "Sponsored post on the 30th of every month <@U1> <@U2>",
            QuickAdd("Sponsored post", ("U1", "U2"), recurrence=EVERY_30TH),
        ),
        (
            "Set up 1 sponsored post <@U1>, <@U2|hailey> and <@U1> monthly on the 30th",
            QuickAdd("Set up 1 sponsored post", ("U1", "U2"), recurrence=EVERY_30TH),
        ),
        ("<@U1> by friday: call press", QuickAdd("call press", ("U1",), eta=date(2027, 1, 22))),
        ("<@U1>: call press on Friday", QuickAdd("call press", ("U1",), eta=date(2027, 1, 22))),
        ("Stand by by friday", QuickAdd("Stand by", eta=date(2027, 1, 22))),
        ("Call by 1. februārī", QuickAdd("Call", eta=FIRST_OF_FEBRUARY)),
        ("Call by rīt", QuickAdd("Call", eta=date(2027, 1, 21))),
        ("Call press by end of Q1.", QuickAdd("Call press", eta=date(2027, 3, 31))),
        ("Post every Monday", QuickAdd("Post", recurrence=Weekly(TODAY, frozenset({MONDAY})))),
        ("Post on Mondays", QuickAdd("Post", recurrence=Weekly(TODAY, frozenset({MONDAY})))),
        ("Fish &amp; chips &lt;b&gt; &amp;amp;", QuickAdd("Fish & chips <b> &amp;")),
        ("Read <https://x.com/a?b=1&amp;c=2|x.com/a>", QuickAdd("Read https://x.com/a?b=1&c=2")),
        ("Mail <mailto:a@b.c|a@b.c>", QuickAdd("Mail a@b.c")),
        ("Tell <#C1|social> and <#C2>", QuickAdd("Tell #social and a channel")),
        (
            "Wake <!channel>, <!here|here> and <!subteam^S1|@team>",
            QuickAdd("Wake @channel, @here and @team", not_read=("@channel", "@here", "@team")),
        ),
        ("<@U1>", QuickAdd("", ("U1",))),
        ("", QuickAdd("")),
    ],
)
def test_a_tactic_is_read_from_a_sentence(text: str, expected: QuickAdd) -> None:
    assert read_quick_add(text, Speaker(TODAY)) == expected


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Stand by me",
            "Post by hand",
            "Stand by",
            "Report on Q1",
            "Meet by Mars",
        ),
        *(
            "Improve NPS by 1.5",
            "Cut lead time by 2 weeks",
            "Grow by 10 minutes",
            "A: b",
            "10:30",
        ),
        "Review every Monday meeting",
    ],
)
def test_what_cannot_be_read_stays_in_the_title(title: str) -> None:
    assert read_quick_add(title, Speaker(TODAY, "U1")) == QuickAdd(title)


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("Call press by 1 Feb 2020", Code.DATE_PAST, "eta"),
        ("by yesterday: call press", Code.DATE_PAST, "eta"),
        ("Post on the 32nd of every month", Code.RECURRENCE_UNREADABLE, "rhythm"),
    ],
)
def test_an_impossible_ending_is_refused_and_loses_nothing(text: str, code: Code, field: str) -> None:
    found = read_quick_add(text, Speaker(TODAY))
    assert found.refusal
    assert (found.refusal.code, found.refusal.field) == (code, field)
    assert (found.title, found.eta, found.recurrence) == (text, None, None)


PIECES = """
by on the every each of month week quarter monthly weekly last first 30th 32nd 2 1.2. 1/2 99 : , . - and
monday friday tomorrow yesterday february février rīt Q1 end next in <@U1> <@U2|b> <@ <# <!here> &amp; & > |
"""
sentences = st.lists(st.sampled_from(PIECES.split()), max_size=10).map(" ".join)


@given(st.text() | sentences, todays)
@example(": by", TODAY)
@example("by 0. 0. 0000", TODAY)
@example("in 9999 months", date(9999, 12, 31))
@example("every 60 weeks on friday", date(9999, 12, 31))
@example("1 February", date(1, 1, 1))
@settings(deadline=None)  # the first call imports dateparser
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    read_quick_add(text, Speaker(today, "U1", people={"@b": "U2"}, goals={1}))
    for read in (read_date, read_recurrence):
        with suppress(PlanningError):
            read(text, today)


@given(sentences | st.text(st.characters(exclude_characters="<>&")))
@example("<# >")
@settings(deadline=None)
def test_no_word_is_lost_of_what_is_not_understood(text: str) -> None:
    plain = (
        text.replace("<@U1>", " ").replace("<@U2|b>", " ").replace("<!here>", "@here").replace("&amp;", "&")
    )
    found = read_quick_add(text, Speaker(TODAY))
    understood = found.eta or found.recurrence
    assert understood or without_joints(found.title) == without_joints(plain)


JOINTS = ("", "and", "&", "or", "by", "for", "with", "someone", "@b")


def without_joints(text: str) -> list[str]:
    """The words of `text`, but for signs, mentions, and what may join these or come before."""
    words = (word.strip(",;:.!-\u2013\u2014()[]|/>") for word in text.split())
    return [word for word in words if word not in JOINTS]


@given(sentences, todays)
@settings(deadline=None)
def test_a_date_that_was_read_is_still_to_come(text: str, today: date) -> None:
    with suppress(PlanningError):
        assert read_date(text, today) >= today
