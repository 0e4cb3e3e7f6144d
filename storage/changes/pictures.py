"""The picture test: shown to a person, and answered by them."""

from planning.pictures import Sighting, Source, Surface
from storage import homes, pictures
from storage.changes.actor import Actor
from storage.engine.transactions import Tx


def show_test_on_home(tx: Tx, actor: Actor) -> None:
    """Show the actor the test picture on their Home."""
    homes.opened(tx, tx.workspace, actor.person.id, actor.now)
    pictures.ask(tx, tx.workspace, Surface.HOME, actor.person.id, actor.now)


def answer_test(tx: Tx, actor: Actor, surface: Surface, source: Source, *, seen: bool) -> None:
    """Save whether the actor sees the test picture on a surface, which counts for the whole workspace."""
    pictures.answer(tx, tx.workspace, surface, Sighting(seen, source, actor.person.id, actor.now))
