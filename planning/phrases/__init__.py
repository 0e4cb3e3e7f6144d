"""What people type, read: a date, a rhythm, a whole tactic in one sentence."""

from planning.phrases.dates import read_date
from planning.phrases.markup import as_typed
from planning.phrases.quick_add import QuickAdd, read_quick_add
from planning.phrases.rhythms import read_rhythm

__all__ = ["QuickAdd", "as_typed", "read_date", "read_quick_add", "read_rhythm"]
