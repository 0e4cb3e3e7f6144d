"""`/plan import` of files that are not in UTF-8: read as they were saved, or the person is asked."""

import pytest

from tests.stories.stage import Campfire, errors, screen

HEAD = "Company goal,Goal,Tactic\n"
LATVIAN = f"{HEAD}Grow revenue,Būt redzamiem,Uzrakstīt žurnālistiem\n,,Izsūtīt paraugus ietekmētājiem\n"
SHORT = f"{HEAD}Grow revenue,Rīgā,Zvanīt\n"
FILE, MENU = "A CSV file", "Encoding of the file"


@pytest.fixture
async def asked(campfire: Campfire) -> Campfire:
    """Maya has the form open."""
    await campfire.start_plan()
    campfire.hush()
    await campfire.maya.command("/plan import", "#social")
    campfire.maya.news()
    return campfire


async def send(campfire: Campfire, content: bytes, name: str = "plan.csv") -> str:
    """What the form says of a file."""
    await campfire.maya.attach(FILE, name, content)
    await campfire.maya.submit()
    return campfire.maya.form()


async def titles(campfire: Campfire) -> str:
    """The plan's tactics."""
    await campfire.maya.command("/tactic list", "#social")
    return campfire.maya.news()


async def test_what_is_certain_is_said_with_a_sample_and_added_as_it_is(asked: Campfire) -> None:
    form = await send(asked, LATVIAN.encode("cp1257"))
    assert form == screen("""
        == Import a spreadsheet ==
        *Ready to add 2 tactics and 1 goal.* Nothing saved yet.
        · Read as Baltic (Windows-1257): “Būt Uzrakstīt žurnālistiem Izsūtīt ietekmētājiem”. If that looks
            wrong, choose another encoding below.
        *Būt redzamiem* (new, helps Grow revenue)
        • Uzrakstīt žurnālistiem
        • Izsūtīt paraugus ietekmētājiem
        ---
        Encoding of the file (optional)
          v Baltic (Windows-1257)
          ? Change it if letters look wrong. I'll read the file again.
        A CSV file (optional)
          plan.csv
          ? plan.csv has been read. Choose another one to read that instead.
        Or paste the rows (optional)
          > (empty)
          ? With the row that names the columns, at most 3,000 characters.
        All of it serves (optional)
          v (choose)
          ? For rows that name no goal of their own.
        [Cancel] [Add 2 rows]
        """)
    await asked.maya.submit()
    assert asked.maya.modal is None
    assert "Uzrakstīt žurnālistiem" in await titles(asked)


async def test_another_encoding_is_looked_at_first_and_then_added(asked: Campfire) -> None:
    await send(asked, LATVIAN.encode("cp1257"))
    await asked.maya.choose(MENU, "Western European (Windows-1252)")
    await asked.maya.submit()
    assert "Read as Western European (Windows-1252): “Bût Uzrakstît" in asked.maya.form()
    assert "[Add 2 rows]" in asked.maya.form()
    await asked.maya.choose(MENU, "Baltic (Windows-1257)")
    await asked.maya.submit()
    assert "• Uzrakstīt žurnālistiem" in asked.maya.form()
    asked.maya.news()
    asked.nobody_else_hears()
    await asked.maya.submit()
    assert "Uzrakstīt žurnālistiem" in await titles(asked)


async def test_what_is_uncertain_is_asked_with_what_each_would_make_of_it(asked: Campfire) -> None:
    form = await send(asked, SHORT.encode("cp1257"))
    assert "⚠ *I can't tell which encoding plan.csv is in.* Nothing saved yet." in form
    assert "• Baltic (Windows-1257): Rīgā Zvanīt" in form
    assert "• Western European (Windows-1252): Rîgâ Zvanît" in form
    assert "[Cancel] [Preview]" in form
    await asked.maya.submit()
    assert asked.maya.form() == form
    await asked.maya.choose(MENU, "Baltic (Windows-1257)")
    await asked.maya.submit()
    assert "*Rīgā* (new, helps Grow revenue)" in asked.maya.form()
    await asked.maya.submit()
    assert "Zvanīt" in await titles(asked)


async def test_a_choice_that_the_bytes_contradict_is_refused_at_the_menu(asked: Campfire) -> None:
    await send(asked, SHORT.encode("cp1257"))
    await asked.maya.choose(MENU, "Unicode (UTF-8)")
    await asked.maya.submit()
    assert errors(asked.maya.form()) == {MENU: "The file isn't in this encoding. Choose another one."}
    assert "  plan.csv" in asked.maya.form()


async def test_another_file_is_judged_by_itself(asked: Campfire) -> None:
    await send(asked, LATVIAN.encode("cp1257"))
    await asked.maya.choose(FILE)
    russian = f"{HEAD}Grow revenue,Стать заметнее,Написать первым десяти блогерам\n"
    form = await send(asked, russian.encode("cp1251"), "other.csv")
    assert "Read as Cyrillic (Windows-1251): “Стать заметнее Написать первым десяти”." in form


async def test_pasted_rows_and_plain_letters_are_not_asked_about(asked: Campfire) -> None:
    assert MENU not in await send(asked, b"Company goal,Goal,Tactic\nGrow revenue,Sell more,Call\n")
    await asked.maya.choose(FILE)
    await asked.maya.fill("Or paste the rows", LATVIAN)
    await asked.maya.submit()
    assert MENU not in asked.maya.form()
    assert "• Uzrakstīt žurnālistiem" in asked.maya.form()


async def test_letters_that_were_lost_before_are_not_taken_in(asked: Campfire) -> None:
    form = await send(
        asked, f"{HEAD}Grow revenue,R\ufffdg\ufffd,Call\nGrow revenue,Sell,Zvan\x00t\n".encode()
    )
    assert "*Row 2* Goal: Some letters were already lost in your file: “R\ufffdg\ufffd”." in form
    assert "*Nothing to add.*" in form
