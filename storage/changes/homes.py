"""What a person's Home is about to show."""

from collections.abc import Iterable

from storage import homes, plans
from storage.engine.transactions import Tx


def save_shown_plans(tx: Tx, person_id: str, channels: Iterable[str]) -> None:
    """Save that a person's Home shows the open plans of these channels.

    This comes before they are read, so that a change in between redraws the Home once more.
    """
    found = plans.open_among(tx, tx.workspace, channels)
    homes.shows(tx, tx.workspace, person_id, [plan.id for plan in found])
