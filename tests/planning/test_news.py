"""What others changed for a person: what it means to each owner, what becomes of it, when it is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.news import MAX_WAIT, QUIET_FOR, News, NewsKind, newest_of_each, news_of, told_at
from planning.tactics import State, Tactic

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
BRIAN, HAILEY, MAYA = "UBRIAN", "UHAILEY", "UMAYA"
BASE = Tactic("t1", "plan", "goal", 1, "List 100 influencers", MAYA, NOW, NOW, eta=date(2027, 2, 1))
HIS = replace(BASE, owners=(BRIAN,), state=State.PLANNED)
HERS = replace(BASE, owners=(HAILEY,), state=State.PLANNED)
BOTH = replace(BASE, owners=(BRIAN, HAILEY), state=State.PLANNED)
DROPPED = replace(HIS, state=State.DROPPED, dropped_because="No budget")
MOVED = replace(HIS, eta=date(2027, 2, 8))


@pytest.mark.parametrize(
    ("before", "after", "by", "told"),
    [
        (None, HIS, MAYA, {BRIAN: NewsKind.ASSIGNED}),
        (None, BOTH, BRIAN, {HAILEY: NewsKind.ASSIGNED}),
        (None, HIS, BRIAN, {}),
        (HIS, HERS, MAYA, {BRIAN: NewsKind.TAKEN, HAILEY: NewsKind.ASSIGNED}),
        (HIS, HERS, BRIAN, {HAILEY: NewsKind.ASSIGNED}),
        (HIS, BOTH, MAYA, {HAILEY: NewsKind.ASSIGNED}),
        (HIS, MOVED, MAYA, {BRIAN: NewsKind.MOVED}),
        (HIS, MOVED, BRIAN, {}),
        (
            HIS,
            replace(MOVED, owners=(BRIAN, HAILEY)),
            MAYA,
            {BRIAN: NewsKind.MOVED, HAILEY: NewsKind.ASSIGNED},
        ),
        (HIS, DROPPED, MAYA, {BRIAN: NewsKind.DROPPED}),
        (DROPPED, HIS, MAYA, {BRIAN: NewsKind.REOPENED}),
        (DROPPED, HERS, MAYA, {HAILEY: NewsKind.ASSIGNED}),
        (HIS, replace(HIS, title="List 200"), MAYA, {}),
        (HIS, replace(HIS, state=State.DONE), MAYA, {}),
    ],
)
def test_a_change_is_news_to_the_owners_it_touches(
    before: Tactic | None, after: Tactic, by: str, told: dict[str, NewsKind]
) -> None:
    found = news_of(before, after, by, NOW)
    assert {one.person: one.kind for one in found} == told
    assert {(one.tactic, one.by, one.at) for one in found} <= {("t1", by, NOW)}


def news(kind: NewsKind, minutes: int = 0, tactic: str = "t1") -> News:
    return News(BRIAN, tactic, kind, MAYA, NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ((NewsKind.ASSIGNED,), NewsKind.ASSIGNED),
        ((NewsKind.ASSIGNED, NewsKind.MOVED), NewsKind.ASSIGNED),
        ((NewsKind.ASSIGNED, NewsKind.TAKEN), None),
        ((NewsKind.ASSIGNED, NewsKind.DROPPED), None),
        ((NewsKind.MOVED, NewsKind.DROPPED), NewsKind.DROPPED),
        ((NewsKind.DROPPED, NewsKind.REOPENED), NewsKind.REOPENED),
        ((NewsKind.TAKEN, NewsKind.ASSIGNED), NewsKind.ASSIGNED),
        ((NewsKind.ASSIGNED, NewsKind.TAKEN, NewsKind.ASSIGNED), NewsKind.ASSIGNED),
    ],
)
def test_of_one_tactic_only_what_became_of_it_is_told(
    kinds: tuple[NewsKind, ...], told: NewsKind | None
) -> None:
    kept = newest_of_each(news(kind, minutes) for minutes, kind in enumerate(kinds))
    assert [one.kind for one in kept] == ([told] if told else [])


NEWS = st.builds(
    News,
    st.sampled_from((BRIAN, HAILEY)),
    st.sampled_from(("t1", "t2", "t3")),
    st.sampled_from(NewsKind),
    st.just(MAYA),
    st.integers(0, 600).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)


@given(st.lists(NEWS, max_size=20, unique_by=lambda one: one.at))
def test_each_tactic_is_told_once_and_in_order(every: list[News]) -> None:
    kept = newest_of_each(every)
    keys = [(one.person, one.tactic) for one in kept]
    assert len(set(keys)) == len(keys)
    assert set(kept) <= set(every)
    assert newest_of_each(kept) == sorted(kept, key=lambda one: one.at)


@given(st.lists(st.integers(0, 600), min_size=1, max_size=30).map(sorted))
def test_a_message_waits_for_a_pause_but_never_long(minutes: list[int]) -> None:
    first, *_ = moments = [NOW + timedelta(minutes=each) for each in minutes]
    for moment in moments:
        at = told_at(first, moment)
        assert at <= first + MAX_WAIT
        assert at == moment + QUIET_FOR or at == first + MAX_WAIT
