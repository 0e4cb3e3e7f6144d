"""Acting on Home: it says what was done, and shows how things stand now."""

from sandbox import Fault, Person
from tests.stories.begun import begun
from tests.stories.home_stage import HOME, a_busy_monday
from tests.stories.stage import Campfire, screen

DM = "@Oncourse"


busy = begun(a_busy_monday)


def part(person: Person, title: str) -> str:
    """What a person's Home says under a title."""
    _, _, below = person.home().partition(f"# {title}")
    return below.partition("\n# ")[0].partition("\n")[2]


def note(person: Person) -> str:
    """What a person's Home says first."""
    return person.home().splitlines()[0]


async def test_done(busy: Campfire) -> None:
    await busy.brian.click("Done", HOME, beside="Buy a map", nth=1)
    assert busy.brian.home() == screen("""
        Done. Well done! 2. Buy a map
        # Today and overdue
        *1. Send 100 emails*
        ⚠ overdue by 3 days, since Friday 8 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        # Ratings and answers I owe
        *Are we on course?*
        your answer is owed by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        *3. Call the press*
        your rating is owed by Thursday 14 January 2027 · Social media 2027
        [Rate]
        · To help us expand into a new market segment, we are building relationships with influencers.
        # My tactics (2)
        *1 Quick wins*: high value, low complexity: do these first
        *1. Send 100 emails*
        [... Show | Rate | Done | Move ETA | Hand over]
        · ◔ planned · ⚠ overdue since Friday 8 January 2027 · Social media 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        *Not rated yet*
        *3. Call the press*
        [... Show | Rate | Done | Move ETA | Hand over]
        · ◔ planned · Monday 1 March 2027 · Social media 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        # My plans
        *Social media 2027* in #social
        1 January 2027 to 31 December 2027 · 1 goal and 2 open tactics
        … 2 not answered · check-in of Monday 11 January 2027 so far
        [Show the plan]
        # My settings
        *Reminders* at 09:00 in your time zone (America/New_York): 7 days before, the day before and on the
            day
        *Away* not planned
        *Public holidays* of US, by your time zone
        [Change my settings]
        """)
    assert "(only visible to you)" not in busy.brian.news()


async def test_the_note_is_gone_when_home_is_opened_again(busy: Campfire) -> None:
    await busy.brian.click("Done", HOME, beside="Buy a map", nth=1)
    await busy.brian.open_home()
    assert note(busy.brian) == "# Today and overdue"


async def test_the_eta_moves(busy: Campfire) -> None:
    await busy.brian.click("Move ETA", HOME, beside="Buy a map", nth=1)
    await busy.brian.fill("ETA", "2027-01-20")
    await busy.brian.submit()
    assert note(busy.brian) == "Moved to Wednesday 20 January 2027. 2. Buy a map"
    assert "Buy a map" not in part(busy.brian, "Today and overdue")
    assert "Wednesday 20 January 2027" in part(busy.brian, "My tactics")


async def test_it_is_handed_over_and_gone(busy: Campfire) -> None:
    await busy.brian.click("Hand over", HOME, beside="Buy a map", nth=1)
    await busy.brian.choose("Who takes it over?", "@Hailey")
    await busy.brian.submit()
    assert note(busy.brian) == "Handed over to @Hailey. 2. Buy a map"
    assert "Buy a map" not in busy.brian.home().partition("\n")[2]


async def test_it_is_snoozed_until_its_day(busy: Campfire) -> None:
    await busy.brian.click("Snooze for 3 days", HOME, beside="Buy a map")
    assert note(busy.brian) == "Snoozed until Thursday 14 January 2027. 2. Buy a map"
    assert "Buy a map" not in part(busy.brian, "Today and overdue")
    assert "snoozed until Thursday 14 January 2027" in part(busy.brian, "My tactics")

    await busy.wait_until("2027-01-14 14:00")
    assert "⚠ overdue by 3 days, since Monday 11 January 2027" in part(busy.brian, "Today and overdue")
    assert "snoozed" not in part(busy.brian, "My tactics")


async def test_a_rating_is_given(busy: Campfire) -> None:
    await busy.brian.click("Rate", HOME, beside="Call the press", nth=1)
    await busy.brian.fill_in({"Value to the business": "5", "Complexity to carry out": "5"})
    await busy.brian.submit()
    assert note(busy.brian) == "Thank you: value 5, complexity 5. 3. Call the press"
    assert "Call the press" not in part(busy.brian, "Ratings and answers I owe")
    assert "*2 Big bets*: high value, high complexity" in part(busy.brian, "My tactics")


async def test_an_answer_is_given(busy: Campfire) -> None:
    await busy.brian.click("Answer", HOME)
    for nth, course in enumerate(("● on course", "◐ drifting", "● on course"), start=1):
        await busy.brian.choose("How is it going?", course, nth=nth)
    await busy.brian.submit()
    assert "Are we on course?" not in busy.brian.home()
    assert "● 2 on course   ◐ 1 drifting · check-in of Monday 11 January 2027 so far" in busy.brian.home()


async def test_off_course_is_decided(busy: Campfire) -> None:
    await busy.brian.click("Answer", HOME)
    for nth, course in enumerate(("○ off course", "● on course", "● on course"), start=1):
        await busy.brian.choose("How is it going?", course, nth=nth)
    await busy.brian.submit()
    await busy.brian.choose("What do we do?", "Drop it")
    await busy.brian.fill("Why?", "Nobody reads them")
    await busy.brian.submit()
    assert "Send 100 emails" not in busy.brian.home()
    assert "● 2 on course   ○ 1 off course" in busy.brian.home()


async def test_the_settings_change(busy: Campfire) -> None:
    await busy.brian.click("Change my settings", HOME)
    await busy.brian.choose("Remind me at", "10:00")
    await busy.brian.choose("Tell me what is due")
    await busy.brian.fill_in({"I am away from": "2027-02-01", "until and including": "2027-02-05"})
    await busy.brian.fill("Public holidays of", "lv")
    await busy.brian.submit()
    assert note(busy.brian) == (
        "Saved. I remind you at 10:00 in your time zone (America/New_York). "
        "Nothing from Monday 1 February 2027 to Friday 5 February 2027."
    )
    assert part(busy.brian, "My settings") == screen("""
        *Reminders* at 10:00 in your time zone (America/New_York): only of what is overdue
        *Away* from Monday 1 February 2027 until Friday 5 February 2027
        *Public holidays* of LV
        [Change my settings]
        """)
    assert "Saved." not in busy.brian.sees(DM)


async def test_what_is_wrong_stands_at_its_field_and_home_stays(busy: Campfire) -> None:
    before = busy.brian.home()
    await busy.brian.click("Change my settings", HOME)
    await busy.brian.fill("Public holidays of", "Latvia")
    await busy.brian.submit()
    assert "! I don't know the country “Latvia”" in busy.brian.form()
    assert busy.brian.home() == before


async def test_a_tactic_is_shown_and_acted_on(busy: Campfire) -> None:
    await busy.brian.click("Show", HOME, beside="Buy a map")
    assert busy.brian.form() == screen("""
        == Oncourse ==
        *2. Buy a map*
        ◔ planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *buying a map*.
        *Owner* @Brian
        *ETA* Monday 11 January 2027
        *Ratings* 1 Quick wins: value 5, complexity 2, 1 rating.
        · @Brian: value 5, complexity 2
        [Change my rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        [Close]
        """)
    await busy.brian.click("Drop")
    await busy.brian.fill("Why is it dropped?", "We have one")
    await busy.brian.submit()
    assert "Dropped. Nothing is lost: editing brings it back.\n*2. Buy a map*\n✕ dropped" in busy.brian.form()
    assert "Buy a map" not in busy.brian.home()


async def test_the_plan_is_shown_and_walked_through(busy: Campfire) -> None:
    await busy.brian.click("Show the plan", HOME)
    assert busy.brian.form().startswith("== Oncourse ==\n# Social media 2027\n")
    await busy.brian.click("All tactics")
    assert busy.brian.form().startswith("== Oncourse ==\n# Social media 2027: open tactics\n")
    await busy.brian.click("Done", beside="Buy a map")
    assert busy.brian.form().startswith("== Oncourse ==\nDone. Well done!\n*2. Buy a map*\n● done\n")
    assert "# My tactics (2)" in busy.brian.home()


async def test_a_goal_is_added_from_the_plan(busy: Campfire) -> None:
    await busy.brian.click("Show the plan", HOME)
    await busy.brian.click("Add a goal")
    await busy.brian.fill("What will social media do?", "Be on TikTok")
    await busy.brian.choose("Which goal of the company does it help?", "Ship 3 major new product features")
    await busy.brian.submit()
    assert busy.brian.form().startswith("== Oncourse ==\nAdded.\n")
    assert "2 goals and 3 open tactics" in busy.brian.home()


async def test_what_a_closed_modal_was_to_show_is_told_on_home(busy: Campfire) -> None:
    await busy.brian.click("Show", HOME, beside="Buy a map")
    busy.slack.faults.next("views.update", Fault.refused("not_found"))
    await busy.brian.click("Done")
    assert note(busy.brian) == "Done. Well done! 2. Buy a map"


async def test_what_cannot_be_done_is_said_over_home(busy: Campfire) -> None:
    stale = busy.slack.workspace.homes[busy.brian.id].definition
    await busy.maya.command("/tactic done 2", "#social")
    busy.slack.workspace.homes[busy.brian.id].definition = stale  # as Brian still has it before his eyes
    await busy.brian.click("Done", HOME, beside="Buy a map", nth=1)
    assert busy.brian.form() == screen("""
        == That did not work ==
        “Buy a map” is done already. To take it up again, edit it and choose another state.
        [Close]
        """)


async def test_a_guest_finishes_but_moves_nothing(busy: Campfire) -> None:
    await busy.add_tactic("Pour the tea @theo by 11 January")
    await busy.theo.open_home()
    await busy.theo.click("Move ETA", HOME, nth=1)
    assert "As a guest you can rate and finish what you own." in busy.theo.form()
    await busy.theo.dismiss()
    await busy.theo.click("Done", HOME, nth=1)
    assert note(busy.theo) == "Done. Well done! 4. Pour the tea"


async def test_a_form_that_does_not_open_is_told_of(busy: Campfire) -> None:
    busy.slack.faults.next("views.open", Fault.server_error())
    await busy.brian.click("Move ETA", HOME, beside="Buy a map", nth=1)
    assert "Something went wrong on our side" in busy.brian.form()
