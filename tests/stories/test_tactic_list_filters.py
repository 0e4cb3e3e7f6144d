"""`/tactic list overdue @brian`: lists by person, date, section and goal, together."""

from itertools import pairwise

import pytest

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen


async def overdue_and_others(campfire: Campfire) -> None:
    """On 8 February one of Brian's two and one of nobody's are overdue; one of Hailey's is done."""
    for sentence in (
        "List 100 influencers @brian by 1 February",
        "Message influencers @brian by 20 February",
        "Call the press by 3 February",
        "Film a teaser @hailey by 2 February",
    ):
        await campfire.add_tactic(sentence)
    await campfire.hailey.command("/tactic done 4", "#social")
    await campfire.wait_until("2027-02-08 06:30")
    campfire.hush()


late = begun(a_plan, a_goal, overdue_and_others)


def titles(news: str) -> list[str]:
    """The titles in a list."""
    lines = news.splitlines()
    return [line.strip("*") for line, next_ in pairwise(lines) if next_.startswith("[... ")]


@pytest.mark.parametrize(
    ("words", "heading", "numbers"),
    [
        ("@brian", "open tactics", [1, 2]),
        ("overdue", "overdue tactics", [1, 3]),
        ("overdue @brian", "overdue tactics", [1]),
        ("@brian overdue", "overdue tactics", [1]),
        ("late tactics of @brian", "overdue tactics", [1]),
        ("no owner", "open tactics without an owner", [3]),
        ("overdue without owner", "overdue tactics without an owner", [3]),
        ("@hailey done", "done tactics", [4]),
        ("all @hailey", "all tactics", [4]),
        ("goal 1 overdue", "overdue tactics for goal 1", [1, 3]),
        ("unrated @brian", "open tactics, not rated yet", [1, 2]),
    ],
)
async def test_criteria_go_together(late: Campfire, words: str, heading: str, numbers: list[int]) -> None:
    await late.maya.command(f"/tactic list {words}", "#social")
    news = late.maya.news()
    assert news.splitlines()[2] == f"# Social media 2027: {heading}"
    assert [int(title.partition(".")[0]) for title in titles(news)] == numbers


async def test_a_persons_list_says_whose_it_is(late: Campfire) -> None:
    await late.maya.command("/tactic list @brian overdue", "#social")
    assert late.maya.news() == screen("""
        #social
        Oncourse 08:30 (only visible to you)
        # Social media 2027: overdue tactics
        · Owner: @Brian
        *Not rated yet*
        *1. List 100 influencers*
        [... Show | Rate | Done | Move ETA | Hand over]
        · ◔ planned · @Brian · ⚠ overdue since Monday 1 February 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    late.nobody_else_hears()


async def test_ones_own_list_is_ones_own(late: Campfire) -> None:
    await late.brian.command("/tactic list my overdue", "#social")
    news = late.brian.news()
    assert news.splitlines()[2] == "# Social media 2027: your overdue tactics"
    assert titles(news) == ["1. List 100 influencers"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("overdue @hailey", "✓ Nothing overdue"),
        ("quick wins @brian", "No tactics like that"),
        ("@theo", "No tactics like that"),
    ],
)
async def test_an_empty_list_says_so_and_leads_on(late: Campfire, words: str, said: str) -> None:
    await late.maya.command(f"/tactic list {words}", "#social")
    assert late.maya.news().splitlines()[-2:] == [said, "[Add a tactic] [All open tactics]"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("mien", "I can't list “mien”. Did you mean /tactic list mine?"),
        ("qick wins", "I can't list “qick wins”. Did you mean /tactic list quick wins?"),
        ("blue", "I can't list “blue”. Try mine, @brian, overdue, unrated, done or quick wins."),
        (
            "goal 7",
            "I can't find “goal 7” in this plan. Use its number or some words of its title: "
            "/tactic list and /goal list show them.",
        ),
    ],
)
async def test_what_cannot_be_listed_gets_the_nearest(late: Campfire, words: str, said: str) -> None:
    await late.maya.command(f"/tactic list {words}", "#social")
    assert late.maya.news().splitlines()[2] == said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/tactic lst", "/tactic list"),
        ("/tactic dnoe 3", "/tactic done"),
        ("/tactic finish 3", "/tactic done"),
        ("/tactic delete 3", "/tactic drop"),
        ("/goal readings", "/goal reading"),
        ("/goal new Grow", "/goal add"),
        ("/plan setings", "/plan settings"),
        ("/plan udno", "/plan undo"),
        ("/plan start", "/plan new"),
        ("/checkin skipp", "/checkin skip"),
        ("/checkin anwsers", "/checkin answers"),
    ],
)
async def test_a_mistyped_word_gets_the_nearest_and_help(late: Campfire, typed: str, meant: str) -> None:
    await late.theo.command(typed, "#social")
    word = " ".join(typed.split()[:2])
    assert late.theo.news().splitlines()[2] == f"`{word}`: did you mean `{meant}`?"
