"""What a button that says "Done" is about: a tactic, and of a rhythm what is due as the button is drawn."""

from planning.tactics import Tactic


def done_value(tactic: Tactic) -> str:
    """ "<id>", or for a rhythm "<id>|<the occurrence that was completed last>"."""
    return f"{tactic.id}|{tactic.last_done or ''}" if tactic.rhythm else tactic.id


def read_done_value(value: str) -> str:
    """The tactic's id."""
    return value.partition("|")[0]


def is_outdated(value: str, tactic: Tactic) -> bool:
    """Whether what was due as the button was drawn is no longer so: it would complete the next occurrence."""
    return "|" in value and value != done_value(tactic)
