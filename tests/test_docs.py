"""What can be typed, set or granted is documented, and what is documented is there."""

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.cli import main
from bot.config import SETTING_HELP, Settings
from bot.manifest import BOT_SCOPES, manifest
from bot.metrics import PREFIX, Backlog, Metrics
from handlers import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
OPERATORS = (ROOT / "docs/operators.md").read_text()
GUIDES = sorted(path for path in ROOT.glob("**/*.md") if ".venv" not in path.parts)
EVERY_SUBCOMMAND = [(noun, word) for noun, words in COMMANDS.items() for word in words]


def rows(text: str, first: str) -> list[list[str]]:
    """The cells of the table whose head's first cell says `first`."""
    table = text.split(f"| {first} |", 1)[1].split("\n\n", 1)[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def quoted(cell: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def documented(noun: str) -> set[str]:
    """The subcommands that the README's table has of a command; "" is the command alone."""
    said = [quoted(" ".join(row)) for row in rows(README, "command") if f"`/{noun}" in row[0]]
    words = [word.removeprefix(f"/{noun}").strip() for row in said for word in row]
    return {word.partition(" ")[0] for word in words}


@pytest.mark.parametrize(("noun", "word"), EVERY_SUBCOMMAND)
def test_every_subcommand_is_in_the_readme(noun: str, word: str) -> None:
    # "" is documented by itself, or as the list it stands for
    assert (word or "list" if noun in ("goal", "tactic") else word) in documented(noun)


@pytest.mark.parametrize("guide", GUIDES, ids=[path.relative_to(ROOT).as_posix() for path in GUIDES])
def test_every_command_in_a_guide_is_one(guide: Path) -> None:
    named = re.findall(rf"`/({'|'.join(COMMANDS)})(?: ([a-z]+)[^`]*)?`", guide.read_text())
    assert [(noun, word) for noun, word in named if word not in (*COMMANDS[noun], "help", "")] == []


def test_every_setting_is_explained_for_operators_and_in_the_example() -> None:
    settings = {name.upper() for name in Settings.model_fields}
    example = (ROOT / ".env.example").read_text()
    assert {name for row in rows(OPERATORS, "variable") for name in quoted(row[0])} == settings
    assert set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE)) == settings
    assert set(SETTING_HELP) == settings


def test_the_documented_defaults_are_those_of_the_code() -> None:
    told = {row[0].strip("`"): row[1].strip("`") for row in rows(OPERATORS, "variable")}
    for name, field in Settings.model_fields.items():
        default = "required" if field.is_required() else str(field.default or "nothing")
        assert told[name.upper()] == default


def test_every_setting_in_the_example_has_its_reason_above_it() -> None:
    for paragraph in (ROOT / ".env.example").read_text().strip().split("\n\n")[1:]:
        *reasons, setting = paragraph.splitlines()
        assert reasons
        assert all(re.match(r"# [^=]*( |$)", reason) for reason in reasons)
        assert re.match(r"(# )?[A-Z_]+=", setting)


def test_every_scope_has_its_reason() -> None:
    told = [scope for row in rows(OPERATORS, "scope") for scope in quoted(row[0])]
    assert sorted(told) == sorted(BOT_SCOPES)


def test_every_verb_of_the_command_line_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = re.findall(r"^    ([a-z-]+) ", capsys.readouterr().out, re.MULTILINE)
    assert len(verbs) >= 4
    told = {quoted(row[0])[0].removeprefix("oncourse ") for row in rows(OPERATORS, "command")}
    assert told == {*verbs, "--version"}


def test_every_metric_is_explained() -> None:
    counted = text_string_to_metric_families(Metrics().render(Backlog(0, 0)).decode())
    told = [quoted(row[0])[0].removesuffix("_total") for row in rows(OPERATORS, "metric")]
    assert sorted(told) == sorted(
        [family.name for family in counted if family.name.startswith(PREFIX)] + ["process_..."]
    )


def test_shortcuts_are_in_the_readme() -> None:
    for shortcut in manifest()["features"]["shortcuts"]:
        assert f"*{shortcut['name']}*" in README


def quotations() -> list[tuple[str, str]]:
    """Each piece of code in the developers' guide, with the file that is named above it."""
    file, found = "", []
    guide = (ROOT / "docs/developers.md").read_text()
    for named, code in re.findall(r"^`([^`]+)`:$|^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL):
        file = named or file
        if code:
            found.append((file, code))
    return found


@pytest.mark.parametrize(("file", "code"), quotations(), ids=lambda part: part.partition("(")[0][-40:])
def test_the_code_that_developers_are_shown_stands_in_its_file(file: str, code: str) -> None:
    assert code in (ROOT / file).read_text()


@pytest.mark.parametrize("guide", GUIDES, ids=[path.relative_to(ROOT).as_posix() for path in GUIDES])
def test_links_lead_to_files_that_are_there(guide: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", guide.read_text())
    assert [link for link in links if not (guide.parent / link).exists()] == []
