"""Reminders: what a digest speaks of, on which days, and who is left in peace."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.countries import country_of_zone, is_country
from planning.errors import Code, PlanningError
from planning.people import Person, is_away_status
from planning.recurrence import MonthlyOnDay
from planning.reminders import DueItem, Preferences, country_of, digest, is_mentioned, is_quiet
from planning.tactics import Finish, State
from tests.planning.world import TACTIC

DAY = timedelta(days=1)
DUE = date(2027, 2, 1)  # a Monday
BRIAN = Person("U0BRIAN", "Brian", zone="America/New_York")
USUAL = Preferences("U0BRIAN")
MONDAY = date(2027, 1, 11)
NOON = datetime(2027, 1, 11, 17, tzinfo=UTC)  # in New York

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
leads = st.lists(st.integers(0, 20), max_size=4)


def mentions(lead_days: tuple[int, ...], snoozed_until: date | None = None) -> list[int]:
    """The days from the due date on which it is mentioned, by somebody who looks every day."""
    around = [DUE + DAY * later for later in range(-30, 31)]
    told = [day for day in around if is_mentioned(DUE, day - DAY, day, lead_days, snoozed_until)]
    return [(day - DUE).days for day in told]


@pytest.mark.parametrize(
    ("lead_days", "expected"),
    [
        ((7, 1, 0), [-7, -1, 0, 1, 2, 3, 10, 17, 24]),
        ((14,), [-14, 1, 2, 3, 10, 17, 24]),
        ((), [1, 2, 3, 10, 17, 24]),
    ],
)
def test_a_due_date_is_mentioned_on_its_lead_days_and_while_overdue(
    lead_days: tuple[int, ...], expected: list[int]
) -> None:
    assert mentions(lead_days) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (DUE - 10 * DAY, [-10, -7, -1, 0, 1, 2, 3, 10, 17, 24]),
        (DUE - 3 * DAY, [-3, -1, 0, 1, 2, 3, 10, 17, 24]),
        (DUE + 2 * DAY, [2, 3, 10, 17, 24]),
        (DUE + 5 * DAY, [5, 10, 17, 24]),
    ],
)
def test_a_snoozed_one_waits_for_its_day_and_is_mentioned_on_it(until: date, expected: list[int]) -> None:
    assert [day for day in mentions((7, 1, 0), until) if DUE + day * DAY >= until] == expected
    assert min(mentions((7, 1, 0), until)) == expected[0]


@pytest.mark.parametrize(
    ("since", "today", "told"),
    [
        pytest.param(date(2027, 1, 22), date(2027, 1, 25), True, id="seven days before, on that Monday"),
        pytest.param(
            date(2027, 1, 29), date(2027, 2, 1), True, id="tomorrow was a Sunday's word, today counts"
        ),
        pytest.param(date(2027, 1, 20), date(2027, 1, 29), True, id="seven days before was a holiday"),
        pytest.param(date(2027, 1, 25), date(2027, 1, 29), False, id="nothing in between"),
        pytest.param(date(2027, 2, 4), date(2027, 2, 10), False, id="between the third day and the tenth"),
        pytest.param(date(2027, 2, 10), date(2027, 2, 12), True, id="the tenth day was a holiday"),
        pytest.param(date(2027, 2, 1), date(2027, 2, 1), False, id="twice on one day"),
    ],
)
def test_what_passed_unmentioned_is_made_good(since: date, today: date, told: bool) -> None:
    assert is_mentioned(DUE, since, today, (7, 1, 0)) is told


@given(days, days, st.integers(0, 60), leads)
def test_looking_rarely_misses_nothing_that_looking_daily_tells(
    due: date, since: date, length: int, lead_days: list[int]
) -> None:
    today = since + length * DAY
    daily = [since + DAY * later for later in range(1, length + 1)]
    each = any(is_mentioned(due, day - DAY, day, lead_days) for day in daily)
    assert is_mentioned(due, since, today, lead_days) is each


def test_a_digest_tells_what_is_due_by_date_and_leaves_out_what_is_not() -> None:
    today = date(2027, 2, 1)
    late = replace(TACTIC, id="late", number=4, eta=today - DAY)
    now = replace(TACTIC, id="now", number=3, eta=today)
    also = replace(TACTIC, id="also", number=2, eta=today)
    monthly = replace(TACTIC, id="monthly", number=5, recurrence=MonthlyOnDay(date(2027, 1, 2), 2))
    overdue = replace(TACTIC, id="overdue", number=6, recurrence=MonthlyOnDay(date(2027, 1, 15), 15))
    silent = [
        replace(TACTIC, id="later", eta=today + 3 * DAY),
        replace(TACTIC, id="undated"),
        replace(overdue, id="in between", recurrence=MonthlyOnDay(date(2027, 1, 12), 12)),
        replace(monthly, id="a month ahead", last_done=date(2027, 2, 2)),
        replace(TACTIC, id="done", eta=today, state=State.DONE),
        replace(TACTIC, id="mine", eta=today, finish=Finish.ALL, finished=("U0BRIAN",)),
        replace(TACTIC, id="snoozed", eta=today),
    ]
    found = digest(
        [now, monthly, also, late, overdue, *silent],
        since=today - 3 * DAY,
        today=today,
        preferences=USUAL,
        snoozes={"snoozed": today + DAY},
        pending_ratings=[now],
        pending_answers=["C1"],
    )
    assert found.due == (
        DueItem(overdue, date(2027, 1, 15)),
        DueItem(late, today - DAY),
        DueItem(also, today),
        DueItem(now, today),
        DueItem(monthly, date(2027, 2, 2)),
    )
    assert (found.ratings, found.answers) == ((now,), ("C1",))


@pytest.mark.parametrize(
    ("due", "ratings", "answers", "empty"),
    [(0, 0, 0, True), (1, 0, 0, False), (0, 1, 0, False), (0, 0, 1, False)],
)
def test_nothing_to_say_is_no_digest(due: int, ratings: int, answers: int, empty: bool) -> None:
    tactic = replace(TACTIC, eta=DUE)
    found = digest([tactic] * due, DUE - DAY, DUE, USUAL, {}, [tactic] * ratings, ["C1"] * answers)
    assert found.is_empty is empty


@pytest.mark.parametrize(
    ("day", "quiet"),
    [
        pytest.param(date(2027, 1, 9), True, id="Saturday"),
        pytest.param(date(2027, 1, 10), True, id="Sunday"),
        pytest.param(date(2027, 1, 11), False, id="Monday"),
        pytest.param(date(2027, 1, 18), True, id="Martin Luther King Day"),
        pytest.param(date(2027, 11, 18), False, id="Latvia's, not theirs"),
    ],
)
def test_weekends_and_holidays_are_quiet(day: date, quiet: bool) -> None:
    assert is_quiet(day, BRIAN, USUAL, NOON) is quiet


def test_a_chosen_country_comes_before_a_known_one_and_that_before_the_zones() -> None:
    chosen, known = replace(USUAL, country="LV"), replace(BRIAN, country="GR")
    assert [country_of(BRIAN, USUAL), country_of(known, USUAL), country_of(known, chosen)] == [
        "US",
        "GR",
        "LV",
    ]
    assert country_of(Person("U", "U", zone="UTC"), USUAL) == ""
    assert is_quiet(date(2027, 11, 18), BRIAN, chosen, NOON)
    assert not is_quiet(date(2027, 1, 18), BRIAN, chosen, NOON)


@pytest.mark.parametrize(
    ("away_from", "away_to", "quiet"),
    [
        (None, None, [False, False, False]),
        (MONDAY + DAY, MONDAY + DAY, [False, True, False]),
        (MONDAY + DAY, None, [False, True, True]),
        (None, MONDAY + DAY, [True, True, False]),
    ],
)
def test_who_says_to_be_away_is_left_in_peace(
    away_from: date | None, away_to: date | None, quiet: list[bool]
) -> None:
    away = replace(USUAL, away_from=away_from, away_to=away_to)
    assert [is_quiet(MONDAY + DAY * later, BRIAN, away, NOON) for later in range(3)] == quiet


@pytest.mark.parametrize(
    ("away", "until", "quiet"),
    [
        pytest.param(False, None, [False, False], id="at work"),
        pytest.param(False, NOON + DAY, [False, False], id="another status"),
        pytest.param(True, None, [True, True], id="with no end"),
        pytest.param(True, NOON - timedelta(seconds=1), [False, False], id="over"),
        pytest.param(True, NOON, [False, False], id="just over"),
        pytest.param(True, NOON + timedelta(hours=3), [True, False], id="until tonight"),
        pytest.param(True, datetime(2027, 1, 12, 5, tzinfo=UTC), [True, False], id="until midnight"),
        pytest.param(True, NOON + DAY, [True, True], id="until tomorrow"),
    ],
)
def test_an_away_status_counts_until_it_expires(
    away: bool, until: datetime | None, quiet: list[bool]
) -> None:
    person = replace(BRIAN, status_away=away, status_until=until)
    assert [is_quiet(day, person, USUAL, NOON) for day in (MONDAY, MONDAY + DAY)] == quiet


AWAY = [
    ("Vacationing", ":palm_tree:"),
    ("Out sick", ":face_with_thermometer:"),
    ("", ":palm_tree:"),
    ("On vacation until 3 May", ""),
    ("On holiday, back in two weeks", ":airplane:"),
    ("OOO", ""),
    ("ooo until Monday", ""),
    ("", ":ooo:"),
    ("Out of the office", ""),
    ("Parental leave", ":baby:"),
    ("On annual leave", ""),
    ("Taking the day off", ""),
    ("I\u2019m off today", ""),
    ("off", ""),
    ("Away", ":no_entry:"),
    ("Not working today", ""),
    ("PTO", ""),
    ("Atvaļinājumā līdz 5. maijam", ""),
    ("Slimoju", ""),
    ("Im Urlaub", ""),
    ("Krankgeschrieben", ""),
    ("En vacances", ""),
    ("En congé", ""),
    ("De vacaciones", ""),
    ("In ferie", ""),
    ("Я в отпуске до понедельника", ""),
    ("Σε άδεια", ""),
    ("Na urlopie", ""),
    ("", ":face_with_thermometer::skin-tone-3:"),
]
AT_WORK = [
    ("", ""),
    ("In a meeting", ":spiral_calendar_pad:"),
    ("Commuting", ":bus:"),
    ("Working remotely", ":house_with_garden:"),
    ("Working from Bali", ":palm_tree:"),
    ("Sick, but working from home", ""),
    ("Back from vacation", ":palm_tree:"),
    ("Lunch", ":sandwich:"),
    ("Right away!", ""),
    ("Away from keyboard", ""),
    ("Holiday campaign", ":christmas_tree:"),
    ("Team offsite", ""),
    ("Kick off this week", ""),
    ("Check out this post", ""),
    ("Flying to Berlin", ":airplane:"),
    ("I'll answer later", ""),
    ("Leave me a note", ""),
    ("Still there", ":villa:"),
    ("Semester planning", ""),
]


@pytest.mark.parametrize(("text", "emoji"), AWAY)
def test_a_status_that_looks_away(text: str, emoji: str) -> None:
    assert is_away_status(text, emoji)
    assert is_away_status(text.upper(), emoji)


@pytest.mark.parametrize(("text", "emoji"), AT_WORK)
def test_a_status_that_does_not(text: str, emoji: str) -> None:
    assert not is_away_status(text, emoji)
    assert not is_away_status(text.upper(), emoji)


def edited(
    hour: int = 9,
    lead_days: tuple[int, ...] = (7, 1, 0),
    away_from: date | None = None,
    away_to: date | None = None,
    country: str = "",
) -> Preferences:
    return USUAL.edited(hour=hour, lead_days=lead_days, away_from=away_from, away_to=away_to, country=country)


def test_preferences_are_tidied() -> None:
    assert edited(23, (0, 3, 14, 3), MONDAY, MONDAY, " lv ") == Preferences(
        "U0BRIAN", 23, (14, 3, 0), MONDAY, MONDAY, "LV"
    )
    assert edited(0, ()) == Preferences("U0BRIAN", 0, ())


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"hour": 24}, Code.OUT_OF_RANGE, "hour"),
        ({"hour": -1}, Code.OUT_OF_RANGE, "hour"),
        ({"lead_days": (7, 61)}, Code.OUT_OF_RANGE, "lead_days"),
        ({"lead_days": (-1,)}, Code.OUT_OF_RANGE, "lead_days"),
        ({"away_from": MONDAY, "away_to": MONDAY - DAY}, Code.DATES_REVERSED, "away_to"),
        ({"country": "XX"}, Code.COUNTRY_UNKNOWN, "country"),
        ({"country": "Latvia"}, Code.COUNTRY_UNKNOWN, "country"),
    ],
)
def test_preferences_are_refused_at_their_field(changed: dict[str, object], code: Code, field: str) -> None:
    with pytest.raises(PlanningError) as refused:
        edited(**changed)  # type: ignore[arg-type]  # a table of different fields
    assert (refused.value.code, refused.value.field) == (code, field)


def test_every_zone_of_a_country_is_known() -> None:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text()
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    inhabited = [(country, zone) for country, _, zone, *_ in rows if country != "AQ"]
    assert len(inhabited) > 350
    assert [(country_of_zone(zone), zone) for _, zone in inhabited] == inhabited
    assert all(is_country(country) for country, _ in inhabited)


@pytest.mark.parametrize(
    ("zone", "country"),
    [("US/Pacific", "US"), ("Asia/Calcutta", "IN"), ("Europe/Kiev", "UA"), ("Etc/GMT+3", ""), ("", "")],
)
def test_old_spellings_are_known_and_other_clocks_are_of_no_country(zone: str, country: str) -> None:
    assert country_of_zone(zone) == country


def test_a_snooze_by_a_clock_that_was_ahead_is_none() -> None:
    for until in (DUE + 365 * DAY, DUE + 18262 * DAY):
        assert mentions((7, 1, 0), until) == mentions((7, 1, 0))
