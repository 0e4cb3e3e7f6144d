"""A person speaks: everything a person can do, by command, button and form.

One file per noun. A listener gets the interaction and what was typed or clicked, and returns what to show;
the router acknowledges the request and shows it. A form names the class of its metadata, who may open and
submit it, and what that does.
"""

import re

from slack_bolt.async_app import AsyncApp

from handlers import (
    advice,
    calendar_feeds,
    check_in_answers,
    check_ins,
    events,
    exports,
    goals,
    history,
    home,
    imports,
    learning,
    maps,
    picture_test,
    plans,
    ratings,
    readings,
    reminders,
    shortcuts,
    take_over,
    upcoming,
)
from handlers.deliveries import render
from handlers.dispatch import form_metadata as metadata
from handlers.dispatch import permissions as may
from handlers.dispatch.errors import on_error
from handlers.dispatch.forms import Form, form
from handlers.dispatch.interaction import Services
from handlers.dispatch.router import (
    ANY_NUMBER,
    Button,
    Command,
    Event,
    Listener,
    MessageShortcut,
    Shortcut,
    action_clicked,
    form_sent,
    ignore_event,
    on_any,
    on_button,
    on_choice,
    on_command,
    on_event,
    on_form,
    on_menu,
    on_message_shortcut,
    on_shortcut,
    shortcut_chosen,
)
from handlers.tactics import commands as tactics
from handlers.tactics import several, submissions

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
        "undo": history.undo_last,
        "import": imports.open_form,
        "export": exports.export,
        "close": plans.close,
        "next": plans.next_,
    },
    "goal": {
        "": goals.list_,
        "add": goals.add,
        "list": goals.list_,
        ANY_NUMBER: goals.show,
        "edit": goals.edit,
        "reading": readings.reading,
        "drop": goals.drop_named,
    },
    "tactic": {
        "": tactics.list_,
        "add": tactics.add,
        "list": tactics.list_,
        "show": tactics.show,
        ANY_NUMBER: tactics.show,
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

PAGE_BUTTONS = ("previous", "next")

BUTTONS: dict[str, Button] = {
    "plan.start": plans.start,
    "plan.next": plans.start_next,
    "plan.show": plans.show_one,
    "plan.show.previous": plans.turn_page,
    "plan.show.next": plans.turn_page,
    "plan.share": plans.share,
    "plan.matrix": maps.show_matrix,
    "plan.matrix.send": maps.send_matrix,
    "plan.matrix.share": maps.share_matrix,
    "plan.map": maps.turn_page,
    "plan.map.send": maps.send_map,
    "plan.map.share": maps.share_map,
    "plan.map.previous": maps.turn_page,
    "plan.map.next": maps.turn_page,
    "plan.settings": plans.settings,
    "plan.history": history.turn_page,
    "plan.history.previous": history.turn_page,
    "plan.history.next": history.turn_page,
    "plan.undo": history.undo,
    "plan.take_over": take_over.take_over,
    "plan.upcoming.previous": upcoming.turn_page,
    "plan.upcoming.next": upcoming.turn_page,
    "plan.advice": advice.turn_page,
    "plan.advice.previous": advice.turn_page,
    "plan.advice.next": advice.turn_page,
    "plan.share_retrospective": learning.share,
    "delivery.show": render.show_all,
    "feed.give": calendar_feeds.give,
    "feed.revoke": calendar_feeds.revoke,
    "goal.add": goals.start_add,
    "goal.list": goals.list_,
    "goal.list.previous": goals.turn_page,
    "goal.list.next": goals.turn_page,
    "goal.edit": goals.open_edit,
    "goal.reading": readings.open_reading,
    "goal.drop": goals.drop,
    "goal.tactic": tactics.start_add,
    "tactic.add": tactics.start_add,
    "tactic.list": tactics.turn_page,
    "tactic.list.previous": tactics.turn_page,
    "tactic.list.next": tactics.turn_page,
    "tactic.show": tactics.show_card,
    "tactic.edit": tactics.open_edit,
    "tactic.rate": ratings.start_rating,
    "tactic.done": submissions.mark_done,
    "tactic.move": tactics.open_move,
    "tactic.assign": tactics.open_assign,
    "tactic.hand_over": tactics.open_hand_over,
    "tactic.drop": tactics.open_drop,
    "tactic.second_round": ratings.second_round,
    "reminder.settings": reminders.open_settings,
    "check_in.answer": check_in_answers.open_answer,
    "check_in.answers.previous": check_ins.turn_page,
    "check_in.answers.next": check_ins.turn_page,
    "picture.test": picture_test.show,
    "picture.seen": picture_test.seen,
    "picture.unseen": picture_test.unseen,
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
    "tactic.new": shortcuts.new_tactic,
}

MESSAGE_SHORTCUTS: dict[str, MessageShortcut] = {
    "tactic.from_message": shortcuts.from_message,
}

EVENTS: dict[str, Event] = {
    "app_home_opened": home.opened,
    **events.EVENTS,
}

FORMS: dict[str, Form] = {
    "plan.new": form(metadata.NewPlanMetadata, may.start_plan, plans.submit_new),
    "plan.settings": form(metadata.PlanSettingsMetadata, may.run_plan, plans.submit_settings),
    "plan.close": form(metadata.PlanMetadata, may.run_plan, plans.submit_close),
    "plan.next": form(metadata.PlanMetadata, may.start_next, plans.submit_next),
    "plan.import": form(metadata.ImportMetadata, may.edit_plan, imports.submit_import),
    "goal.add": form(metadata.PlanMetadata, may.edit_plan, goals.submit_add),
    "goal.edit": form(metadata.EditGoalMetadata, may.change_goal, goals.submit_edit),
    "goal.reading": form(metadata.GoalMetadata, may.change_goal, readings.submit_reading),
    "tactic.choose_plan": form(metadata.ChoosePlanMetadata, may.make_tactics, shortcuts.submit_plan),
    "tactic.add": form(metadata.NewTacticMetadata, may.edit_plan, submissions.submit_add),
    "tactic.edit": form(metadata.EditTacticMetadata, may.edit_tactic, submissions.submit_edit),
    "tactic.move": form(metadata.EditTacticMetadata, may.change_tactic, submissions.submit_move),
    "tactic.hand_over": form(metadata.EditTacticMetadata, may.change_tactic, submissions.submit_hand_over),
    "tactic.assign": form(metadata.EditTacticMetadata, may.change_tactic, submissions.submit_assign),
    "tactic.drop": form(metadata.TacticMetadata, may.change_tactic, submissions.submit_drop),
    "tactic.drop_several": form(metadata.SeveralTacticsMetadata, may.edit_plan, several.submit_drop),
    "tactic.rate": form(metadata.RatingMetadata, may.rate, ratings.submit_rating),
    "reminder.settings": form(metadata.FormMetadata, may.own_settings, reminders.submit_settings),
    "check_in.answer": form(metadata.CheckInMetadata, may.answer, check_in_answers.submit_answers),
    "check_in.decide": form(metadata.CheckInMetadata, may.answer, check_in_answers.submit_decisions),
    "check_in.settings": form(metadata.PlanMetadata, may.run_plan, check_ins.submit_settings),
}


# Clicked on a message that only the person sees, these update it in place; all others answer below it. The
# action of a list's row has “:<id>” at its end, so it never matches: it answers below.
IN_PLACE = frozenset(
    {
        *("tactic.rate", "tactic.done", "tactic.move", "tactic.assign", "tactic.hand_over", "tactic.edit"),
        *("tactic.drop", "tactic.menu", "tactic.second_round", "plan.undo", "plan.take_over"),
        *("feed.give", "feed.revoke", "picture.seen", "picture.unseen"),
        *(
            f"{pages}.{button}"
            for pages in ("plan.show", "plan.map", "plan.history", "goal.list", "tactic.list")
            for button in PAGE_BUTTONS
        ),
    }
)


ANY = re.compile("")


def register(app: AsyncApp, services: Services) -> None:
    """Let `app` answer everything a person can do."""
    for noun, subcommands in COMMANDS.items():
        app.command(f"/{services.commands.prefix}{noun}")(on_command(services, noun, subcommands))
    app.action({"type": "block_actions", "action_id": ANY})(on_any(_clicks(services), action_clicked))
    app.view(ANY)(on_any({callback: on_form(services, form) for callback, form in FORMS.items()}, form_sent))
    app.shortcut(ANY)(on_any(_shortcuts(services), shortcut_chosen))
    for event, learn in EVENTS.items():
        app.event(event)(on_event(services, learn))
    app.event(ANY)(ignore_event)
    app.error(on_error(services.tasks, services.commands))


def _shortcuts(services: Services) -> dict[str, Listener]:
    return {
        **{callback: on_shortcut(services, run) for callback, run in SHORTCUTS.items()},
        **{callback: on_message_shortcut(services, run) for callback, run in MESSAGE_SHORTCUTS.items()},
    }


def _clicks(services: Services) -> dict[str, Listener]:
    """What can be clicked, by its action; a menu's options name one of the buttons: "rate:<id>"."""
    return {
        **{action: on_button(services, press, IN_PLACE) for action, press in BUTTONS.items()},
        **{f"{noun}.menu": on_menu(services, noun, BUTTONS, IN_PLACE) for noun in ("goal", "tactic")},
        **{action: on_choice(services, choose) for action, choose in CHOICES.items()},
    }
