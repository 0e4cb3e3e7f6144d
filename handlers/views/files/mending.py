"""What is to be mended in a spreadsheet before it can be taken in, as a spreadsheet."""

from handlers.views.files.sheet import MARK, as_csv, defused
from handlers.views.imports import problem_line
from planning.sheets import Intake

FILE = "rows-to-mend.csv"


def rows_to_mend(found: Intake) -> str:
    """The file's text: the number of the row, and what is wrong with it."""
    lines = [(str(problem.row), defused(problem_line(problem))) for problem in found.problems]
    return MARK + as_csv([("Row", "What to mend"), *lines])
