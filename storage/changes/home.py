"""What a person's Home shows, and the picture test."""

from collections.abc import Iterable

from planning.pictures import Sighting, Source, Surface
from storage import homes, pictures, plans
from storage.changes.base import Actor
from storage.engine.transactions import Tx


def save_shown_plans(tx: Tx, person_id: str, channels: Iterable[str]) -> None:
    """Save that a person's Home shows the open plans of these channels.

    This comes before they are read, so that a change in between redraws the Home once more.
    """
    found = plans.open_among(tx, channels)
    homes.set_shown_plans(tx, person_id, [plan.id for plan in found])


def show_test_on_home(tx: Tx, actor: Actor) -> None:
    """Show the actor the test picture on their Home."""
    homes.opened(tx, actor.person.id, actor.now)
    pictures.ask(tx, Surface.HOME, actor.person.id, actor.now)


def answer_test(tx: Tx, actor: Actor, surface: Surface, source: Source, *, seen: bool) -> None:
    """Save whether the actor sees the test picture on a surface, which counts for the whole workspace."""
    pictures.answer(tx, surface, Sighting(seen, source, actor.person.id, actor.now))
