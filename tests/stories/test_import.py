"""`/plan import`: a plan that lives in a spreadsheet, looked at first, then added as if by hand."""

import pytest

from tests.stories.stage import Campfire, screen

SHEET = """Company goal;Goal;Tactic;Owners;ETA;Value;Complexity;Budget
Expand into a new market segment;Build relationships;List 100 influencers;@brian, Hailey;1 February;5;2;10
;;Send them a kit;Brian;the 30th of every month;;;
Ship 3 major new product features;Show what is new;Film our office;;Q1;4;4;
;;Write a post;@nobody;03/04/2027;6;;
"""
PREVIEW = screen("""
    == Import a spreadsheet ==
    *Ready to add 3 tactics, 2 goals and 2 ratings of yours.* Nothing saved yet.
    · Ignored columns: Budget.
    *Build relationships* (new, helps Expand into a new market segment)
    • List 100 influencers: @Brian and @Hailey · Monday 1 February 2027 · value 5, complexity 2
    • Send them a kit: @Brian · the 30th of every month: 30 Jan, 28 Feb, 30 Mar and 30 Apr

    *Show what is new* (new, helps Ship 3 major new product features)
    • Film our office: Wednesday 31 March 2027 · value 4, complexity 4
    ⚠ *1 row to fix*, not added:
    *Row 5* Owners: I know nobody called “@nobody” here. Write the name or @handle that Slack shows.
    *Row 5* ETA: “03/04/2027” could be two days. Write the month as a word, such as 3 April 2027,
        or 2027-04-03.
    *Row 5* Value: Write a whole number from 1 to 5.
    *Not read in these rows:*
    *Row 2* Budget “10”.
    ---
    A CSV file (optional)
      plan.csv
      ? plan.csv has been read. Choose another one to read that instead.
    Or paste the rows (optional)
      > (empty)
      ? With the row that names the columns, at most 3,000 characters.
    All of it serves (optional)
      v (choose)
      ? For rows that name no goal of their own.
    [Cancel] [Add 3 rows]
    """)


@pytest.fixture
async def planned(campfire: Campfire) -> Campfire:
    await campfire.start_plan()
    campfire.hush()
    return campfire


async def previewed(campfire: Campfire, sheet: str = SHEET) -> None:
    """Maya looks at what a file would add."""
    await campfire.maya.command("/plan import", "#social")
    await campfire.maya.attach("A CSV file", "plan.csv", sheet)
    await campfire.maya.submit()


async def test_the_form_explains_itself_by_an_example_that_can_be_taken_in(planned: Campfire) -> None:
    maya = planned.maya
    await maya.command("/plan import", "#social")
    assert maya.form() == screen("""
        == Import a spreadsheet ==
        One row is one tactic of *Social media 2027*, and the first row names the columns. You see what I
            read before anything is added.
        Company goal,Goal,Tactic,Owners,ETA,Value,Complexity
        Expand into a new market segment,Be known in our niche,List 100 influencers,Maya,1 February,5,2
        ,,Write to the first ten,,Q1,,
        · *Company goal* and *Goal* may stay empty where they are those of the row above. *Owners* by name or
            @handle. *ETA* as 2027-02-01, 1 February or Q1. *Value* and *Complexity* from 1 to 5: they become
            your own rating. *Rhythm*, *State* and *Notes* are read, too. The CSV of `/plan export` fits as it
            is.
        A CSV file (optional)
          (choose)
          ? Up to 300 rows, separated by commas, semicolons or tabs.
        Or paste the rows (optional)
          > (empty)
          ? With the row that names the columns, at most 3,000 characters.
        All of it serves (optional)
          v (choose)
          ? For rows that name no goal of their own.
        [Cancel] [Preview]
        """)
    example = "\n".join(maya.form().splitlines()[2:5])
    await maya.fill("Or paste the rows", example)
    await maya.submit()
    assert "[Add 2 rows]" in maya.form()
    await maya.submit()
    assert maya.modal is None
    assert "Added: 2 tactics, 1 goal and 1 rating of yours." in maya.news()


async def test_nothing_is_added_before_it_was_seen(planned: Campfire) -> None:
    await previewed(planned)
    assert planned.maya.form() == PREVIEW
    planned.maya.news()
    await planned.maya.dismiss()
    await planned.maya.command("/goal list", "#social")
    assert "No goals yet." in planned.maya.news()
    planned.nobody_else_hears()


async def test_good_rows_are_added_and_their_owners_asked(planned: Campfire) -> None:
    await previewed(planned)
    await planned.maya.submit()
    assert planned.maya.modal is None
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added: 3 tactics, 2 goals and 2 ratings of yours. 1 row not added. Fix and import again: what's
            already here stays as it is.
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        1. To help us expand into a new market segment, we are building relationships.
        · 2 tactics, none done
        *Ship 3 major new product features*
        2. To help us ship 3 major new product features, we are showing what is new.
        · 1 tactic, none done
        *Improve the NPS score among our MVU customers*
        ⚠ No goal helps this one yet.
        ---
        *First in line* (3 of 3 open tactics)
        *2. Send them a kit*
        @Brian · Saturday 30 January 2027 · not rated yet
        *1. List 100 influencers*
        @Brian and @Hailey · Monday 1 February 2027 · not rated yet
        *3. Film our office*
        no owner yet · Wednesday 31 March 2027 · not rated yet
        [Add a tactic] [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)
    for person, titles in (
        (planned.brian, ["*1. List 100 influencers*", "*2. Send them a kit*"]),
        (planned.hailey, ["*1. List 100 influencers*"]),
    ):
        asked = [line for line in person.news().splitlines() if line.startswith(("*1.", "*2.", "*3."))]
        assert asked == titles
    planned.nobody_else_hears()


async def test_the_logbook_has_each_as_if_added_by_hand(planned: Campfire) -> None:
    await previewed(planned)
    await planned.maya.submit()
    planned.hush()
    await planned.maya.command("/plan history", "#social")
    assert [line for line in planned.maya.news().splitlines() if line.startswith("@Maya")] == [
        "@Maya rated *Film our office*",
        "@Maya added *Film our office*: ETA 31 March 2027",
        "@Maya added *Send them a kit*: owners @Brian; rhythm the 30th of every month",
        "@Maya rated *List 100 influencers*",
        "@Maya added *List 100 influencers*: owners @Brian and @Hailey; ETA 1 February 2027",
        "@Maya added the goal *Show what is new*: serves “Ship 3 major new product features”",
        "@Maya added the goal *Build relationships*: serves “Expand into a new market segment”",
        "@Maya started the plan *Social media 2027*: start 1 January 2027; end 31 December 2027",
    ]


async def test_what_comes_due_is_reminded_of(planned: Campfire) -> None:
    await previewed(planned)
    await planned.maya.submit()
    planned.hush()
    await planned.wait_until("2027-01-25T15:00")
    assert "List 100 influencers" in planned.hailey.news()


async def test_imported_numbers_are_one_blind_rating(planned: Campfire) -> None:
    await previewed(planned)
    await planned.maya.submit()
    planned.hush()
    await planned.hailey.command("/tactic show 1", "#social")
    seen = planned.hailey.news()
    assert "Value 5" not in seen
    assert "Quick wins" not in seen
    for person, value in ((planned.brian, "5"), (planned.hailey, "4")):
        await person.command("/tactic rate 1", "#social")
        await person.choose("Value to the business", value)
        await person.choose("Complexity to carry out", "2")
        await person.submit()
    assert "@Maya" in (shown := planned.hailey.news())
    assert "1 Quick wins" in shown


async def test_who_alone_owns_what_they_import_has_rated_it(planned: Campfire) -> None:
    sheet = "Company goal,Goal,Tactic,Owners,Value,Complexity\nGrow revenue,Sell more,Call them,Maya,5,2\n"
    await previewed(planned, sheet)
    await planned.maya.submit()
    assert "Please rate" not in planned.maya.news()
    await planned.maya.command("/tactic list", "#social")
    assert "1 Quick wins" in planned.maya.news()


async def test_importing_twice_adds_nothing(planned: Campfire) -> None:
    await previewed(planned)
    await planned.maya.submit()
    planned.hush()
    await previewed(planned)
    form = planned.maya.form()
    assert "*Nothing to add.*\n· Already in the plan, or dropped from it, so left alone: rows 2 to 4." in form
    assert "[Cancel] [Preview]" in form
    await planned.maya.submit()
    assert planned.maya.form() == form
    planned.maya.news()
    planned.nobody_else_hears()


async def test_pressing_twice_adds_once(planned: Campfire) -> None:
    await previewed(planned)
    await planned.maya.submit_twice()
    assert planned.maya.modal is None
    assert planned.maya.news().count("(3 of 3 open tactics)") == 1
    assert planned.brian.news().count("Please rate this tactic.") == 2


async def test_what_somebody_added_meanwhile_is_not_added_again(planned: Campfire) -> None:
    await planned.add_goal("Build relationships")
    planned.hush()
    await previewed(planned)
    await planned.brian.command("/tactic add Send them a kit", "#social")
    await planned.brian.submit()
    await planned.maya.submit()
    assert "· Already in the plan, or dropped from it, so left alone: row 3." in planned.maya.form()
    assert "[Add 2 rows]" in planned.maya.form()
    await planned.maya.submit()
    assert "(3 of 3 open tactics)" in planned.maya.news()
