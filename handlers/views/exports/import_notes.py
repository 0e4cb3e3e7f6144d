"""All problems of an import as a spreadsheet, if they don't fit in the form."""

from collections.abc import Iterator

from handlers.views.exports.csv_file import BYTE_ORDER_MARK, as_csv, escape_formula
from handlers.views.plans.import_preview import Preview, ignored_text, notes_by_row, problem_line

FILE = "rows-to-fix.csv"
COMMENT = "Everything to check in your import, one line each."


def rows_to_fix(preview: Preview) -> str:
    """The file's text: row number, whether it is added, and what is wrong or ignored."""
    return BYTE_ORDER_MARK + as_csv([("Row", "Added", "What to know"), *_lines(preview)])


def _lines(preview: Preview) -> Iterator[tuple[str, str, str]]:
    for problem in preview.found.problems:
        yield str(problem.row), "no", escape_formula(problem_line(problem))
    for row, text in notes_by_row(preview.found):
        yield str(row), "yes", escape_formula(f"Not read: {text}")
    if text := ignored_text(preview):
        yield "", "", escape_formula(text)
