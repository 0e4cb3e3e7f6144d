"""A person's plans on their Home, each with the result of its last check-in."""

from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from handlers.views.charts.status_history import Week, earlier_weeks
from handlers.views.check_ins.status_history import count_line
from handlers.views.common.blocks import bold, button, header, paging, section
from handlers.views.common.commands import slash
from handlers.views.common.words import count, day, listing, period
from planning.check_ins import CheckIn, CheckInState, CourseCounts
from planning.plan import Plan

PLANS_A_PAGE = 5
MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """A plan, its numbers of goals and open tactics, and its newest check-in with its counts.

    `weeks` are closed check-ins, `picture` is the block that shows them, if there is one.
    """

    plan: Plan
    goals: int
    open_tactics: int
    check_in: tuple[CheckIn, CourseCounts] | None = None
    weeks: tuple[Week, ...] = ()
    picture: Block | None = None

    @property
    def earlier_weeks(self) -> tuple[Week, ...]:
        """The check-ins before the newest."""
        newest = self.check_in[0].on if self.check_in else None
        return tuple(week for week in self.weeks if week.on != newest)


@dataclass(frozen=True, slots=True)
class PlansPart:
    """A page of a person's plans, from `offset` of `total`."""

    plans: tuple[PlanOverview, ...] = ()
    total: int = 0
    offset: int = 0


def plan_blocks(part: PlansPart, *, may_start: bool) -> Iterator[Block]:
    """The plans, or how to start one."""
    yield header(f"My plans ({part.total:,})" if part.total > 1 else "My plans")
    for overview in part.plans:
        show = button("Show the plan", f"plan.show:{overview.plan.id}", overview.plan.id)
        yield section("\n".join(_lines(overview)), show)
        if overview.picture:
            yield overview.picture
        yield from earlier_weeks(overview.earlier_weeks)
    if not part.total:
        yield section(_no_plans_text(may_start=may_start))
    yield from paging("home.plans", part.offset, PLANS_A_PAGE, part.total, str)


def _lines(overview: PlanOverview) -> Iterator[str]:
    plan = overview.plan
    yield f"{bold(plan.name, MAX_TITLE)} in <#{plan.channel}>"
    sizes = listing([count(overview.goals, "goal"), count(overview.open_tactics, "open tactic")])
    yield f"{period(plan.starts_on, plan.ends_on)} · {sizes}"
    yield _check_in_line(overview)


def _check_in_line(overview: PlanOverview) -> str:
    if overview.check_in is None:
        return "No check-in yet"
    check_in, counts = overview.check_in
    going_on = " so far" if check_in.state is CheckInState.OPEN else ""
    return f"{count_line(counts) or 'Nothing was asked'} · check-in of {day(check_in.on)}{going_on}"


def _no_plans_text(*, may_start: bool) -> str:
    said = "There is no open plan in any channel that you and I are both in."
    if may_start:
        return slash(f"{said}\nIn your team's channel: first `/invite @Oncourse`, then `/plan new`.")
    return slash(f"{said}\nA member of your team can start one in your channel with `/plan new`.")
