"""Write what the shipped faces hold, which the code reads instead of the fonts themselves.

Run by hand after a face was added or changed (needs fontTools); a test holds the file to the fonts:

    python tools/list_faces.py
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

# In a face, yet not painted beside Arial's letters: measured, and held by a test.
NOT_PAINTED = {0x200F, 0x20DD, 0xFEFF}
# Controls, separators of lines, and codes that mean something else in each font.
NO_CHARACTERS = {"Cc", "Co", "Cn", "Zl", "Zp"}

FONTS = Path(__file__).parents[1] / "src" / "panel_papers" / "core" / "fonts"


def faces() -> dict[str, object]:
    """Return each face's checksum, and the characters that the faces together print, as ranges."""
    files = sorted(FONTS.glob("*.ttf"))
    held = {code for file in files for code in TTFont(file).getBestCmap()} - NOT_PAINTED
    held = {code for code in held if unicodedata.category(chr(code)) not in NO_CHARACTERS}
    return {
        "sha256": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        "characters": [f"{first:04X}-{last:04X}" for first, last in _ranges(sorted(held))],
    }


def _ranges(codes: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return found


if __name__ == "__main__":
    text = json.dumps(faces(), indent=1) + "\n"
    (FONTS / "faces.json").write_text(text, encoding="utf-8", newline="\n")
