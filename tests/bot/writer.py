"""A process that writes to a database without pause, two rows in each transaction that belong together."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from planning.history import Action
from storage import history as logbook
from storage import tactics
from storage.engine.store import Store
from tests.storage.stored import NOW, W, a_tactic, now
from tests.transactions import transacting

FORKING = get_context("spawn")
AT_WORK = 20  # transactions after which it says that it is at work
SECONDS = 60


@contextmanager
def writing(database: Path) -> Iterator[None]:
    """Meanwhile tactics are added, each with its entry in the logbook."""
    at_work = FORKING.Event()
    process = FORKING.Process(target=_live, args=(database, at_work), daemon=True)
    process.start()
    try:
        assert at_work.wait(SECONDS)
        yield
        assert process.is_alive()
    finally:
        process.kill()
        process.join()


def _live(database: Path, at_work: Event) -> None:
    asyncio.run(_write_for_ever(database, at_work))


async def _write_for_ever(database: Path, at_work: Event) -> None:
    store = await Store.open(f"sqlite:///{database}", now=now)
    number = 1  # that of the tactic that is there
    while True:
        number += 1
        tactic = replace(a_tactic(f"t{number}", number), title=f"Call number {number}", notes="x" * 2000)
        with transacting(store, W) as tx:
            tactics.add(tx, tactic)
            logbook.add(
                tx,
                plan=tactic.plan,
                at=NOW,
                person=None,
                action=Action.TACTIC_ADDED,
                subject=tactic.id,
                title=tactic.title,
            )
        if number == AT_WORK:
            at_work.set()
