"""Date tokens in the reader's zone and language, and near days by their names."""

import re
from typing import Any

import pytest

from tests.browser.sheet import Json, Sheet

NOON = 1801476000  # Monday 1 February 2027, 12:00 in Riga
DAY = 24 * 60 * 60
LOS_ANGELES: Json = {"zone": "America/Los_Angeles"}
LATVIAN: Json = {"locale": "lv-LV"}


async def written(paper: Sheet, form: str, seconds: int = NOON, **screen: Any) -> str:
    """A date token alone after other words, in a week when no day is near."""
    in_march = {"now": (NOON + 30 * DAY) * 1000}
    html = await paper.mrkdwn(f"On <!date^{seconds}^{form}|the day>", **(in_march | screen))
    return re.sub(r"<[^>]+>", "", html).replace("\u202f", " ").removeprefix("On ")


@pytest.mark.parametrize(
    ("form", "american", "latvian"),
    [
        ("{date_num}", "2027-02-01", "2027-02-01"),
        ("{date_slash}", "02/01/2027", "01.02.2027"),
        ("{date}", "February 1st, 2027", "2027. gada 1. februāris"),
        ("{date_long}", "Monday, February 1st, 2027", "pirmdiena, 2027. gada 1. februāris"),
        ("{date_long_full}", "February 1, 2027", "2027. gada 1. februāris"),
        ("{date_short}", "Feb 1, 2027", "2027. g. 1. febr."),
        ("{date_pretty}", "February 1st, 2027", "2027. gada 1. februāris"),
        ("{date_short_pretty}", "Feb 1, 2027", "2027. g. 1. febr."),
        ("{date_long_pretty}", "Monday, February 1st, 2027", "pirmdiena, 2027. gada 1. februāris"),
        ("{day_divider_pretty}", "Monday, February 1st", "pirmdiena, 1. februāris"),
        ("{time}", "12:00 PM", "12:00"),
        ("{time_secs}", "12:00:00 PM", "12:00:00"),
        ("{ago}", "1 month ago", "pirms 1 mēneša"),
        ("{date_num} at {time}", "2027-02-01 at 12:00 PM", "2027-02-01 at 12:00"),
    ],
)
async def test_a_date_is_in_the_readers_language(
    paper: Sheet, form: str, american: str, latvian: str
) -> None:
    assert await written(paper, form) == american
    assert await written(paper, form, **LATVIAN) == latvian


@pytest.mark.parametrize(
    ("zone", "read"),
    [
        ("Europe/Riga", "2027-02-01 12:00 PM"),
        ("America/Los_Angeles", "2027-02-01 2:00 AM"),
        ("Pacific/Honolulu", "2027-02-01 12:00 AM"),
        ("Pacific/Kiritimati", "2027-02-02 12:00 AM"),
        ("Asia/Kathmandu", "2027-02-01 3:45 PM"),
    ],
)
async def test_a_date_is_in_the_readers_zone(paper: Sheet, zone: str, read: str) -> None:
    assert await written(paper, "{date_num} {time}", zone=zone) == read


@pytest.mark.parametrize(
    ("locale", "read"),
    [("en-GB", "Monday, 1 February 2027, 12:00"), ("de-DE", "Montag, 1. Februar 2027, 12:00")],
)
async def test_only_americans_count_their_days(paper: Sheet, locale: str, read: str) -> None:
    said = await written(paper, "{date_long}, {time}", locale=locale)
    assert said.replace("Monday 1", "Monday, 1") == read


@pytest.mark.parametrize(
    ("day", "counted"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (22, "22nd")],
)
async def test_days_are_counted_in_english(paper: Sheet, day: int, counted: str) -> None:
    assert await written(paper, "{date}", NOON + (day - 1) * DAY) == f"February {counted}, 2027"


@pytest.mark.parametrize(
    ("ahead", "screen", "said"),
    [
        (0, {}, "today"),
        (-DAY, {}, "yesterday"),
        (DAY, {}, "tomorrow"),
        (-2 * DAY, {}, "January 30th, 2027"),
        (2 * DAY, {}, "February 3rd, 2027"),
        (0, LATVIAN, "šodien"),
        (DAY, LATVIAN, "rīt"),
        (11 * 60 * 60, {}, "today"),
        (12 * 60 * 60, {}, "tomorrow"),
        (12 * 60 * 60, LOS_ANGELES, "today"),
        (-3 * 60 * 60, LOS_ANGELES, "yesterday"),
    ],
)
async def test_a_near_day_is_named(paper: Sheet, ahead: int, screen: Json, said: str) -> None:
    """It is noon in Riga, two in the morning in Los Angeles."""
    assert await written(paper, "{date_pretty}", NOON + ahead, now=NOON * 1000, **screen) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("", "Today at 12:00 PM"),
        ("Due ", "Due today at 12:00 PM"),
        ("Done. ", "Done. Today at 12:00 PM"),
        ("One\n", "One\nToday at 12:00 PM"),
        ("*", "*Today at 12:00 PM"),
        ("Due: ", "Due: today at 12:00 PM"),
    ],
)
async def test_a_near_day_is_capital_only_where_a_sentence_begins(
    paper: Sheet, before: str, said: str
) -> None:
    html = await paper.mrkdwn(f"{before}<!date^{NOON}^{{date_pretty}} at {{time}}|then>", now=NOON * 1000)
    assert re.sub(r"<[^>]+>", "", html).replace("\u202f", " ") == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (NOON - 30, "30 seconds ago"),
        (NOON - 120, "2 minutes ago"),
        (NOON - 3 * 3600, "3 hours ago"),
        (NOON - 3 * DAY, "3 days ago"),
        (NOON + 14 * DAY, "in 2 weeks"),
        (NOON - 800 * DAY, "2 years ago"),
    ],
)
async def test_how_long_ago_something_was_is_said(paper: Sheet, seconds: int, said: str) -> None:
    assert await written(paper, "{ago}", seconds, now=NOON * 1000) == said


@pytest.mark.parametrize("form", ["no token", "{unknown}", "{date} {unknown}", "{constructor}"])
async def test_a_form_that_cannot_be_followed_shows_the_fallback(paper: Sheet, form: str) -> None:
    assert await written(paper, form) == "the day"


async def test_a_date_may_be_a_link_and_always_tells_the_whole_moment(paper: Sheet) -> None:
    html = await paper.mrkdwn(f"<!date^{NOON}^{{date_num}}^https://a.example/?a=1&amp;b=2|1 February>")
    assert html.replace("\u202f", " ") == (
        '<a class="bk-link" href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">'
        '<time datetime="2027-02-01T10:00:00.000Z" title="Monday, February 1, 2027, 12:00 PM (Europe/Riga)">'
        "2027-02-01</time></a>"
    )
