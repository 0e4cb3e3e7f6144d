"""Text that screens share: dates, recurrences, numbers, sections and the anchors of ratings."""

from collections.abc import Iterable
from datetime import date, datetime

from planning.priorities import Section
from planning.recurrence import MonthlyOnDay, MonthlyOnLastWorkingDay, MonthlyOnWeekday, Recurrence, Weekly
from planning.tactics import State, Tactic
from planning.zones import is_zone, zone_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MAX_ZONE = 32  # the length of the longest IANA name
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}

SECTIONS = {
    Section.QUICK_WINS: "1 Quick wins",
    Section.BIG_BETS: "2 Big bets",
    Section.FILL_INS: "3 Fill-ins",
    Section.MONEY_PITS: "4 Money pits",
}
# The meaning of each section, with advice.
MEANINGS = {
    Section.QUICK_WINS: "high value, low complexity: do these first",
    Section.BIG_BETS: "high value, high complexity: worth the work, do next",
    Section.FILL_INS: "low value, low complexity: when there's time",
    Section.MONEY_PITS: "low value, high complexity: probably not worth it",
}
# One rater's vote, as in "2 say quick win, 1 says money pit".
VERDICTS = {
    Section.QUICK_WINS: "quick win",
    Section.BIG_BETS: "big bet",
    Section.FILL_INS: "fill-in",
    Section.MONEY_PITS: "money pit",
}
VALUE_ANCHORS = {
    1: "nice to have",
    2: "helps a little",
    3: "helps the goal along",
    4: "moves the goal",
    5: "moves the company goal",
}
COMPLEXITY_ANCHORS = {
    1: "an afternoon",
    2: "a few days",
    3: "a few weeks",
    4: "a month or more",
    5: "months, or people we don't have",
}
STATES = {
    State.PROPOSED: "proposed",
    State.PLANNED: "planned",
    State.UNDER_WAY: "under way",
    State.DONE: "✓ done",
    State.DROPPED: "✕ dropped",
}


def day(when: date) -> str:
    """A date spelled out: "Monday 1 February 2027"."""
    return f"{WEEKDAYS[when.weekday()]} {short_day(when)}"


def short_day(when: date) -> str:
    """A date without its weekday: "1 February 2027"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def brief_day(when: date, today: date) -> str:
    """A short date: "1 Feb", in another year "1 Feb 2028"."""
    text = f"{when.day} {MONTHS[when.month - 1][:3]}"
    return text if when.year == today.year else f"{text} {when.year}"


def period(start: date, end: date) -> str:
    """Two dates: "1 January 2027 to 31 December 2027"."""
    return f"{short_day(start)} to {short_day(end)}"


def moment(when: datetime, zone: str) -> str:
    """An instant in a time zone: "4 January 2027 at 09:05"."""
    local = when.astimezone(zone_of(zone))
    return f"{short_day(local.date())} at {local:%H:%M}"


def local_moment(when: datetime, zone: str) -> str:
    """An instant as mrkdwn that Slack shows in each reader's own time zone; `zone` is for the fallback.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return f"<!date^{int(when.timestamp())}^{{date_long}} at {{time}}|{moment(when, zone)}>"


def own_zone(zone: str) -> str:
    """The time zone of the times a reader sees: theirs, or UTC with the reason; plain text."""
    if is_zone(zone):
        return f"your time zone ({zone})"
    if not zone:
        return "UTC, as Slack doesn't name your time zone"
    shown = zone if len(zone) <= _MAX_ZONE else f"{zone[:_MAX_ZONE]}…"
    return f"UTC, as I don't know your Slack time zone “{shown}”"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st ..."""
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def repeats(rule: Recurrence) -> str:
    """When a tactic repeats: "repeats every Monday", "repeats on the 30th of every month"."""
    return f"repeats {dates_of(rule)}"


def dates_of(rule: Recurrence) -> str:
    """The dates of a recurrence, to follow a verb: "every Monday", "on the 30th of every month"."""
    text = recurrence(rule)
    return text if text.startswith("every") else f"on {text}"


def recurrence(rule: Recurrence) -> str:
    """A recurrence as text that `planning.phrases.read_recurrence` can parse: "every Monday"."""
    until = f" until {short_day(rule.until)}" if rule.until else ""
    return f"{_rule(rule)}{until}"


def _rule(rule: Recurrence) -> str:
    match rule:
        case Weekly():
            return _weekly(rule)
        case MonthlyOnDay(every=12):
            return f"{rule.day} {MONTHS[rule.starts_on.month - 1]} every year"
        case MonthlyOnDay():
            return f"the {ordinal(rule.day)} of {_months(rule.every)}"
        case MonthlyOnWeekday():
            return f"the {NTH[rule.nth]} {WEEKDAYS[rule.weekday]} of {_months(rule.every)}"
        case MonthlyOnLastWorkingDay():
            return f"the last working day of {_months(rule.every)}"


def _weekly(rule: Weekly) -> str:
    if rule.every == 1 and len(rule.weekdays) == 7:
        return "every day"
    if rule.every == 1 and rule.weekdays == {0, 1, 2, 3, 4}:
        return "every working day"
    days = listing(WEEKDAYS[weekday] for weekday in sorted(rule.weekdays))
    return f"every {days}" if rule.every == 1 else f"every {rule.every} weeks on {days}"


def when(tactic: Tactic) -> str:
    """When a tactic is done: "every Monday" or "by 1 February 2027"; empty if it has no date."""
    if tactic.recurrence:
        return recurrence(tactic.recurrence)
    return f"by {short_day(tactic.eta)}" if tactic.eta else ""


def listing(parts: Iterable[str]) -> str:
    """A list as text: "a", "a and b", "a, b and c"."""
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 tactic", "2,000 tactics"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _months(every: int) -> str:
    return {1: "every month", 3: "every quarter"}.get(every, f"every {every} months")
