"""Make the small font that the join prints page numbers with.

Run by hand when the font should change (needs fontTools, which nothing else here does):

    python tools/make_stamp_font.py LiberationSans-Regular.ttf

Liberation Sans must be version 2 (Debian's fonts-liberation2): that one is under the SIL Open Font
License, version 1 is under the GPL. Writes the font and its measures beside the code that embeds
it. The licence reserves the name “Liberation”, so what is cut out carries a name of its own.
"""

import io
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Panel Papers Stamp"
TARGET = Path(__file__).parents[1] / "src" / "panel_papers" / "joining" / "fonts"


def characters() -> dict[int, str]:
    """Every code of WinAnsiEncoding (Windows code page 1252) with its character."""
    codes = {}
    for code in range(0x20, 0x100):
        try:
            codes[code] = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            continue
    return codes


def cut(source: Path) -> TTFont:
    """Return the font with those characters alone, without hints and layout rules, renamed."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 7, 13, 14]
    options.drop_tables += ["FFTM", "GDEF", "gasp"]
    font = TTFont(source, recalcTimestamp=False)
    if "SIL Open Font License" not in font["name"].getDebugName(13):
        raise SystemExit(f"{source} is not under the SIL Open Font License: use Liberation 2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in characters().values() if c != "\x7f"])
    subsetter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 4):
            record.string = FAMILY
        elif record.nameID == 6:
            record.string = FAMILY.replace(" ", "")
        elif record.nameID == 7:
            font["name"].names.remove(record)
    buffer = io.BytesIO()
    font.save(buffer)
    (TARGET / "panel-papers-stamp.ttf").write_bytes(buffer.getvalue())
    return TTFont(io.BytesIO(buffer.getvalue()))


def measures(font: TTFont) -> dict[str, object]:
    """Return what a PDF font descriptor says of a font, in thousandths of the type size."""
    per_em = font["head"].unitsPerEm
    cmap, advances, head = font.getBestCmap(), font["hmtx"], font["head"]

    def scaled(value: int) -> int:
        return round(value * 1000 / per_em)

    widths = dict.fromkeys(range(0x20, 0x100), 0)
    for code, character in characters().items():
        if ord(character) in cmap:
            widths[code] = scaled(advances[cmap[ord(character)]][0])
    return {
        "name": FAMILY.replace(" ", ""),
        "bbox": [scaled(v) for v in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "ascent": scaled(font["hhea"].ascent),
        "descent": scaled(font["hhea"].descent),
        "cap_height": scaled(font["OS/2"].sCapHeight),
        "widths": list(widths.values()),
    }


def main() -> None:
    """Cut the font named on the command line."""
    font = cut(Path(sys.argv[1]))
    text = json.dumps(measures(font), indent=1) + "\n"
    (TARGET / "panel-papers-stamp.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
