"""Names of time zones, as Slack and stored rows have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.zones import is_zone, zone_of


@pytest.mark.parametrize("name", ["Europe/Riga", "America/Argentina/Buenos_Aires", "UTC", "EST5EDT"])
def test_a_zone_that_this_machine_knows(name: str) -> None:
    assert is_zone(name)
    assert zone_of(name).key == name


NONSENSE = ["", " ", ".", "..", "Europe", "Europe/", "Mars/Base", "Europe/Riga\n", "zone.tab", "UTC/x"]
NONSENSE += ["a\0b", "\ud800", "../etc/passwd", "/etc/localtime", "x" * 100_000, "x/" * 5000]


@pytest.mark.parametrize("name", NONSENSE)
def test_whatever_is_no_zone_here_counts_as_utc(name: str) -> None:
    assert not is_zone(name)
    assert zone_of(name).key == "UTC"


@given(st.text())
def test_no_text_raises(name: str) -> None:
    assert zone_of(name).key == (name if is_zone(name) else "UTC")
