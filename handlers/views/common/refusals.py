"""The text of each refusal: what is wrong, then how to fix it.

A code has one or several templates: the first whose values (in braces) are all known is used. The last one
needs none but `person`, which is always known. FIELD_REFUSALS has better texts for certain fields; a name
that starts with a dot means that part of any metric.
"""

from handlers.views.common.setting_refusals import SETTINGS
from planning.errors import Code

NOTHING_LOST = "Nothing you typed is lost."

REFUSALS: dict[Code, tuple[str, ...]] = {
    Code.UNREADABLE: (
        "This can't be read. Give your admin this code: {reference}",
        "This can't be read. Ask your admin to check the log.",
    ),
    Code.EMPTY: ("This can't be empty. Please fill it in.",),
    Code.TOO_LONG: (
        "That's {count} characters, and {most} fit here. Please shorten it.",
        "That's too long. Please shorten it.",
    ),
    Code.NOT_A_NUMBER: (
        "I can't read “{words}” as a number. Write it in digits, such as 1200 or 3.5.",
        "Write a number in digits, such as 1200 or 3.5.",
    ),
    Code.NUMBER_AMBIGUOUS: (
        "“{words}” could be {first} or {second}. Write it in one of these two ways.",
        "That could be two numbers. Write it without a mark between thousands, such as 1200.",
    ),
    Code.UNIT_OTHER: (
        "“{words}” isn't in this metric's unit ({unit}). If the number is right, write it alone.",
        "That isn't in this metric's unit. If the number is right, write it alone.",
    ),
    Code.OUT_OF_RANGE: (
        "Choose a number from {least} to {most}.",
        "That number is out of range.",
    ),
    **SETTINGS,
    Code.DATE_UNREADABLE: (
        "I can't read “{words}” as a date. Try 1 February, next Friday or end of month.",
        "I can't read that as a date. Try 1 February, next Friday or end of month.",
    ),
    Code.DATE_PAST: (
        "{date} has passed. Choose today or a later day.",
        "That day has passed. Choose today or a later day.",
    ),
    Code.DATE_FUTURE: (
        "{date} hasn't come yet. Choose today or an earlier day.",
        "That day hasn't come yet. Choose today or an earlier day.",
    ),
    Code.DATE_TOO_FAR: (
        "{date} is too far away for a plan. Choose a day in the years {years}.",
        "That day is too far away for a plan. Choose a nearer one.",
    ),
    Code.DATE_AMBIGUOUS: (
        "“{words}” could be two days. Write the month as a word, such as 3 April 2027, or 2027-04-03.",
        "That could be two days. Write the month as a word, such as 3 April 2027, or 2027-04-03.",
    ),
    Code.DATES_REVERSED: (
        "The plan starts on {starts_on}. Choose a later end date.",
        "The plan starts later than that. Choose a later end date.",
    ),
    Code.RECURRENCE_UNREADABLE: (
        "I can't read “{words}”. Try the 30th of every month, every 2 weeks on Tuesday, "
        "or the last Friday of every quarter.",
        "I can't read that. Try the 30th of every month, every 2 weeks on Tuesday, "
        "or the last Friday of every quarter.",
    ),
    Code.RECURRENCE_NO_DAY: (
        "On which day? Add it, as in every 2 weeks on Tuesday, or the 30th of every month.",
    ),
    Code.ETA_AND_RECURRENCE: ("A tactic has an ETA or repeats, not both. Clear one of the two.",),
    Code.TOO_MANY: (
        "{count} are too many here: {most} fit. Please leave some out.",
        "These are too many. Please leave some out.",
    ),
    Code.REASON_MISSING: ("Say why in a few words, so the plan remembers it.",),
    Code.FILTER_UNKNOWN: (
        "I can't list “{words}”. Did you mean /tactic list {nearest}?",
        "I can't list “{words}”. Try mine, @brian, overdue, unrated, done or quick wins.",
        "I can't list that. Try mine, @brian, overdue, unrated, done or quick wins.",
    ),
    Code.REFERENCE_MISSING: ("Which one? Add its number or some words of its title, as in /tactic done 3.",),
    Code.REFERENCE_UNKNOWN: (
        "I can't find “{words}” in this plan. Use its number or some words of its title: "
        "/tactic list and /goal list show them.",
        "I can't find that in this plan. Use its number or some words of its title: "
        "/tactic list and /goal list show them.",
    ),
    Code.REFERENCE_AMBIGUOUS: (
        "“{words}” could be several: {titles}. Say which one by its number.",
        "That could be several. Say which one by its number.",
    ),
    Code.SHEET_EMPTY: ("There's nothing below the column names.",),
    Code.SHEET_TWICE: ("You've chosen a file too. Remove one of the two.",),
    Code.SHEET_TOO_LARGE: ("I read up to {most} KB at once. Please split it.", "That is too large."),
    Code.SHEET_TOO_LONG: (
        "These are {count} rows, and I read up to {most} at once. Please split them.",
        "These are too many rows at once. Please split them.",
    ),
    Code.SHEET_NOT_TEXT: ("That isn't a CSV file. Save it as CSV in your spreadsheet, and choose that.",),
    Code.SHEET_TOO_WIDE: (
        "I read up to {most} columns. Remove those you don't need, then try again.",
        "I can't read that many columns. Remove those you don't need, then try again.",
    ),
    Code.ENCODING_WRONG: ("The file isn't in this encoding. Choose another one.",),
    Code.CELL_DAMAGED: (
        "Some letters were already lost in your file: “{words}”. Fix them in your spreadsheet.",
        "Some letters were already lost in your file. Fix them in your spreadsheet.",
    ),
    Code.SHEET_HEADLESS: (
        "I can't find the column names. Put them in the first row, Goal among them. Yours begins with "
        "“{words}”.",
        "I can't find the column names. Put them in the first row, Goal among them.",
    ),
    Code.SHEET_GOALLESS: ("These rows name no goal. Choose one for all of them, or add a Goal column.",),
    Code.SHEET_BROKEN: (
        "Row {row} has a quotation mark that is never closed, or words after it. Save it as CSV again, or "
        'write each quotation mark inside a cell twice ("").',
        "It has a quotation mark that is never closed. Save it as CSV again.",
    ),
    Code.FILE_UNREADABLE: (
        "Slack didn't hand over the file. Try again in a moment, or paste the rows below.",
    ),
    Code.STATE_UNKNOWN: (
        "I can't read “{words}” as a state. Write planned, under way, done or dropped, or leave it empty.",
        "That isn't a state. Write planned, under way, done or dropped, or leave it empty.",
    ),
    Code.SERVED_UNKNOWN: (
        "“{words}” isn't a company goal in this plan. It has: {offered}. "
        "A plan owner can add others with /plan settings.",
        "That isn't a company goal in this plan. A plan owner can add others with /plan settings.",
    ),
    Code.SERVES_ANOTHER: (
        "The goal “{title}” helps “{serves}” in this plan. Write that company goal, or another title.",
        "That goal helps another company goal in this plan.",
    ),
    Code.NOT_IN_CHANNEL: ("A plan is for the people of its channel. Join the channel, then try again.",),
    Code.BOT_NOT_IN_CHANNEL: ("I'm not in this channel yet. Add me with /invite @Oncourse, then try again.",),
    Code.NOT_A_CHANNEL: ("A plan lives in a channel. Try this in the channel where your team plans.",),
    Code.MEMBERS_ONLY: (
        "As a guest you can rate and finish what you own. For anything else, ask a member of this channel.",
    ),
    Code.OWNERS_ONLY: (
        "Only the plan's owners can do this. Please ask {owners}.",
        "Only the plan's owners can do this. Please ask one of them.",
    ),
    Code.LOOK_ONLY: (
        "As a visitor from another organisation you can look at this plan, but not change it. "
        "Ask someone on the team to do it for you.",
    ),
    Code.DEACTIVATED: ("Your account in this workspace is deactivated, so nothing was changed.",),
    Code.STILL_OWNED: (
        "This plan still has an owner: {owners}. Ask them to change or close it.",
        "This plan still has an owner. Ask them to change or close it.",
    ),
    Code.OWNERS_UNREAD: (
        "Slack didn't tell me whether this plan still has an active owner. Try again in a moment.",
    ),
    Code.OWNER_UNKNOWN: ("{person} isn't in this workspace. Choose someone who is.",),
    Code.OWNER_NOT_FOUND: (
        "I can't find “{words}” here. Write the name or @handle that Slack shows.",
        "I can't find that name here. Write the name or @handle that Slack shows.",
    ),
    Code.OWNER_AMBIGUOUS: (
        "“{words}” could be several people of this channel. Write the @handle.",
        "That could be several people of this channel. Write the @handle.",
    ),
    Code.OWNER_BY_EMAIL: (
        "I can't look people up by address, as in “{words}”. Write the name or @handle that Slack shows.",
        "I can't look people up by address. Write the name or @handle that Slack shows.",
    ),
    Code.NAMES_UNREAD: ("I'm still reading who's in this workspace. Please try again in a moment.",),
    Code.OWNER_DEACTIVATED: ("{person} has left this workspace. Choose someone who's still here.",),
    Code.OWNER_IS_BOT: ("{person} is an app. Choose a person.",),
    Code.OWNER_NOT_IN_CHANNEL: (
        "{person} isn't in this channel and couldn't see the plan. Invite them first, or choose someone "
        "else.",
    ),
    Code.PLAN_MISSING: ("This channel has no plan yet. A member can start one with /plan new.",),
    Code.NONE_OPEN: (
        "“{name}” is closed, and no other plan is open here. Start the next period with /plan next.",
        "This channel has no open plan. /plan next starts the next period.",
    ),
    Code.PLAN_EXISTS: (
        "This channel already has a plan, “{name}”. To start another, close that one first.",
        "This channel already has a plan. To start another, close that one first.",
    ),
    Code.PLAN_CLOSED: (
        "“{name}” is closed. You can read it but not change it.",
        "This plan is closed. You can read it but not change it.",
    ),
    Code.PLAN_STILL_OPEN: (
        "“{name}” is still open. Close it with /plan close, then start the next period.",
        "This channel's plan is still open. Close it with /plan close, then start the next period.",
    ),
    Code.GOALS_MISSING: ("A tactic needs a goal, and this plan has none yet. Add one with /goal add.",),
    Code.METRICS_MISSING: (
        "“{title}” has no metric yet. Edit the goal to add one.",
        "This goal has no metric yet. Edit the goal to add one.",
    ),
    Code.GONE: ("This is gone. Open the plan to see what's there.",),
    Code.CHANGED_MEANWHILE: ("Someone just changed this. Try again.",),
    Code.STATE_WRONG: (
        "“{title}” was dropped: {reason}. To reopen it, edit it and choose another state.",
        "“{title}” is already {state}. To reopen it, edit it and choose another state.",
        "This tactic is closed. To reopen it, edit it and choose another state.",
    ),
    Code.NOT_DONE: (
        "“{title}” is open again. Say how it turned out once it's done.",
        "This tactic is open again. Say how it turned out once it's done.",
    ),
    Code.NOTHING_TO_ANSWER: (
        "You own no open tactics in “{name}”, so there's nothing to answer.",
        "You own no open tactics here, so there's nothing to answer.",
    ),
    Code.NOT_YOURS: (
        "“{title}” isn't yours to answer for any more. It was closed or handed over.",
        "This isn't yours to answer for any more. It was closed or handed over.",
    ),
    Code.NEWER_CLOSED: (
        "“{name}” has been closed since. /plan next starts the period after it.",
        "Another plan has been closed since. /plan next starts the period after it.",
    ),
    Code.STILL_SERVED: (
        "“{title}” still has goals: {count}. Move them to another company goal first, then remove it.",
        "This still has goals. Move them to another company goal first, then remove it.",
    ),
    Code.STILL_HAS_TACTICS: (
        "This goal still has open tactics: {count}. Finish, drop or move them to another goal first.",
        "This goal still has open tactics. Finish, drop or move them to another goal first.",
    ),
    Code.NOT_CONTESTED: ("The raters agree here. Only a contested tactic goes to a second round.",),
    Code.ROUND_UNDER_WAY: ("A round of rating is under way here. Wait until its ratings show.",),
    Code.ROUND_OVER: ("A new round has started. Close this form and rate again for that round.",),
    Code.SOMETHING_SINCE: (
        "{person} has changed “{title}” since, and only the last change can be undone. See /plan history.",
        "Something has changed since, and only the last change can be undone. See /plan history.",
    ),
    Code.NOTHING_TO_UNDO: ("There's nothing to undo here. See /plan history for all changes.",),
}

FIELD_REFUSALS: dict[tuple[Code, str], str] = {
    (Code.EMPTY, "title"): "Give it a title: a few words on what needs doing.",
    (Code.EMPTY, "name"): "Give the plan a name, such as “Social media 2027”.",
    (Code.EMPTY, ".name"): "Name the metric, such as followers, or clear its fields.",
    (Code.EMPTY, "goal"): "Choose the goal that this tactic is for.",
    (Code.EMPTY, "serves"): "Choose the company goal it helps, or a marketing goal if none fits.",
    (Code.EMPTY, "starts_on"): "Pick the day the plan starts on.",
    (Code.EMPTY, "ends_on"): "Pick the day the plan ends on.",
    (Code.EMPTY, "on"): "Pick the day this was measured on.",
    (Code.EMPTY, "value"): "Choose a number from 1 to 5. A rough guess is fine.",
    (Code.EMPTY, "complexity"): "Choose a number from 1 to 5. A rough guess is fine.",
    (Code.EMPTY, "person"): "Choose the new owner.",
    (Code.EMPTY, ".course"): "Say how it's going. A rough guess is fine.",
    (Code.EMPTY, ".decision"): "Choose what to do. Keeping it as is counts too.",
    (Code.EMPTY, ".eta"): "Pick the day it moves to.",
    (Code.EMPTY, ".taker"): "Choose the new owner.",
    (
        Code.TOO_MANY,
        "metrics",
    ): "A goal has at most {most} metrics, and you have {count}. Please clear some.",
    (
        Code.TOO_MANY,
        "owners",
    ): "A tactic has at most {most} owners, and you have {count}. Who'll really do it?",
    (Code.TOO_MANY, "company_goals"): (
        "A plan has at most {most} company goals, and you have {count}. About three work best."
    ),
    (Code.EMPTY, "file"): "Choose a file, or paste the rows below.",
    (Code.EMPTY, "sheet.goal"): "Say which goal it is for.",
    (Code.EMPTY, "sheet.company_goal"): "This goal is new. Say which company goal it helps.",
    (Code.EMPTY, "sheet.tactic"): "Say what needs doing.",
    (Code.EMPTY, "sheet.value"): "A rating needs value and complexity. Write both from 1 to 5, or neither.",
    (Code.EMPTY, "sheet.complexity"): "A rating needs value and complexity. Write both, or neither.",
    (Code.NOT_A_NUMBER, "sheet.value"): "I can't read “{words}”. Write a whole number from 1 to 5.",
    (Code.NOT_A_NUMBER, "sheet.complexity"): "I can't read “{words}”. Write a whole number from 1 to 5.",
    (Code.OUT_OF_RANGE, "sheet.value"): "Write a whole number from 1 to 5.",
    (Code.OUT_OF_RANGE, "sheet.complexity"): "Write a whole number from 1 to 5.",
    (Code.TOO_MANY, "sheet.owners"): "A tactic has at most {most} owners. Who'll really do it?",
    (Code.DATES_REVERSED, "away_to"): "You are back before you leave. Choose the same day or a later one.",
    (Code.GONE, "serves"): "That company goal was removed from the plan. Choose another.",
    (Code.GONE, "goal"): "That goal is gone. Choose another.",
    (Code.GONE, "metric"): "That metric is gone. Choose another.",
}
