"""`/plan import` of what cannot be taken in: said where it was handed over, and nothing is lost."""

from dataclasses import replace

import pytest

from planning.sheets import MAX_ROWS
from sandbox import Fault
from tests.stories.stage import Campfire, errors, screen
from tests.timeouts import AdjustableTimeouts

HEAD = "Company goal,Goal,Tactic,Owners,ETA\n"
GOOD = f"{HEAD}Grow revenue,Sell more,Call them,Brian,Q1\n"
FILE, PASTED = "CSV file", "Or paste the rows"
UNREADABLE = "Slack didn't hand over the file. Try again in a moment, or paste the rows below."
NOTHING_TO_START_WITH = """
    #social
    Oncourse 09:00 (only visible to you)
    This channel has no plan yet. Starting one takes a minute, and you can change everything later.
    [Start plan]
    """


@pytest.fixture
async def planned(campfire: Campfire) -> Campfire:
    await campfire.start_plan()
    campfire.hush()
    return campfire


@pytest.fixture
async def asked(planned: Campfire) -> Campfire:
    """Maya has the form open."""
    await planned.maya.command("/plan import", "#social")
    planned.maya.news()
    return planned


async def tactics_of(campfire: Campfire) -> int:
    """How many open tactics the plan has."""
    await campfire.maya.command("/tactic list", "#social")
    return campfire.maya.news().count("[Open]")


# --- who may, and where


async def test_without_a_plan_there_is_one_to_start_first(campfire: Campfire) -> None:
    await campfire.maya.command("/plan import", "#social")
    assert campfire.maya.modal is None
    assert campfire.maya.news() == screen(NOTHING_TO_START_WITH)


async def test_a_guest_and_a_visitor_are_told_what_they_can_do(planned: Campfire) -> None:
    await planned.theo.command("/plan import", "#social")
    assert planned.theo.modal is None
    assert "As a guest you can rate and finish what you own." in planned.theo.news()
    planned.nobody_else_hears()


async def test_who_has_left_the_channel_meanwhile_adds_nothing(asked: Campfire) -> None:
    await asked.maya.attach(FILE, "plan.csv", GOOD)
    await asked.maya.submit()
    await asked.slack.leave("Maya", "#social")
    await asked.maya.submit()
    assert errors(asked.maya.form()) == {
        FILE: "A plan is for the people of its channel. Join the channel, then try again."
    }
    assert asked.brian.news() == ""


async def test_a_plan_that_was_closed_meanwhile_takes_nothing_in(asked: Campfire) -> None:
    await asked.maya.attach(FILE, "plan.csv", GOOD)
    await asked.maya.submit()
    stack = asked.slack.workspace.stack(asked.maya.id)
    (form,) = stack
    await asked.close_plan()
    stack.append(form)
    await asked.maya.submit()
    assert "is closed. You can read it" in errors(asked.maya.form())[FILE]


# --- what is handed over


async def test_a_file_or_rows_are_needed(asked: Campfire) -> None:
    await asked.maya.fill(PASTED, "  \n ")
    await asked.maya.submit()
    assert errors(asked.maya.form()) == {FILE: "Choose a file, or paste the rows below."}


async def test_a_file_and_rows_are_too_much(asked: Campfire) -> None:
    await asked.maya.attach(FILE, "plan.csv", GOOD)
    await asked.maya.fill(PASTED, GOOD)
    await asked.maya.submit()
    assert errors(asked.maya.form()) == {PASTED: "You've chosen a file too. Remove one of the two."}
    await asked.maya.choose(FILE)
    await asked.maya.submit()
    assert "[Add 1 row]" in asked.maya.form()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"PK\x03\x04rest",
            "That isn't a CSV file. Save it as CSV in your spreadsheet, and choose that.",
        ),
        (
            b"Our plan\nSell more\n",
            "I can't find the column names. Put them in the first row, Goal among them. Yours begins with "
            "“Our plan”.",
        ),
        (b"Goal,Tactic\n", "There's nothing below the column names."),
        (
            HEAD.encode() + b"a,b,c\n" * (MAX_ROWS + 1),
            "These are 301 rows, and I read up to 300 at once. Please split them.",
        ),
        (HEAD.encode() + b"x" * 600_000, "I read up to 500 KB at once. Please split it."),
        (
            b'Goal,Tactic\n"Sell more,Call them\n',
            "Row 2 has a quotation mark that is never closed, or words after it. Save it as CSV again, "
            'or write each quotation mark inside a cell twice ("").',
        ),
    ],
    ids=["workbook", "no heads", "no rows", "too many rows", "too large", "open quote"],
)
async def test_a_file_that_is_no_such_sheet_is_refused_in_words(
    asked: Campfire, content: bytes, said: str
) -> None:
    await asked.maya.attach(FILE, "plan.csv", content)
    await asked.maya.submit()
    assert errors(asked.maya.form()) == {FILE: said}
    assert "  plan.csv" in asked.maya.form()


async def test_pasted_rows_are_refused_at_their_box_and_stay_in_it(asked: Campfire) -> None:
    await asked.maya.fill(PASTED, "Sell more,Call them")
    await asked.maya.submit()
    assert list(errors(asked.maya.form())) == [PASTED]
    assert "  > Sell more,Call them" in asked.maya.form()


async def test_pasted_rows_are_mended_where_they_stand(asked: Campfire) -> None:
    maya = asked.maya
    await maya.fill(PASTED, f"{GOOD},,Write to them,Brian,soonish\n")
    await maya.submit()
    assert "*Row 3* ETA: I can't read “soonish” as a date." in maya.form()
    assert "[Add 1 row]" in maya.form()
    await maya.fill(PASTED, f"{GOOD},,Write to them,Brian,Friday\n")
    await maya.submit()
    assert "• Write to them: @Brian · Friday 8 January 2027" in maya.form()
    maya.news()
    asked.nobody_else_hears()
    await maya.submit()
    assert "Added: 2 tactics and 1 goal." in maya.news()


async def test_a_visitor_of_another_organisation_is_no_owner_in_a_sheet(asked: Campfire) -> None:
    await asked.maya.fill(PASTED, GOOD.replace("Brian", "Priya"))
    await asked.maya.submit()
    assert "*Row 2* Owners: Priya isn't in this workspace. Choose someone who is." in asked.maya.form()


async def test_another_file_is_looked_at_first_whatever_the_button_says(asked: Campfire) -> None:
    maya = asked.maya
    await maya.attach(FILE, "plan.csv", GOOD)
    await maya.submit()
    await maya.choose(FILE)
    await maya.attach(FILE, "other.csv", f"{GOOD}Grow revenue,Sell more,Visit them,Brian,Q2\n")
    await maya.submit()
    assert "I've read other.csv." in maya.form()
    assert "[Add 2 rows]" in maya.form()
    assert await tactics_of(asked) == 0


async def test_a_file_that_the_form_has_forgotten_is_still_the_one_that_was_seen(asked: Campfire) -> None:
    await asked.maya.attach(FILE, "plan.csv", GOOD)
    await asked.maya.submit()
    await asked.maya.choose(FILE)
    await asked.maya.submit()
    assert asked.maya.modal is None
    assert "Added: 1 tactic and 1 goal." in asked.maya.news()


# --- when Slack fails


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("download", Fault.server_error(503)),
        ("download", Fault.dropped()),
        ("files.info", Fault.refused("missing_scope")),
        ("files.info", Fault.refused("file_not_found")),
        ("files.info", Fault.server_error(500)),
    ],
    ids=["503", "dropped", "no scope", "no such file", "500"],
)
async def test_a_file_that_slack_does_not_hand_over_is_told_and_read_the_next_time(
    asked: Campfire, method: str, fault: Fault
) -> None:
    await asked.maya.attach(FILE, "plan.csv", GOOD)
    asked.slack.faults.rule = lambda called, _: fault if called == method else None
    await asked.maya.submit()
    assert errors(asked.maya.form()) == {FILE: UNREADABLE}
    asked.slack.faults.clear()
    await asked.maya.submit()
    assert "[Add 1 row]" in asked.maya.form()


async def test_a_file_elsewhere_is_not_fetched(asked: Campfire) -> None:
    """The token would go there, too."""
    await asked.maya.attach(FILE, "plan.csv", GOOD)
    (file,) = asked.slack.workspace.files.values()
    elsewhere = asked.slack.url.replace("127.0.0.1", "localhost")
    asked.slack.workspace.files[file.id] = replace(file, address=f"{elsewhere}/files-pri/{file.id}")
    await asked.maya.submit()
    assert errors(asked.maya.form()) == {FILE: UNREADABLE}


async def test_names_that_slack_is_slow_to_tell_are_there_the_next_time(
    asked: Campfire, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    await asked.maya.attach(FILE, "plan.csv", GOOD)
    asked.slack.faults.next("users.list", Fault.slow(0.2))
    with monkeypatch.context() as hasty:
        hasty.setattr(timeouts, "look_up", 0.01)
        await asked.maya.submit()
    assert errors(asked.maya.form())[FILE].startswith("I'm still reading who's in this workspace")
    await asked.maya.submit()
    assert "[Add 1 row]" in asked.maya.form()


# --- more to fix than the form has room for


MANY = HEAD + "".join(f"Grow revenue,Sell more,Call {number},,soonish {number}\n" for number in range(100))
NOT_GIVEN = "Slack didn't take the files."


async def test_many_bad_rows_come_as_a_file_too(asked: Campfire) -> None:
    await asked.maya.attach(FILE, "plan.csv", MANY)
    await asked.maya.submit()
    form = asked.maya.form()
    assert "⚠ *100 rows to fix*" in form
    assert "*Row 2* ETA" in form
    assert "· … and 40 more lines: the full list is in our direct messages." in form
    assert "(file: rows-to-fix.csv)" in asked.maya.news()
    (given,) = (
        file.content.decode("utf-8-sig")
        for file in asked.slack.workspace.files.values()
        if file.name == "rows-to-fix.csv"
    )
    lines = given.split("\r\n")
    assert lines[0] == '"Row","Added","What to know"'
    assert lines[100].startswith('"101","no","ETA: I can\'t read “soonish 99” as a date.')
    asked.nobody_else_hears()


async def test_a_file_of_bad_rows_that_cannot_be_given_is_told(asked: Campfire) -> None:
    await asked.maya.attach(FILE, "plan.csv", MANY)
    asked.slack.faults.next("files.completeUploadExternal", Fault.server_error())
    await asked.maya.submit()
    assert NOT_GIVEN in asked.maya.news()


async def test_hostile_words_are_shown_as_they_are(asked: Campfire) -> None:
    typed = "<!channel> <@U0BRIAN> & *b* `c`"
    await asked.maya.attach(FILE, "plan <!here>.csv", f"{HEAD}Grow revenue,{typed},{typed},{typed},{typed}\n")
    await asked.maya.submit()
    form = asked.maya.form()
    assert "I can't find “<!channel> <@U0BRIAN>” here." in form
    assert f"I can't read “{typed}” as a date." in form
    assert "I've read plan <!here>.csv." in form
    for misread in ("@channel", "@here", "@Brian"):
        assert misread not in form
