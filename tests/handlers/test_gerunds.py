"""The why chain's "by listing ...": 280 titles, each with its -ing form, or none where it may be no verb."""

import csv
from pathlib import Path

import pytest

from handlers.views.common.sentences import gerund, why


def rows() -> list[tuple[str, str]]:
    with Path(__file__).with_name("gerunds.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["title"], row["gerund"]) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(("title", "expected"), rows())
def test_a_title_becomes_what_we_are_doing(title: str, expected: str) -> None:
    assert (gerund(title) or "") == expected


@pytest.mark.parametrize(
    ("tactic", "end"),
    [
        ("Agree the brief", ", by agreeing the brief."),
        ("Press kit", ", by: Press kit."),
        ("Uzrakstīt rakstu", ", by: Uzrakstīt rakstu."),
    ],
)
def test_a_title_that_may_be_no_verb_stands_as_it_is(tactic: str, end: str) -> None:
    assert why("Grow", "Build trust", tactic) == f"To help us grow, we are building trust{end}"
