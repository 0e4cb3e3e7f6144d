"""“Add as a tactic”, from a message's menu: filled in from its words, and linked to it for good."""

from typing import Any

import pytest

from sandbox import Fault, Message, Person
from sandbox.records import File
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, errors, screen

NAME = "Add as a tactic"
LINK = "https://campfire-inc.slack.com/archives/C0SOCIAL/p"


planned = begun(a_plan, a_goal)


def post(campfire: Campfire, author: str, channel: str = "#social", **content: Any) -> Message:
    """A message as an app or a client may post it, with blocks or files."""
    workspace = campfire.slack.workspace
    place, by = workspace.find_channel(channel), workspace.find_user(author)
    return campfire.slack.backend.post(place, by.id, content)


def filled_in(person: Person) -> tuple[str, str]:
    """The title and the notes in a person's open form, as its screen shows them."""
    form = person.form()
    title = form.partition("What needs doing?\n  > ")[2].partition("\n")[0]
    return title, form.partition("Notes (optional)\n  > ")[2].partition("\n[")[0]


async def test_a_message_becomes_a_tactic(planned: Campfire) -> None:
    said = await planned.hailey.write("We should call the press", "#social")
    planned.hush()
    await planned.maya.message_shortcut(NAME, said)
    assert planned.maya.form() == screen("""
        == Add tactic ==
        For *Social media 2027* in #social
        What needs doing?
          > We should call the press
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
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
    await planned.maya.submit()
    assert planned.maya.news() == screen(f"""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. We should call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        · From a message ({LINK}{said.ts.replace(".", "")})
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_the_link_is_kept_through_everything(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#social")
    await planned.maya.message_shortcut(NAME, said)
    await planned.maya.submit()
    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.fill("What needs doing?", "Call the radio")
    await planned.maya.submit()
    await planned.maya.command("/tactic move 1 to 1 March", "#social")
    await planned.maya.submit()
    await planned.maya.command("/plan history", "#social")
    await planned.maya.click("Undo", "#social")
    link = f"From a message ({LINK}{said.ts.replace('.', '')})"
    planned.hush()
    await planned.brian.command("/tactic show 1", "#social")
    assert f"*ETA* none yet\n· {link}" in planned.brian.news()

    await planned.close_plan()
    await planned.maya.click("Start next period", "#social")
    await planned.maya.submit()
    planned.hush()
    await planned.brian.command("/tactic show 1", "#social")
    card = planned.brian.news()
    assert "*1. Call the radio*\nproposed\n" in card
    assert link in card


@pytest.mark.parametrize(
    ("text", "title", "notes"),
    [
        ("Call the press", "Call the press", "(empty)"),
        ("Call the press. They like us!", "Call the press", "Call the press. They like us!"),
        ("\n\nCall the press\nsoon", "Call the press", "Call the press\n  > soon"),
        ("*Call* _the_ ~old~ `press`", "Call the old press", "(empty)"),
        ("Ask @Hailey about #general", "Ask @Hailey about #general", "(empty)"),
        ("<https://example.com|The press> calls", "The press calls", "(empty)"),
        ("<!channel> &lt;!here&gt; R&amp;D", "@channel <!here> R&D", "(empty)"),
        ("> Call the press", "Call the press", "(empty)"),
        ("x" * 400, "x" * 299 + "…", "x" * 400),
    ],
)
async def test_it_is_filled_in_as_people_read_it(
    planned: Campfire, text: str, title: str, notes: str
) -> None:
    named = text.replace("@Hailey", "<@U0HAILEY>").replace("#general", "<#C0GENERAL|general>")
    said = post(planned, "Brian", text=named)
    await planned.maya.message_shortcut(NAME, said)
    assert filled_in(planned.maya) == (title, notes)
    await planned.maya.submit()
    assert planned.maya.modal is None, planned.maya.form()


async def test_a_very_long_message_is_shortened_and_a_click_away(planned: Campfire) -> None:
    said = post(planned, "Brian", text="Call the press.\n" + "because " * 4000)
    await planned.maya.message_shortcut(NAME, said)
    title, notes = filled_in(planned.maya)
    assert title == "Call the press"
    assert notes.endswith("because…")
    await planned.maya.submit()
    assert planned.maya.modal is None, planned.maya.form()
    assert "From a message" in planned.maya.news()


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (
            {
                "text": "",
                "blocks": (
                    {"type": "header", "text": {"type": "plain_text", "text": "Call the press"}},
                    {"type": "section", "text": {"type": "mrkdwn", "text": "as soon as *possible*"}},
                ),
            },
            "Call the press",
        ),
        (
            {
                "blocks": (
                    {
                        "type": "rich_text",
                        "elements": [
                            {
                                "type": "rich_text_section",
                                "elements": [
                                    {"type": "text", "text": "Call "},
                                    {"type": "text", "text": "the press", "style": {"bold": True}},
                                ],
                            }
                        ],
                    },
                ),
            },
            "Call the press",
        ),
        (
            {"files": (File("F1", "briefing.pdf", "Briefing for the press", "U0HAILEY", b""),)},
            "Briefing for the press",
        ),
        ({"blocks": ({"type": "divider"},)}, "(empty: List 100 influencers in our niche)"),
    ],
    ids=["a bot's blocks", "rich text", "a file", "no words at all"],
)
async def test_messages_without_text(planned: Campfire, content: dict[str, Any], title: str) -> None:
    said = post(planned, "Buildbot", **content)
    await planned.maya.message_shortcut(NAME, said)
    assert filled_in(planned.maya)[0] == title


async def test_an_empty_title_is_refused_at_its_field(planned: Campfire) -> None:
    said = post(planned, "Buildbot", blocks=({"type": "divider"},))
    await planned.maya.message_shortcut(NAME, said)
    await planned.maya.fill("What needs doing?", " ")
    await planned.maya.submit()
    assert errors(planned.maya.form()) == {
        "What needs doing?": "Give it a title: a few words on what needs doing."
    }
    await planned.maya.fill("What needs doing?", "Call the press")
    await planned.maya.submit()
    assert "From a message" in planned.maya.news()


async def test_a_rhythm_is_looked_at_and_the_link_stays(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#social")
    await planned.maya.message_shortcut(NAME, said)
    await planned.maya.fill("Repeats", "the 30th of every month")
    await planned.maya.submit()
    assert "Next dates:" in planned.maya.form()
    await planned.maya.submit()
    assert "From a message" in planned.maya.news()


async def test_sent_twice_it_is_one_tactic(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#social")
    await planned.maya.message_shortcut(NAME, said)
    await planned.maya.submit_twice()
    planned.hush()
    await planned.maya.command("/tactic list", "#social")
    assert planned.maya.news().count("Call the press") == 1


async def test_guests_are_refused_in_words_they_know(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#social")
    planned.hush()
    await planned.theo.message_shortcut(NAME, said)
    assert planned.theo.form() == screen("""
        == That didn't work ==
        As a guest you can rate and finish what you own. For anything else, ask a member of this channel.
        [Close]
        """)
    planned.theo.news()
    planned.nobody_else_hears()


@pytest.mark.parametrize(
    "fault",
    [
        Fault.rate_limited(),
        Fault.server_error(),
        Fault.timeout(),
        Fault.refused("message_not_found"),
    ],
    ids=["429", "500", "timeout", "deleted meanwhile"],
)
async def test_the_link_is_kept_when_slack_does_not_tell_it(planned: Campfire, fault: Fault) -> None:
    said = await planned.hailey.write("Call the press", "#social")
    await planned.maya.message_shortcut(NAME, said)
    planned.slack.faults.next("chat.getPermalink", fault)
    await planned.maya.submit()
    assert f"From a message ({LINK}{said.ts.replace('.', '')})" in planned.maya.news()


async def test_a_form_that_does_not_open_is_told_of(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#social")
    planned.hush()
    planned.slack.faults.next("views.open", *[Fault.server_error()] * 2)
    await planned.maya.message_shortcut(NAME, said)
    assert "Sorry, something broke on my side" in planned.maya.news()


async def test_a_forwarded_message_is_read_and_linked_to_where_it_was_forwarded(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press. Ask @Brian first", "#launches")
    forwarded = await planned.hailey.forward(said, "#social")
    await planned.maya.message_shortcut(NAME, forwarded)
    assert filled_in(planned.maya) == ("Call the press", "Call the press. Ask @Brian first")
    await planned.maya.submit()
    assert f"From a message ({LINK}{forwarded.ts.replace('.', '')})" in planned.maya.news()


async def test_a_word_of_ones_own_comes_before_what_is_forwarded(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#launches")
    forwarded = await planned.hailey.forward(said, "#social", "Who does this?")
    await planned.maya.message_shortcut(NAME, forwarded)
    assert filled_in(planned.maya) == ("Who does this?", "Who does this?\n  > Call the press")
