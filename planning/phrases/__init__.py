"""What people type, read: a date, a rhythm, a whole tactic in one sentence."""

from planning.phrases.dates import read_date
from planning.phrases.quick_add import QuickAdd, read_quick_add
from planning.phrases.rhythms import read_rhythm

__all__ = ["QuickAdd", "read_date", "read_quick_add", "read_rhythm"]
