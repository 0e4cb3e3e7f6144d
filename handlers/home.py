"""App Home: opening it, turning its pages, and rendering it whenever its content has changed."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from handlers.dispatch.interaction import Interaction, Services
from handlers.picture_test import test_blocks
from handlers.slack import payloads
from handlers.views.charts import status_history
from handlers.views.common.blocks import Home
from handlers.views.common.unreadable import unreadable_blocks
from handlers.views.home.messages import (
    MAX_ANSWERS,
    MAX_DUE,
    MAX_RATINGS,
    TACTICS_A_PAGE,
    DuePart,
    HomeScreen,
    PendingPart,
    TacticsPart,
    home_tab,
)
from handlers.views.home.plans import PLANS_A_PAGE, PlanOverview, PlansPart
from handlers.views.reminders.daily_message import AnswerItem, DueItem, RatingItem
from planning.check_ins import CheckIn, CheckInState, CourseCounts
from planning.deliveries import Delivery
from planning.goals import Goal
from planning.people import Person
from planning.pictures import Sightings, Surface
from planning.plan import Plan
from planning.records import Unreadable
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import (
    check_ins,
    goals,
    homes,
    pictures,
    plans,
    preferences,
    snoozes,
    summaries,
    tactic_lists,
    tactics,
)
from storage.changes.home import save_shown_plans
from storage.engine.transactions import Tx
from storage.readable import unreadable


async def opened(services: Services, workspace: str, event: payloads.AppHomeOpened) -> None:
    """Someone opened their Home; Slack sends this each time, also for the Messages tab."""
    if event["tab"] != "home":
        return
    await services.store.write(workspace, homes.opened, event["user"], services.now())
    services.notify_due()


async def welcomed(interaction: Interaction, _value: str) -> None:
    """The welcome's "Got it"."""
    await _change(interaction, welcomed=True)


async def turn_tactics(interaction: Interaction, offset: str) -> None:
    """Previous and Next below the person's tactics."""
    await _change(interaction, tactics_from=int(offset))


async def turn_plans(interaction: Interaction, offset: str) -> None:
    """Previous and Next below the person's plans."""
    await _change(interaction, plans_from=int(offset))


async def draw_home(services: Services, delivery: Delivery) -> Home | None:
    """The person's current Home; None for someone who left.

    Which plans it shows is saved before they are read, so that a change in between redraws it.
    """
    workspace = delivery.workspace
    person = await services.directory.person(workspace, delivery.recipient)
    if person.deleted:
        return None
    channels = await services.directory.shared_channels(workspace, person.id)
    await services.store.write(workspace, save_shown_plans, person.id, channels)
    found = await services.store.read(workspace, _home_data, person, channels, services.now())
    screen = found.screen
    if services.pictures.may_show(found.sightings, Surface.HOME):
        screen = replace(screen, plans=await _pictured(services, workspace, screen.plans))
    home = home_tab(replace(screen, test=await test_blocks(services, workspace) if found.is_tested else ()))
    return replace(home, blocks=[*home.blocks, *unreadable_blocks(found.unreadable)])


async def _pictured(services: Services, workspace: str, part: PlansPart) -> PlansPart:
    """The plans with their course over the last check-ins, as far as it can be drawn."""
    drawn = [
        services.pictures.shown(
            workspace, status_history.status_history_picture(glance.plan.name, glance.weeks), private=True
        )
        for glance in part.plans
        if glance.weeks
    ]
    shown = iter(await asyncio.gather(*drawn))
    glances = [replace(glance, picture=next(shown)) if glance.weeks else glance for glance in part.plans]
    return replace(part, plans=tuple(glances))


async def _change(interaction: Interaction, **fields: Any) -> None:
    await interaction.store.write(
        interaction.workspace, homes.change, interaction.person.id, note="", **fields
    )
    interaction.services.notify_due()


@dataclass(frozen=True, slots=True)
class _HomeData:
    """What a Home shows, on which surfaces pictures are seen, and whether this one has the test picture."""

    screen: HomeScreen
    unreadable: Sequence[Unreadable]
    sightings: Sightings
    is_tested: bool


def _home_data(tx: Tx, person: Person, channels: Iterable[str], now: datetime) -> _HomeData:
    screen = _HomeReader(tx, person, channels, now).screen()
    return _HomeData(
        screen=screen,
        unreadable=unreadable(tx),
        sightings=pictures.sightings(tx),
        is_tested=pictures.is_asked(tx, Surface.HOME, person.id, now),
    )


@dataclass(frozen=True, slots=True)
class _HomeReader:
    """Reads what one person's Home needs, in one transaction; only what is shown is read as a whole."""

    tx: Tx
    person: Person
    channels: Iterable[str]
    now: datetime

    def screen(self) -> HomeScreen:
        kept = homes.get(self.tx, self.person.id)
        visible = {plan.id: plan for plan in plans.open_among(self.tx, self.channels)}
        today = self.now.astimezone(zone_of(self.person.zone)).date()
        return HomeScreen(
            person=self.person,
            preferences=preferences.get(self.tx, self.person.id),
            now=self.now,
            today=today,
            welcome=not kept.welcomed,
            note=kept.note,
            due=self._due(visible, today),
            pending=self._pending(visible),
            tactics=self._tactics(visible, kept.tactics_from),
            plans=self._plans(list(visible.values()), kept.plans_from),
        )

    def _due(self, visible: Mapping[str, Plan], today: date) -> DuePart:
        page = tactic_lists.due(self.tx, self.person.id, visible, today, MAX_DUE)
        served = self._goals(page.tactics)
        items = [
            DueItem(tactic, served[tactic.goal], visible[tactic.plan], on)
            for tactic in page.tactics
            if tactic.plan in visible
            if (on := tactic.current(today)) and on <= today
        ]
        return DuePart(tuple(items), page.total - len(page.tactics))

    def _pending(self, visible: Mapping[str, Plan]) -> PendingPart:
        person = self.person.id
        page = tactic_lists.rating_pending_in(self.tx, person, visible, MAX_RATINGS)
        waiting = [check_in for check_in in check_ins.pending_of(self.tx, person) if check_in.plan in visible]
        served = self._goals(page.tactics)
        ratings = tuple(
            RatingItem(tactic, served[tactic.goal], visible[tactic.plan])
            for tactic in page.tactics
            if tactic.plan in visible
        )
        answers = tuple(AnswerItem(visible[one.plan], one) for one in waiting[:MAX_ANSWERS])
        return PendingPart(ratings, answers, page.total + len(waiting) - len(ratings) - len(answers))

    def _tactics(self, visible: Mapping[str, Plan], offset: int) -> TacticsPart:
        person = self.person.id
        page = tactic_lists.owned_in(self.tx, person, visible, offset, TACTICS_A_PAGE)
        if offset > _last_page(page.total, TACTICS_A_PAGE):
            return self._tactics(visible, _last_page(page.total, TACTICS_A_PAGE))
        return TacticsPart(
            tactics=tuple(tactic for tactic in page.tactics if tactic.plan in visible),
            total=page.total,
            offset=offset,
            goals=self._goals(page.tactics),
            plans=visible,
            snoozed=snoozes.of(self.tx, person),
        )

    def _plans(self, visible: list[Plan], wanted: int) -> PlansPart:
        offset = min(wanted, _last_page(len(visible), PLANS_A_PAGE))
        shown = visible[offset : offset + PLANS_A_PAGE]
        ids = [plan.id for plan in shown]
        goal_counts = goals.count_of_plans(self.tx, ids)
        open_tactics = tactics.count_open_of_plans(self.tx, ids)
        glances = []
        for plan in shown:
            newest = summaries.newest(self.tx, plan.id)
            counted = goal_counts.get(plan.id, 0), open_tactics.get(plan.id, 0)
            glances.append(PlanOverview(plan, *counted, newest, self._weeks(newest)))
        return PlansPart(tuple(glances), len(visible), offset)

    def _weeks(self, newest: tuple[CheckIn, CourseCounts] | None) -> tuple[status_history.Week, ...]:
        """The last check-ins that were closed, as the summary draws them."""
        if newest is None:
            return ()
        check_in, counts = newest
        last = [] if check_in.state is CheckInState.OPEN else [(check_in.on, counts)]
        most = status_history.MAX_WEEKS - len(last)
        before = check_ins.last_counts(self.tx, check_in, most)
        return tuple(status_history.Week(on, counted) for on, counted in (*before, *last))

    def _goals(self, shown: Iterable[Tactic]) -> dict[str, Goal]:
        return goals.of_ids(self.tx, {tactic.goal for tactic in shown})


def _last_page(total: int, size: int) -> int:
    """Where the last page of a list begins."""
    return max(total - 1, 0) // size * size
