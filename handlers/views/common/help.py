"""Help: every subcommand with an example and what it does; a test compares it with `handlers.COMMANDS`."""

from slack_sdk.models.blocks import Block

from handlers.views.common.blocks import Message, context, escape, header, section, shorten
from handlers.views.common.commands import slash
from handlers.views.common.lines import paragraphs
from handlers.views.common.words import listing

# Command, subcommand -> (example, description); "" is the command without a subcommand.
SUBCOMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "plan": {
        "": ("/plan", "see this channel's plan; a button shares it"),
        "new": ("/plan new", "start a plan in this channel"),
        "matrix": ("/plan matrix", "see what to do first: value against complexity"),
        "map": ("/plan map", "see the whole plan: company goals, goals, tactics, and when all is due"),
        "upcoming": ("/plan upcoming", "see what I am going to say to whom in the next two weeks"),
        "advice": ("/plan advice", "see what deserves a look, with a button to do something about it"),
        "history": ("/plan history", "see who changed what and why, and undo the last change"),
        "undo": ("/plan undo", "undo the last change"),
        "import": ("/plan import", "take in a plan that lives in a spreadsheet; you see it first"),
        "export": ("/plan export", "get its files: spreadsheet, document, calendar, and JSON to keep"),
        "settings": ("/plan settings", "change its name, dates, company goals, owners and check-in"),
        "close": ("/plan close", "close the plan; it stays readable"),
        "next": ("/plan next", "start the next period from this plan"),
        "help": ("/plan help", "see this list"),
    },
    "goal": {
        "": ("/goal", "see the goals of this channel's plan"),
        "add": ("/goal add Build relationships with influencers", "add a goal; the form opens filled in"),
        "list": ("/goal list", "see every goal with its metrics"),
        "3": ("/goal 3", "see goal 3"),
        "edit": ("/goal edit 2", "change goal 2; words of its title do too"),
        "reading": ("/goal reading 2 1450", "save today's reading of goal 2 (no number opens a form)"),
        "drop": ("/goal drop 2", "drop goal 2 (undo brings it back)"),
        "help": ("/goal help", "see this list"),
    },
    "tactic": {
        "": ("/tactic", "see the open tactics, what to do first on top"),
        "add": (
            "/tactic add List 100 influencers @brian by 1 February",
            "add a tactic; people, date and rhythm are read from the sentence",
        ),
        "list": (
            "/tactic list overdue @brian",
            "also mine, unrated, done, all, quick wins, goal 2",
        ),
        "3": ("/tactic 3", "see all about tactic 3"),
        "show": ("/tactic show influencers", "see a tactic by words of its title"),
        "edit": ("/tactic edit 3", "change tactic 3; words of its title do too"),
        "done": ("/tactic done 2, 3", "mark one or several tactics as done"),
        "move": ("/tactic move 3 to 20 February", "give it another ETA or rhythm"),
        "assign": ("/tactic assign 3 @hailey by friday", "say who does it"),
        "rate": ("/tactic rate 3 5 2", "open the rating form with value 5, complexity 2"),
        "drop": ("/tactic drop 2, 3", "drop one or several tactics, with a reason"),
        "help": ("/tactic help", "see this list"),
    },
    "checkin": {
        "": ("/checkin", "see how the newest check-in stands"),
        "now": ("/checkin now", "ask at once: are we on course?"),
        "skip": ("/checkin skip", "leave the next one out"),
        "answers": ("/checkin answers", "see all that was answered in the newest one"),
        "settings": ("/checkin settings", "change its weekday, hour and time zone"),
        "help": ("/checkin help", "see this list"),
    },
}
# What people type for a subcommand that has another name.
SYNONYMS: dict[str, str] = {
    "add": "create new",
    "list": "all ls mine overdue",
    "show": "open view see card",
    "edit": "change update rename reopen",
    "done": "complete completed finish finished tick",
    "drop": "delete remove cancel",
    "move": "postpone reschedule due eta date",
    "assign": "owner owners give handover reassign",
    "rate": "rating score vote",
    "reading": "measure metric metrics value number",
    "history": "log changes",
    "undo": "revert back",
    "new": "start create add",
    "close": "end finish archive",
    "settings": "change configure edit options",
    "now": "ask start",
    "answers": "show list",
    "help": "commands ?",
}
_PURPOSES = {
    "plan": "One plan for this channel: the company's goals, and what we do about them.",
    "goal": "A goal says what social media does for one goal of the company.",
    "tactic": "A tactic is something one of us can do for a goal.",
    "checkin": "Once a week the owners of open tactics say how each is going.",
}


def help_message(command: str) -> Message:
    """Everything that `command` ("plan", "goal", "tactic" or "checkin") can do."""
    blocks: list[Block] = [
        header(slash(f"What /{command} can do")),
        section(_PURPOSES[command]),
        *paragraphs(_lines(command)),
        context(_other_commands(command)),
    ]
    return Message(slash(f"What /{command} can do: {_subcommand_names(command)}."), blocks)


def suggestion(command: str, word: str, nearest: str | None) -> Message:
    """The reply to an unknown subcommand, with the nearest existing one."""
    name = slash(f"/{command}")
    lead = f"{_code(f'{name} {shorten(word, 60)}')}: "
    lead += f"did you mean {_code(f'{name} {nearest}')}?" if nearest else "I don't know that one."
    blocks: list[Block] = [section(lead), *paragraphs(_lines(command)), context(_other_commands(command))]
    return Message(lead, blocks)


def _lines(command: str) -> list[str]:
    return [f"{_code(slash(usage))}  {does}" for usage, does in SUBCOMMANDS[command].values()]


def _subcommand_names(command: str) -> str:
    return ", ".join(name for name in SUBCOMMANDS[command] if name)


def _other_commands(command: str) -> str:
    others = [_code(slash(f"/{other} help")) for other in SUBCOMMANDS if other != command]
    return f"See also {listing(others)}."


def _code(words: str) -> str:
    return f"`{escape(words.replace('`', chr(39)))}`"
