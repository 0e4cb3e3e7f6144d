"""Button values: each has the string that the releases before gave it."""

import pytest

from handlers.views.common.button_values import (
    ButtonValue,
    DoneValue,
    JudgementValue,
    MenuValue,
    NewTacticValue,
    PageValue,
    SightingValue,
    SnoozeValue,
    TacticsPageValue,
    UndoValue,
)
from planning.pictures import Source, Surface


@pytest.mark.parametrize(
    ("value", "packed"),
    [
        (PageValue("plan", 10), "plan|10"),
        (TacticsPageValue("", 0), "|0"),
        (TacticsPageValue("section:1", 20, "plan"), "section:1|20|plan"),
        (NewTacticValue(), ""),
        (NewTacticValue("goal"), "goal"),
        (NewTacticValue(plan="plan"), "|plan"),
        (DoneValue("tactic"), "tactic"),
        (DoneValue("tactic", ""), "tactic|"),
        (DoneValue("tactic", "2027-01-29"), "tactic|2027-01-29"),
        (UndoValue("plan", 7), "plan|7"),
        (SightingValue(Surface.HOME, Source.FILE), "home|file"),
        (MenuValue("done", "tactic|"), "done:tactic|"),
        (SnoozeValue("week", "tactic"), "week:tactic"),
        (JudgementValue("tactic", 4), "tactic:4"),
    ],
)
def test_a_value_comes_back_from_its_string(value: ButtonValue, packed: str) -> None:
    assert value.packed() == packed
    assert type(value).unpacked(packed) == value


@pytest.mark.parametrize(
    ("kind", "other"),
    [(PageValue, "plan"), (PageValue, "plan|ten"), (SightingValue, "street|file"), (MenuValue, "rate")],
)
def test_another_string_is_no_value(kind: type[ButtonValue], other: str) -> None:
    with pytest.raises(ValueError, match=r"parts|invalid|valid"):
        kind.unpacked(other)
