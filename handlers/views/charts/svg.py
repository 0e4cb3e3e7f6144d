"""The shapes and styles that all pictures share.

Lengths are pixels in a picture 1200 pixels wide, which Slack shows at about half that size. Each text
carries its bounding box in `data-box` (left, top, width, height), which a test checks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from handlers.views.charts import measure

WIDTH = 1200
MARGIN = 48
INNER = WIDTH - 2 * MARGIN

INK, QUIET, LINE, SHADE, PAPER = "#1f2a33", "#566570", "#d3dbe0", "#f3f6f7", "#ffffff"
TINT = "#e1eeee"
TEAL, AMBER, RED, GREY = "#1f6672", "#b9770e", "#a8402f", "#8695a0"

Align = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Style:
    """The size, weight and colour of text."""

    size: int
    bold: bool = False
    ink: str = INK

    @property
    def height(self) -> int:
        """The line height, with space for accents above and below."""
        return round(self.size * 1.5)

    def width(self, text: str) -> float:
        """The width of the text in this style."""
        return measure.width(measure.drawable(text), self.size, bold=self.bold)

    def box(self, text: str) -> float:
        """The width of a box in which the text fits whole."""
        return self.width(text) + 2 * PADDING + 0.5


TITLE = Style(36, bold=True)
SUBTITLE = Style(23, ink=QUIET)
HEADING = Style(23, bold=True)
BODY = Style(22)
SMALL = Style(20, ink=QUIET)
_BASELINE = 1.1  # times the size, from the top of the line
PADDING = 5  # pixels on both sides, for glyphs that exceed their advance width


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its alt text; `name` is its file name without the extension."""

    name: str
    svg: str
    alt: str


def document(height: float, *parts: str) -> str:
    """A complete SVG document."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{_n(height)}" '
        f'viewBox="0 0 {WIDTH} {_n(height)}" font-family="DejaVu Sans" font-kerning="none">\n'
        f"{_DEFINITIONS}\n"
        f"{rect(0, 0, WIDTH, height, fill=PAPER)}\n"
        + "\n".join(part for part in parts if part)
        + "\n</svg>\n"
    )


def heading(title: str, subtitle: str) -> str:
    """The title and subtitle at the top; HEADING_HEIGHT high."""
    return join(
        label(title, MARGIN, 34, INNER, TITLE),
        label(subtitle, MARGIN, 34 + TITLE.height, INNER, SUBTITLE),
    )


HEADING_HEIGHT = 34 + TITLE.height + SUBTITLE.height + 18


def label(text: str, x: float, y: float, width: float, style: Style = BODY, align: Align = "start") -> str:
    """One line of text in the box with its top left corner at (x, y), shortened to fit."""
    text_width = width - 2 * PADDING
    return _text(measure.fit(text, text_width, style.size, bold=style.bold), x, y, width, style, align)


def paragraph(text: str, x: float, y: float, width: float, style: Style = BODY, *, max_lines: int) -> str:
    """Text on up to `max_lines` lines from (x, y) down; `line_count` says how many."""
    return join(
        *(
            _text(line, x, y + at * style.height, width, style, "start")
            for at, line in enumerate(_wrapped(text, width, style, max_lines))
        )
    )


def line_count(text: str, width: float, style: Style = BODY, *, max_lines: int) -> int:
    """How many lines `paragraph` uses."""
    return len(_wrapped(text, width, style, max_lines))


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "none",
    stroke: str = "none",
    thick: float = 2,
    round_: float = 0,
) -> str:
    """A rectangle."""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'rx="{_n(round_)}" fill="{fill}"{_stroke(stroke, thick, "")}/>'
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, ink: str = LINE, thick: float = 2, dashes: str = ""
) -> str:
    """A straight line."""
    return f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"{_stroke(ink, thick, dashes)}/>'


def path(
    d: Sequence[tuple[float, float]],
    *,
    ink: str = LINE,
    thick: float = 2,
    fill: str = "none",
    closed: bool = False,
) -> str:
    """A line through several points, or a closed shape."""
    points = " L".join(f"{_n(x)} {_n(y)}" for x, y in d)
    end = " Z" if closed else ""
    return f'<path d="M{points}{end}" fill="{fill}" stroke-linejoin="round"{_stroke(ink, thick, "")}/>'


def circle(
    x: float, y: float, radius: float, *, fill: str = PAPER, ink: str = INK, thick: float = 2.5
) -> str:
    """A filled circle with an outline."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"{_stroke(ink, thick, "")}/>'


def join(*parts: str) -> str:
    """SVG elements one after the other; empty ones are skipped."""
    return "\n".join(part for part in parts if part)


def _text(text: str, x: float, y: float, width: float, style: Style, align: Align) -> str:
    if not text:
        return ""
    at = {"start": x + PADDING, "middle": x + width / 2, "end": x + width - PADDING}[align]
    weight = ' font-weight="bold"' if style.bold else ""
    anchor = f' text-anchor="{align}"' if align != "start" else ""
    return (
        f'<text data-box="{_n(x)} {_n(y)} {_n(width)} {style.height}" x="{_n(at)}" '
        f'y="{_n(y + style.size * _BASELINE)}" font-size="{style.size}"{weight} fill="{style.ink}"{anchor}>'
        f"{escape(text)}</text>"
    )


def _wrapped(text: str, width: float, style: Style, max_lines: int) -> list[str]:
    text_width = width - 2 * PADDING
    return measure.wrap(text, text_width, style.size, bold=style.bold, max_lines=max_lines)


def _stroke(ink: str, thick: float, dashes: str) -> str:
    if ink == "none":
        return ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f' stroke="{ink}" stroke-width="{_n(thick)}"{dashed}'


def _n(number: float) -> str:
    """A number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def _pattern(id_: str, ground: str, size: int, shape: str) -> str:
    return (
        f'<pattern id="{id_}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
        f'<rect width="{size}" height="{size}" fill="{ground}"/>{shape}</pattern>'
    )


_SLANTED_LINES = '<path d="M-3 3 L3 -3 M0 12 L12 0 M9 15 L15 9" stroke="{}" stroke-width="3.5"/>'
_CROSSED_LINES = '<path d="M0 12 L12 0 M0 0 L12 12" stroke="{}" stroke-width="3"/>'
_DOT = '<circle cx="6" cy="6" r="1.8" fill="{}"/>'
_DEFINITIONS = (
    "<defs>"
    + _pattern("slanted", "#f6dfb4", 12, _SLANTED_LINES.format(AMBER))
    + _pattern("crossed", "#f0cfc8", 12, _CROSSED_LINES.format(RED))
    + _pattern("dotted", "#f3f6f7", 12, _DOT.format(GREY))
    + "</defs>"
)
SLANTED, CROSSED, DOTTED = "url(#slanted)", "url(#crossed)", "url(#dotted)"
