"""Looking at a picture text by text: whether any of it is drawn outside of the box it is meant for."""

from functools import cache
from io import BytesIO
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from PIL import Image

from handlers.slack.rasterize import rasterized

SVG = "{http://www.w3.org/2000/svg}"
AROUND = 40  # pixels looked at on every side of a box
LOOK: tuple[str, ...] = ("font-size", "font-weight", "text-anchor")
FAINT = 24  # of 255: what the smoothing of edges leaves beyond


def texts(svg: str) -> list[dict[str, str]]:
    """The texts of a picture: their attributes, and what they say under "words"."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    return [{**text.attrib, "words": text.text or ""} for text in root.iter(f"{SVG}text")]


def leaving(svg: str) -> list[str]:
    """The words of the texts that leave their boxes."""
    return [text["words"] for text in texts(svg) if _leaves(*_as_drawn(text))]


def _as_drawn(text: dict[str, str]) -> tuple[float, float, str, str]:
    """The size of its box, its look with its place within that, and its words."""
    x, y, width, height = map(float, text["data-box"].split())
    look: dict[str, str] = {name: text[name] for name in LOOK if name in text}
    look |= {"x": f"{float(text['x']) - x:.1f}", "y": f"{float(text['y']) - y:.1f}"}
    return width, height, " ".join(f'{name}="{value}"' for name, value in look.items()), text["words"]


@cache
def _leaves(width: float, height: float, look: str, words: str) -> bool:
    wide, tall = width + 2 * AROUND, height + 2 * AROUND
    alone = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" '
        f'viewBox="{-AROUND} {-AROUND} {wide} {tall}" font-family="DejaVu Sans" font-kerning="none">'
        f"<text {look}>{escape(words)}</text></svg>"
    )
    alpha = Image.open(BytesIO(rasterized(alone))).getchannel("A")
    found = alpha.point(lambda ink: 255 if ink > FAINT else 0).getbbox()
    if found is None:
        return False
    left, top, right, bottom = found
    return left < AROUND or top < AROUND or right > AROUND + width + 1 or bottom > AROUND + height + 1
