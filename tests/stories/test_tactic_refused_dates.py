"""Dates and rhythms that cannot be: each is told at its field."""

from sandbox.forms import find_input
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, errors, screen

HOSTILE = "<!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم"


planned = begun(a_plan, a_goal)


async def test_a_past_date_is_refused_where_it_stands(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Send the invitations by 1 December 2026 @brian", "#social")
    form = planned.maya.news()
    assert "Tuesday 1 December 2026 has passed. Choose today or a later day." in form
    assert "  > Send the invitations by 1 December 2026\n" in form
    assert "  @Brian\n" in form
    await planned.maya.dismiss()

    await planned.maya.command("/tactic add Send the invitations @brian", "#social")
    await planned.maya.fill("ETA", "2026-12-01")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > Send the invitations
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2026-12-01
          ! Tuesday 1 December 2026 has passed. Choose today or a later day.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)
    planned.nobody_else_hears()


async def test_a_rhythm_that_is_none_is_refused_where_it_stands(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Post a reel", "#social")
    await planned.maya.fill("Repeats", "whenever")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > Post a reel
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
        Repeats (optional)
          > whenever
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
          ! I can't read “whenever”. Try the 30th of every month, every 2 weeks on Tuesday, or the
            last Friday of every quarter.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await planned.maya.fill("Repeats", "weekly")
    await planned.maya.submit()
    assert errors(planned.maya.form()) == {
        "Repeats": "On which day? Add it, as in every 2 weeks on Tuesday, or the 30th of every month."
    }

    for impossible in ("the 32nd of every month", "every 0 weeks on Tuesday"):
        await planned.maya.fill("Repeats", impossible)
        await planned.maya.submit()
        assert errors(planned.maya.form()) == {
            "Repeats": "I can't read that. Try the 30th of every month, every 2 weeks on Tuesday, "
            "or the last Friday of every quarter."
        }
    planned.maya.news()
    planned.nobody_else_hears()


async def test_the_31st_is_the_last_day_of_shorter_months(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Count the coupons on the 31st of every month", "#social")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Count the coupons*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *Repeats* on the 31st of every month
        *Next due* Sunday 31 January 2027, Sunday 28 February 2027, Wednesday 31 March 2027 and Friday 30
            April 2027
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Change dates] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_date_and_a_rhythm_are_one_too_many(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Post a reel by 1 March", "#social")
    await planned.maya.fill("Repeats", "every Monday")
    planned.maya.news()
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > Post a reel
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          2027-03-01
        · Read as Monday 1 March 2027.
        Repeats (optional)
          > every Monday
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
          ! A tactic has an ETA or repeats, not both. Clear one of the two.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)
    planned.nobody_else_hears()


async def test_a_date_that_is_none_is_refused_where_it_stands(planned: Campfire) -> None:
    """No client of Slack's sends one today; another program might."""
    await planned.maya.command("/tactic add Send the invitations @brian", "#social")
    view = planned.maya.open_modal()
    for odd in ("2027-02-30", "soon", "2027-13-01"):
        await planned.maya.set_state(
            view, find_input(view, "ETA"), {"type": "datepicker", "selected_date": odd}
        )
        await planned.maya.submit()
        assert errors(planned.maya.form()) == {
            "ETA": f"I can't read “{odd}” as a date. Try 1 February, next Friday or end of month."
        }
    await planned.maya.fill("ETA", "2027-02-01")
    await planned.maya.submit()
    assert planned.maya.modal is None
