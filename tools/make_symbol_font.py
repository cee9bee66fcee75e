"""Make the face that the embedded engine takes symbols from, which text faces lack.

Run by hand when the font should change (needs fontTools, which nothing else here does):

    python tools/make_symbol_font.py DejaVuSans.ttf

DejaVu Sans 2.37 (Debian's fonts-dejavu-core). Its licence lets a changed font go out under a name
of its own. Cut out: scripts that are written from right to left or joined, which the engine does
not set; pictographs, of which it has a few of many.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Panel Papers Symbols"
TARGET = Path(__file__).parents[1] / "src" / "panel_papers" / "core" / "fonts"

# Blocks of Unicode, first and last code point.
BLOCKS = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x036F),  # modifier letters, combining accents
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin extended additional
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # letterlike symbols, number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # enclosed numbers and letters
    (0x2500, 0x25FF),  # box drawing, blocks, geometric shapes
    (0x2600, 0x27BF),  # miscellaneous symbols, dingbats
    (0x27C0, 0x27FF),  # more mathematics and arrows
    (0x2900, 0x297F),  # more arrows
    (0x2A00, 0x2AFF),  # more operators
    (0x2B00, 0x2BFF),  # more symbols and arrows
    (0xFB00, 0xFB06),  # ligatures
    (0xFEFF, 0xFEFF),  # no-break space of no width
    (0xFFFD, 0xFFFD),  # replacement character
)
# Marks that turn the direction of writing.
DIRECTIONS = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def cut(source: Path) -> bytes:
    """Return the font with those characters alone, without hints, renamed."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["FFTM", "GDEF", "gasp"]
    font = TTFont(source, recalcTimestamp=False)
    if font["name"].getDebugName(5) != "Version 2.37":
        raise SystemExit(f"{source} is not DejaVu Sans 2.37")
    subsetter = subset.Subsetter(options)
    wanted = {code for first, last in BLOCKS for code in range(first, last + 1)}
    subsetter.populate(unicodes=wanted - DIRECTIONS)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4):
            record.string = FAMILY
        elif record.nameID == 2:
            record.string = "Regular"
        elif record.nameID == 6:
            record.string = FAMILY.replace(" ", "")
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    (TARGET / "PanelPapersSymbols-Regular.ttf").write_bytes(cut(Path(sys.argv[1])))
