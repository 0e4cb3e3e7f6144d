"""SVG from standard input to PNG on standard output, in a process of its own.

The library holds the GIL while it draws, for a sixth of a second, and would block the event loop. A process
can also be killed on a timeout.
"""

import sys
from pathlib import Path

import resvg_py

FONTS = Path(__file__).parent / "fonts"


def rasterized(svg: str) -> bytes:
    """The picture as PNG, drawn with the bundled fonts alone."""
    return resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))]
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(rasterized(sys.stdin.buffer.read().decode()))
