"""The form for all ratings a person was asked for, opened from their daily message."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, errors, screen

TITLES = ("List influencers", "Call the press", "Buy a map", "Film a teaser", "Send flyers", "Book a room")
MORNING = "2027-01-04 14:00"  # 09:00 in New York


async def two_tactics(campfire: Campfire) -> None:
    """Brian and Hailey own one tactic, Brian another; their morning's messages have been sent and read."""
    await campfire.add_tactic("List influencers @brian @hailey")
    await campfire.wait_until("2027-01-04 07:01")
    await campfire.add_tactic("Call the press @brian")
    await campfire.wait_until(MORNING)
    campfire.hush()


async def six_tactics(campfire: Campfire) -> None:
    """Brian owns six tactics; his morning's message has been sent and read."""
    for title in TITLES:
        await campfire.add_tactic(f"{title} @brian")
    await campfire.wait_until(MORNING)
    campfire.hush()


two = begun(a_plan, a_goal, two_tactics)
six = begun(a_plan, a_goal, six_tactics)


async def test_all_are_rated_in_one_form(two: Campfire) -> None:
    await two.brian.click("Rate 2", "@Oncourse")
    assert two.brian.news() == screen("""
        == Rate your tactics ==
        · A rough guess is fine. Skip what you can't judge. Your rating stays hidden until all are shown.
        *1. List influencers*
        · To help us expand into a new market segment, we are building relationships with influencers.
        Value (optional)
          v (choose)
        Complexity (optional)
          v (choose)
        Why? (optional)
          > (empty)
        *2. Call the press*
        · To help us expand into a new market segment, we are building relationships with influencers.
        Value (optional)
          v (choose)
        Complexity (optional)
          v (choose)
        Why? (optional)
          > (empty)
        [Cancel] [Rate]
        """)
    await two.brian.choose("Value", "4", nth=1)
    await two.brian.choose("Complexity", "2", nth=1)
    await two.brian.fill("Why?", "We know most", nth=1)
    await two.brian.choose("Value", "2", nth=2)
    await two.brian.choose("Complexity", "1", nth=2)
    await two.brian.submit()
    assert two.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 2 new tactics
        · Monday 4 January 2027
        @Maya assigned you *1. List influencers*
        no ETA · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        @Maya assigned you *2. Call the press*
        no ETA · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        · ✓ *1. List influencers* rated
        · ✓ *2. Call the press* rated: 3 Fill-ins (value 2, complexity 1)
        [All your tactics] [Settings]
        """)
    two.nobody_else_hears()


async def test_what_is_skipped_is_still_asked_for(two: Campfire) -> None:
    await two.brian.click("Rate 2", "@Oncourse")
    two.hush()
    await two.brian.choose("Value", "5", nth=2)
    await two.brian.choose("Complexity", "2", nth=2)
    await two.brian.submit()
    news = two.brian.news()
    assert (
        "*1 tactic to rate* by Thursday 7 January 2027. A rough guess is fine.\n*1. List influencers*\n"
        in news
    )
    assert "· ✓ *2. Call the press* rated: 1 Quick wins (value 5, complexity 2)\n" in news

    await two.brian.click("Rate 1", "@Oncourse")
    assert "Call the press" not in two.brian.form()


async def test_five_are_on_a_page_and_next_keeps_its_ratings(six: Campfire) -> None:
    await six.brian.click("Rate 6", "@Oncourse")
    form = six.brian.form()
    assert "· Part 1 of 2. A rough guess is fine." in form
    assert form.endswith("[Cancel] [Next]")
    assert [title for title in TITLES if title in form] == list(TITLES[:5])
    await six.brian.choose("Value", "5", nth=1)
    await six.brian.choose("Complexity", "2", nth=1)
    await six.brian.submit()

    form = six.brian.form()
    assert "· Part 2 of 2. A rough guess is fine." in form
    assert form.endswith("[Cancel] [Rate]")
    assert [title for title in TITLES if title in form] == ["Book a room"]
    await six.brian.dismiss()
    assert "· ✓ *1. List influencers* rated: 1 Quick wins (value 5, complexity 2)\n" in six.brian.news()
    assert "[Rate 5]" in six.brian.sees("@Oncourse")


async def test_an_error_stands_at_its_field_and_keeps_what_was_typed(two: Campfire) -> None:
    await two.brian.click("Rate 2", "@Oncourse")
    await two.brian.choose("Value", "4", nth=1)
    await two.brian.fill("Why?", "We know most", nth=1)
    await two.brian.choose("Value", "5", nth=2)
    await two.brian.choose("Complexity", "1", nth=2)
    await two.brian.submit()
    form = two.brian.form()
    assert list(errors(form)) == ["Complexity"]
    assert form.count("  ! ") == 1
    assert form.index("  ! ") < form.index("*2. Call the press*")
    assert "  v 4 moves the goal" in form
    assert "  v 5 moves the company goal" in form
    assert "  > We know most" in form
    assert "rated" not in two.brian.sees("@Oncourse")

    await two.brian.choose("Complexity", "2", nth=1)
    await two.brian.submit()
    assert two.brian.modal is None
    assert "✓ *1. List influencers* rated\n" in two.brian.news()


async def test_what_was_revealed_meanwhile_counts_only_when_sent_again(two: Campfire) -> None:
    await two.brian.click("Rate 2", "@Oncourse")
    await two.brian.choose("Value", "4", nth=1)
    await two.brian.choose("Complexity", "4", nth=1)
    await two.brian.choose("Value", "5", nth=2)
    await two.brian.choose("Complexity", "2", nth=2)
    await two.hailey.command("/tactic rate 1 5 1", "#social")
    await two.hailey.submit()
    await two.maya.command("/tactic assign 1", "#social")
    await two.maya.choose("Owners", "@Hailey")
    await two.maya.submit()
    two.hush()

    await two.brian.submit()
    assert two.brian.form() == screen("""
        == Rate your tactics ==
        ⚠ *1. List influencers* shows its ratings now. Send yours again to count it.
        · A rough guess is fine. Skip what you can't judge. Your rating stays hidden until all are shown.
        *1. List influencers*
        · To help us expand into a new market segment, we are building relationships with influencers.
        Value (optional)
          v 4 moves the goal
        Complexity (optional)
          v 4 a month or more
        Why? (optional)
          > (empty)
        [Cancel] [Rate]
        """)
    await two.maya.command("/tactic show 1", "#social")
    assert "1 rating" in two.maya.news()
    await two.brian.submit()
    assert two.brian.modal is None
    await two.maya.command("/tactic show 1", "#social")
    assert "2 ratings" in two.maya.news()


async def test_what_was_dropped_meanwhile_is_named(two: Campfire) -> None:
    await two.brian.click("Rate 2", "@Oncourse")
    for nth in (1, 2):
        await two.brian.choose("Value", "5", nth=nth)
        await two.brian.choose("Complexity", "2", nth=nth)
    await two.maya.command("/tactic drop 1", "#social")
    await two.maya.fill("Why drop it?", "No budget")
    await two.maya.submit()
    two.hush()

    await two.brian.submit()
    assert two.brian.modal is None
    news = two.brian.news()
    assert "Not counted, because the tactic isn't open any more: “List influencers”." in news
    assert "· ✓ *2. Call the press* rated: 1 Quick wins (value 5, complexity 2)\n" in news
