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
        A plan takes you from your company's goals to what each of you does next.
        [Start plan]
        """)
    campfire.nobody_else_hears()


async def test_help_says_all_that_plan_can_do(campfire: Campfire) -> None:
    await campfire.theo.command("/plan help", "#social")
    assert campfire.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # What /plan can do
        One plan for this channel: the company's goals, and what we do about them.
        `/plan`  see this channel's plan
        `/plan new`  start a plan in this channel
        `/plan matrix`  see what to do first: value against complexity
        `/plan map`  see the whole plan and when everything is due
        `/plan upcoming`  see who gets which message in the next two weeks
        `/plan advice`  see what needs a look, with a button for each
        `/plan history`  see who changed what and why, and undo the last change
        `/plan undo`  undo the last change
        `/plan import`  add tactics from a spreadsheet, with a preview
        `/plan export`  get its files: spreadsheet, document, calendar, JSON
        `/plan settings`  change its name, dates, company goals, owners and check-in
        `/plan close`  close the plan, and keep it to read
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
        A goal says what social media does for one company goal.
        `/goal`  see the goals of this channel's plan
        `/goal add Build relationships with influencers`  add a goal
        `/goal list`  see every goal with its metrics
        `/goal 3`  see goal 3
        `/goal edit 2`  edit goal 2, or type part of its title
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
        `/plan`  see this channel's plan
        `/plan new`  start a plan in this channel
        `/plan matrix`  see what to do first: value against complexity
        `/plan map`  see the whole plan and when everything is due
        `/plan upcoming`  see who gets which message in the next two weeks
        `/plan advice`  see what needs a look, with a button for each
        `/plan history`  see who changed what and why, and undo the last change
        `/plan undo`  undo the last change
        `/plan import`  add tactics from a spreadsheet, with a preview
        `/plan export`  get its files: spreadsheet, document, calendar, JSON
        `/plan settings`  change its name, dates, company goals, owners and check-in
        `/plan close`  close the plan, and keep it to read
        `/plan next`  start the next period from this plan
        `/plan help`  see this list
        · See also `/goal help`, `/tactic help` and `/checkin help`.
        """)

    await campfire.theo.command("/plan <!channel> *now*", "#social")
    assert campfire.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        `/plan <!channel>`: I don't know that one.
        `/plan`  see this channel's plan
        `/plan new`  start a plan in this channel
        `/plan matrix`  see what to do first: value against complexity
        `/plan map`  see the whole plan and when everything is due
        `/plan upcoming`  see who gets which message in the next two weeks
        `/plan advice`  see what needs a look, with a button for each
        `/plan history`  see who changed what and why, and undo the last change
        `/plan undo`  undo the last change
        `/plan import`  add tactics from a spreadsheet, with a preview
        `/plan export`  get its files: spreadsheet, document, calendar, JSON
        `/plan settings`  change its name, dates, company goals, owners and check-in
        `/plan close`  close the plan, and keep it to read
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
        `/goal add Build relationships with influencers`  add a goal
        `/goal list`  see every goal with its metrics
        `/goal 3`  see goal 3
        `/goal edit 2`  edit goal 2, or type part of its title
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
        This channel has no plan yet. Starting one takes a minute, and you can change everything later.
        [Start plan]
        What you typed:
        > /goal add R&D with @Brian
        """)

    wordless = offer.removesuffix("\nWhat you typed:\n> /goal add R&D with @Brian")
    for command in ("/plan settings", "/plan history", "/plan close", "/plan matrix", "/goal", "/goal list"):
        await campfire.maya.command(command, "#social")
        assert campfire.maya.news() == wordless
    campfire.nobody_else_hears()
