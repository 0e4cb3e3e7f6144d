"""Parse what people type: a date, a recurrence, a whole tactic in one sentence."""

from planning.phrases.dates import read_date
from planning.phrases.markup import ids_without_names, insert_names, to_plain_text
from planning.phrases.messages import MessageWords, mentioned, read_message
from planning.phrases.quick_add import QuickAdd, Speaker, read_quick_add
from planning.phrases.recurrence import read_recurrence
from planning.phrases.words import PHRASE_MAX

__all__ = [
    "PHRASE_MAX",
    "MessageWords",
    "QuickAdd",
    "Speaker",
    "ids_without_names",
    "insert_names",
    "mentioned",
    "read_date",
    "read_message",
    "read_quick_add",
    "read_recurrence",
    "to_plain_text",
]
