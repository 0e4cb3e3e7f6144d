"""Parse what people type: a date, a recurrence, a whole tactic in one sentence."""

from planning.phrases.changes import read_assign, read_when, split_move
from planning.phrases.dates import read_date
from planning.phrases.handles import handles_of, people_by_handle
from planning.phrases.markup import ids_without_names, insert_names, to_plain_text
from planning.phrases.messages import MessageWords, mentioned, read_message, read_message_tactic
from planning.phrases.quick_add import read_quick_add
from planning.phrases.recurrence import read_recurrence
from planning.phrases.values import QuickAdd, Speaker
from planning.phrases.words import PHRASE_MAX

__all__ = [
    "PHRASE_MAX",
    "MessageWords",
    "QuickAdd",
    "Speaker",
    "handles_of",
    "ids_without_names",
    "insert_names",
    "mentioned",
    "people_by_handle",
    "read_assign",
    "read_date",
    "read_message",
    "read_message_tactic",
    "read_quick_add",
    "read_recurrence",
    "read_when",
    "split_move",
    "to_plain_text",
]
