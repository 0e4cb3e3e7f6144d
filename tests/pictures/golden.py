"""The pictures as they are meant to look, kept as SVG beside this file.

`make pictures` draws them anew after a change that was meant; `git diff` then shows what it did.
"""

from pathlib import Path

from handlers.views.charts.svg import Picture
from tests.pictures.plans import SIZES, pictures

FOLDER = Path(__file__).parent / "golden"


def drawn() -> dict[str, Picture]:
    """Every picture that is kept, by its file's name."""
    return {f"{picture.name}-{size}.svg": picture for size in SIZES for picture in pictures(size)}


def kept() -> dict[str, str]:
    """What is kept."""
    return {path.name: path.read_text() for path in FOLDER.glob("*.svg")}


if __name__ == "__main__":
    for path in FOLDER.glob("*.svg"):
        path.unlink()
    for name, picture in drawn().items():
        (FOLDER / name).write_text(picture.svg)
