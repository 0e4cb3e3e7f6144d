"""`/plan settings`: every field, and two people at them at once."""

from tests.stories.begun import a_plan, begun
from tests.stories.stage import Campfire, screen

settled = begun(a_plan)


async def test_maya_sees_every_setting_filled_in_and_changes_them_all(settled: Campfire) -> None:
    await settled.maya.command("/plan settings", "#social")
    assert settled.maya.news() == screen("""
        == Plan settings ==
        Name
          > Social media 2027
        Starts on
          2027-01-01
        Ends on
          2027-12-31
        Company goal 1 (optional)
          > Expand into a new market segment
        Company goal 2 (optional)
          > Ship 3 major new product features
        Company goal 3 (optional)
          > Improve the NPS score among our MVU customers
          ? Clear it to remove it.
        More company goals (optional)
          > (empty: Expand into a new market segment)
          ? One per line.
        Plan owners (optional)
          (choose)
          ? They can change all of this too.
        @Maya started this plan and always owns it.
        Working days for rating
          > 3
          ? Ratings show once every owner has rated, or after this many working days.
        Check-in on
          v Monday
        Check-in at
          v 09:00
        Time zone
          > Europe/Riga
          ? Such as Europe/Riga or America/New_York.
        [Cancel] [Save]
        """)

    await settled.maya.fill_in(
        {
            "Name": "Spring",
            "Starts on": "2027-03-01",
            "Ends on": "2027-05-31",
            "Company goal 1": "Expand into two new market segments",
            "Company goal 3": "",
            "More company goals": "Hire a designer\nOpen an office in Riga",
            "Plan owners": ["@brian"],
            "Working days for rating": "5",
            "Check-in on": "Thursday",
            "Check-in at": "14:00",
            "Time zone": "Europe/London",
        }
    )
    await settled.maya.submit()
    assert settled.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        # Spring
        · 1 March 2027 to 31 May 2027 · starts in 56 days
        *Expand into two new market segments*
        *Ship 3 major new product features*
        *Hire a designer*
        *Open an office in Riga*
        No goals yet. A goal says what social media does for one company goal.
        [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)

    await settled.maya.command("/plan history", "#social")
    assert settled.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Spring: history
        @Maya changed the settings of *Spring*: name “Social media 2027” → “Spring” · start 1 January 2027 → 1
            March 2027 · end 31 December 2027 → 31 May 2027 · company goals added “Hire a designer, Open an
            office in Riga”, changed “Expand into two new market segments”, removed “Improve the NPS score
            among our MVU customers” · owners @Brian · time zone “Europe/Riga” → “Europe/London” · working
            days
            for rating 3 → 5 · check-in day Monday → Thursday · check-in hour 09:00 → 14:00
        [Undo]
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)

    await settled.maya.command("/plan settings", "#social")
    assert settled.maya.news() == screen("""
        == Plan settings ==
        Name
          > Spring
        Starts on
          2027-03-01
        Ends on
          2027-05-31
        Company goal 1 (optional)
          > Expand into two new market segments
        Company goal 2 (optional)
          > Ship 3 major new product features
        Company goal 3 (optional)
          > Hire a designer
        Company goal 4 (optional)
          > Open an office in Riga
          ? Clear it to remove it.
        More company goals (optional)
          > (empty: Expand into a new market segment)
          ? One per line.
        Plan owners (optional)
          @Brian
          ? They can change all of this too.
        @Maya started this plan and always owns it.
        Working days for rating
          > 5
          ? Ratings show once every owner has rated, or after this many working days.
        Check-in on
          v Thursday
        Check-in at
          v 14:00
        Time zone
          > Europe/London
          ? Such as Europe/Riga or America/New_York.
        [Cancel] [Save]
        """)
    settled.nobody_else_hears()


async def test_settings_sent_as_they_were_change_nothing(settled: Campfire) -> None:
    await settled.maya.command("/plan settings", "#social")
    await settled.maya.submit()
    settled.hush()

    await settled.maya.command("/plan history", "#social")
    assert settled.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    settled.nobody_else_hears()


async def test_two_owners_change_the_settings_at_once_and_the_second_is_told(settled: Campfire) -> None:
    await settled.maya.command("/plan settings", "#social")
    await settled.maya.choose("Plan owners", "@brian")
    await settled.maya.submit()
    await settled.maya.command("/plan settings", "#social")
    await settled.brian.command("/plan settings", "#social")
    await settled.maya.fill("Name", "Maya's name")
    await settled.brian.fill("Name", "Brian's name")
    await settled.brian.choose("Check-in on", "Friday")
    await settled.maya.submit()
    settled.hush()

    await settled.brian.submit()
    assert settled.brian.news() == screen("""
        == Plan settings ==
        ⚠ @Maya changed this while you were writing: name “Social media 2027” → “Maya's name”.
        Nothing you typed is lost. Press Save again to use yours.
        Name
          > Brian's name
        Starts on
          2027-01-01
        Ends on
          2027-12-31
        Company goal 1 (optional)
          > Expand into a new market segment
        Company goal 2 (optional)
          > Ship 3 major new product features
        Company goal 3 (optional)
          > Improve the NPS score among our MVU customers
          ? Clear it to remove it.
        More company goals (optional)
          > (empty: Expand into a new market segment)
          ? One per line.
        Plan owners (optional)
          @Brian
          ? They can change all of this too.
        @Maya started this plan and always owns it.
        Working days for rating
          > 3
          ? Ratings show once every owner has rated, or after this many working days.
        Check-in on
          v Friday
        Check-in at
          v 09:00
        Time zone
          > Europe/Riga
          ? Such as Europe/Riga or America/New_York.
        [Cancel] [Save]
        """)

    await settled.brian.submit()
    assert settled.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Saved.
        # Brian's name
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        *Ship 3 major new product features*
        *Improve the NPS score among our MVU customers*
        No goals yet. A goal says what social media does for one company goal.
        [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    settled.nobody_else_hears()


async def test_a_plan_that_begins_at_the_hour_of_its_check_in_begins_with_one(settled: Campfire) -> None:
    await settled.add_goal("Build relationships with influencers")
    await settled.add_tactic("List 100 influencers @brian by 1 February")
    await settled.maya.command("/plan settings", "#social")
    await settled.maya.fill_in({"Starts on": "2027-01-11", "Check-in on": "Monday", "Check-in at": "00:00"})
    await settled.maya.submit()
    await settled.wait_until("2027-01-10 21:59")
    settled.hush()

    await settled.wait_until("2027-01-10 22:00")
    assert settled.theo.news() == screen("""
        #social
        Oncourse 00:00
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        Waiting for 1 update. It takes a minute.
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 12:00 AM · Discuss in the thread
        """)
