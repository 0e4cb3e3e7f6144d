"""The samples are of every screen there is, and Slack would take each of them."""

import pytest

from handlers import COMMANDS, FORMS
from handlers.views.common.blocks import Home, Message
from handlers.views.samples import samples
from planning.deliveries import RETIRED, Kind
from sandbox.blocks import check_view
from tests.handlers.campfire import form_problems, problems

SAMPLES = dict(samples())
# Commands that open a form, post what is a sample already, or do something to one tactic and then show it.
SHOWN_AS = {
    "/plan new": "plan.new",
    "/plan settings": "plan.settings",
    "/plan import": "plan.import",
    "/plan close": "plan.close",
    "/plan next": "plan.next",
    "/plan undo": "/plan history",
    "/goal": "/goal list",
    "/goal 3": "goal card",
    "/goal drop": "goal card",
    "/goal add": "goal.add",
    "/goal edit": "goal.edit",
    "/goal reading": "goal.reading",
    "/tactic": "/tactic list",
    "/tactic 3": "/tactic show",
    "/tactic add": "tactic.add",
    "/tactic edit": "tactic.edit",
    "/tactic done": "/tactic show",
    "/tactic move": "tactic.move",
    "/tactic assign": "tactic.assign",
    "/tactic rate": "tactic.rate",
    "/tactic drop": "tactic.drop",
    "/checkin answers": "/checkin",
    "/checkin settings": "check_in.settings",
}


def test_there_is_one_of_every_form() -> None:
    assert set(FORMS) <= set(SAMPLES)


def test_there_is_one_of_every_kind_of_message() -> None:
    assert set(Kind) - set(RETIRED) <= set(SAMPLES)


def test_there_is_one_of_every_answer_to_a_command() -> None:
    every = {f"/{noun} {word}".strip() for noun, words in COMMANDS.items() for word in (*words, "help")}
    assert {SHOWN_AS.get(command, command) for command in every} <= set(SAMPLES)


def test_no_two_have_a_name() -> None:
    assert len(SAMPLES) == len(list(samples()))


@pytest.mark.parametrize("name", SAMPLES)
def test_slack_would_take_it(name: str) -> None:
    match SAMPLES[name]:
        case Message() as message:
            assert problems(message) == []
        case Home() as home:
            assert check_view({"type": "home", "blocks": home.fields["blocks"]}) == []
        case view:
            assert form_problems(view) == []
