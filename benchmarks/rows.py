"""What was measured, in rows: each beside its floor, with the bound it has to keep if it has one."""

import operator
from collections.abc import Iterable
from dataclasses import dataclass

KEEPS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt}
HEADINGS = ("measured", "", "beside", "", "ratio", "bound", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in `unit`. With a floor, what the bound ("<= 2") is about is their ratio."""

    what: str
    figure: float
    unit: str
    floor: float | None = None
    beside: str = ""
    bound: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its floor."""
        return None if self.floor is None else self.figure / self.floor

    @property
    def met(self) -> bool:
        """Whether it keeps its bound, if it has one."""
        if not self.bound:
            return True
        sign, limit = self.bound.split()
        return bool(KEEPS[sign](self.figure if self.ratio is None else self.ratio, float(limit)))

    @property
    def cells(self) -> tuple[str, ...]:
        """What, figure, beside, floor, ratio, bound, met: as they are read."""
        verdict = ("met" if self.met else "NOT MET") if self.bound else ""
        floor = "" if self.floor is None else _said(self.floor, self.unit)
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (self.what, _said(self.figure, self.unit), self.beside, floor, ratio, self.bound, verdict)


def text_table(rows: Iterable[Row]) -> str:
    """The rows for a terminal."""
    cells = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEADINGS))]
    return "\n".join("  ".join(map(_padded, line, widths, range(len(line)))).rstrip() for line in cells)


def markdown_table(rows: Iterable[Row]) -> str:
    """The rows for RESULTS.md."""
    cells = [HEADINGS, ("---", "--:", "---", "--:", "--:", "---", "---"), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _said(figure: float, unit: str) -> str:
    digits = 0 if figure >= 100 else 2
    return f"{figure:,.{digits}f} {unit}".strip()


def _padded(cell: str, width: int, place: int) -> str:
    return cell.rjust(width) if place in (1, 3, 4) else cell.ljust(width)
