"""App Home: what each person sees on it, and when."""

from sandbox import Person
from tests.stories.home_stage import HOME, a_busy_monday
from tests.stories.stage import Campfire, screen

WELCOME = screen("""
    # Welcome to Oncourse
    I take your team from company goals to a plan people keep to: what to do first, who does it and by when. I
        tell you what's due, and ask once a week if you're on course.
    """)
NOTHING_TO_DO = screen("""
    # Today and overdue
    ✓ Nothing due or overdue today, Monday 4 January 2027
    # Waiting for you
    ✓ Nobody's waiting for you
    # Your tactics
    You own no open tactics. To take one, open a plan below and use Assign or Hand over.
    """)
PLAN = screen("""
    # Your plans
    *Social media 2027* in #social
    1 January 2027 to 31 December 2027 · 0 goals and 0 open tactics
    No check-in yet
    [Open plan]
    """)


def settings(zone: str, country: str, away: str = "not planned") -> str:
    """The settings of somebody who never changed them."""
    return screen(f"""
        # Your settings
        *Daily message* at 09:00 in your time zone ({zone}): 7 days before, the day before and on the day
        *Working hours* 09:00 to 18:00
        *Away* {away}
        *Public holidays* of {country}, from your time zone
        [Change settings]
        """)


async def home_of(person: Person) -> str:
    """What a person finds on their Home when they open it."""
    await person.open_home()
    return person.home()


async def test_the_first_visit_says_what_this_is_and_what_to_do_next(campfire: Campfire) -> None:
    nothing = screen("""
        # Your plans
        No open plans in the channels we share.
        In your team's channel, first `/invite @Oncourse`, then `/plan new`.
        """)
    next_step = screen("""
        *Next:* in your team's channel, add me with `/invite @Oncourse`, then start a plan with `/plan new`.
        [Got it]
        """)
    mine = settings("Europe/Riga", "LV")
    assert await home_of(campfire.maya) == f"{WELCOME}\n{next_step}\n{nothing}\n{mine}"
    assert await home_of(campfire.maya) == f"{WELCOME}\n{next_step}\n{nothing}\n{mine}"

    await campfire.maya.click("Got it", HOME)
    assert campfire.maya.home() == f"{nothing}\n{mine}"
    assert await home_of(campfire.maya) == f"{nothing}\n{mine}"
    campfire.nobody_else_hears()


async def test_a_guest_is_told_whom_to_ask(campfire: Campfire) -> None:
    assert await home_of(campfire.theo) == "\n".join(
        [
            WELCOME,
            "*Next:* ask a member of your team to start a plan in your channel.",
            "[Got it]",
            "# Your plans",
            "No open plans in the channels we share.",
            "A member of your team can start one in your channel with `/plan new`.",
            settings("Europe/Athens", "GR"),
        ]
    )


async def test_somebody_with_nothing_to_do_sees_the_plan(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.noor.open_home()
    await campfire.noor.click("Got it", HOME)
    away = settings("Asia/Dubai", "AE", "now, says your Slack status: no messages")
    assert campfire.noor.home() == f"{NOTHING_TO_DO}\n{PLAN}\n{away}"


async def test_somebody_of_another_organisation_sees_the_plans_to_look_at(campfire: Campfire) -> None:
    await campfire.start_plan()
    welcome = f"{WELCOME}\n*Next:* look at your team's plan below.\n[Got it]"
    assert await home_of(campfire.priya) == f"{welcome}\n{PLAN}"

    await campfire.priya.click("Open plan", HOME)
    await campfire.priya.click("Add goal")
    assert campfire.priya.form() == screen("""
        == That didn't work ==
        As a visitor from another organisation you can look at this plan, but not change it. Ask someone on
            the team to do it for you.
        [Close]
        """)


async def test_a_guest_who_owns_nothing_is_promised_nothing(campfire: Campfire) -> None:
    await campfire.start_plan()
    assert "Anyone in your channel can hand one over to you." in await home_of(campfire.theo)
    assert "use Assign or Hand over" not in campfire.theo.home()


async def test_a_full_home(campfire: Campfire) -> None:
    await a_busy_monday(campfire)
    assert campfire.brian.home() == screen("""
        # Today and overdue
        *1. Send 100 emails*
        ⚠ 3 days overdue, was due Friday 8 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *2. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        # Waiting for you
        *Are we on course?*
        Answer by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        *1 tactic to rate* by Thursday 14 January 2027. A rough guess is fine.
        *3. Call the press*
        [Rate 1]
        # Your tactics (3)
        *1 Quick wins*: high value, low complexity: do these first
        *1. Send 100 emails*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · ⚠ overdue since Friday 8 January 2027 · Social media 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Buy a map*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · Monday 11 January 2027 · Social media 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        *Not rated yet*
        *3. Call the press*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · Monday 1 March 2027 · Social media 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        # Your plans
        *Social media 2027* in #social
        1 January 2027 to 31 December 2027 · 1 goal and 3 open tactics
        … 3 not answered · check-in of Monday 11 January 2027 so far
        [Open plan]
        # Your settings
        *Daily message* at 09:00 in your time zone (America/New_York): 7 days before, the day before and on
            the
            day
        *Working hours* 09:00 to 18:00
        *Away* not planned
        *Public holidays* of US, from your time zone
        [Change settings]
        """)


async def test_the_messages_tab_publishes_nothing(campfire: Campfire) -> None:
    await campfire.maya.open_home("messages")
    assert campfire.maya.home() == ""


async def test_many_plans_are_turned_in_pages(campfire: Campfire) -> None:
    for number in range(1, 7):
        channel = f"#team-{number}"
        campfire.slack.workspace.add_channel(channel, ["Maya", "Oncourse"])
        await campfire.start_plan(channel=channel)
    await campfire.maya.open_home()
    assert plans(campfire.maya) == [f"#team-{number}" for number in range(1, 6)]
    await campfire.maya.click("Next", HOME)
    assert plans(campfire.maya) == ["#team-6"]
    await campfire.maya.click("Previous", HOME)
    assert "1 to 5 of 6" in campfire.maya.home()


def plans(person: Person) -> list[str]:
    """The channels of the plans that a person's Home shows."""
    lines = person.home().splitlines()
    return sorted(line.partition(" in ")[2] for line in lines if line.startswith("*Social media 2027*"))
