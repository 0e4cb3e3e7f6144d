"""People whose data was deleted: what they did stays in the plan, under a name that leads to nobody."""

_FORGOTTEN = "gone:"  # no id of Slack's has a colon


def forgotten_as(token: str) -> str:
    """What stands for a person from now on; `token` is made by chance and says nothing of them."""
    return f"{_FORGOTTEN}{token}"


def is_forgotten(person: str) -> bool:
    """Whether the id stands for somebody whose data was deleted."""
    return person.startswith(_FORGOTTEN)
