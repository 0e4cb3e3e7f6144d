"""The buttons of a tactic's card and of a list's menus: what each does, and where it answers."""

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_every_button_of_ones_own_card_draws_that_card_anew(planned: Campfire) -> None:
    maya = planned.maya
    await maya.command("/tactic show 1", "#social")
    shown = len(maya.visible("#social"))
    maya.news()

    await maya.click("Rate", "#social")
    await maya.fill_in({"Value": "4", "Complexity": "2"})
    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Thanks. Value 4, complexity 2.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Ratings* The owner hasn't rated yet (1 other person has). Ratings show once they have, or on
            Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await maya.click("Move ETA", "#social")
    await maya.fill("ETA", "2027-02-20")
    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Moved to Saturday 20 February 2027.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Saturday 20 February 2027
        *Ratings* The owner hasn't rated yet (1 other person has). Ratings show once they have, or on
            Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await maya.click("Hand over", "#social")
    assert maya.news() == screen("""
        == Hand over ==
        *1. List 100 influencers*
        New owner
          (choose)
        Why? (optional)
          > (empty)
        [Cancel] [Hand over]
        """)
    await maya.fill_in({"New owner": "@Hailey", "Why?": "Brian has too much to do"})
    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Handed over to @Hailey.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Hailey
        *ETA* Saturday 20 February 2027
        *Ratings* The owner hasn't rated yet (1 other person has). Ratings show once they have, or on
            Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await maya.click("Change owners", "#social")
    await maya.choose("Owners", "@Hailey", "@Noor")
    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Assigned to @Hailey and @Noor.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Hailey and @Noor
        ⚠ @Noor is away.
        *ETA* Saturday 20 February 2027
        *Ratings* 0 of 2 owners have rated (1 other person has). Ratings show when all have, or on
            Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await maya.click("Edit", "#social")
    await maya.fill("What needs doing?", "List 300 influencers")
    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        *1. List 300 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Hailey and @Noor
        ⚠ @Noor is away.
        *ETA* Saturday 20 February 2027
        *Ratings* 0 of 2 owners have rated (1 other person has). Ratings show when all have, or on
            Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await maya.click("Done", "#social")
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Done. Nice work.
        *1. List 300 influencers*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Hailey and @Noor
        *ETA* Saturday 20 February 2027
        *Finished by* @Maya
        [Edit or reopen]
        """)

    await maya.click("Edit or reopen", "#social")
    await maya.choose("State", "planned")
    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        *1. List 300 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Hailey and @Noor
        ⚠ @Noor is away.
        *ETA* Saturday 20 February 2027
        *Ratings* 0 of 2 owners have rated (1 other person has). Ratings show when all have, or on
            Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await maya.click("Drop", "#social")
    await maya.fill("Why drop it?", "We buy the list instead")
    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Dropped. Edit it to bring it back.
        *1. List 300 influencers*
        ✕ dropped
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Hailey and @Noor
        *ETA* Saturday 20 February 2027
        *Dropped because* We buy the list instead
        [Edit or reopen]
        """)
    assert len(maya.visible("#social")) == shown
    planned.hush()


async def test_a_list_stays_while_its_menus_answer(planned: Campfire) -> None:
    await planned.add_tactic("Call the press")
    planned.hush()
    brian = planned.brian
    await brian.command("/tactic", "#social")
    listed = brian.news()
    page = brian.message("open tactics", "#social")

    await brian.click("Open", message=page, beside="Call the press")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        *2. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)

    await brian.click("Assign", message=page, beside="Call the press")
    assert brian.news() == screen("""
        == Assign ==
        *2. Call the press*
        Owners (optional)
          (choose)
          ? I'll ask them to rate it.
        [Cancel] [Save]
        """)
    await brian.choose("Owners", "@Hailey")
    await brian.submit()
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Assigned to @Hailey.
        *2. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Hailey
        *ETA* none yet
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await brian.click("Set ETA", message=page, beside="Call the press")
    await brian.fill("ETA", "2027-01-15")
    await brian.submit()
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        ETA set to Friday 15 January 2027.
        *2. Call the press*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Hailey
        *ETA* Friday 15 January 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await brian.click("Done", message=page, beside="Call the press")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Done. Nice work.
        *2. Call the press*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Hailey
        *ETA* Friday 15 January 2027
        *Finished by* @Brian
        [Edit or reopen]
        """)
    assert listed.split("\n", 2)[2] in brian.sees("#social")
    planned.hush()


async def test_every_menu_of_a_list_opens_the_form_of_its_tactic(planned: Campfire) -> None:
    await planned.add_tactic("Call the press")
    await planned.maya.command("/tactic done 2", "#social")
    await planned.maya.command("/tactic list all", "#social")
    planned.hush()

    opened = []
    for label, title in (
        ("Rate", "List 100"),
        ("Move ETA", "List 100"),
        ("Hand over", "List 100"),
        ("Edit or reopen", "Call the press"),
    ):
        await planned.maya.click(label, "#social", within="all tactics", beside=title)
        opened.append(planned.maya.form().splitlines()[:2])
        await planned.maya.dismiss()
    assert opened == [
        ["== Rate tactic ==", "*1. List 100 influencers*"],
        ["== Move ETA ==", "*1. List 100 influencers*"],
        ["== Hand over ==", "*1. List 100 influencers*"],
        ["== Edit tactic 2 ==", "What needs doing?"],
    ]
    planned.maya.news()
    planned.nobody_else_hears()
