"""Gathering what a screen shows, then drawing it."""

from dataclasses import dataclass, replace

from handlers.views.blocks import Message
from handlers.views.learning import judge_blocks
from handlers.views.ratings import rating_request, superseded_request
from handlers.views.tactics import TACTICS_A_PAGE, TacticCard, TacticList, tactic_card, tactics_message
from handlers.views.unreadable import with_unreadable
from handlers.visit import Visit
from planning.deliveries import Delivery, round_of
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.priorities import Section
from planning.tactics import Tactic
from storage import goals, plans, ratings, tactics
from storage.readable import unreadable
from storage.store import Store, Tx

SECTION_WORDS = {
    **{str(section.value): section for section in Section},
    "quick wins": Section.QUICK_WINS,
    "quick win": Section.QUICK_WINS,
    "big bets": Section.BIG_BETS,
    "big bet": Section.BIG_BETS,
    "fill-ins": Section.FILL_INS,
    "fill-in": Section.FILL_INS,
    "money pits": Section.MONEY_PITS,
    "money pit": Section.MONEY_PITS,
}
FILTERS = ("mine", "unrated", "done", "all")


def gather_card(tx: Tx, workspace: str, tactic: Tactic, reader: str) -> TacticCard:
    """What the card of `tactic` shows `reader`: others' ratings of revealed rounds only."""
    given = ratings.of_round(tx, workspace, tactic.id, tactic.round)
    shown = given
    if tactic.blind:
        shown = ratings.of_round(tx, workspace, tactic.id, tactic.round - 1)
    return TacticCard(
        tactic=tactic,
        goal=goals.of_ids(tx, workspace, [tactic.goal])[tactic.goal],
        plan=plans.get(tx, workspace, tactic.plan),
        raters=frozenset(rating.person for rating in given),
        ratings=shown,
        own=next((rating for rating in given if rating.person == reader), None),
        asked=reader in tactic.owners or tactic.round > 1,
    )


async def card(visit: Visit, tactic_id: str, note: str = "") -> Message:
    """The card of a tactic as the visitor sees it, headed by a note of what was just done.

    Its owners are asked what a done one was really like.
    """
    async with visit.store.reading() as tx:
        tactic = await tx.run(tactics.get, visit.workspace, tactic_id)
        gathered = await tx.run(gather_card, visit.workspace, tactic, visit.person.id)
        lost = unreadable(tx.sync_session)
    drawn = tactic_card(replace(gathered, today=gathered.plan.today(visit.now)), note=note)
    if visit.person.id in tactic.owners:
        drawn = Message(drawn.text, [*drawn.blocks, *judge_blocks(tactic)])
    return with_unreadable(drawn, lost)


async def request(store: Store, delivery: Delivery) -> Message:
    """A rating request as it stands now: the request itself, its result, or that a further round began."""
    async with store.reading() as tx:
        tactic = await tx.run(tactics.get, delivery.workspace, delivery.subject)
        gathered = await tx.run(gather_card, delivery.workspace, tactic, delivery.recipient)
    if delivery.occasion != round_of(tactic):
        return superseded_request(gathered)
    return rating_request(gathered)


@dataclass(frozen=True, slots=True)
class Listed:
    """Which part of a plan's tactics to list: a filter as `read_filter` gives it, from `offset` on."""

    filter: str = ""
    offset: int = 0

    @classmethod
    def unpacked(cls, value: str) -> tuple["Listed", str]:
        """From a button's value, "<filter>|<offset>" or "<filter>|<offset>|<plan>", with the plan or ""."""
        kept, offset, *plan = value.split("|")
        return cls(kept, int(offset)), "".join(plan)


def read_filter(typed: str) -> str:
    """What follows `/tactic list`: "", "mine", "unrated", "done", "all" or "section:1" to "section:4".

    Raises FILTER_UNKNOWN.
    """
    said = " ".join(typed.lower().removeprefix("section").split())
    if said in ("", *FILTERS):
        return said
    if said in SECTION_WORDS:
        return f"section:{SECTION_WORDS[said].value}"
    raise PlanningError(Code.FILTER_UNKNOWN, words=typed)


async def tactics_page(visit: Visit, plan: Plan, listed: Listed, choose: str = "") -> Message:
    """One page of the plan's tactics; with `choose`, each with the button of that verb."""
    async with visit.store.reading() as tx:
        page = await tx.run(
            tactics.page,
            visit.workspace,
            plan.id,
            _filter(visit, listed.filter),
            listed.offset,
            TACTICS_A_PAGE,
        )
        served = await tx.run(goals.of_ids, visit.workspace, {tactic.goal for tactic in page.tactics})
        raters = await tx.run(
            ratings.raters, visit.workspace, [(tactic.id, tactic.round) for tactic in page.tactics]
        )
        lost = unreadable(tx.sync_session)
    listing = TacticList(
        plan=plan,
        tactics=page.tactics,
        total=page.total,
        offset=listed.offset,
        filter=listed.filter,
        goals=served,
        raters=raters,
    )
    return with_unreadable(tactics_message(listing, plan.today(visit.now), choose=choose), lost)


def _filter(visit: Visit, said: str) -> tactics.Filter:
    if said.startswith("section:"):
        return tactics.Filter(section=Section(int(said.removeprefix("section:"))))
    match said:
        case "mine":
            return tactics.Filter(person=visit.person.id)
        case "unrated":
            return tactics.Filter(unrated=True)
        case "done" | "all":
            return tactics.Filter(state=said)
        case _:
            return tactics.Filter()
