"""Plans, their company goals, and the marketing goals to use if no company goal fits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Self
from zoneinfo import available_timezones

from planning import text
from planning.calendar import period_after, within_reach
from planning.errors import Code, PlanningError
from planning.records import is_forgotten
from planning.zones import zone_of

MAX_COMPANY_GOALS = 10
MAX_RATING_DAYS = 20


@dataclass(frozen=True, slots=True)
class CompanyGoal:
    """A top-level goal of the company."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class MarketingGoal:
    """A fallback goal for a company without one that social media can move, with the metrics that fit."""

    id: str
    title: str
    metrics: tuple[str, ...]


MARKETING_GOALS: dict[str, MarketingGoal] = {
    goal.id: goal
    for goal in (
        MarketingGoal(
            "brand-awareness",
            "Increase brand awareness",
            ("followers", "reach of posts", "mentions", "shares and reposts"),
        ),
        MarketingGoal(
            "traffic",
            "Drive traffic to our website",
            (
                "referral traffic from social",
                "share of all traffic",
                "bounce rate of social traffic",
                "clicks on posts",
            ),
        ),
        MarketingGoal(
            "leads",
            "Generate new leads",
            (
                "new leads collected through social",
                "downloads of gated content",
                "clicks on lead-generation posts",
                "conversion rate of social leads",
            ),
        ),
        MarketingGoal("revenue", "Grow revenue", ("sign-ups", "sales revenue", "revenue from social ads")),
        MarketingGoal(
            "engagement",
            "Boost brand engagement",
            ("likes per post", "shares per post", "comments per post", "mentions and replies"),
        ),
        MarketingGoal(
            "community",
            "Build a community around our business",
            (
                "posts, likes and comments in our groups",
                "participants in our chats",
                "messages per participant",
                "daily active members of our Slack community",
            ),
        ),
        MarketingGoal(
            "press",
            "Increase press mentions",
            (
                "potential reach",
                "shares and mentions",
                "influencers talking about our content",
                "people who reach out with industry questions",
            ),
        ),
        MarketingGoal(
            "research",
            "Research and learn about our customers",
            (
                "conversations with customers",
                "suggestions or feedback received",
                "product or content improvements made from them",
            ),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan from its form. `company_goals` are (id or None for a new one, title) in order."""

    name: str
    starts_on: date | None
    ends_on: date | None
    company_goals: tuple[tuple[str | None, str], ...] = ()
    owners: tuple[str, ...] = ()
    zone: str = "UTC"
    rating_days: int = 3
    check_in_weekday: int = 0
    check_in_hour: int = 9


@dataclass(frozen=True, slots=True)
class Plan:
    """One team's plan for a period, living in one channel.

    `check_in_weekday` is 0 for Monday; `check_in_hour` is 0-23 in `zone` (an IANA name); `rating_days` are
    working days; `owners` are those added to the creator. Instants are aware UTC.
    """

    id: str
    workspace: str
    channel: str
    name: str
    starts_on: date
    ends_on: date
    creator: str
    created_at: datetime
    zone: str = "UTC"
    owners: tuple[str, ...] = ()
    company_goals: tuple[CompanyGoal, ...] = ()
    rating_days: int = 3
    check_in_weekday: int = 0
    check_in_hour: int = 9
    closed_at: datetime | None = None
    previous: str | None = None
    version: int = 1

    @property
    def all_owners(self) -> tuple[str, ...]:
        """The creator and the added plan owners, each once, without people whose data was deleted."""
        everybody = dict.fromkeys((self.creator, *self.owners))
        return tuple(owner for owner in everybody if not is_forgotten(owner))

    def today(self, now: datetime) -> date:
        """The date in the plan's zone at the instant `now`."""
        return now.astimezone(zone_of(self.zone)).date()

    def edited(self, draft: PlanDraft, new_ids: tuple[str, ...]) -> Self:
        """This plan with the draft's settings; `new_ids` are for new company goals, in order.

        Raises PlanningError about an invalid field.
        """
        starts_on, ends_on = _period(draft)
        return replace(
            self,
            name=text.line(draft.name, "name", text.NAME_MAX),
            starts_on=starts_on,
            ends_on=ends_on,
            company_goals=_company_goals(draft, new_ids),
            owners=tuple(owner for owner in dict.fromkeys(draft.owners) if owner != self.creator),
            zone=_zone(draft.zone),
            rating_days=_within("rating_days", draft.rating_days, 1, MAX_RATING_DAYS),
            check_in_weekday=_within("check_in_weekday", draft.check_in_weekday, 0, 6),
            check_in_hour=_within("check_in_hour", draft.check_in_hour, 0, 23),
        )

    def taken_over(self, person: str) -> Self:
        """This plan with one more owner."""
        return replace(self, owners=(*self.owners, person))

    def next_draft(self, now: datetime) -> PlanDraft:
        """The next period as it is offered: from the day after this one, about as long, set up the same.

        After a plan that was closed before its end, it starts today. Years stay years and months months, and
        a plan that ends with a month is followed by one that does.
        """
        ended_early = self.closed_at is not None and self.today(self.closed_at) < self.ends_on
        starts_on, ends_on = period_after(
            self.starts_on, self.ends_on, self.today(now) if ended_early else None
        )
        year, later = self.starts_on.year, 0
        if starts_on and ends_on:
            later = _middle(starts_on, ends_on).year - _middle(self.starts_on, self.ends_on).year
        return PlanDraft(
            name=self.name.replace(str(year), str(year + later)),
            starts_on=starts_on,
            ends_on=ends_on,
            company_goals=tuple((goal.id, goal.title) for goal in self.company_goals),
            owners=self.all_owners,
            zone=self.zone,
            rating_days=self.rating_days,
            check_in_weekday=self.check_in_weekday,
            check_in_hour=self.check_in_hour,
        )

    def closed(self, now: datetime) -> Self:
        """This plan, closed at `now`; raises PLAN_CLOSED when it is closed already."""
        self.require_open()
        return replace(self, closed_at=now)

    def require_open(self) -> None:
        """Raises PLAN_CLOSED if the plan is closed."""
        if self.closed_at is not None:
            raise PlanningError(Code.PLAN_CLOSED, name=self.name, at=self.closed_at)


def new_plan(
    draft: PlanDraft,
    *,
    id_: str,
    workspace: str,
    channel: str,
    creator: str,
    now: datetime,
    new_ids: tuple[str, ...],
    previous: str | None = None,
) -> Plan:
    """A plan from its form; raises PlanningError about an invalid field."""
    starts_on, ends_on = _period(draft)
    blank = Plan(id_, workspace, channel, "", starts_on, ends_on, creator, now, previous=previous)
    return blank.edited(draft, new_ids)


def plan_fields(plan: Plan) -> dict[str, object]:
    """The fields of a plan that its settings can change, as JSON values for the history."""
    return {
        "name": plan.name,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "company_goals": [[goal.id, goal.title] for goal in plan.company_goals],
        "owners": list(plan.owners),
        "zone": plan.zone,
        "rating_days": plan.rating_days,
        "check_in_weekday": plan.check_in_weekday,
        "check_in_hour": plan.check_in_hour,
    }


def plan_with(plan: Plan, fields: Mapping[str, Any]) -> Plan:
    """`plan` with some of `plan_fields` restored."""
    known = dict(fields)
    for field in ("starts_on", "ends_on"):
        if field in known:
            known[field] = date.fromisoformat(known[field])
    if "company_goals" in known:
        known["company_goals"] = tuple(CompanyGoal(*pair) for pair in known["company_goals"])
    if "owners" in known:
        known["owners"] = tuple(known["owners"])
    return replace(plan, **known)


def _period(draft: PlanDraft) -> tuple[date, date]:
    if draft.starts_on is None:
        raise PlanningError(Code.EMPTY, "starts_on")
    if draft.ends_on is None:
        raise PlanningError(Code.EMPTY, "ends_on")
    if within_reach(draft.ends_on, "ends_on") <= within_reach(draft.starts_on, "starts_on"):
        raise PlanningError(Code.DATES_REVERSED, "ends_on", starts_on=draft.starts_on)
    return draft.starts_on, draft.ends_on


def _middle(first: date, last: date) -> date:
    return first + (last - first) / 2


def _company_goals(draft: PlanDraft, new_ids: tuple[str, ...]) -> tuple[CompanyGoal, ...]:
    count = len(draft.company_goals)
    if count > MAX_COMPANY_GOALS:
        raise PlanningError(Code.TOO_MANY, "company_goals", count=count, most=MAX_COMPANY_GOALS)
    fresh = iter(new_ids)
    return tuple(
        CompanyGoal(id_ or next(fresh), text.line(title, id_ or "company_goals"))
        for id_, title in draft.company_goals
    )


def _zone(name: str) -> str:
    if name not in _zones():
        raise PlanningError(Code.ZONE_UNKNOWN, "zone", words=name)
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # reads about 600 files


def _within(field: str, number: int, least: int, most: int) -> int:
    if not least <= number <= most:
        raise PlanningError(Code.OUT_OF_RANGE, field, least=least, most=most)
    return number
