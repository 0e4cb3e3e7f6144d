"""Finding one's way: where a plan has its place, help, and words that Oncourse does not know."""

from tests.stories.stage import Campfire, screen


async def test_a_plan_has_its_place_in_a_channel_not_in_a_direct_message(campfire: Campfire) -> None:
    for command in ("/plan", "/plan new", "/plan matrix", "/goal"):
        await campfire.maya.command(command, "@Brian")
        assert campfire.maya.news() == screen("""
            @Brian
            Oncourse 09:00 (only visible to you)
            A plan lives in a channel. Try this in the channel where your team plans.
            """)
    campfire.nobody_else_hears()


async def test_oncourse_asks_to_be_invited_where_it_is_not(campfire: Campfire) -> None:
    await campfire.maya.command("/plan", "#general")
    assert campfire.maya.news() == screen("""
        #general
        Oncourse 09:00 (only visible to you)
        I'm not in this channel yet. Add me with /invite @Oncourse, then try again.
        """)

    await campfire.maya.command("/goal add Grow", "#general")
    assert campfire.maya.news() == screen("""
        #general
        Oncourse 09:00 (only visible to you)
        I'm not in this channel yet. Add me with /invite @Oncourse, then try again.
        What you typed:
        > /goal add Grow
        """)

    await campfire.slack.invite_bot("#general")
    campfire.hush()
    await campfire.maya.command("/plan", "#general")
    assert campfire.maya.news() == screen("""
        #general
        Oncourse 09:00 (only visible to you)
        *This channel has no plan yet.*
        A plan leads from your company's goals to what each of you does next, and keeps you on course.
        [Start a plan]
        """)
    campfire.nobody_else_hears()


async def test_help_says_all_that_plan_can_do(campfire: Campfire) -> None:
    await campfire.theo.command("/plan help", "#social")
    assert campfire.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # What /plan can do
        One plan for this channel: the company's goals, and what we do about them.
        `/plan`  see this channel's plan; a button shares it
        `/plan new`  start a plan in this channel
        `/plan matrix`  see what to do first: value against complexity
        `/plan map`  see the whole plan: company goals, goals, tactics, and when all is due
        `/plan upcoming`  see what I am going to say to whom in the next two weeks
        `/plan advice`  see what deserves a look, with a button to do something about it
        `/plan history`  see who changed what and why, and undo the last change
        `/plan undo`  undo the last change
        `/plan import`  take in a plan that lives in a spreadsheet; you see it first
        `/plan export`  get its files: spreadsheet, document, calendar, and JSON to keep
        `/plan settings`  change its name, dates, company goals, owners and check-in
        `/plan close`  close the plan; it stays readable
        `/plan next`  start the next period from this plan
        `/plan help`  see this list
        · See also `/goal help`, `/tactic help` and `/checkin help`.
        """)
    campfire.nobody_else_hears()


async def test_help_says_all_that_goal_can_do(campfire: Campfire) -> None:
    await campfire.brian.command("/goal help", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # What /goal can do
        A goal says what social media does for one goal of the company.
        `/goal`  see the goals of this channel's plan
        `/goal add Build relationships with influencers`  add a goal; the form opens filled in
        `/goal list`  see every goal with its metrics
        `/goal 3`  see goal 3
        `/goal edit 2`  change goal 2; words of its title do too
        `/goal reading 2 1450`  save today's reading of goal 2 (no number opens a form)
        `/goal drop 2`  drop goal 2 (undo brings it back)
        `/goal help`  see this list
        · See also `/plan help`, `/tactic help` and `/checkin help`.
        """)
    campfire.nobody_else_hears()


async def test_an_unknown_word_gets_the_nearest_that_there_is(campfire: Campfire) -> None:
    await campfire.theo.command("/plan histroy", "#social")
    assert campfire.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        `/plan histroy`: did you mean `/plan history`?
        `/plan`  see this channel's plan; a button shares it
        `/plan new`  start a plan in this channel
        `/plan matrix`  see what to do first: value against complexity
        `/plan map`  see the whole plan: company goals, goals, tactics, and when all is due
        `/plan upcoming`  see what I am going to say to whom in the next two weeks
        `/plan advice`  see what deserves a look, with a button to do something about it
        `/plan history`  see who changed what and why, and undo the last change
        `/plan undo`  undo the last change
        `/plan import`  take in a plan that lives in a spreadsheet; you see it first
        `/plan export`  get its files: spreadsheet, document, calendar, and JSON to keep
        `/plan settings`  change its name, dates, company goals, owners and check-in
        `/plan close`  close the plan; it stays readable
        `/plan next`  start the next period from this plan
        `/plan help`  see this list
        · See also `/goal help`, `/tactic help` and `/checkin help`.
        """)

    await campfire.theo.command("/plan <!channel> *now*", "#social")
    assert campfire.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        `/plan <!channel>`: I don't know that one.
        `/plan`  see this channel's plan; a button shares it
        `/plan new`  start a plan in this channel
        `/plan matrix`  see what to do first: value against complexity
        `/plan map`  see the whole plan: company goals, goals, tactics, and when all is due
        `/plan upcoming`  see what I am going to say to whom in the next two weeks
        `/plan advice`  see what deserves a look, with a button to do something about it
        `/plan history`  see who changed what and why, and undo the last change
        `/plan undo`  undo the last change
        `/plan import`  take in a plan that lives in a spreadsheet; you see it first
        `/plan export`  get its files: spreadsheet, document, calendar, and JSON to keep
        `/plan settings`  change its name, dates, company goals, owners and check-in
        `/plan close`  close the plan; it stays readable
        `/plan next`  start the next period from this plan
        `/plan help`  see this list
        · See also `/goal help`, `/tactic help` and `/checkin help`.
        """)
    campfire.nobody_else_hears()


async def test_an_unknown_word_after_goal_gets_the_nearest_too(campfire: Campfire) -> None:
    await campfire.brian.command("/goal ad Be on TikTok", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        `/goal ad`: did you mean `/goal add`?
        `/goal`  see the goals of this channel's plan
        `/goal add Build relationships with influencers`  add a goal; the form opens filled in
        `/goal list`  see every goal with its metrics
        `/goal 3`  see goal 3
        `/goal edit 2`  change goal 2; words of its title do too
        `/goal reading 2 1450`  save today's reading of goal 2 (no number opens a form)
        `/goal drop 2`  drop goal 2 (undo brings it back)
        `/goal help`  see this list
        · See also `/plan help`, `/tactic help` and `/checkin help`.
        """)
    campfire.nobody_else_hears()


async def test_every_command_that_needs_a_plan_offers_to_start_one(campfire: Campfire) -> None:
    await campfire.maya.command("/goal add R&D with @brian", "#social")
    offer = campfire.maya.news()
    assert offer == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        This channel has no plan yet. Start one: it takes a minute, and everything in it can be changed.
        [Start a plan]
        What you typed:
        > /goal add R&D with @Brian
        """)

    wordless = offer.removesuffix("\nWhat you typed:\n> /goal add R&D with @Brian")
    for command in ("/plan settings", "/plan history", "/plan close", "/plan matrix", "/goal", "/goal list"):
        await campfire.maya.command(command, "#social")
        assert campfire.maya.news() == wordless
    campfire.nobody_else_hears()
