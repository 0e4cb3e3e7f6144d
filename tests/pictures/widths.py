"""The advance widths of the bundled font, written out for `handlers.views.charts.font_widths`.

Run as `python -m tests.pictures.widths`; a test says when it has to be.
"""

from pathlib import Path
from textwrap import wrap

from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent.parent
FONTS = ROOT / "handlers" / "slack" / "fonts"
MODULE = ROOT / "handlers" / "views" / "charts" / "font_widths.py"
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
MISSING = DIGITS[-1] * 2
RANGES = (
    (0x0020, 0x024F),  # Latin
    (0x0300, 0x036F),  # marks that stand on letters
    (0x0370, 0x052F),  # Greek and Cyrillic
    (0x0531, 0x05F4),  # Armenian and Hebrew
    (0x0600, 0x06FF),  # Arabic
    (0x10D0, 0x10FC),  # Georgian
    (0x1E00, 0x1FFE),  # Latin with two marks, Greek with breathings
    (0x2010, 0x2044),  # dashes, quotation marks, the ellipsis
    (0x2070, 0x2094),  # powers and indices
    (0x20A0, 0x20BD),  # currencies
    (0x2100, 0x214F),  # letters with a meaning of their own
    (0x2150, 0x22FF),  # fractions, arrows, mathematics
    (0x25A0, 0x27BF),  # shapes and signs
)
JOINING = {"init", "medi", "fina"}
HEAD = '''"""Advance widths of the bundled font, in 2048ths of its size; written by `tests.pictures.widths`.

Two digits for each character of RANGES in turn, to the base 64, "//" for one that the font lacks; of a letter
that changes its form beside others, the width of the widest form.
"""

'''


def advances(font: TTFont) -> dict[int, int]:
    """The width of each character that the font has; of a joining letter that of its widest form."""
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    forms = _forms(font)
    return {
        code: max(widths[form][0] for form in (glyph, *forms.get(glyph, ())))
        for code, glyph in glyphs.items()
    }


def written() -> str:
    """The module as it has to be."""
    regular = advances(TTFont(FONTS / "DejaVuSans.ttf"))
    bold = {**regular, **advances(TTFont(FONTS / "DejaVuSans-Bold.ttf"))}
    ranges = "\n".join(f"    (0x{first:04X}, 0x{last:04X})," for first, last in RANGES)
    parts = [f"RANGES = (\n{ranges}\n)", _table("REGULAR", regular), _table("BOLD", bold)]
    return HEAD + "\n".join(parts) + "\n"


def _forms(font: TTFont) -> dict[str, set[str]]:
    """What each glyph may become where letters are joined."""
    table = font["GSUB"].table
    features = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag in JOINING]
    found: dict[str, set[str]] = {}
    for index in {index for feature in features for index in feature.LookupListIndex}:
        for subtable in table.LookupList.Lookup[index].SubTable:
            single = getattr(subtable, "ExtSubTable", subtable)
            for glyph, form in getattr(single, "mapping", {}).items():
                found.setdefault(glyph, set()).add(form)
    return found


def _table(name: str, widths: dict[int, int]) -> str:
    codes = [code for first, last in RANGES for code in range(first, last + 1)]
    digits = "".join(_digits(widths[code]) if code in widths else MISSING for code in codes)
    lines = "\n".join(f'    "{line}"' for line in wrap(digits, 100))
    return f"{name} = (\n{lines}\n)"


def _digits(width: int) -> str:
    high, low = divmod(width, 64)
    return DIGITS[high] + DIGITS[low]


if __name__ == "__main__":
    MODULE.write_text(written())
