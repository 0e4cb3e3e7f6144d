"""The form for a person's reminder preferences, and its reader."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.views.common.blocks import Message, escape, section, text_message
from handlers.views.common.inputs import Answers, ask, checkboxes, date_box, form, hour_choice, text_box
from handlers.views.common.words import day, listing, own_zone
from planning.people import Person
from planning.public_holidays import region_name
from planning.reminders import Preferences, country_of, region_of

_LEADS = {14: "14 days before", 7: "7 days before", 3: "3 days before", 1: "the day before", 0: "on the day"}


def preferences_form(preferences: Preferences, person: Person, *, metadata: str) -> View:
    """When and of what a person is reminded, filled in with their `preferences`."""
    offered = sorted({*_LEADS, *preferences.lead_days}, reverse=True)[:10]
    leads = [(_lead_label(days), str(days)) for days in offered]
    blocks: list[Block] = [
        section("One message a day, and none when there's nothing to say."),
        ask(
            "hour",
            "Daily message at",
            hour_choice(preferences.hour),
            hint=f"In {own_zone(person.zone)}.",
        ),
        ask(
            "lead_days",
            "Show what's due",
            checkboxes(leads, [str(days) for days in preferences.lead_days]),
            optional=True,
            hint="Overdue tactics show daily for three days, then weekly.",
        ),
        ask(
            "work_from",
            "Work starts at",
            hour_choice(preferences.work_from),
            hint="Outside these hours I only send your daily message.",
        ),
        ask("work_to", "Work ends at", hour_choice(preferences.work_to, range(1, 25))),
        ask("away_from", "Away from", date_box(preferences.away_from), optional=True),
        ask(
            "away_to",
            "Last day away",
            date_box(preferences.away_to),
            optional=True,
            hint="No messages on these days. A Slack status like “Vacationing” works too.",
        ),
        ask(
            "country",
            "Public holidays of",
            text_box(preferences.country, placeholder="LV"),
            optional=True,
            hint=_country_hint(preferences, person),
        ),
        ask(
            "region",
            "Region",
            text_box(preferences.region.partition("-")[2], placeholder="BY"),
            optional=True,
            hint=_region_hint(preferences, person),
        ),
    ]
    return form("reminder.settings", "Your settings", blocks, metadata=metadata, submit="Save")


def read_preferences_form(answers: Answers, preferences: Preferences, person: Person) -> Preferences:
    """The person's preferences as filled in; raises a refusal about a field."""
    return preferences.edited(
        hour=int(answers.choice("hour")),
        lead_days=tuple(int(days) for days in answers.choices("lead_days")),
        away_from=answers.date("away_from"),
        away_to=answers.date("away_to"),
        country=answers.text("country"),
        region=answers.text("region"),
        # The form of the release before has no working hours.
        work_from=int(answers.choice("work_from") or preferences.work_from),
        work_to=int(answers.choice("work_to") or preferences.work_to),
        person=person,
    )


def preferences_saved(preferences: Preferences, person: Person) -> Message:
    """The saved preferences in a sentence or two."""
    text = f"Saved. Your daily message comes at {preferences.hour:02}:00 in {escape(own_zone(person.zone))}."
    text += f" You work from {_hours(preferences)}."
    text += _while_away(preferences.away_from, preferences.away_to)
    return text_message(text)


def preference_lines(preferences: Preferences, person: Person, now: datetime) -> Iterator[str]:
    """The current preferences, one line each; mrkdwn."""
    leads = [_lead_label(days) for days in preferences.lead_days]
    leads_text = listing(leads) if leads else "only what's overdue"
    yield f"*Daily message* at {preferences.hour:02}:00 in {escape(own_zone(person.zone))}: {leads_text}"
    yield f"*Working hours* {_hours(preferences)}"
    yield f"*Away* {_away(preferences, person, now)}"
    yield f"*Public holidays* {_holidays(preferences, person)}"


def _hours(preferences: Preferences) -> str:
    """Their working hours: "09:00 to 18:00"."""
    return f"{preferences.work_from:02}:00 to {preferences.work_to:02}:00"


def _holidays(preferences: Preferences, person: Person) -> str:
    """Whose public holidays they keep: "of DE (Bayern)"."""
    country, region = country_of(person, preferences), region_of(person, preferences)
    if not country:
        return "none: I don't know your country"
    within = f" ({escape(region_name(region))})" if region else ""
    by = "" if preferences.country else ", from your time zone"
    return f"of {country}{within}{by}"


def _lead_label(days: int) -> str:
    return _LEADS.get(days, f"{days} days before")


def _away(preferences: Preferences, person: Person, now: datetime) -> str:
    start, end = preferences.away_from, preferences.away_to
    if start or end:
        dates = (f"from {day(start)}" if start else "", f"until {day(end)}" if end else "")
        return " ".join(filter(None, dates))
    return "now, says your Slack status: no messages" if person.is_away(now) else "not planned"


def _while_away(start: date | None, end: date | None) -> str:
    """ " Nothing from ... to ...", either end may be open; empty if not away."""
    since = f" from {day(start)} on" if start else ""
    if start and end:
        return f" Nothing from {day(start)} to {day(end)}."
    return f" Nothing up to and including {day(end)}." if end else f" Nothing{since}." if since else ""


def _country_hint(preferences: Preferences, person: Person) -> str:
    found = country_of(person, replace(preferences, country=""))
    by_itself = f"Leave empty for {found}, from your time zone." if found else "Leave empty for none."
    return f"Two letters, such as LV or GB. {by_itself}"


def _region_hint(preferences: Preferences, person: Person) -> str:
    found = region_of(person, replace(preferences, region=""))
    what = "If it has public holidays of its own. A code or name, such as BY or Bayern."
    return f"{what} Empty: {region_name(found)}, from your time zone." if found else what
