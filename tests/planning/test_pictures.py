"""Where pictures may show to one person alone."""

from datetime import UTC, datetime

import pytest

from planning.pictures import Sighting, Source, Surface, may_show

AT = datetime(2027, 1, 4, tzinfo=UTC)
FILE, ADDRESS = Source.FILE, Source.ADDRESS


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize(
    ("known", "source", "shown"),
    [
        (None, FILE, False),
        (None, ADDRESS, True),
        ((True, FILE), FILE, True),
        ((False, FILE), FILE, False),
        ((True, ADDRESS), ADDRESS, True),
        ((False, ADDRESS), ADDRESS, False),
        ((False, FILE), ADDRESS, True),  # what was seen of one says nothing about the other
        ((True, ADDRESS), FILE, False),
    ],
)
def test_what_a_person_saw_decides(
    known: tuple[bool, Source] | None, source: Source, shown: bool, surface: Surface
) -> None:
    sightings = {surface: Sighting(known[0], known[1], "UBRIAN", AT)} if known else {}
    assert may_show(sightings, surface, source) is shown


@pytest.mark.parametrize("asked", Surface)
@pytest.mark.parametrize("known", Surface)
def test_each_surface_is_known_by_itself(asked: Surface, known: Surface) -> None:
    assert may_show({known: Sighting(True, FILE, "UBRIAN", AT)}, asked, FILE) is (asked is known)
