"""Parse what people type: a date, a recurrence, a number, a whole tactic in one sentence."""

from planning.phrases.changes import read_assign, read_when, split_move
from planning.phrases.dates import read_date
from planning.phrases.filters import TacticFilter, read_filter
from planning.phrases.handles import handles_of, people_by_handle
from planning.phrases.markup import ids_without_names, insert_names, to_plain_text
from planning.phrases.messages import MessageWords, mentioned, read_message, read_message_tactic
from planning.phrases.numbers import TypedNumber, in_digits, read_number
from planning.phrases.quick_add import read_quick_add
from planning.phrases.readings import ReadingWords, read_reading
from planning.phrases.recurrence import read_recurrence
from planning.phrases.several import RatingWords, read_rating, read_several
from planning.phrases.values import QuickAdd, Speaker
from planning.phrases.words import PHRASE_MAX

__all__ = [
    "PHRASE_MAX",
    "MessageWords",
    "QuickAdd",
    "RatingWords",
    "ReadingWords",
    "Speaker",
    "TacticFilter",
    "TypedNumber",
    "handles_of",
    "ids_without_names",
    "in_digits",
    "insert_names",
    "mentioned",
    "people_by_handle",
    "read_assign",
    "read_date",
    "read_filter",
    "read_message",
    "read_message_tactic",
    "read_number",
    "read_quick_add",
    "read_rating",
    "read_reading",
    "read_recurrence",
    "read_several",
    "read_when",
    "split_move",
    "to_plain_text",
]
