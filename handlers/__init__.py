"""A person speaks: everything a person can do, by command, button and form.

One file per noun. A listener takes the visit and what was said, and gives back what to show; the wiring in
`handlers.listen` acknowledges and draws.
"""

import re

from slack_bolt.async_app import AsyncApp

from handlers import (
    advice,
    check_ins,
    exports,
    feeds,
    goals,
    history,
    home,
    imports,
    installs,
    learning,
    maps,
    owed,
    people,
    plans,
    ratings,
    reminders,
    shortcuts,
    tactic_changes,
    tactics,
    upcoming,
)
from handlers.errors import on_error
from handlers.listen import (
    Button,
    Command,
    Event,
    Form,
    Listener,
    Shortcut,
    action_clicked,
    form_sent,
    on_any,
    on_button,
    on_choice,
    on_command,
    on_event,
    on_form,
    on_menu,
    on_shortcut,
    shortcut_chosen,
)
from handlers.views.commands import call_commands
from handlers.visit import House

COMMANDS: dict[str, dict[str, Command]] = {
    "plan": {
        "": plans.show,
        "new": plans.new,
        "settings": plans.settings,
        "matrix": maps.matrix,
        "map": maps.map_,
        "upcoming": upcoming.show,
        "advice": advice.show,
        "history": history.show,
        "import": imports.open_form,
        "export": exports.export,
        "close": plans.close,
        "next": plans.next_,
    },
    "goal": {
        "": goals.list_,
        "add": goals.add,
        "list": goals.list_,
        "edit": goals.edit,
        "reading": goals.reading,
    },
    "tactic": {
        "": tactics.list_,
        "add": tactics.add,
        "list": tactics.list_,
        "show": tactics.show,
        "edit": tactics.edit,
        "done": tactics.done,
        "move": tactics.move,
        "assign": tactics.assign,
        "rate": tactics.rate,
        "drop": tactics.drop,
    },
    "checkin": {
        "": check_ins.answers,
        "now": check_ins.now,
        "skip": check_ins.skip,
        "answers": check_ins.answers,
        "settings": check_ins.settings,
    },
}

TURNS = ("previous", "next")

BUTTONS: dict[str, Button] = {
    "plan.start": plans.start,
    "plan.next": plans.start_next,
    "plan.show": plans.show_one,
    "plan.show.previous": plans.turn,
    "plan.show.next": plans.turn,
    "plan.share": plans.share,
    "plan.matrix": maps.show_matrix,
    "plan.map": maps.turn,
    "plan.map.previous": maps.turn,
    "plan.map.next": maps.turn,
    "plan.settings": plans.settings,
    "plan.history": history.turn,
    "plan.history.previous": history.turn,
    "plan.history.next": history.turn,
    "plan.undo": history.undo,
    "plan.upcoming.previous": upcoming.turn,
    "plan.upcoming.next": upcoming.turn,
    "plan.advice": advice.turn,
    "plan.advice.previous": advice.turn,
    "plan.advice.next": advice.turn,
    "plan.share_retrospective": learning.share,
    "delivery.show": owed.show_all,
    "feed.give": feeds.give,
    "feed.revoke": feeds.revoke,
    "goal.add": goals.start_add,
    "goal.list": goals.list_,
    "goal.list.previous": goals.turn,
    "goal.list.next": goals.turn,
    "goal.edit": goals.open_edit,
    "goal.reading": goals.open_reading,
    "goal.drop": goals.drop,
    "goal.tactic": tactics.start_add,
    "tactic.add": tactics.start_add,
    "tactic.list": tactics.turn,
    "tactic.list.previous": tactics.turn,
    "tactic.list.next": tactics.turn,
    "tactic.show": tactics.show_card,
    "tactic.edit": tactics.open_edit,
    "tactic.rate": ratings.open_rating,
    "tactic.done": tactic_changes.mark_done,
    "tactic.move": tactics.open_move,
    "tactic.assign": tactics.open_assign,
    "tactic.hand_over": tactics.open_hand_over,
    "tactic.drop": tactics.open_drop,
    "tactic.second_round": ratings.second_round,
    "reminder.settings": reminders.open_settings,
    "check_in.answer": check_ins.open_answer,
    "check_in.answers.previous": check_ins.turn,
    "check_in.answers.next": check_ins.turn,
    "home.welcomed": home.welcomed,
    "home.tactics.previous": home.turn_tactics,
    "home.tactics.next": home.turn_tactics,
    "home.plans.previous": home.turn_plans,
    "home.plans.next": home.turn_plans,
}

CHOICES: dict[str, Button] = {
    "tactic.judge_value": learning.judge_value,
    "tactic.judge_complexity": learning.judge_complexity,
    "reminder.snooze": reminders.snooze,
}

SHORTCUTS: dict[str, Shortcut] = {
    "tactic.from_message": shortcuts.from_message,
    "tactic.new": shortcuts.new_tactic,
}

EVENTS: dict[str, Event] = {
    "app_home_opened": home.opened,
    **people.EVENTS,
    **installs.EVENTS,
}

FORMS: dict[str, Form] = {
    "plan.new": plans.started,
    "plan.settings": plans.settings_changed,
    "plan.close": plans.closed,
    "plan.next": plans.next_started,
    "plan.import": imports.imported,
    "goal.add": goals.added,
    "goal.edit": goals.edited,
    "goal.reading": goals.reading_added,
    "tactic.choose_plan": shortcuts.plan_chosen,
    "tactic.add": tactic_changes.added,
    "tactic.edit": tactic_changes.edited,
    "tactic.move": tactic_changes.moved,
    "tactic.hand_over": tactic_changes.handed_over,
    "tactic.assign": tactic_changes.assigned,
    "tactic.drop": tactic_changes.dropped,
    "tactic.rate": ratings.rated,
    "reminder.settings": reminders.settings_saved,
    "check_in.answer": check_ins.answered,
    "check_in.decide": check_ins.decided,
    "check_in.settings": check_ins.settings_changed,
}


# Pressed on a message of one's own, these draw it anew in place; all others answer below it. A row of a list
# has “:<id>” in its action, so it never matches: it answers below.
IN_PLACE = frozenset(
    {
        *("tactic.rate", "tactic.done", "tactic.move", "tactic.assign", "tactic.hand_over", "tactic.edit"),
        *("tactic.drop", "tactic.menu", "tactic.second_round", "plan.undo"),
        *("feed.give", "feed.revoke"),
        *(
            f"{pages}.{turn}"
            for pages in ("plan.show", "plan.map", "plan.history", "goal.list", "tactic.list")
            for turn in TURNS
        ),
    }
)


ANY = re.compile("")


def register(app: AsyncApp, house: House, prefix: str) -> None:
    """Let `app` answer everything a person can do; each command's name begins with `prefix`."""
    call_commands(prefix)
    for noun, subcommands in COMMANDS.items():
        app.command(f"/{prefix}{noun}")(on_command(house, noun, subcommands))
    app.action({"type": "block_actions", "action_id": ANY})(on_any(_clicks(house), action_clicked))
    app.view(ANY)(on_any({callback: on_form(house, submit) for callback, submit in FORMS.items()}, form_sent))
    shortcuts_ = {callback: on_shortcut(house, run) for callback, run in SHORTCUTS.items()}
    app.shortcut(ANY)(on_any(shortcuts_, shortcut_chosen))
    for event, learn in EVENTS.items():
        app.event(event)(on_event(house, learn))
    app.error(on_error(house.background))


def _clicks(house: House) -> dict[str, Listener]:
    """What can be clicked, by its action; a menu's options name one of the buttons: "rate:<id>"."""
    return {
        **{action: on_button(house, press, IN_PLACE) for action, press in BUTTONS.items()},
        **{f"{noun}.menu": on_menu(house, noun, BUTTONS, IN_PLACE) for noun in ("goal", "tactic")},
        **{action: on_choice(house, choose) for action, choose in CHOICES.items()},
    }
